"""Recognitions by level: each level enters its own, the province also the state's; mistakes are struck."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import Base, Kind, RecognisedAs, RecognisedBy, Recognition
from zhiwei.platform.bases.services.common import Fault, Refused, record
from zhiwei.platform.bases.services.records import strike_row
from zhiwei.platform.kit import clock

MAY = {
    RecognisedBy.COUNTY: (Role.COUNTY,),
    RecognisedBy.CITY: (Role.CITY,),
    RecognisedBy.PROVINCE: (Role.PROVINCE,),
    RecognisedBy.STATE: (Role.PROVINCE,),
}
"""Whose officials enter a recognition of a level."""


def may_enter(viewer: Viewer, base: Base, level: str) -> bool:
    """Whether the viewer is an official of the level that recognised, of the base's place."""
    return viewer.covers(base.subject.division, *MAY[RecognisedBy(level)])


def levels(viewer: Viewer, base: Base) -> list[tuple[str, str]]:
    """The levels whose recognitions the viewer enters, with their words."""
    return [(str(one), str(one.label)) for one in RecognisedBy if may_enter(viewer, base, one)]


def recognise(
    viewer: Viewer, base: Base, *, what: str, level: str, recognised_on: date, document: str
) -> Recognition:
    """Enter a recognition that was given by a document. Raises Refused with every fault."""
    if not may_enter(viewer, base, level):
        raise PermissionDenied(_("认定由作出认定的那一级登记"))
    faults = []
    if what == RecognisedAs.DEMONSTRATION and level == RecognisedBy.STATE:
        faults.append(Fault("level", _("创业示范基地由县、市、省认定")))
    if what == RecognisedAs.INCUBATOR and base.kind != Kind.INCUBATOR:
        faults.append(Fault("what", _("这个基地登记的类型不是孵化器")))
    if recognised_on > clock.today() or recognised_on < base.opened_on:
        faults.append(Fault("recognised_on", _("认定日期应在启用日期和今天之间")))
    if not document.strip():
        faults.append(Fault("document", _("请填写文号")))
    twice = Fault("level", _("这一级的认定已经登记"))
    if base.recognitions.filter(what=what, level=level, struck_at=None).exists():
        faults.append(twice)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Recognition.objects.create(
                    base=base, what=what, level=level, recognised_on=recognised_on, document=document.strip(),
                    entered_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:  # somebody else was quicker
            raise Refused([twice]) from None
        record(viewer, "bases.recognise", base, "bases.keep", what=what, level=level, on=recognised_on)
    return made


def strike(viewer: Viewer, entry: Recognition, why: str) -> None:
    """Strike a recognition entered by mistake, or withdrawn."""
    if not may_enter(viewer, entry.base, entry.level):
        raise PermissionDenied(_("认定由作出认定的那一级登记"))
    with transaction.atomic():
        held = strike_row(viewer, entry, why)
        record(
            viewer,
            "bases.strike",
            held.base,
            "bases.keep",
            entry="recognition",
            key=str(held.pk),
            why=held.struck_why,
        )

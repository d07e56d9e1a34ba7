"""The researchers of a unit, entered by its clerk."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import Researcher
from zhiwei.platform.talent.services.common import Fault, Refused, keeps

UNITS = frozenset({"university", "institute"})
"""Kinds of subjects whose staff the room keeps."""


def enter_researcher(
    viewer: Viewer, unit: Subject, *, name: str, number: str, title: str = "", high_level: bool = False,
    high_level_basis: str = "",
) -> Researcher:  # fmt: skip
    """Enter a member of staff, and the organisation of one for which he will log in.

    The security administrator then gives him the role of a researcher there. Raises Refused with every fault.
    """
    keeps(viewer, unit)
    name, number, basis = name.strip(), number.strip(), high_level_basis.strip()
    faults = []
    if unit.entity not in UNITS:
        faults.append(Fault("unit", _("“%(name)s”不是高校或科研院所") % {"name": unit.name}))
    if not name:
        faults.append(Fault("name", _("请填写姓名")))
    if not number:
        faults.append(Fault("number", _("请填写工号")))
    elif Researcher.objects.filter(unit=unit, number=number).exists():
        faults.append(Fault("number", _("工号 %(number)s 已经登记") % {"number": number}))
    if high_level and not basis:
        faults.append(Fault("high_level_basis", _("请写明认定为高层次人才的依据，例如正高级职称或人才项目")))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            person, _new = Organisation.objects.get_or_create(
                kind=Organisation.Kind.PERSON, name=account_name(unit, number), division=unit.division
            )
            made = Researcher.objects.create(
                unit=unit, organisation=person, name=name, number=number, title=title.strip(), high_level=high_level,
                high_level_basis=basis if high_level else "", entered_by_id=viewer.user_id,
            )  # fmt: skip
            _record(viewer, "talent.enter", made, high_level=high_level, basis=made.high_level_basis)
    except IntegrityError:  # entered by a colleague at the same moment
        raise Refused([Fault("number", _("工号 %(number)s 已经登记") % {"number": number})]) from None
    return made


def account_name(unit: Subject, number: str) -> str:
    """What the organisation of one person is called: unit and staff number, no name."""
    return f"{unit.name}科技人员{number}号"[:120]


def leave(viewer: Viewer, researcher: Researcher, *, on: date) -> Researcher:
    """Enter that somebody left the unit; he can then begin nothing new. Raises Refused with every fault."""
    keeps(viewer, researcher.unit)
    with transaction.atomic():
        held = Researcher.objects.select_for_update().get(pk=researcher.pk)
        faults = []
        if held.left_on is not None:
            faults.append(Fault("on", _("已登记离开")))
        if on > clock.today():
            faults.append(Fault("on", _("日期不能晚于今天")))
        if held.secondments.filter(live=True).exists():
            faults.append(Fault("", _("还有在办或在期的离岗，请先办结")))
        if faults:
            raise Refused(faults)
        held.left_on = on
        held.save()
        _record(viewer, "talent.leave", held, on=on)
    return held


def _record(viewer: Viewer, act: str, one: Researcher, **detail: object) -> None:
    log.record(
        viewer, act, kind="researcher", key=str(one.pk), division=one.unit.division,
        detail={"unit": str(one.unit_id), "number": one.number, **detail}, permission="talent.keep",
    )  # fmt: skip

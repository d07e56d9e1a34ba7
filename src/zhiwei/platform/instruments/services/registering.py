"""A platform enters the register: a subject of its own, kept by a body that is registered already."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.engine.errors import Defect
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.instruments.models import Platform
from zhiwei.platform.instruments.rules import PLATFORM, PUBLIC
from zhiwei.platform.instruments.services.common import Fault, Refused, record
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.subjects import services as subjects
from zhiwei.platform.subjects.models import Subject
from zhiwei.policy.vocabulary_programme import PlatformNature

KEPT_BY = ("university", "institute", "enterprise", "agency", "incubator", "association")
"""Kinds of subjects that keep a platform."""
SOURCE = "science"
"""Whose word it is what kind of unit a platform is and with whose money it was formed."""


def register_platform(
    viewer: Viewer, keeper: Subject, *, name: str, place: str, set_up_on: date, legal_nature: str, public_money: bool,
    document: str, opening: str = "", division: str = "",
) -> Platform:  # fmt: skip
    """Register a platform with the facts that decide its prices and its money, in one transaction.

    A public service platform that another register entered already under the name is the same subject. ``division`` is the
    keeper's unless said. Raises Refused with every fault; PermissionDenied outside the viewer's divisions.
    """
    division = division or keeper.division
    if not viewer.may("instruments.register", division=division):
        raise PermissionDenied(_("您不能登记这个地区的平台"))
    faults = []
    if keeper.entity not in KEPT_BY:
        faults.append(Fault("keeper", _("“%(name)s”不是可以管理平台的单位") % {"name": keeper.name}))
    if not name.strip():
        faults.append(Fault("name", _("请填写平台名称")))
    there = _of_name(name.strip(), division)
    if there is not None and Platform.objects.filter(pk=there.pk).exists():
        faults.append(Fault("name", _("这个地区已有同名的平台")))
    elif there is not None and there.organisation_id not in (None, keeper.organisation_id):
        faults.append(Fault("keeper", _("“%(name)s”已登记在另一单位名下") % {"name": there.name}))
    if set_up_on > clock.today():
        faults.append(Fault("set_up_on", _("建设日期不能晚于今天")))
    if not document.strip():
        faults.append(Fault("document", _("请填写建设或登记的文号")))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            return _register(
                viewer, keeper, name.strip(), division, place.strip(), set_up_on, legal_nature, public_money,
                document.strip(), opening.strip(),
            )  # fmt: skip
    except subjects.Refused as refused:
        raise Refused([Fault("", _words(one)) for one in refused.defects]) from None


def _of_name(name: str, division: str) -> Subject | None:
    return Subject.objects.filter(
        entity=PLATFORM, name=name, division=division, state=Subject.State.ACTIVE
    ).first()


def _register(
    viewer: Viewer, keeper: Subject, name: str, division: str, place: str, set_up_on: date, legal_nature: str,
    public_money: bool, document: str, opening: str,
) -> Platform:  # fmt: skip
    today = clock.today()
    subject = _of_name(name, division) or subjects.create_subject(
        viewer, entity=PLATFORM, name=name, division=division, founded_on=set_up_on, received_on=today,
        personal_name=False, organisation=keeper.organisation,
    )  # fmt: skip
    if subject.organisation_id is None and keeper.organisation_id is not None:
        subject.organisation = keeper.organisation
        subject.save(update_fields=["organisation"])
    facts = {"legal_nature": legal_nature, "set_up_on": set_up_on.isoformat(), PUBLIC: public_money}
    for label, value in facts.items():
        subjects.add_fact(
            viewer, subject, label, value, source=SOURCE, legal_basis=document, received_on=today,
            holds_from=set_up_on,
        )  # fmt: skip
    made = Platform.objects.create(
        subject=subject, keeper=keeper, place=place, opening=opening, document=document
    )
    record(
        viewer, "instruments.register", made, "instruments.register", name=name, other=str(keeper.pk), document=document,
        formed_with_public_money="是" if public_money else "否", legal_nature=PlatformNature.labels()[legal_nature][0],
    )  # fmt: skip
    return made


def _words(one: Defect) -> str:
    return one.text(lang())

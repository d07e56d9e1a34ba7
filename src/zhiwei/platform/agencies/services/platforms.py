"""Registering a public platform: the law is asked first, and refuses a new one of institution nature (15.3)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.agencies import rules
from zhiwei.platform.agencies.models import Nature, Platform
from zhiwei.platform.agencies.services.common import Fault, Refused, found_or_made, keeper, record
from zhiwei.platform.answers import receipts
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.subjects.services import add_fact

SOURCE = "government"
BASIS = "浙政发〔2012〕47号（十五）第3句"


def register_platform(
    viewer: Viewer, *, name: str, division: str, nature: str, set_up_on: date, department: str
) -> Platform:
    """Register a platform or centre, its subject with it where there is none yet. The verdict is kept as a receipt.

    Raises Refused with every fault, for a new platform of institution nature with the words of 15.3; PermissionDenied
    outside the viewer's divisions.
    """
    keeper(viewer, division)
    faults = []
    if nature not in Nature.values:
        faults.append(Fault("nature", _("请选择单位性质")))
    if set_up_on > clock.today():
        faults.append(Fault("set_up_on", _("建设日期不能晚于今天")))
    if not department.strip():
        faults.append(Fault("department", _("请填写主办部门")))
    if faults:
        raise Refused(faults)
    answer = rules.asked(nature, set_up_on, clock.today(), plan=False)
    if rules.forbidden(answer):
        said = _("今后不再建设事业性质的公共服务平台或中心，不能登记（%(text)s）")
        raise Refused([Fault("nature", said % {"text": quoted("15.3")})])
    with transaction.atomic():
        subject = found_or_made(rules.ENTITY, name, division)
        if Platform.objects.filter(subject=subject).exists():
            raise Refused([Fault("name", _("“%(name)s”已经登记") % {"name": subject.name})])
        receipt = receipts.keep(
            viewer, answer, subject=subject.pk, purpose=gettext_noop("登记公共服务平台"), division=division
        )
        made = Platform.objects.create(
            subject=subject, nature=nature, set_up_on=set_up_on, department=department.strip(),
            to_be_moved=rules.to_be_moved(answer), receipt=receipt.pk, made_by_id=viewer.user_id,
        )  # fmt: skip
        state(made, "legal_nature", nature)
        state(made, "set_up_on", set_up_on.isoformat())
        state(made, "transition_plan", False)
        record(viewer, "agencies.register", subject, nature=nature, set_up_on=set_up_on)
    return made


def state(platform: Platform, name: str, value: object) -> None:
    """Let the register of subjects know a fact that this register settled."""
    add_fact(SYSTEM, platform.subject, name, value, source=SOURCE, legal_basis=BASIS)

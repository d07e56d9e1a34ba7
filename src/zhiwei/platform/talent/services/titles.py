"""回原单位评审专业技术资格 (20.2): applied for with confirmed work, decided by the former unit."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed
from zhiwei.platform.talent.models import Researcher, Secondment, TitleApplication, WorkDone
from zhiwei.platform.talent.services.common import Fault, Refused, acts_for, keeps, note

State = TitleApplication.State


def apply_for_title(
    viewer: Viewer, secondment: Secondment, *, title: str, works: Sequence[WorkDone]
) -> TitleApplication:
    """Apply for a title at the former unit, with confirmed work at the firm as evidence. Raises Refused."""
    acts_for(viewer, secondment.researcher.organisation_id)
    faults = []
    if secondment.filed_on is None:
        faults.append(Fault("", _("备案以后才能回原单位评审")))
    elif secondment.ended_on is not None or (secondment.kept_until and clock.today() > secondment.kept_until):
        faults.append(Fault("", _("离岗已经结束，请按原单位在职人员申报")))
    if not title.strip():
        faults.append(Fault("title", _("请填写申报的专业技术资格")))
    if any(one.secondment_id != secondment.pk for one in works):
        faults.append(Fault("works", _("只能附本次离岗期间的业绩")))
    elif unconfirmed := [one.title for one in works if one.confirmed_at is None]:
        faults.append(Fault("works", _("企业还没有确认：%(names)s") % {"names": listed(unconfirmed)}))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            made = TitleApplication.objects.create(secondment=secondment, title=title.strip())
            made.works.set(works)
            note(
                viewer, "talent.apply_title", secondment, title=made.title, works=[str(one.pk) for one in works]
            )  # fmt: skip
    except IntegrityError:
        raise Refused([_("已有一件待评审的申报")]) from None
    return made


def decide_title(
    viewer: Viewer, application: TitleApplication, *, granted: bool, document: str, reason: str = ""
) -> TitleApplication:
    """The former unit's decision; a granted title goes into its register. Raises Refused with every fault."""
    secondment = application.secondment
    keeps(viewer, secondment.unit)
    with transaction.atomic():
        held = TitleApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
        faults = []
        if held.state != State.APPLIED:
            faults.append(Fault("", _("这件申报已经办结")))
        if not document.strip():
            faults.append(Fault("document", _("请填写评审文号")))
        if not granted and not reason.strip():
            faults.append(Fault("reason", _("请写明理由")))
        if secondment.researcher.organisation_id in viewer.organisation_ids:
            faults.append(Fault("", _("本人的申报须由另一人评审登记")))
        if faults:
            raise Refused(faults)
        held.state = State.GRANTED if granted else State.REFUSED
        held.document, held.reason = document.strip(), reason.strip()
        held.decided_at, held.decided_by_id = clock.now(), viewer.user_id
        held.save()
        if granted:
            person = Researcher.objects.select_for_update().get(pk=secondment.researcher_id)
            person.title = held.title
            person.save()
        note(
            viewer,
            "talent.decide_title",
            secondment,
            title=held.title,
            state=held.state,
            document=held.document,
        )
    return held


def withdraw_title(viewer: Viewer, application: TitleApplication) -> TitleApplication:
    """The expert takes his application back."""
    acts_for(viewer, application.secondment.researcher.organisation_id)
    with transaction.atomic():
        held = TitleApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
        if held.state != State.APPLIED:
            raise Refused([_("这件申报已经办结")])
        held.state = State.WITHDRAWN
        held.save(update_fields=["state"])
        note(viewer, "talent.withdraw_title", application.secondment, title=held.title)
    return held

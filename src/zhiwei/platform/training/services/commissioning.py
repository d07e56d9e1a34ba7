"""委托: an authority finds a training body qualified and commissions it, by a document; and ends that early."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training.models import Commission, Kind
from zhiwei.platform.training.queries.bodies import ENTITY
from zhiwei.platform.training.services.common import Fault, Refused, record


def commission(
    viewer: Viewer, body: Subject, *, kind: str, division: str, document: str, conditions: str, from_day: date,
    to_day: date, fee: int | None = None,
) -> Commission:  # fmt: skip
    """Commission a body in a division and below; ``fee`` (fen) only where the document names a price of a person-time.

    Raises Refused with every fault; PermissionDenied outside the viewer's divisions.
    """
    _must(viewer, division)
    wrong = []
    if body.entity != ENTITY or body.state != Subject.State.ACTIVE:
        wrong.append(Fault("body", _("“%(name)s”不是登记的培训机构") % {"name": body.name}))
    if kind not in Kind.values:
        wrong.append(Fault("kind", _("培训类别须为第 16.2 句或第 16.3 句的培训")))
    if not document.strip():
        wrong.append(Fault("document", _("请填写委托文件的文号")))
    if not conditions.strip():
        wrong.append(Fault("conditions", _("请写明这家机构符合哪些条件（第 16.2 句只委托符合条件的机构）")))
    if to_day < from_day:
        wrong.append(Fault("to_day", _("终止日早于起始日")))
    if fee is not None and fee <= 0:
        wrong.append(Fault("fee", _("每人次费用须大于零；文件没有写的，请留空")))
    if fee is not None and kind == Kind.ABILITY:
        wrong.append(Fault("fee", _("第 16.3 句的资助按名额付给企业，不按人次付给机构，请留空")))
    if wrong:
        raise Refused(wrong)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Commission.objects.create(
                    body=body, kind=kind, division=division, document=document.strip(), conditions=conditions.strip(),
                    fee=fee, from_day=from_day, to_day=to_day, made_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:
            raise Refused([Fault("document", _("这份文件已经登记过对这家机构的委托"))]) from None
        record(
            viewer, "training.commission", "training.commission", kind="subject", key=body.pk, division=division,
            document=made.document, sentence=kind, fee=fee, from_day=from_day, to_day=to_day,
        )  # fmt: skip
    return made


def end_commission(viewer: Viewer, one: Commission, *, on: date, why: str) -> Commission:
    """End a commission before its time; courses that would end later can no longer be chosen, and do not count."""
    _must(viewer, one.division)
    with transaction.atomic():
        held = Commission.objects.select_for_update().get(pk=one.pk)
        wrong = [] if why.strip() else [Fault("why", _("请写明终止理由"))]
        if held.ended_on:
            wrong.append(Fault("on", _("这项委托已于 %(day)s 终止") % {"day": held.ended_on}))
        elif not held.from_day <= on <= held.to_day:
            wrong.append(Fault("on", _("终止日须在 %(first)s 至 %(last)s 之间") % {
                "first": held.from_day, "last": held.to_day,
            }))  # fmt: skip
        elif on < clock.today():
            wrong.append(Fault("on", _("终止日不能早于今天，已经上过的课仍然有效")))
        if wrong:
            raise Refused(wrong)
        held.ended_on, held.ended_why = on, why.strip()
        held.save()
        record(
            viewer, "training.end_commission", "training.commission", kind="subject", key=held.body_id,
            division=held.division, document=held.document, on=on, why=held.ended_why,
        )  # fmt: skip
    return held


def _must(viewer: Viewer, division: str) -> None:
    if not viewer.may("training.commission", division=division):
        raise PermissionDenied(_("您只能为本地区委托培训机构"))

"""What a body is due for a course: proved person-times at the price the commission's document names, once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.training import money
from zhiwei.platform.training.models import Course
from zhiwei.platform.training.services.attending import rejudge
from zhiwei.platform.training.services.common import Fault, Refused, record_course


def due(course: Course) -> int | None:
    """Fen that a course comes to as its attendance stands; None where the document names no price."""
    fee = course.commission.fee
    return None if fee is None else fee * course.enrolments.filter(counts=True).count()


def settle(viewer: Viewer, course: Course) -> Course:
    """Close the attendance of a course and promise the body its money; settled again, nothing happens.

    The amount is counted here and cannot be given. Raises Refused with every fault, the ledger's where a fund is missing
    or too small; PermissionDenied for who does not act for the division that commissioned the body.
    """
    if not viewer.may("training.commission", division=course.commission.division):
        raise PermissionDenied(_("费用由委托的地区核定"))
    with transaction.atomic():
        fund = None if due(course) is None else money.fund_of(course)
        rejudge(course)
        held = (
            Course.objects.select_for_update(of=("self",))
            .select_related("commission__body")
            .get(pk=course.pk)
        )
        if held.settled_at is not None:
            return held
        count, fen = held.enrolments.filter(counts=True).count(), due(held)
        wrong = []
        if held.state != Course.State.OPEN:
            wrong.append(Fault("", _("这门课程已取消")))
        elif held.ends_on >= clock.today():
            wrong.append(Fault("", _("课程 %(day)s 结束，次日起核定") % {"day": held.ends_on}))
        if fen is None or fund is None:
            said = _("委托文件 %(document)s 没有写每人次费用，没有依据付款（第 16.2 句没有规定费用）")
            wrong.append(Fault("", said % {"document": held.commission.document}))
        if not count:
            wrong.append(Fault("", _("没有参训证明的人次，费用为零")))
        if wrong:
            raise Refused(wrong)
        assert fund is not None  # or it was refused
        assert fen is not None
        held.settled_at, held.settled_count, held.settled_fen = clock.now(), count, fen
        held.save(update_fields=["settled_at", "settled_count", "settled_fen"])
        money.promise_course(held, fund, fen)
        record_course(viewer, "training.settle", "training.commission", held, count=count, fen=fen)
    return held

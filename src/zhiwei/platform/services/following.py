"""A voucher follows its money: back to payment when the bank returns it, to its end when a claim is settled."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import Commitment, PaymentLine, PaymentList
from zhiwei.platform.programmes.money.following import named, step_each
from zhiwei.platform.services import rules


def follow_answer(answered: PaymentList) -> int:
    """Take up again the paid orders of which a payment failed; gives how many moved."""
    failed = answered.lines.filter(state=PaymentLine.State.FAILED)
    return step_each(_ours(failed.values_list("commitment__case", flat=True), "paid"), "bounced")


def follow_claims(moved: Iterable[Commitment]) -> int:
    """End the orders whose claims are settled, and take up those whose return was reversed; gives how many moved."""
    keys = [one.case for one in moved]
    return step_each(_ours(keys, "claimed"), "recovered") + step_each(_ours(keys, "recovered"), "unrecovered")


def _ours(cases: Iterable[str], state: str) -> list[UUID]:
    """The vouchers that stand in a state, among cases named as the ledger names them."""
    waiting = Case.objects.filter(type=rules.TYPE, state=state, pk__in=named(cases))
    return list(waiting.values_list("pk", flat=True))

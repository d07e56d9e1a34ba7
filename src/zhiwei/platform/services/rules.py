"""What the law gives for proved services: the verdict on 15.2 for a division, from the register's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiwei.engine.answer import Answer
from zhiwei.engine.trace import explain
from zhiwei.platform.answers import services as answers
from zhiwei.platform.kit import money

TYPE = "voucher"
"""The case type of a voucher."""
MEASURE = "15.2"
PURPOSE = "15.1"
"""What a fund must be for to pay vouchers."""
SHARE = "service_subsidy_share"


@dataclass(frozen=True, slots=True)
class Subsidy:
    """The verdict with its amount in fen (None where it is not known) and the share it rests on, as text."""

    verdict: str
    fen: int | None
    share: str
    answer: Answer


def subsidy(
    division: str, orders: int, value: int, day: date, *, source: str = "", since: date | None = None
) -> Subsidy:
    """What ``orders`` confirmed services worth ``value`` fen get in a division on a day.

    ``source`` says who proved it and ``since`` from when it is on record; both go into the receipt. Without a confirmed
    order the verdict is against it and the amount is nothing; without a filed decision it is open.
    """
    stated = {
        "division": division, "confirmed_orders": orders, "confirmed_value": money.yuan(value, grouped=False),
    }  # fmt: skip
    told = {"source": source} if source else {}
    told |= {"received_on": since.isoformat()} if since is not None else {}
    facts = {name: {"value": fact, **told} if told else fact for name, fact in stated.items()}
    answer = answers.answer(facts, as_of=day, entity="service_settlement", measures=[MEASURE])
    outcome = answer.measures[MEASURE]
    amount = outcome.amount
    known = amount is not None and amount.status == "known" and amount.value is not None
    fen = int(amount.value) if known and amount is not None and amount.value is not None else None
    if outcome.verdict == "not_entitled":
        fen = 0
    return Subsidy(outcome.verdict, fen, _share(answer), answer)


def _share(answer: Answer) -> str:
    """The local share as people write it; '' where nobody decided it."""
    step = explain(answer)["steps"].get(SHARE, {})
    return str(step.get("shown_zh", "")) if step.get("status") == "known" else ""

"""Who got the general transfers of the industry upgrading fund (26.4): by payments, with the size class on the day paid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.funds.sizes import small_among
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.models import Fund, PaymentLine
from zhiwei.platform.subjects.models import Subject

SENTENCE = "26.4"
SHARE = "upgrading_share_to_small"


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment with whether its payee was small or micro on the day; None where facts are missing."""

    line: PaymentLine
    small: bool | None


@dataclass(frozen=True, slots=True)
class Year:
    """A year's transfers in fen. What of it went to firms of unknown size counts as not small; ``share`` is the rule's."""

    year: int
    fen: int
    small: int
    unknown: int
    share: Fraction | None
    payees: int


def payments() -> list[Paid]:
    """Every payment of such funds, the latest first, each judged by the law and the facts of its day."""
    funds = [one for one in Fund.objects.all() if SENTENCE in one.purposes]
    rows = PaymentLine.objects.filter(
        list__fund__in=funds, state=PaymentLine.State.PAID, commitment__sentence=SENTENCE
    )
    rows = rows.select_related("commitment__subject", "list__fund").order_by("-paid_on", "number")
    by_day: dict[date, list[tuple[PaymentLine, Subject]]] = defaultdict(list)
    for one in rows:
        payee = one.commitment.subject
        if one.paid_on is not None and payee is not None:
            by_day[one.paid_on].append((one, payee))
    found = []
    for day, paid in by_day.items():
        small = small_among((payee for _line, payee in paid), day)
        found += [Paid(line, small[payee.pk]) for line, payee in paid]
    return found


def years(paid: list[Paid]) -> list[Year]:
    """The transfers by year, the latest first."""
    by_year: dict[int, list[Paid]] = defaultdict(list)
    for one in paid:
        assert one.line.paid_on is not None
        by_year[one.line.paid_on.year].append(one)
    return [_year(year, by_year[year]) for year in sorted(by_year, reverse=True)]


def _year(year: int, rows: list[Paid]) -> Year:
    fen = sum(one.line.fen for one in rows)
    small = sum(one.line.fen for one in rows if one.small)
    unknown = sum(one.line.fen for one in rows if one.small is None)
    payees = len({one.line.commitment.subject_id for one in rows})
    return Year(year, fen, small, unknown, _share(year, fen, small), payees)


def _share(year: int, fen: int, small: int) -> Fraction | None:
    """What the rule of 26.4 makes of the sums."""
    day = date(year, 12, 31)
    facts = {
        f"upgrading_transfers@{year}": money.yuan(fen, grouped=False),
        f"upgrading_transfers_to_small@{year}": money.yuan(small, grouped=False),
    }
    book = current()
    found = book.calc_case(book.case(facts, day, entity="programme"), law(day), (SHARE,))[SHARE]
    return Fraction(found.value) if found.status == "known" else None

"""穿透 (13.4): from a guide fund through the funds it put money into to the firms these invested in, to the fen.

A guide fund is a fund of the ledger for 13.4; its stake in a sub-fund is what it promised and paid to it. The part of an
investment that stands for the guide fund is its stake by the sub-fund's capital; parts are cut to whole fen so that what is
placed and what is not placed yet add up to the stake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.funds.amounts import held
from zhiwei.platform.funds.models import Investment, VentureFund
from zhiwei.platform.funds.sizes import small_on
from zhiwei.platform.funds.ventures.register import open_on
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

SENTENCE = "13.4"
EARLY = "in_start_up_stage"
"""What is asked of each firm on the day of the investment, beside its size."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An investment with the guide fund's part of it, in fen, and what the firm was on its day."""

    investment: Investment
    part: int
    small: bool | None
    early: bool | None


@dataclass(frozen=True, slots=True)
class SubFund:
    """A sub-fund: the guide fund's stake, its investments, and the part of the stake that is not placed."""

    fund: VentureFund | None
    subject: Subject
    stake: int
    placed: tuple[Placed, ...]
    unplaced: int

    @property
    def share(self) -> Fraction | None:
        """The stake by the capital of the sub-fund; None where its capital is not on record."""
        return Fraction(self.stake, self.fund.fen) if self.fund else None


@dataclass(frozen=True, slots=True)
class Look:
    """A guide fund on a day. ``stake`` is the sum over sub-funds; placed and unplaced add up to it."""

    guide: Fund
    day: date
    sub_funds: tuple[SubFund, ...]

    @property
    def stake(self) -> int:
        """All that the guide fund put in, fen."""
        return sum(one.stake for one in self.sub_funds)

    @property
    def unplaced(self) -> int:
        """What of it no sub-fund has invested yet, fen."""
        return sum(one.unplaced for one in self.sub_funds)

    @property
    def placed(self) -> int:
        """What of it is invested in firms, fen."""
        return sum(one.part for sub in self.sub_funds for one in sub.placed)

    @property
    def others(self) -> int:
        """The capital that others put into the same sub-funds, fen."""
        return sum(one.fund.fen - one.stake for one in self.sub_funds if one.fund)

    @property
    def leverage(self) -> Fraction | None:
        """Capital of others for each yuan of the guide fund; None without a stake."""
        return Fraction(self.others, self.stake) if self.stake else None

    def share_of(self, name: str) -> Fraction | None:
        """The share of what is placed that went to small and micro (``small``) or to early (``early``) firms."""
        every = [one for sub in self.sub_funds for one in sub.placed]
        total = sum(one.part for one in every)
        found = sum(one.part for one in every if getattr(one, name) is True)
        return Fraction(found, total) if total else None

    def unknown(self, name: str) -> int:
        """Investments of which it is not known; they count as not."""
        return sum(getattr(one, name) is None for sub in self.sub_funds for one in sub.placed)


def look(guide: Fund, day: date) -> Look:
    """Look through a guide fund on a day; stakes as they stand now, investments open on the day."""
    rows = Commitment.objects.filter(fund=guide, subject__isnull=False).exclude(state__in=ENDED)
    rows = rows.filter(sentence__startswith=SENTENCE)
    stakes: Counter[UUID] = Counter()
    for one in rows:
        if one.subject_id is not None:
            stakes[one.subject_id] += held(one)
    registered = {
        one.subject_id: one
        for one in VentureFund.objects.filter(subject__in=list(stakes)).select_related("subject")
    }
    named = Subject.objects.in_bulk(list(stakes))
    found = [_sub_fund(named[key], registered.get(key), stake, day) for key, stake in stakes.items()]
    return Look(guide, day, tuple(sorted(found, key=lambda one: (-one.stake, one.subject.name))))


def _sub_fund(subject: Subject, fund: VentureFund | None, stake: int, day: date) -> SubFund:
    if fund is None:
        return SubFund(None, subject, stake, (), stake)
    rows = open_on(fund.investments.select_related("firm", "subject"), day).order_by("on_day", "pk")
    made = list(rows)
    *parts, rest = parted(stake, [one.fen for one in made], fund.fen)
    placed = [Placed(one, part, *_firm(one)) for one, part in zip(made, parts, strict=True)]
    return SubFund(fund, subject, stake, tuple(placed), rest)


def parted(stake: int, amounts: Sequence[int], whole: int) -> list[int]:
    """A stake in a whole cut by what the whole was spent on; the last is the part of what is not spent. Sums to the stake.

    Whole fen: each is cut down, the fen that are left go to the largest remainders, the first of equal ones first.
    """
    every = [*amounts, max(whole - sum(amounts), 0)]
    total = sum(every)
    exact = [Fraction(stake * one, total) for one in every]
    found = [int(one) for one in exact]
    order = sorted(range(len(every)), key=lambda at: (found[at] - exact[at], at))
    for at in order[: stake - sum(found)]:
        found[at] += 1
    return found


def _firm(one: Investment) -> tuple[bool | None, bool | None]:
    """Whether the firm was small, and in its start-up stage, on the day of the investment."""
    book, day = current(), one.on_day
    try:
        case = book.case(subjects.facts(one.firm, as_of=day), day, entity=one.firm.entity)
        found = book.calc_case(case, law(day), (EARLY,))[EARLY]
    except InputError:
        return small_on(one.firm, day), None
    return small_on(one.firm, day), bool(found.value) if found.status == "known" else None

"""What the law says of graduations: whether one counts, how many of the firms graduated in a year, which tax counts.

Every figure comes from the registers; the rulebook decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.bases import indicators
from zhiwei.platform.bases.models import Base, Graduation, TaxPayment
from zhiwei.platform.kit import clock, money
from zhiwei.platform.subjects import queries as subjects
from zhiwei.policy.vocabulary_programme import GraduationDenominator

PER_GRADUATE, BY_TAX = "14.6", "14.7"
DENOMINATOR = "graduation_denominator_reading"
COUNTS, PAYMENT = "graduate_counts", "tax_contribution_counted"
NEVER = {"status": "not_applicable"}


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a graduation counts; None with the missing facts where that cannot be told."""

    counts: bool | None
    missing: tuple[str, ...] = ()


def judged(graduations: Iterable[Graduation]) -> dict[UUID, Judged]:
    """The rule of 14.6 for each graduation, with the firm's facts of its day; by the graduation's key."""
    rows = list(graduations)
    found: dict[UUID, Judged] = {}
    by_day: dict[date, list[Graduation]] = {}
    for one in rows:
        by_day.setdefault(one.graduated_on, []).append(one)
    for day, ones in by_day.items():
        facts = subjects.facts_of_many([one.firm for one in ones], as_of=day)
        found |= {one.pk: _judged(one, facts[one.firm_id]) for one in ones}
    return found


def _judged(one: Graduation, facts: Mapping[str, Any]) -> Judged:
    before = Graduation.objects.filter(firm=one.firm_id, struck_at=None, graduated_on__lt=one.graduated_on)
    own = {
        "graduated_on": one.graduated_on.isoformat(),
        "graduated_before": before.exclude(pk=one.pk).exists(),
    }
    book = current()
    try:
        case = book.case(own, one.graduated_on, entity="graduation", links={"firm": {"facts": facts}})
    except InputError as error:
        return Judged(None, tuple(str(defect) for defect in error.defects))
    found = book.calc_case(case, law(one.graduated_on), (COUNTS,))[COUNTS]
    return Judged(bool(found.value)) if found.status == "known" else Judged(None, found.missing)


def for_graduation(one: Graduation) -> Answer:
    """The verdict of 14.6 on one graduation: of the incubator, with this firm as its only graduate.

    Raises the engine's InputError where facts cannot be read.
    """
    counts = judged([one])[one.pk].counts
    source = _("毕业名录，%(day)s 登记") % {"day": clock.day_of(one.entered_at)}
    facts: dict[str, Any] = {
        "division": one.base.subject.division,
        "graduates": {"value": 1, "source": source},
    }
    if counts is not None:
        facts["technology_graduates"] = {"value": int(counts), "source": source}
    return answers.answer(
        facts, as_of=one.graduated_on, known_on=clock.today(), entity="incubator", measures=[PER_GRADUATE]
    )


@dataclass(frozen=True, slots=True)
class Year:
    """An incubator's year, counted from its registers; ``tax`` in fen. ``unsettled``: graduates whose facts do not tell."""

    base: Base
    year: int
    residents: int
    residents_at_year_end: int
    graduates: int
    technology: int
    unsettled: int
    tax: int
    payments: int

    @property
    def end(self) -> date:
        """The last day of the year, for which the law is asked."""
        return date(self.year, 12, 31)

    def facts(self) -> dict[str, Any]:
        """As the law takes them, each with where and when it was counted."""
        source = _("入驻、毕业和缴税名录，%(day)s 计算") % {"day": clock.today()}
        counted: dict[str, Any] = {
            "residents": self.residents, "residents_at_year_end": self.residents_at_year_end, "graduates": self.graduates,
            "tax_contribution": money.yuan(self.tax, grouped=False),
        }  # fmt: skip
        if not self.unsettled:
            counted["technology_graduates"] = self.technology
        found: dict[str, Any] = {name: {"value": value, "source": source} for name, value in counted.items()}
        return {"division": self.base.subject.division, **found}

    def answer(self) -> Answer:
        """The verdict of 14.7 on the year."""
        return answers.answer(
            self.facts(), as_of=self.end, known_on=clock.today(), entity="incubator", measures=[BY_TAX]
        )

    def rates(self) -> dict[GraduationDenominator, Fraction | None]:
        """年孵化毕业率 in every reading; None where there were no firms, or the law of the day is not known."""
        return {one: self._rate(one) for one in GraduationDenominator}

    def _rate(self, reading: GraduationDenominator) -> Fraction | None:
        found = current().calc(
            ["graduation_rate"], self.facts(), as_of=self.end, entity="incubator", readings={DENOMINATOR: reading.value}
        )["graduation_rate"]  # fmt: skip
        return Fraction(found.value) if found.status == "known" else None


def year_of(base: Base, year: int) -> Year:
    """Count an incubator's year; what was struck counts for nothing."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    graduations = list(
        base.graduations.filter(struck_at=None, graduated_on__range=(first, last)).select_related(
            "firm", "base"
        )
    )
    told = judged(graduations).values()
    paid = counted_payments(base, year)
    return Year(
        base=base, year=year, residents=indicators.residents(base, first).count(),
        residents_at_year_end=indicators.residents(base, last).count(), graduates=len(graduations),
        technology=sum(one.counts is True for one in told), unsettled=sum(one.counts is None for one in told),
        tax=sum(paid.values()), payments=len(paid),
    )  # fmt: skip


def counted_payments(base: Base, year: int) -> dict[TaxPayment, int]:
    """The payments of a year that count for an incubator, with the fen that count of each.

    A firm's payments count from its moving in; after its graduation as long as the sentence says. What a firm pays after
    it left without graduating is no payment of an incubated firm.
    """
    stays = list(base.residencies.filter(struck_at=None))
    graduated = dict(base.graduations.filter(struck_at=None).values_list("firm", "graduated_on"))
    entered: dict[UUID, date] = {}
    left: dict[UUID, date | None] = {}
    for one in sorted(stays, key=lambda stay: stay.moved_in_on):
        entered.setdefault(one.firm_id, one.moved_in_on)
        left[one.firm_id] = one.moved_out_on
    rows = TaxPayment.objects.filter(firm__in=entered, struck_at=None, paid_on__year=year).select_related(
        "firm"
    )
    found = {}
    for payment in rows.order_by("paid_on", "number"):
        firm = payment.firm_id
        gone = left[firm]
        if firm not in graduated and gone is not None and payment.paid_on >= gone:
            continue
        if fen := _counted(payment, entered[firm], graduated.get(firm), date(year, 12, 31)):
            found[payment] = fen
    return found


def _counted(payment: TaxPayment, entered_on: date, graduated_on: date | None, day: date) -> int:
    """The fen of a payment that count, by the law of a day."""
    facts = {
        "entered_on": entered_on.isoformat(), "graduated_on": graduated_on.isoformat() if graduated_on else NEVER,
        "tax_paid_on": payment.paid_on.isoformat(), "tax_paid": money.yuan(payment.fen, grouped=False),
    }  # fmt: skip
    book = current()
    found = book.calc_case(book.case(facts, day, entity="graduation"), law(day), (PAYMENT,))[PAYMENT]
    return int(found.value) if found.status == "known" and found.value is not None else 0

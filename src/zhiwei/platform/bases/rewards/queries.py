"""What may be asked of rewards: the graduations of a year with their cases, the incubators' years, totals for everybody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum

from zhiwei.platform.bases.models import Base, Graduation, Kind, TaxPayment
from zhiwei.platform.bases.rewards import law, matters
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import ENDED, Commitment


def incubators(divisions: Collection[str]) -> QuerySet[Base]:
    """The incubators of some divisions."""
    rows = Base.objects.filter(kind=Kind.INCUBATOR, subject__division__in=divisions)
    return rows.select_related("subject").order_by("subject__division", "subject__name")


@dataclass(frozen=True, slots=True)
class Graduated:
    """A graduation of an incubator, whether it counts, and its case."""

    graduation: Graduation
    judged: law.Judged
    case: Case | None


def graduations(year: int, divisions: Collection[str]) -> list[Graduated]:
    """The graduations of a year that stand, the latest first."""
    rows = list(
        Graduation.objects.filter(
            base__in=incubators(divisions), graduated_on__year=year, struck_at=None
        ).select_related("firm", "base__subject")
    )
    told = law.judged(rows)
    cases = _cases([matters.graduation_key(one) for one in rows])
    return [Graduated(one, told[one.pk], cases.get(matters.graduation_key(one))) for one in rows]


@dataclass(frozen=True, slots=True)
class Rated:
    """An incubator's year with its case."""

    year: law.Year
    case: Case | None


def rated(year: int, divisions: Collection[str]) -> list[Rated]:
    """Every incubator's year."""
    found = [
        law.year_of(base, year) for base in incubators(divisions) if base.opened_on <= date(year, 12, 31)
    ]
    cases = _cases([matters.year_key(one.base, year) for one in found])
    return [Rated(one, cases.get(matters.year_key(one.base, year))) for one in found]


def _cases(keys: Sequence[str]) -> dict[str, Case]:
    return {one.key: one for one in Case.objects.filter(key__in=keys)}


def years() -> list[int]:
    """The years with graduations of incubators, the latest first."""
    rows = Graduation.objects.filter(struck_at=None, base__kind=Kind.INCUBATOR)
    return sorted(set(rows.values_list("graduated_on__year", flat=True)), reverse=True)


@dataclass(frozen=True, slots=True)
class Total:
    """A year in numbers, for everybody; money in fen."""

    year: int
    graduates: int
    rewarded: int
    per_graduate: int
    by_tax: int


def totals() -> list[Total]:
    """Every year with graduations."""
    return [_total(year) for year in years()]


def _total(year: int) -> Total:
    rows = Graduation.objects.filter(struck_at=None, base__kind=Kind.INCUBATOR, graduated_on__year=year)
    paid = Case.objects.filter(as_of__year=year)
    each = paid.filter(type=matters.GRADUATION).values_list("pk", flat=True)
    whole = paid.filter(type=matters.INCUBATION).values_list("pk", flat=True)
    money = {kind: _paid([str(key) for key in keys]) for kind, keys in (("each", each), ("whole", whole))}
    rewarded = paid.filter(type=matters.GRADUATION, state="paid").count()
    return Total(year, rows.count(), rewarded, money["each"], money["whole"])


def _paid(keys: Sequence[str]) -> int:
    rows = Commitment.objects.filter(case__in=keys).exclude(state__in=ENDED)
    return rows.aggregate(n=Sum(F("paid")))["n"] or 0


def payments(divisions: Collection[str]) -> QuerySet[TaxPayment]:
    """The tax payments entered for firms of some divisions."""
    return TaxPayment.objects.filter(firm__division__in=divisions).select_related("firm")

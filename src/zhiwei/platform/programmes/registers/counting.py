"""What is counted from the registers, where and when; nothing of it is ever typed in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet, Sum

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.files.model import Count, Programme
from zhiwei.platform.programmes.models import Number, Record
from zhiwei.platform.programmes.standard.values import value_of
from zhiwei.platform.subjects.models import Subject

PROVINCE = "330000"


def rows_of(
    programme: Programme, count: Count, *, owner: Subject | None = None, year: int | None = None,
    divisions: Collection[str] | None = None,
) -> QuerySet[Record]:  # fmt: skip
    """The live records that a count counts, narrowed."""
    rows = Record.objects.filter(programme=programme.id, register=count.register, live=True)
    if count.states:
        rows = rows.filter(state__in=count.states)
    if owner is not None:
        rows = rows.filter(owner=owner)
    if year is not None:
        rows = rows.filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    return rows if divisions is None else rows.filter(division__in=sorted(divisions))


def value(
    programme: Programme, count: Count, *, owner: Subject | None = None, year: int | None = None,
    divisions: Collection[str] | None = None,
) -> int:  # fmt: skip
    """The number: records, the sum of a field (fen for money), or the different values of one."""
    rows = rows_of(programme, count, owner=owner, year=year, divisions=divisions)
    if count.sum:
        numbers = Number.objects.filter(record__in=rows, field=count.sum)
        return int(numbers.aggregate(sum=Sum("value"))["sum"] or 0)
    if count.distinct:
        return rows.order_by().values_list(f"values__{count.distinct}", flat=True).distinct().count()
    return rows.count()


@dataclass(frozen=True, slots=True)
class Progress:
    """A count as pages show it: its number, and the target with how far it is."""

    count: Count
    number: int
    money: bool
    target: int | None = None

    @property
    def percent(self) -> int | None:
        """Whole percent of the target, 100 at most; None where none is aimed at."""
        return None if not self.target else min(100, int(Fraction(self.number, self.target) * 100))


def progress(
    programme: Programme,
    *,
    year: int | None = None,
    divisions: Collection[str] | None = None,
    public: bool = False,
) -> list[Progress]:
    """Every count of a programme, of the public ones only where asked so."""
    found = []
    for count in programme.counts.values():
        if public and not count.public:
            continue
        register = programme.registers[count.register]
        target = value_of(count.target, day=clock.today(), division=PROVINCE) if count.target else None
        found.append(
            Progress(
                count, value(programme, count, year=year, divisions=divisions),
                bool(count.sum) and register.fields[count.sum].kind == "money",
                int(target) if target is not None else None,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A county's or city's numbers, one for each count."""

    division: str
    numbers: tuple[int, ...]


def by_division(programme: Programme, codes: Collection[str], year: int | None = None) -> list[Place]:
    """The numbers of each county among some divisions that has any record, in the order of the codes."""
    divisions = load_divisions()
    found = []
    places = Record.objects.filter(programme=programme.id, division__in=sorted(codes)).order_by()
    for code in sorted(set(places.values_list("division", flat=True))):
        here = covered_by(code) if code in divisions else {code}
        numbers = tuple(value(programme, one, year=year, divisions=here) for one in programme.counts.values())
        found.append(Place(code, numbers))
    return found


__all__ = ["Place", "Progress", "by_division", "progress", "rows_of", "value"]

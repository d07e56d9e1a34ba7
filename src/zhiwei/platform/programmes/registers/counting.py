"""What is counted from the registers, where and when; nothing of it is ever typed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Aggregate, QuerySet, Sum
from django.db.models import Count as Tally
from django.db.models.fields.json import KT

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.files.model import Count, Programme
from zhiwei.platform.programmes.models import Number, Record
from zhiwei.platform.programmes.standard.values import value_of
from zhiwei.platform.subjects.models import Difficulty, Subject

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
        return int(rows.aggregate(found=_different(count.distinct))["found"] or 0)
    return rows.count()


@dataclass(frozen=True, slots=True)
class Progress:
    """A count as pages show it: its number, and the target with how far it is."""

    count: Count
    number: int
    money: bool
    target: int | None = None

    @property
    def difficulty(self) -> str:
        """Which of the four difficulties of 2.1 it is about, in words; '' for none."""
        return str(Difficulty(self.count.difficulty).label) if self.count.difficulty else ""

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


def _different(field: str) -> Aggregate:
    """How many different values a field has; records without one count for nothing."""
    return Tally(KT(f"values__{field}"), distinct=True)


def by_division(programme: Programme, codes: Collection[str], year: int | None = None) -> list[Place]:
    """The numbers of each county among some divisions that has any record, in the order of the codes; one query a count.

    A place that others were merged into takes their records too.
    """
    places = Record.objects.filter(programme=programme.id, division__in=sorted(codes)).order_by()
    held = sorted(set(places.values_list("division", flat=True)))
    divisions = load_divisions()
    covered = {code: covered_by(code) if code in divisions else frozenset({code}) for code in held}
    within = frozenset[str]().union(*covered.values())
    columns = [_column(programme, one, covered, within, year) for one in programme.counts.values()]
    return [Place(code, tuple(column[code] for column in columns)) for code in held]


def _column(
    programme: Programme, count: Count, covered: Mapping[str, frozenset[str]], within: frozenset[str],
    year: int | None,
) -> dict[str, int]:  # fmt: skip
    """One count for each place."""
    rows = rows_of(programme, count, year=year, divisions=within).order_by()
    if count.distinct:
        found = dict(rows.values_list("division").annotate(found=_different(count.distinct)))
    elif count.sum:
        numbers = Number.objects.filter(record__in=rows, field=count.sum).order_by()
        found = dict(numbers.values_list("record__division").annotate(found=Sum("value")))
    else:
        found = dict(rows.values_list("division").annotate(found=Tally("pk")))
    column = {}
    for code, here in covered.items():
        parts = [int(found[each] or 0) for each in here if each in found]
        if count.distinct and len(parts) > 1:  # one firm may be in several of them
            column[code] = value(programme, count, year=year, divisions=here)
        else:
            column[code] = sum(parts)
    return column


__all__ = ["Place", "Progress", "by_division", "progress", "rows_of", "value"]

"""The date functions of the rule language in SQL, equal to :mod:`zhiwei.engine.functions` to the day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from zhiwei.engine.functions import FUNCTIONS, on_ordinals
from zhiwei.engine.sql.dialects import Dialect
from zhiwei.engine.sql.fragments import Sql, case, sql
from zhiwei.engine.sql.numbers import Numbers
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.values import Ratio, Val

FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()
Span = tuple[int, int]
MONTHS = 12
_FAR = (LAST - FIRST, MONTHS * datetime.MAXYEAR)
"""Days and months beyond which any shift leaves the calendar."""


@dataclass
class Calendar:
    """Date arithmetic of one query; every function gives its value and the bounds of it."""

    dialect: Dialect
    stages: Stages
    numbers: Numbers
    _known: dict[str, int] = field(default_factory=dict)
    """Days of the call that are the same in every row."""

    def _part(self, what: str, day: Sql) -> Sql:
        if day.text in self._known:
            return Sql(str(getattr(datetime.date.fromordinal(self._known[day.text]), what.lower())))
        return self.dialect.part(what, day)

    def call(self, function: str, arguments: list[Val]) -> tuple[Ratio | Sql, Span]:
        """A function of the language on days and numbers; for a day result its bounds as ordinals."""
        span = self._span(function, arguments)
        days = [self.stages.light(a.plain) for a in arguments if a.kind == "date"]
        self._known = {
            a.plain.text: a.constant for a in arguments if a.kind == "date" and a.constant is not None
        }
        match function:
            case "add_years" | "add_months" | "add_days":
                return self._shifted(
                    function, arguments[0], self.numbers.truncated(arguments[1].ratio), span
                ), span
            case "start_of_year":
                return self.dialect.start_of_year(days[0]), span
            case "end_of_year":
                return self._end_of_year(days[0]), span
            case "year_of":
                return Ratio(self._part("YEAR", days[0]), *span), span
            case "days_between":
                return Ratio(self.dialect.days_from(*days), *span), span
        return Ratio(getattr(self, f"_{function}")(*days), *span), span

    @staticmethod
    def _span(function: str, arguments: list[Val]) -> Span:
        """Bounds of the result: each function only rises, or only falls, with each argument."""
        run, ends = on_ordinals(function), []
        for sign in (-1, 1):
            corner = []
            for argument, direction in zip(arguments, FUNCTIONS[function].direction, strict=True):
                low, high = argument.range if argument.kind == "date" else _bounds(argument.ratio)
                corner.append(low if sign * direction < 0 else high)
            ends.append(run(*corner))
        return ends[0], ends[1]

    def _shifted(self, function: str, day: Val, amount: Ratio, span: Span) -> Sql:
        start = self.stages.light(day.plain)
        if function == "add_days":
            return self._days_after(start, day.range, amount)
        if function == "add_years":
            twelve = Ratio(Sql(str(MONTHS)), MONTHS, MONTHS)
            amount = self.numbers.multiply(self._near(amount, _FAR[1]), twelve)
        amount = self._near(amount, _FAR[1])
        months = self.stages.light(amount.top)
        moved = self.dialect.months_after(start, months)
        first, last = (
            self._month_index(day.range[0]) + amount.low,
            self._month_index(day.range[1]) + amount.high,
        )
        branches = []
        index = sql("({} + {})", self._index(start), months)
        if last >= self._month_index(LAST) + 1:
            limit = self._month_index(LAST)
            branches.append((sql("({} > {})", index, limit), self.dialect.day(LAST)))
        if first < self._month_index(FIRST):
            branches.append((sql("({} < {})", index, self._month_index(FIRST)), self.dialect.day(FIRST)))
        return case(branches, moved)

    def _days_after(self, start: Sql, span: Span, amount: Ratio) -> Sql:
        amount = self._near(amount, _FAR[0])
        days = self.stages.light(amount.top)
        branches = []
        if span[1] + amount.high > LAST:
            room = self.dialect.days_from(start, self.dialect.day(LAST))
            branches.append((sql("({} > {})", days, room), self.dialect.day(LAST)))
        if span[0] + amount.low < FIRST:
            room = self.dialect.days_from(start, self.dialect.day(FIRST))
            branches.append((sql("({} < {})", days, room), self.dialect.day(FIRST)))
        return case(branches, self.dialect.days_after(start, days))

    def _near(self, amount: Ratio, far: int) -> Ratio:
        """The amount no further than the calendar is long, so that it fits an INTEGER."""
        if -far <= amount.low and amount.high <= far:
            return amount
        top = self.stages.light(amount.top)
        cut = case(
            [(sql("({} > {})", top, far), Sql(str(far))), (sql("({} < -{})", top, far), Sql(f"(-{far})"))],
            top,
        )
        return Ratio(self.dialect.narrowed(cut), max(amount.low, -far), min(amount.high, far))

    @staticmethod
    def _month_index(ordinal: int) -> int:
        day = datetime.date.fromordinal(ordinal)
        return day.year * MONTHS + day.month

    def _index(self, day: Sql) -> Sql:
        return sql(f"({{}} * {MONTHS} + {{}})", self._part("YEAR", day), self._part("MONTH", day))

    def _end_of_year(self, day: Sql) -> Sql:
        """364 days after 1 January, one more in a leap year: 59 days after it is the 29th then."""
        start = self.stages.light(self.dialect.start_of_year(day))
        leap = sql(
            "(CASE WHEN {} = 29 THEN 365 ELSE 364 END)",
            self.dialect.part("DAY", self.dialect.days_after(start, 59)),
        )
        return self.dialect.days_after(start, leap)

    def _later_in_month(self, start: Sql, end: Sql) -> Sql:
        """Whether the day of start, or the last of a shorter month, comes after that of end."""
        part = self._part
        tomorrow = part("DAY", self.dialect.days_after(end, 1))
        return sql("({} > {} AND {} <> 1)", part("DAY", start), part("DAY", end), tomorrow)

    def _years_between(self, start: Sql, end: Sql) -> Sql:
        part = self._part
        return sql(
            "({} - {} - CASE WHEN {} > {} OR ({} = {} AND {}) THEN 1 ELSE 0 END)",
            part("YEAR", end), part("YEAR", start), part("MONTH", start), part("MONTH", end), part("MONTH", start),
            part("MONTH", end), self._later_in_month(start, end),
        )  # fmt: skip

    def _months(self, start: Sql, end: Sql) -> Sql:
        part = self._part
        years = sql(f"({{}} - {{}}) * {MONTHS}", part("YEAR", end), part("YEAR", start))
        return sql("({} + {} - {})", years, part("MONTH", end), part("MONTH", start))

    def _months_between(self, start: Sql, end: Sql) -> Sql:
        late = self._later_in_month(start, end)
        return sql("({} - CASE WHEN {} THEN 1 ELSE 0 END)", self._months(start, end), late)

    def _months_touched(self, start: Sql, end: Sql) -> Sql:
        return case([(sql("({} >= {})", end, start), sql("({} + 1)", self._months(start, end)))], Sql("0"))


def _bounds(number: Ratio) -> Span:
    """Whole bounds of a number's whole part, within which the calendar's ends lie for sure."""
    ends = [
        number.low // number.least,
        number.low // number.most,
        -(-number.high // number.least),
        -(-number.high // number.most),
    ]
    return min(ends), max(ends)

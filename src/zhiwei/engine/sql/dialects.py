"""The few expressions that the dialects write differently; everything else is common SQL."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from zhiwei.engine.sql.fragments import Sql, sql

INT64 = 2**63 - 1
WIDEST = 10**38 - 1
"""The largest whole number that every dialect's wide type holds."""


class Dialect:
    """DuckDB, and what the others share with it."""

    name = "duckdb"
    wide_type = "INT128"
    fence = ""
    """What keeps the planner from copying one level's expressions into the next."""

    def quoted(self, name: str) -> str:
        """An identifier."""
        return '"' + name.replace('"', '""') + '"'

    def column(self, name: str, wide: bool = False) -> Sql:
        """A column read."""
        return Sql(self.quoted(name), 0, frozenset({name}), wide)

    def widened(self, number: Sql) -> Sql:
        """A number in the wide type."""
        return number if number.wide else sql(f"CAST({{}} AS {self.wide_type})", number, wide=True)

    def narrowed(self, number: Sql) -> Sql:
        """A number as BIGINT, which must hold it."""
        return sql("CAST({} AS BIGINT)", number)

    def quotient(self, number: Sql, divisor: Sql | int) -> Sql:
        """The whole quotient towards zero; the divisor is positive."""
        return sql("({} // {})", number, divisor, wide=number.wide)

    def day(self, ordinal: int) -> Sql:
        """A day as a literal, from its proleptic ordinal."""
        return Sql(f"CAST('{datetime.date.fromordinal(ordinal).isoformat()}' AS DATE)")

    def part(self, field: str, day: Sql) -> Sql:
        """YEAR, MONTH or DAY of a day, as BIGINT."""
        return sql(f"CAST(EXTRACT({field} FROM {{}}) AS BIGINT)", day)

    def days_after(self, day: Sql, days: Sql | int) -> Sql:
        """The day so many days later."""
        days = days if isinstance(days, int) else sql("CAST({} AS INTEGER)", days)
        return sql("({} + {})", day, days)

    def days_from(self, start: Sql, end: Sql) -> Sql:
        """Days from start to end, as BIGINT."""
        return sql("CAST({} - {} AS BIGINT)", end, start)

    def months_after(self, day: Sql, months: Sql | int) -> Sql:
        """The day so many months later, the last of the month where it has no such day."""
        return sql("CAST({} + TO_MONTHS(CAST({} AS INTEGER)) AS DATE)", day, months)

    def start_of_year(self, day: Sql) -> Sql:
        """1 January of the day's year."""
        return sql("({} - (CAST(EXTRACT(DOY FROM {}) AS INTEGER) - 1))", day, day)


class _Postgres(Dialect):
    name = "postgres"
    wide_type = "DECIMAL"
    fence = " MATERIALIZED"

    def quotient(self, number: Sql, divisor: Sql | int) -> Sql:
        form = "DIV({}, {})" if number.wide else "({} / {})"
        return sql(form, number, divisor, wide=number.wide)

    def months_after(self, day: Sql, months: Sql | int) -> Sql:
        return sql("CAST({} + CAST({} AS INTEGER) * INTERVAL '1 MONTH' AS DATE)", day, months)


class _Spark(Dialect):
    name = "spark"
    wide_type = "DECIMAL(38, 0)"

    def quoted(self, name: str) -> str:
        return "`" + name.replace("`", "``") + "`"

    def quotient(self, number: Sql, divisor: Sql | int) -> Sql:
        if not number.wide:
            return sql("({} DIV {})", number, divisor)
        # Spark's decimal division rounds; what it divides here is a whole multiple.
        form = "CAST(({} - {} % {}) / {} AS DECIMAL(38, 0))"
        return sql(form, number, number, divisor, divisor, wide=True)

    def days_after(self, day: Sql, days: Sql | int) -> Sql:
        return sql("DATE_ADD({}, CAST({} AS INT))", day, days)

    def days_from(self, start: Sql, end: Sql) -> Sql:
        return sql("CAST(DATEDIFF({}, {}) AS BIGINT)", end, start)

    def months_after(self, day: Sql, months: Sql | int) -> Sql:
        return sql("ADD_MONTHS({}, CAST({} AS INT))", day, months)

    def start_of_year(self, day: Sql) -> Sql:
        return sql("TRUNC({}, 'YEAR')", day)


DIALECTS: Mapping[str, Dialect] = {d.name: d for d in (Dialect(), _Postgres(), _Spark())}

"""Implausible scale of a money column: yuan taken for 万元 or the reverse. A warning, never a correction."""

from __future__ import annotations

from zhiwei.population.columns import Column
from zhiwei.population.defects import Problem, Severity
from zhiwei.population.units import WAN_YUAN, YUAN

SMALL_COLUMN_FEN = 10_000 * 100
"""A yearly column without unit, all of whose values stay below 10,000 yuan, is likely in 万元."""
HUGE_FEN = 10**12 * 100
"""A value from a million million yuan on is likely converted twice."""
ENOUGH = 3
"""Values needed before a whole column is judged."""


class ScaleWatch:
    """Sees every amount of a column and judges at the end."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._count = 0
        self._largest = 0
        self._huge = 0
        self._bare = False
        self._wan = False

    def see(self, fen: int, unit: str | None) -> None:
        """One amount and the unit its cell declared."""
        self._largest = max(self._largest, abs(fen))
        self._count += fen != 0
        self._huge += abs(fen) >= HUGE_FEN
        self._bare = self._bare or unit is None
        self._wan = self._wan or unit == WAN_YUAN

    def see_many(self, largest: int, count: int, huge: int) -> None:
        """Amounts without unit of their own: the largest in fen, how many are not zero, how many are huge."""
        self._largest = max(self._largest, largest)
        self._count += count
        self._huge += huge
        self._bare = True

    def warnings(self) -> list[Problem]:
        """What looks wrong with the column as a whole."""
        found = []
        unit = self._column.unit
        if self._huge:
            found.append(_huge(self._huge, unit or YUAN))
        if unit is None and self._wan and self._bare:
            found.append(_mixed())
        yearly = self._column.variable is not None and self._column.variable.period == "year"
        judged = yearly and unit is None and not self._wan and self._count >= ENOUGH
        if judged and self._largest < SMALL_COLUMN_FEN:
            found.append(_small(self._largest))
        return found


def _huge(count: int, unit: str) -> Problem:
    return Problem(
        "implausible_scale",
        f"有{count}个数达到一万亿元（按{unit}计）",
        f"{count} values reach a million million yuan (read as {unit})",
        "核对单位是元还是万元",
        "check whether the unit is 元 or 万元",
        Severity.WARNING,
    )


def _mixed() -> Problem:
    return Problem(
        "implausible_scale",
        "有的单元格带“万元”，有的不带单位；不带单位的按元读取",
        "some cells say 万元, others no unit; those without were read as yuan",
        "把单位写在列名里，如 营业收入（万元）",
        "write the unit in the heading, as in revenue (万元)",
        Severity.WARNING,
    )


def _small(largest_fen: int) -> Problem:
    yuan = f"{largest_fen // 100:,}.{largest_fen % 100:02}"
    return Problem(
        "implausible_scale",
        f"全列最大的数才 {yuan} 元",
        f"the largest value of the column is only {yuan} yuan",
        "若以万元计，列名写成 …（万元）；确以元计则写成 …（元）",
        "if it is in ten thousands, write (万元) in the heading; if it is in yuan, write (元)",
        Severity.WARNING,
    )

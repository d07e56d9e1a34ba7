"""What can be wrong with a column heading."""

from __future__ import annotations

from collections.abc import Sequence

from zhiwei.engine.model import Variable
from zhiwei.population.columns import Column
from zhiwei.population.defects import Problem
from zhiwei.population.periods import EXAMPLES
from zhiwei.population.text import plain

PERIOD_ZH = {"year": "年", "quarter": "季", "month": "月", "day": "日"}


def unknown(heading: str, suggestions: Sequence[str]) -> Problem:
    """A heading that names no fact."""
    near_zh = "是否应为" + "、".join(f"“{s}”" for s in suggestions) + "？" if suggestions else ""
    near_en = "did you mean " + " or ".join(f'"{s}"' for s in suggestions) + "? " if suggestions else ""
    return Problem(
        "unknown_column",
        "不认识的列名，该列未读取",
        "unknown column, not read",
        f"{near_zh}改列名，或删去该列，或加 --ignore {heading}",
        f"{near_en}rename it, remove it, or add --ignore {heading}",
    )


def duplicate(earlier: Column) -> Problem:
    """Two columns for one fact and period."""
    heading = plain(earlier.heading)
    ordinal = "第" if earlier.mark.isdigit() else ""
    return Problem(
        "duplicate_column",
        f"与{ordinal}{earlier.mark}列“{heading}”是同一项，该列未读取",
        f'the same fact as column {earlier.mark} "{heading}", not read',
        "只留一列；别的期间写成 列名@2011",
        "keep one of them; write another period as name@2011",
    )


def two_units(units: Sequence[str]) -> Problem:
    """More than one unit declared in one heading."""
    listed = "、".join(units)
    return Problem(
        "two_units",
        f"同一列声明了两个单位（{listed}），该列未读取",
        f"two units declared for one column ({', '.join(units)}), not read",
        "列名只留一个单位",
        "keep one unit in the heading",
    )


def unit_not_allowed(unit: str, allowed: Sequence[str]) -> Problem:
    """A unit that a fact of this kind does not take."""
    zh = "只认" + "、".join(allowed) if allowed else "这一列不带单位"
    en = "use " + " or ".join(allowed) if allowed else "this column takes no unit"
    return Problem(
        "unknown_unit", f"不认识的单位“{unit}”，该列未读取", f'unknown unit "{unit}", not read', zh, en
    )


def no_period(fact: Variable) -> Problem:
    """A period given for a fact that has none."""
    return Problem(
        "no_period",
        f"“{fact.zh}”不分期间，该列未读取",
        f'"{fact.name}" has no period, not read',
        "去掉 @ 及其后的期间",
        "remove @ and what follows",
    )


def bad_period(text: str, fact: Variable) -> Problem:
    """A period that is not one of the fact's length."""
    length = fact.period or "year"
    example = EXAMPLES[length]
    return Problem(
        "bad_period",
        f"“{text}”不是一个{PERIOD_ZH[length]}，该列未读取",
        f'"{text}" is not a {length}, not read',
        f"写成 {fact.zh}{example}",
        f"write {fact.name}{example}",
    )

"""Random rows of facts: numbers near the thresholds of the law, days near the as-of day, some facts missing."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from tests.engine.sql.sameness import ABSENT_WORD, Row
from zhiwei.engine.plan import FactSlot, Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.tables import Table


def thresholds(book: Rulebook, law: Law, kind: str) -> list[Any]:
    """Every value of the rulebook's parameters of a kind."""
    found: set[Any] = set()
    for parameter in book.data.parameters.values():
        if parameter.type.kind == kind:
            for value in parameter.values:
                rows = value.value.values() if isinstance(value.value, dict) else [value.value]
                found.update(v for v in rows if v is not None)
    return sorted(found)


def random_rows(
    book: Rulebook, law: Law, slots: Sequence[FactSlot], count: int, missing: float, seed: int
) -> Iterator[Row]:
    """Rows in which each fact is missing with a probability drawn per row up to ``missing``."""
    dice = random.Random(seed)
    limits = {k: thresholds(book, law, k) for k in ("money", "count", "number", "rate")}
    for _ in range(count):
        gaps = dice.choice((0.0, 0.0, missing / 4, missing))
        row = {}
        for slot in slots:
            if dice.random() >= gaps:
                row[slot.label] = one_value(book, law, slot, dice, limits)
        yield row


def one_value(
    book: Rulebook, law: Law, slot: FactSlot, dice: random.Random, limits: dict[str, list[Any]]
) -> Any:
    """A value of a fact, in internal units."""
    variable = slot.variable
    if variable.optional and dice.random() < 0.5:
        return ABSENT_WORD
    match variable.type.kind:
        case "flag":
            return dice.random() < 0.5
        case "enum":
            return dice.choice(variable.enum).value
        case "code":
            return dice.choice(book.data.code_lists[variable.list_name or ""])
        case "date":
            return day_near(law.as_of, dice, variable.maximum)
    low = variable.minimum if variable.minimum is not None else None
    value = number_near(dice, limits.get(variable.type.kind) or [0], limits)
    if variable.type.kind in ("count", "money"):
        value = int(value)
    if variable.type.kind != "money":
        value = min(value, 10**6)
    if variable.type.kind in ("number", "rate"):
        value = Fraction(int(value * 10**6), 10**6)
        value = value.numerator if value.denominator == 1 else value
    if low is not None and value < low:
        value = low
    if variable.maximum is not None and value > variable.maximum:
        value = variable.maximum
    return value


def number_near(dice: random.Random, limits: list[Any], everything: dict[str, list[Any]]) -> Any:
    """A number at a threshold or one step beside it, or anywhere between."""
    shape = dice.random()
    if shape < 0.6:
        return dice.choice(limits) + dice.choice((-1, 0, 0, 1))
    if shape < 0.65:
        return dice.choice((0, 0, 1, -1, 10**17))
    return dice.randint(-5, int(max(limits)) * 2 + 10) if shape < 0.8 else int(10 ** (dice.random() * 12))


def day_near(day: datetime.date, dice: random.Random, latest: datetime.date | None) -> datetime.date:
    """A day at an anniversary of the as-of day or one day beside it, at a leap day, or anywhere."""
    shape = dice.random()
    if shape < 0.5:
        year = day.year - dice.randint(-1, 8)
        base = datetime.date(year, day.month, min(day.day, 28))
        found = base + datetime.timedelta(days=day.day - min(day.day, 28) + dice.choice((-1, 0, 1)))
    elif shape < 0.6:
        found = datetime.date(day.year - day.year % 4 - 4 * dice.randint(0, 3), 2, 29)
    elif shape < 0.7:
        found = datetime.date(day.year - dice.randint(0, 7), dice.choice((1, 12)), dice.choice((1, 31)))
    else:
        found = datetime.date.fromordinal(dice.randint(693_596, 803_533))
    return min(found, latest) if latest else found


__all__ = ["Table", "random_rows", "thresholds"]

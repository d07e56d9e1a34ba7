"""The share of 5.4 as the rulebook defines it, once, for a firm and for the sum of many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current

ENTITY, SHARE, SENTENCE = "recognition", "technology_and_skill_share", "5.4"


@dataclass(frozen=True, slots=True)
class Staff:
    """Persons; None where nobody said."""

    technology: int | None
    skilled: int | None
    total: int | None

    def facts(self) -> dict[str, Any]:
        """By the names of the rulebook, what is missing left out."""
        named = {"technology_staff": self.technology, "skilled_staff": self.skilled, "all_staff": self.total}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Share:
    """The share; None with what is missing, or with nothing missing where there is no staff to speak of."""

    value: Fraction | None
    missing: tuple[str, ...] = ()


def share(staff: Staff, year: int) -> Share:
    """By the law of the year's last day. Raises the engine's InputError where the numbers contradict each other."""
    day = date(year, 12, 31)
    case = current().case(staff.facts(), day, entity=ENTITY)
    found = current().calc_case(case, law(day), (SHARE,))[SHARE]
    if found.status == "known":
        return Share(Fraction(found.value))
    return Share(None, tuple(found.missing))

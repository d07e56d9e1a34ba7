"""Asking the rulebook for a record: verdict, amounts, the day a post is kept to, the limits of technology shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from zhiwei.engine.answer import Answer
from zhiwei.engine.trace import explain
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock, money
from zhiwei.platform.talent.facts import question
from zhiwei.platform.talent.kinds import AnyRecord, kind_of
from zhiwei.platform.talent.models import TechnologyShare

READING = "technology_share_base"
LOWEST, HIGHEST, NON_MONETARY = "technology_share_min", "technology_share_max", "non_monetary_share_max"


def ask(record: AnyRecord, step: str = "") -> Answer:
    """The answer on the record's measure. Raises the engine's InputError where its facts contradict each other."""
    kind, asked = kind_of(record), question(record, step)
    return answers.answer(
        asked.facts, as_of=asked.day, known_on=clock.today(), entity=kind.entity, measures=[kind.measure],
        links=asked.links,
    )  # fmt: skip


def computed(record: AnyRecord, name: str, step: str = "") -> Any:
    """What a rule gives for the record, in the types of the rules (fen, exact fractions); None where it is not known."""
    asked, book = question(record, step), current()
    case = book.case(asked.facts, asked.day, entity=kind_of(record).entity, links=asked.links)
    found = book.calc_case(case, law(asked.day, clock.today()), (name,))[name]
    return found.value if found.status == "known" else None


@dataclass(frozen=True, slots=True)
class Limit:
    """How far an asset may become shares in one reading; amounts in fen, ``taken`` marks the reading in use."""

    option: str
    zh: str
    en: str
    taken: bool
    base: int
    ratio: Fraction | None
    lowest: int
    highest: int
    second: int | None
    """What 17.3 leaves for technology shares beside other non-monetary contributions; None where it says nothing."""

    @property
    def most(self) -> int:
        """The smaller of the two limits."""
        return self.highest if self.second is None else min(self.highest, self.second)


def limits(record: TechnologyShare, day: date | None = None) -> list[Limit]:
    """Both readings of 20.4 with their limits on a day; the one that the rulebook takes is marked.

    Empty where the sentence has no limits on that day.
    """
    on = day or clock.today()
    low, high = _rate(LOWEST, on), _rate(HIGHEST, on)
    if low is None or high is None:
        return []
    taken, second = reading_taken(record), _rate(NON_MONETARY, on)
    left = None if second is None else max(floor(record.capital * second) - record.other_non_monetary, 0)
    found = []
    for member in current().data.vocabularies["TechnologyShareBase"]:
        base = record.asset_value if member.value == "asset_value" else record.capital
        ratio = Fraction(record.share_value, base) if base else None
        found.append(
            Limit(
                member.value, member.zh, member.en, member.value == taken, base, ratio, ceil(base * low),
                floor(base * high), left,
            )
        )  # fmt: skip
    return found


def reading_taken(record: TechnologyShare) -> str:
    """The named reading that the answer on a conversion rests on; '' where it rests on none."""
    return str(explain(ask(record))["steps"].get(READING, {}).get("value", ""))


def _rate(name: str, day: date) -> Fraction | None:
    """A rate of the law of a day; None where none is in force."""
    values = (one for one in current().data.parameters[name].values if one.covers(day))
    found = next(values, None)
    return None if found is None or found.value is None else Fraction(found.value)


def shown_yuan(fen: int | None) -> str:
    """An amount as people read it, '' for none."""
    return "" if fen is None else money.yuan(fen)

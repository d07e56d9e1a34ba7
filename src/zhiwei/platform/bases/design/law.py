"""What the law says of design bases: a place left, the grant, and the two tests of the local money in both readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock, money
from zhiwei.policy.vocabulary_programme import MatchTotalReading

SENTENCE, GRANT, MATCH = "21.2", "21.2/grant", "21.2/match"
ENTITY = "design_base"
READING = "match_total_reading"
GROWTH, SUM = "local_match_growth_met", "local_match_sum_met"


def target(day: date | None = None) -> int:
    """How many design bases are supported, by the law of a day."""
    return int(_parameter("design_bases_target", day))


def years_summed(day: date | None = None) -> int:
    """Over how many years the local money is summed."""
    return int(_parameter("local_match_years", day))


def _parameter(name: str, day: date | None) -> Any:
    on = day or clock.today()
    return next(v for v in current().data.parameters[name].values if v.covers(on)).value


def grant(division: str, before: int, day: date) -> Answer:
    """The verdict on the province's support of one more base, where ``before`` are supported."""
    source = _("设计示范基地名额，%(day)s 计算") % {"day": day}
    facts = {"division": division, "design_bases_before": {"value": before, "source": source}}
    return answers.answer(facts, as_of=day, known_on=day, entity=ENTITY, measures=[GRANT])


@dataclass(frozen=True, slots=True)
class Tests:
    """The two tests of a base in a year and reading: True, False, or None where the years before are not known."""

    growth: bool | None
    sum: bool | None
    verdict: str


NOT_YET = Tests(None, None, "undetermined")
"""Of a year before three years of local money are over: the rulebook is not asked."""


def tests(
    division: str, by_year: Mapping[int, int], others: int, year: int, reading: MatchTotalReading
) -> Tests:
    """Ask the rulebook; ``by_year`` is the base's local money in fen, ``others`` that of all others over the years."""
    facts: dict[str, Any] = {"division": division, "other_bases_match": money.yuan(others, grouped=False)}
    for back in range(years_summed(date(year, 12, 31))):
        if (fen := by_year.get(year - back)) is not None:
            facts[f"local_match@{year - back}"] = money.yuan(fen, grouped=False)
    book, day, readings = current(), date(year, 12, 31), {READING: reading.value}
    found = book.calc([GROWTH, SUM], facts, as_of=day, entity=ENTITY, readings=readings)
    answer = book.answer(facts, as_of=day, entity=ENTITY, readings=readings, measures=[MATCH])
    grown, enough = (
        bool(found[name].value) if found[name].status == "known" else None for name in (GROWTH, SUM)
    )
    return Tests(grown, enough, answer.measures[MATCH].verdict)


def advice(day: date | None = None) -> int | None:
    """The first year's local money that suffices at the lowest growth, fen; None where the law of the day is not known."""
    found = current().calc(["first_year_match_needed"], {}, as_of=day or clock.today(), entity=ENTITY)
    one = found["first_year_match_needed"]
    return int(one.value) if one.status == "known" and one.value is not None else None

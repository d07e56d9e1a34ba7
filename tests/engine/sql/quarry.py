"""A quarry, invented so that every operation of the rule language stands in a rule at least once."""

from __future__ import annotations

import datetime
import sys
from fractions import Fraction

from tests.engine.meadowland import Grain, book, fact, parameter, value
from zhiwei.engine import (
    Count,
    Date,
    Flag,
    Force,
    Keyed,
    Measure,
    Modality,
    Money,
    Number,
    Rate,
    Rulebook,
    add_days,
    add_months,
    add_years,
    ceil,
    days_between,
    end_of_year,
    floor,
    months_between,
    months_touched,
    rule,
    start_of_year,
    year_of,
    years_between,
)
from zhiwei.engine.conditions import parse_condition
from zhiwei.engine.model import Constraint, Entity, Variable

LEAP_DAY = datetime.date(2004, 2, 29)
PARAMETERS = [
    parameter("levy_rate", "rate", value("2000-01-01", Fraction(7, 300))),
    parameter("old_rate", "rate", value("2000-01-01", Fraction(1, 3), "2004-12-31", ended_by="Mill Act#9")),
    parameter("lost_rate", "rate", value("2000-01-01", Fraction(1, 7), "2004-12-31")),
    parameter("rest_day_of", "date", value("2000-01-01", {"rye": LEAP_DAY, "oats": datetime.date(2001, 1, 31)}), key="Grain"),
    parameter("share", "rate", value("2000-01-01", None, minimum=Fraction(0), maximum=Fraction(1)),
              delegated={"sentence": "7.1", "as": "share"}),
]  # fmt: skip
FACTS: dict[str, Variable] = {
    v.name: v
    for v in (
        fact("stone", "money", "quarry", period="year"),
        fact("debt", "money", "quarry"),
        fact("hands", "count", "quarry", unit="person", minimum=0, maximum=500),
        fact("shift", "count", "quarry", minimum=-200, maximum=200_000),
        fact("purity", "rate", "quarry", minimum=0, maximum=1),
        fact("depth", "number", "quarry"),
        fact("opened_on", "date", "quarry"),
        fact("closed_on", "date", "quarry", optional=True),
        fact("grain", "enum", "quarry", enum="Grain"),
        fact("licensed", "flag", "quarry"),
        fact("flooded", "flag", "quarry"),
        fact("division", "code", "quarry", code_list="divisions"),
    )
}


@rule(entity="quarry", zh="率", en="levy", cites=("1.1",))
def levy(stone: Money, debt: Money, levy_rate: Rate) -> Money:
    """Half-up on either side of zero."""
    return (stone - debt) * levy_rate


@rule(entity="quarry", zh="舍", en="rounded down", rounding="down", cites=("1.1",))
def levy_down(stone: Money, levy_rate: Rate) -> Money:
    """Down, below zero too."""
    return -stone * levy_rate


@rule(entity="quarry", zh="入", en="rounded up", rounding="up", cites=("1.1",))
def levy_up(stone: Money, purity: Rate, hands: Count) -> Money:
    """Up, by a number of the row."""
    return stone * purity / (hands + 1)


@rule(entity="quarry", zh="比", en="debt by stone", cites=("1.2",))
def leverage(stone: Money, debt: Money) -> Rate:
    """A quotient by a number that may be 0 or negative."""
    return debt / stone


@rule(entity="quarry", zh="人均", en="stone by hand", cites=("1.2",))
def by_hand(stone: Money, hands: Count) -> Money:
    """Guarded against zero."""
    return stone / hands if hands > 0 else 0


@rule(entity="quarry", zh="折", en="twice divided", cites=("1.2",))
def weighted(leverage: Rate, purity: Rate, flooded: Flag) -> Number:
    """A quotient whose denominator differs from row to row, or a constant."""
    return (leverage if flooded else purity) / (1 + 1) - purity * purity


@rule(entity="quarry", zh="大小", en="least and greatest", cites=("1.3",))
def bounded(depth: Number, purity: Rate, hands: Count) -> Number:
    """min, max, abs, floor and ceil."""
    return min(abs(depth), max(floor(depth), ceil(purity), 1), hands * purity)


@rule(entity="quarry", zh="比较", en="proportionate", cites=("1.3",))
def proportionate(leverage: Rate, purity: Rate, depth: Number) -> Flag:
    """Comparisons over different denominators."""
    return leverage < purity or purity == depth or not (0 < depth <= leverage)


@rule(entity="quarry", zh="年", en="years", cites=("2.1",))
def years(opened_on: Date, as_of: Date) -> Count:
    """Anniversaries."""
    return years_between(opened_on, as_of) + years_between(as_of, opened_on)


@rule(entity="quarry", zh="开闭年", en="years open", cites=("2.1",))
def years_open(opened_on: Date, closed_on: Date) -> Count:
    """Between two days of the row."""
    return years_between(opened_on, closed_on)


@rule(entity="quarry", zh="月", en="months", cites=("2.1",))
def months(opened_on: Date, closed_on: Date) -> Count:
    """Full months."""
    return months_between(opened_on, closed_on)


@rule(entity="quarry", zh="涉月", en="months touched", cites=("2.1",))
def touched(opened_on: Date, closed_on: Date | None, as_of: Date) -> Count:
    """Calendar months, to the as-of day while it is open."""
    if closed_on is None:
        return months_touched(opened_on, as_of)
    return months_touched(max(opened_on, closed_on), min(closed_on, as_of))


@rule(entity="quarry", zh="日", en="days", unit="day", cites=("2.1",))
def days(opened_on: Date, closed_on: Date) -> Count:
    """Both ways of counting days."""
    return days_between(opened_on, closed_on) + (opened_on - closed_on) + (closed_on - opened_on)


@rule(entity="quarry", zh="移年", en="years on", cites=("2.2",))
def years_on(opened_on: Date, shift: Count) -> Date:
    """Saturates at the calendar's ends."""
    return add_years(opened_on, shift)


@rule(entity="quarry", zh="移月", en="months on", cites=("2.2",))
def months_on(opened_on: Date, shift: Count) -> Date:
    """Saturates at the calendar's ends."""
    return add_months(opened_on, shift)


@rule(entity="quarry", zh="移日", en="days on", cites=("2.2",))
def days_on(opened_on: Date, shift: Count) -> Date:
    """Saturates at the calendar's ends."""
    return add_days(opened_on, shift * shift)


@rule(entity="quarry", zh="年初", en="start of year", cites=("2.2",))
def year_start(opened_on: Date) -> Date:
    """1 January."""
    return start_of_year(opened_on)


@rule(entity="quarry", zh="年末", en="end of year", cites=("2.2",))
def year_end(opened_on: Date, flooded: Flag) -> Date:
    """31 December, or the day before."""
    last = end_of_year(opened_on)
    return add_days(last, -1) if flooded else last


@rule(entity="quarry", zh="年份", en="year", cites=("2.2",))
def year(opened_on: Date) -> Count:
    """The calendar year."""
    return year_of(opened_on)


@rule(entity="quarry", zh="休日", en="rest day", cites=("2.3",))
def rest_day(grain: Grain, rest_day_of: Keyed[Date]) -> Date:
    """A day by word; spelt has none."""
    return rest_day_of[grain]


@rule(entity="quarry", zh="已过休日", en="after the rest day", cites=("2.3",))
def rested(rest_day: Date, opened_on: Date, licensed: Flag) -> Flag:
    """不适用 passes on although a licence would decide."""
    return licensed or opened_on > rest_day


@rule(entity="quarry", zh="粮", en="kind", cites=("3.1",))
def kind(grain: Grain, licensed: Flag, flooded: Flag) -> Grain:
    """Words chosen by what may be unknown."""
    if flooded:
        return Grain.RYE
    return Grain.OATS if licensed else grain


@rule(entity="quarry", zh="粗", en="coarse", cites=("3.1",))
def coarse(kind: Grain) -> Flag:
    """One of two words."""
    return kind in (Grain.RYE, Grain.OATS)


@rule(entity="quarry", zh="闭", en="closed", cites=("3.2",))
def closed(closed_on: Date | None, as_of: Date, flooded: Flag) -> Flag | None:
    """不适用 in and out."""
    if closed_on is None:
        return None if flooded else False
    return closed_on <= as_of


@rule(entity="quarry", zh="旧率", en="old levy", cites=("3.3",))
def old_levy(stone: Money, old_rate: Rate, licensed: Flag, flooded: Flag) -> Money:
    """Law that has ended, needed in some rows only."""
    if licensed and not flooded:
        return stone * old_rate
    return 0


@rule(entity="quarry", zh="失率", en="lost levy", cites=("3.3",))
def lost_levy(stone: Money, old_rate: Rate, lost_rate: Rate, purity: Rate, licensed: Flag) -> Money:
    """Law that nobody knows, beside law that has ended."""
    if purity > lost_rate:
        return stone if licensed else stone * lost_rate
    return stone * old_rate if stone > 0 else 0


@rule(entity="quarry", zh="捐", en="gift", cites=("7.1",))
def gift(stone: Money, share: Rate) -> Money:
    """By what the locality chose."""
    return stone * share


@rule(entity="quarry", zh="对", en="in both or neither", cites=("7.1",))
def agreeing(licensed: Flag, flooded: Flag) -> Flag:
    """Two facts, each read twice."""
    return (licensed and flooded) or (not licensed and not flooded)


@rule(entity="quarry", zh="深", en="deep", cites=("7.1",))
def deep(depth: Number, old_rate: Rate, flooded: Flag) -> Flag:
    """Rests on ended law where flooded."""
    return depth > old_rate if flooded else depth > 1


GIFT = Measure(
    id="7.1", entity="quarry", modality=Modality.DUTY, force=Force.MUST, zh="捐", en="gift",
    scope=("agreeing", "coarse"), window=("lost_rate",), criteria=("closed", "proportionate", "rested"), amount="gift",
    maximum="levy", delegated=("share",), cites=("7.1",),
)  # fmt: skip
DEPTH = Measure(
    id="7.2/deep", entity="quarry", modality=Modality.TARGET, force=Force.MUST, zh="深", en="deep",
    scope=("licensed",), criteria=("deep", "flooded"), amount="old_levy", cites=("7.2",),
)  # fmt: skip
ENTITIES = (
    Entity("quarry", "采石场", "quarry", FACTS, {}, (
        Constraint(parse_condition("hands <= shift", FACTS), "hands <= shift", "人不多于班", "hands fit the shift"),
    )),
)  # fmt: skip


def quarry() -> Rulebook:
    """The quarry's rulebook."""
    return book(sys.modules[__name__], parameters=PARAMETERS, entities=ENTITIES)


DECISIONS = (
    {"division": "11", "document": "D1", "filed_on": "2004-01-01", "sentence": "7.1", "from": "2004-01-01",
     "fills": {"share": "0.125"}},
    {"division": "111", "document": "D3", "filed_on": "2004-01-01", "sentence": "7.1", "from": "2004-06-01",
     "to": "2004-12-31", "fills": {"share": "0.5"}},
    {"division": "12", "document": "D2", "filed_on": "2004-01-01", "sentence": "7.1", "from": "2004-01-01",
     "declines": True},
)  # fmt: skip
"""Filed for Meadowland's bridge or the quarry's gift alike."""

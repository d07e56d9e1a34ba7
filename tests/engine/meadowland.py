"""Meadowland, an invented jurisdiction of mills and carts: the engine is tested without any real law."""

from __future__ import annotations

import datetime
from fractions import Fraction
from types import ModuleType
from typing import Any

from zhiwei.engine import (
    Code,
    Count,
    Date,
    Flag,
    Force,
    Keyed,
    Measure,
    Modality,
    Money,
    Pieces,
    Rate,
    Rulebook,
    Vocabulary,
    months_touched,
    rule,
    years_between,
)
from zhiwei.engine.assemble import assemble
from zhiwei.engine.conditions import parse_condition
from zhiwei.engine.model import Citation, Constraint, Entity, Link, Variable
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.types import ValueType


class Grain(Vocabulary):
    """What a mill grinds."""

    RYE = "rye", "黑麦", "rye"
    OATS = "oats", "燕麦", "oats"
    SPELT = "spelt", "斯佩尔特小麦", "spelt"


class Counting(Vocabulary):
    """How the age of a mill is counted."""

    ANNIVERSARY = "anniversary", "按周年", "by anniversary"
    CALENDAR = "calendar", "按历年", "by calendar year"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def value(starts: str, what: Any, ends: str | None = None, **more: Any) -> Value:
    """One dated value of Meadowland."""
    days = {k: day(v) for k, v in more.items() if k in ("enacted_to", "published", "ended_published")}
    rest = {k: v for k, v in more.items() if k not in days}
    return Value(day(starts), day(ends) if ends else None, what, rest.pop("source", "Mill Act"), rest.pop("article", "1"),
                 rest.pop("evidence", "A"), **days, **rest)  # fmt: skip


def parameter(name: str, kind: str, *values: Value, **more: Any) -> Parameter:
    """One parameter of Meadowland, labelled by its name."""
    type_ = ValueType(kind, more.pop("unit", None), more.pop("enum", None))
    return Parameter(name, name, name.replace("_", " "), type_, tuple(values), **more)


PARAMETERS = [
    parameter("toll_rate", "rate",
              value("2000-01-01", Fraction(1, 10), "2009-12-31", enacted_to="2014-12-31", published="1999-06-01"),
              value("2010-01-01", Fraction(3, 20), "2019-12-31", published="2009-11-01", source="Second Mill Act")),
    parameter("free_income", "money", value("2000-01-01", 1_000_00, published="1999-06-01"), boundary="inclusive"),
    parameter("young_years", "count", value("2000-01-01", 3), unit="year"),
    parameter("small_hands", "count", value("2000-01-01", 10), unit="person"),
    parameter("grain_share", "rate", value("2000-01-01", {"rye": Fraction(1, 2), "oats": Fraction(1, 4)}), key="Grain"),
    parameter("region_of_code", "enum", value("2000-01-01", {"1": "rye", "12": "oats", "2": None}), key="code",
              match="prefix", enum="Grain"),
    parameter("half_limit", "money", value("2000-01-01", 2_000_00, "2005-09-30"), value("2005-10-01", 3_000_00),
              applies="pieces"),
    parameter("bridge_open", "flag", value("2001-01-01", True, "2010-12-31", ended_by="Mill Act#9")),
    parameter("bridge_share", "rate", value("2001-01-01", None, "2010-12-31", minimum=Fraction(0), maximum=Fraction(1, 2),
              ended_by="Mill Act#9"), delegated={"sentence": "7.1", "as": "share"}),
    parameter("age_counting", "enum", value("2000-01-01", None), enum="Counting",
              reading={"default": "anniversary", "reason": "plain words"}),
]  # fmt: skip


@rule(entity="mill", zh="小磨坊", en="small mill", cites=("1.1",))
def small_mill(hands: Count, small_hands: Count) -> Flag:
    """A mill with few hands."""
    return hands < small_hands


@rule(entity="mill", zh="磨捐", en="mill toll", period="year", cites=("2.1", "Mill Act#2"))
def toll(income: Money, toll_rate: Rate, free_income: Money, exempt: Flag) -> Money:
    """The toll of a year, fen: nothing up to the free income, the whole above it."""
    if exempt:
        return 0
    if income <= free_income:
        return 0
    return income * toll_rate


@rule(entity="mill", zh="免征", en="exempt", cites=("2.2",))
def exempt(
    small_mill: Flag, founded_on: Date, as_of: Date, young_years: Count, age_counting: Counting
) -> Flag:
    """Small and young, or grinding nothing that bears toll."""
    if age_counting == Counting.ANNIVERSARY:
        return small_mill and years_between(founded_on, as_of) < young_years
    return small_mill and as_of < founded_on


@rule(entity="mill", zh="粮食份额", en="grain due", cites=("3.1",))
def grain_due(income: Money, grain: Grain, grain_share: Keyed[Rate]) -> Money:
    """A share of income by grain; grain without a share owes nothing."""
    if grain in grain_share:
        return income * grain_share[grain]
    return 0


@rule(entity="mill", zh="地区粮", en="grain of the region", cites=("3.2",))
def regional_grain(region: Code, region_of_code: Keyed[Grain]) -> Grain:
    """The grain a region is known for."""
    return region_of_code[region]


@rule(entity="mill", zh="折半月份", en="months at half", period="year", cites=("4.1",))
def half_months(income: Money, half_limit: Pieces[Money]) -> Count:
    """Months of the year in which the income is within the limit then in force."""
    return sum(
        months_touched(piece.starts, piece.ends) if income <= piece.value else 0 for piece in half_limit
    )


@rule(entity="mill", zh="收入增长", en="growth of income", cites=("5.1",))
def growth(income: Money, income__previous: Money) -> Money:
    """Income less that of the year before, fen."""
    return income - income__previous


@rule(entity="mill", zh="休业损失", en="loss of a stop", cites=("5.2",))
def stop_loss(stopped_on: Date | None, income: Money) -> Money:
    """Nothing for a mill that never stopped."""
    if stopped_on is None:
        return 0
    return income


@rule(entity="mill", zh="桥补", en="bridge grant", period="year", cites=("7.1",))
def bridge_grant(income: Money, bridge_share: Rate) -> Money:
    """Income times the share the locality chose, fen."""
    return income * bridge_share


@rule(entity="mill", zh="收入为正", en="has income", cites=("7.1",))
def has_income(income: Money) -> Flag:
    """Any income at all."""
    return income > 0


@rule(entity="mill", zh="是磨坊", en="is a mill", cites=("7.1",))
def is_mill(wind_only: Flag) -> Flag:
    """A water mill."""
    return not wind_only


@rule(entity="cart", zh="大车可过桥", en="the cart may cross", cites=("8.1",))
def may_cross(owner__small_mill: Flag, load: Count, owner__hands: Count) -> Flag:
    """Carts of small mills, loaded with no more sacks than hands."""
    return owner__small_mill and load + 0 <= owner__hands


BRIDGE = Measure(
    id="7.1", entity="mill", modality=Modality.BENEFIT, force=Force.MAY_BY_LOCALITY, zh="桥补", en="bridge grant",
    scope=("is_mill",), window=("bridge_open",), criteria=("has_income", "small_mill"), amount="bridge_grant",
    maximum="grain_due", delegated=("bridge_share",), cites=("7.1",),
)  # fmt: skip
CROSSING = Measure(
    id="8.1/cart", entity="cart", modality=Modality.PERMISSION, force=Force.MUST, zh="过桥", en="crossing",
    criteria=("may_cross",), cites=("8.1",),
)  # fmt: skip


def fact(name: str, kind: str, entity: str = "mill", **more: Any) -> Variable:
    """One input variable of Meadowland."""
    type_ = ValueType(kind, more.pop("unit", None), more.pop("enum", None), more.pop("code_list", None))
    return Variable(name, entity, name, name.replace("_", " "), type_, **more)


MILL_FACTS = {
    v.name: v
    for v in (
        fact("hands", "count", unit="person", minimum=0),
        fact("income", "money", period="year"),
        fact("founded_on", "date", maximum=day("2030-12-31")),
        fact("grain", "enum", enum="Grain"),
        fact("region", "code", code_list="regions"),
        fact("division", "code", code_list="divisions"),
        fact("stopped_on", "date", optional=True),
        fact("wind_only", "flag"),
        fact("sacks", "count", unit="sack", minimum=0),
        fact("bad_sacks", "count", unit="sack", minimum=0),
        fact("motto", "text"),
    )
}
CART_FACTS = {"load": fact("load", "count", "cart", unit="person", minimum=0)}
ENTITIES = (
    Entity("mill", "磨坊", "mill", MILL_FACTS, {}, (
        Constraint(parse_condition("bad_sacks <= sacks", MILL_FACTS), "bad_sacks <= sacks", "坏袋不多于总袋", "bad sacks are sacks"),
    )),
    Entity("cart", "大车", "cart", CART_FACTS, {"owner": Link("owner", "mill", "车主", "owner")}),
)  # fmt: skip
PARENTS = {"10": "", "11": "10", "12": "10", "111": "11"}
LISTS = {"regions": ("10", "11", "12", "13", "20", "99"), "divisions": tuple(PARENTS)}
VOCABULARIES = (Grain, Counting)


def citation(cite: str) -> Citation | None:
    """Every sentence and article of Meadowland exists, those of other lands do not."""
    known = (
        cite.split("#", maxsplit=1)[0] in ("Mill Act", "Second Mill Act") or cite.replace(".", "").isdigit()
    )
    return Citation(cite, cite, cite, f"text of {cite}") if known else None


def book(
    *modules: ModuleType, parameters: list[Parameter] | None = None, entities: Any = ENTITIES
) -> Rulebook:
    """Meadowland's rulebook, or one of other rules on its facts."""
    import sys

    return Rulebook(
        assemble(
            entities=entities, modules=modules or (sys.modules[__name__],), parameters=parameters or PARAMETERS,
            citation=citation, known_citations=("1.1", "Mill Act"), code_lists=LISTS, parents=PARENTS,
            vocabularies=VOCABULARIES,
        )
    )  # fmt: skip

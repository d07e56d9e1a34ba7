"""Facts of few values each, so that every completion can be tried; rules over them are made by the tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.engine import meadowland
from tests.engine.meadowland import Grain, day, fact, parameter, value
from tests.engine.written import module
from zhiwei.engine import Rulebook
from zhiwei.engine.conditions import parse_condition
from zhiwei.engine.model import Constraint, Entity

AS_OF = "2005-01-01"
DOMAINS: dict[str, tuple[Any, ...]] = {
    "wet": (False, True),
    "let": (False, True),
    "grain": ("rye", "oats", "spelt"),
    "region": ("10", "12", "20", "99"),
    "rows": (0, 1, 2, 3),
    "bad_rows": (0, 1, 2),
    "rent": (0, 1, 2, 3, 4),
    "debt": (-2, 0, 2),
    "sown_on": tuple(map(day, ("2004-12-30", "2004-12-31", "2005-01-01", "2005-01-02"))),
}
"""Every admissible value of each fact: money in fen, days as days."""
FACTS = {
    v.name: v
    for v in (
        fact("wet", "flag", "plot"),
        fact("let", "flag", "plot"),
        fact("grain", "enum", "plot", enum="Grain"),
        fact("region", "code", "plot", code_list="regions"),
        fact("rows", "count", "plot", unit="row", minimum=0, maximum=3),
        fact("bad_rows", "count", "plot", unit="row", minimum=0, maximum=2),
        fact("rent", "money", "plot", minimum=0, maximum=4),
        fact("debt", "money", "plot", minimum=-2, maximum=2, step=2),
        fact("sown_on", "date", "plot", minimum=day("2004-12-30"), maximum=day("2005-01-02")),
    )
}
PARAMETERS = [
    parameter("limit", "money", value("2000-01-01", 2)),
    parameter("half", "rate", value("2000-01-01", Fraction(1, 2))),
    parameter("few", "count", value("2000-01-01", 2), unit="row"),
    parameter("fees", "money", value("2000-01-01", {"rye": 1, "oats": 3}), key="Grain"),
    parameter("soils", "enum", value("2000-01-01", {"1": "rye", "12": "oats", "2": None}), key="code", match="prefix", enum="Grain"),
    parameter("future", "flag", value("2010-01-01", True)),
    parameter("hearsay", "flag", value("2000-01-01", None, state="unknown")),
    parameter("grant", "money", value("2000-01-01", None), delegated={"sentence": "7.1", "as": "grant"}),
]  # fmt: skip
VALUES = {"limit": 2, "half": Fraction(1, 2), "few": 2, "fees": {"rye": 1, "oats": 3}}
"""What the parameters are worth on :data:`AS_OF`, for interpreters that do without the engine."""
ANNOTATIONS = {
    "wet": "Flag", "let": "Flag", "grain": "Grain", "region": "Code", "rows": "Count", "bad_rows": "Count", "rent": "Money",
    "debt": "Money", "sown_on": "Date", "limit": "Money", "half": "Rate", "few": "Count", "fees": "Keyed[Money]",
    "soils": "Keyed[Grain]", "future": "Flag", "hearsay": "Flag", "grant": "Money", "as_of": "Date",
}  # fmt: skip
BAD_ROWS_ARE_ROWS = Constraint(
    parse_condition("bad_rows <= rows", FACTS), "bad_rows <= rows", "坏行不多于总行", "bad rows are rows"
)


def book(text: str, constraints: Sequence[Constraint] = (), **more: Any) -> Rulebook:
    """The rulebook of some rules on a plot."""
    written = module(text)
    written.__dict__.update(more)
    entity = Entity("plot", "地块", "plot", FACTS, {}, tuple(constraints))
    lists = {"regions": DOMAINS["region"]}
    from zhiwei.engine.assemble import assemble

    return Rulebook(
        assemble(
            entities=[entity], modules=[written], parameters=PARAMETERS, citation=meadowland.citation, code_lists=lists,
            vocabularies=(Grain,),
        )
    )  # fmt: skip


def filed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as files write them."""
    money = {
        n: f"{Fraction(v, 100).numerator / Fraction(v, 100).denominator:.2f}"
        for n, v in facts.items()
        if n in ("rent", "debt")
    }
    return {**facts, **money}


def completions(given: Mapping[str, Any], missing: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every way to fill the missing facts."""
    for values in itertools.product(*(DOMAINS[n] for n in missing)):
        yield {**given, **dict(zip(missing, values, strict=True))}


def that_matter(results: Mapping[tuple[Any, ...], Any], missing: Sequence[str]) -> tuple[str, ...]:
    """The facts for which two completions that differ in it alone give different results.

    ``results`` by the values of the missing facts in order; completions that are not admissible are left out.
    """
    found = []
    for i, name in enumerate(missing):
        by_rest: dict[tuple[Any, ...], set[Any]] = {}
        for key, result in results.items():
            by_rest.setdefault(key[:i] + key[i + 1 :], set()).add((type(result) is bool, result))
        if any(len(seen) > 1 for seen in by_rest.values()):
            found.append(name)
    return tuple(sorted(found))

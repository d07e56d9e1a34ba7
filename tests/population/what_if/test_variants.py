"""Variants: grids, ranges with both ends, rows; each laid over what all have in common."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from zhiwei.engine.parameters import resolve
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import Reform, read_reform

MIDYEAR = date(2012, 5, 1)


def read(book: Rulebook, variants: Any, changes: dict[str, Any] | None = None) -> Reform:
    raw = {"title": "t", "as_of": "2012-12-31", "changes": changes or {}, "variants": variants}
    return read_reform(book, raw)


def table(reform: Reform, *names: str) -> list[list[Any]]:
    return [[resolve(v.supposition.parameters[n], MIDYEAR).value for n in names] for v in reform.variants]


def test_a_grid_in_order(book: Rulebook) -> None:
    reform = read(book, {"slp_half_limit": ["60000", "80000"], "slp_rate": ["10%", "20%"]})
    tenth, fifth = Fraction(1, 10), Fraction(1, 5)
    assert table(reform, "slp_half_limit", "slp_rate") == [
        [6_000_000, tenth], [6_000_000, fifth], [8_000_000, tenth], [8_000_000, fifth],
    ]  # fmt: skip
    assert reform.variants[1].label == "slp_half_limit=60000.00, slp_rate=0.2"


def test_ranges_hold_both_ends_where_the_step_meets_them(book: Rulebook) -> None:
    reform = read(book, {"slp_half_limit": {"from": "10000", "to": "10000.05", "step": "0.02"}})
    assert table(reform, "slp_half_limit") == [[1_000_000], [1_000_002], [1_000_004]]
    thirds = read(book, {"slp_rate": {"from": "0", "to": "1", "step": "1/3"}})
    assert table(thirds, "slp_rate") == [[0], [Fraction(1, 3)], [Fraction(2, 3)], [1]]


def test_rows_and_a_reading(book: Rulebook) -> None:
    rows = [
        {"slp_rate": "10%"},
        {"reward_base_reading": "whole"},
        {"slp_employees_limit": {"rows": {"other": "9"}}},
    ]
    reform = read(book, rows)
    assert [v.label for v in reform.variants] == [
        "slp_rate=0.1", "reward_base_reading=whole", "slp_employees_limit=other=9",
    ]  # fmt: skip
    assert reform.variants[1].supposition.readings == {"reward_base_reading": "whole"}


def test_a_variant_lies_over_the_changes_of_all(book: Rulebook) -> None:
    reform = read(book, {"slp_half_limit": ["70000"]}, {"slp_half_limit": "99000", "slp_rate": "15%"})
    assert table(reform, "slp_half_limit", "slp_rate") == [[7_000_000, Fraction(3, 20)]]
    assert [c.name for c in reform.variants[0].supposition.changes] == ["slp_rate", "slp_half_limit"]


def test_a_variant_keeps_what_is_decided_besides(book: Rulebook) -> None:
    variants = [
        {"local_tax_share": {"decisions": {"330100": "30%"}}},
        {"reward_share": {"decisions": {"330100": "90%"}}},
    ]
    reform = read(book, variants, {"reward_share": {"decisions": {"330100": "50%", "330200": "50%"}}})
    found = [
        {(d.division, name): value for d in v.supposition.decisions for name, value in d.fills.items()}
        for v in reform.variants
    ]
    half, share = Fraction(1, 2), "reward_share"
    assert found == [
        {("330100", share): half, ("330200", share): half, ("330100", "local_tax_share"): Fraction(3, 10)},
        {("330100", share): Fraction(9, 10), ("330200", share): half},
    ]


def test_a_file_of_their_own_stands_before_the_reform(book: Rulebook) -> None:
    raw = {"title": "t", "as_of": "2012-12-31", "variants": {"slp_rate": ["1%"]}}
    content = {"variants": {"slp_rate": ["2%", "3%"]}}
    for given in (content, content["variants"]):
        reform = read_reform(book, raw, variants=(given, "v.yaml"))
        assert [v.label for v in reform.variants] == ["slp_rate=0.02", "slp_rate=0.03"]


def test_a_thousand(book: Rulebook) -> None:
    reform = read(book, {"slp_half_limit": {"from": "60000", "to": "159900", "step": "100"}})
    assert len(reform.variants) == 1000
    assert table(reform, "slp_half_limit")[999] == [15_990_000]

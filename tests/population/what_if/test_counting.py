"""Counting: sums, groups, bands and deciles against plain Python, and what keeps a subject from being counted."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.engine.declare import Modality
from zhiwei.engine.errors import InputError
from zhiwei.engine.native.answered import Answered, MeasureColumns, VariableColumns
from zhiwei.engine.outcome import VERDICTS
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import exact
from zhiwei.population.what_if.lines import Line, choose, measure_line
from zhiwei.population.what_if.sketch import Sketch
from zhiwei.population.what_if.tally import Grouped, Spread, Totals
from zhiwei.population.what_if.views import CLASSES, classed, shift, together, view

AMOUNTS = st.lists(st.integers(-(2**53), 2**53), max_size=60)


@given(AMOUNTS)
def test_sums_are_exact(values: list[int]) -> None:
    assert exact.total(np.array(values, np.int64)) == sum(values)


def test_a_sum_beyond_64_bits_is_exact() -> None:
    values = np.full(3000, 2**53, np.int64)
    assert exact.total(values) == 3000 * 2**53
    sums = exact.by_group(np.arange(3000) % 2, values, 2)
    assert sums.tolist() == [1500 * 2**53] * 2


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-(2**55), 2**55)), max_size=60))
def test_sums_by_group_are_exact(pairs: list[tuple[int, int]]) -> None:
    groups, values = (np.array([p[i] for p in pairs], np.int64) for i in range(2))
    expected = Counter(dict.fromkeys(range(5), 0))
    for group, value in pairs:
        expected[group] += value
    assert exact.by_group(groups, values, 5).tolist() == [expected[g] for g in range(5)]


@given(st.lists(st.integers(1, 2**53), min_size=1, max_size=200))
def test_deciles_are_within_a_128th(amounts: list[int]) -> None:
    sketch = Sketch()
    for part in (amounts[:50], amounts[50:]):
        sketch.add(np.array(part, np.int64))
    ordered = sorted(amounts)
    for share, found in zip(range(10, 100, 10), sketch.deciles(), strict=True):
        true = ordered[-(-len(ordered) * share // 100) - 1]
        assert true <= found < true + max(true / 128, 1)


def test_no_deciles_of_nobody() -> None:
    assert Sketch().deciles() == ()


@given(AMOUNTS, st.integers(0, 2**32))
def test_totals_and_groups(gains: list[int], seed: int) -> None:
    rng = random.Random(seed)
    reasons = [rng.choice([0, 0, 0, 1, 2, 3]) for _ in gains]
    groups = [rng.randrange(3) for _ in gains]
    found = classed(np.array(gains, np.int64), np.array(reasons, np.uint8))
    words = [CLASSES[k] for k in found.kind]
    for gain, reason, word in zip(gains, reasons, words, strict=True):
        assert word == (
            ["", "law_unknown", "no_decision", "undetermined"][reason]
            or ("winners" if gain > 0 else "losers" if gain < 0 else "unchanged")
        )
    totals, grouped = Totals.empty(), Grouped(3)
    totals.add(found)
    grouped.add(found, np.array(groups, np.int64))
    counted = [g if r == 0 else 0 for g, r in zip(gains, reasons, strict=True)]
    assert totals.cost == sum(counted)
    assert {w: totals.count(w) for w in CLASSES if totals.count(w)} == dict(Counter(words))
    for group in range(3):
        own = [g for g, at in zip(counted, groups, strict=True) if at == group]
        assert grouped.of(group).gains == sum(g for g in own if g > 0)
        assert grouped.of(group).losses == -sum(g for g in own if g < 0)
        assert int(grouped.of(group).counts.sum()) == groups.count(group)


def test_bands_begin_where_they_say() -> None:
    spread = Spread()
    gains = [1, 9_999, 10_000, 99_999, 100_000, -9_999, -10_000, 10**8, 10**10]
    spread.add(classed(np.array(gains, np.int64), np.zeros(len(gains), np.uint8)))
    assert spread.counts.tolist() == [[2, 2, 1, 0, 0, 2], [1, 1, 0, 0, 0, 0]]
    assert spread.sums[0].tolist() == [10_000, 109_999, 100_000, 0, 0, 10**8 + 10**10]
    assert spread.sums[1].tolist() == [9_999, 10_000, 0, 0, 0, 0]


def test_a_total_counts_who_is_counted_in_every_line() -> None:
    one = classed(np.array([5, 5, -5, 0]), np.array([0, 3, 0, 0], np.uint8))
    two = classed(np.array([-5, 1, -1, 7]), np.array([0, 0, 2, 0], np.uint8))
    both = together([one, two])
    assert both.gain.tolist() == [0, 0, 0, 7]
    assert [CLASSES[k] for k in both.kind] == ["unchanged", "undetermined", "no_decision", "winners"]


def answered(
    name: str, verdicts: list[str], amounts: list[int] | None, statuses: list[int] | None
) -> Answered:
    codes = np.array([VERDICTS.index(v) for v in verdicts], np.uint8)
    paid = None if amounts is None else np.array(amounts, np.int64)
    told = None if statuses is None else np.array(statuses, np.uint8)
    columns = MeasureColumns(codes, paid, told, np.zeros(len(codes), np.uint8))
    return Answered(len(codes), {name: columns}, {}, ())


def test_what_an_amount_counts_as(book: Rulebook) -> None:
    line = measure_line(book.measures["27.3"])
    verdicts = [
        "entitled",
        "not_entitled",
        "undetermined",
        "entitled",
        "out_of_scope",
        "unknown_law",
        "entitled",
    ]
    found = view(line, answered("27.3", verdicts, [700, 0, 0, 0, 0, 0, 0], [0, 255, 1, 1, 255, 4, 6]))
    assert found.amount.tolist() == [700, 0, 0, 0, 0, 0, 0]
    assert found.reason.tolist() == [0, 0, 3, 3, 0, 1, 0]


def test_a_measure_without_amount_counts_its_verdict(book: Rulebook) -> None:
    line = measure_line(book.measures["27.6"])
    assert not line.money
    before = view(
        line, answered("27.6", ["entitled", "not_entitled", "undetermined", "entitled"], None, None)
    )
    after = view(
        line, answered("27.6", ["not_entitled", "entitled", "entitled", "no_decision_filed"], None, None)
    )
    moved = shift(line, before, after)
    assert [CLASSES[k] for k in moved.kind] == ["losers", "winners", "undetermined", "no_decision"]


def test_what_is_paid_is_gained_by_paying_less(book: Rulebook) -> None:
    line = lines(book, [], ["corporate_income_tax"])[0]
    sides = []
    for values, states in (([500, 500, 0, 0], [0, 0, 1, 6]), ([200, 900, 0, 300], [0, 0, 1, 0])):
        column = VariableColumns(np.array(values, float), None, np.array(states, np.uint8))
        sides.append(view(line, Answered(4, {}, {line.name: column}, ())))
    moved = shift(line, *sides)
    assert moved.gain.tolist() == [300, -400, 0, -300]
    assert [CLASSES[k] for k in moved.kind] == ["winners", "losers", "undetermined", "losers"]


def test_cells_of_a_choice(book: Rulebook) -> None:
    line = lines(book, [], ["size_class"])[0]
    column = VariableColumns(np.array([0.0, 3.0, 0.0, 0.0]), None, np.array([0, 0, 1, 6], np.uint8))
    cell = view(line, Answered(4, {}, {"size_class": column}, ())).cell
    assert cell is not None
    assert [line.cells[c].value for c in cell] == ["large", "micro", "missing", "not_applicable"]
    assert not line.ranked


def lines(book: Rulebook, measures: list[str] | None, variables: list[str], **more: Any) -> tuple[Line, ...]:
    law = book.law("2012-12-31")
    touched = frozenset({"slp_half_limit"})
    return choose(book, "enterprise", measures, variables, more.get("total"), [(book, law)], touched).every


def test_measures_that_rest_on_what_is_changed(book: Rulebook) -> None:
    assert [line.name for line in lines(book, None, [])] == ["27.2", "27.3", "27.4"]


def test_the_total_is_of_what_the_law_itself_grants(book: Rulebook) -> None:
    law, touched = book.law("2012-12-31"), frozenset({"slp_half_limit"})
    chosen = choose(book, "enterprise", None, ["corporate_income_tax"], None, [(book, law)], touched)
    assert chosen.total == ("27.3", "27.4")
    named = choose(
        book, "enterprise", None, ["corporate_income_tax"], ["corporate_income_tax"], [(book, law)], touched
    )
    assert named.total == ("corporate_income_tax",)
    assert all(book.measures[m].modality is Modality.BENEFIT for m in chosen.total)


@pytest.mark.parametrize(
    ("variables", "total", "said"),
    [
        (["corporate_income_taxes"], None, "variable corporate_income_taxes: unknown for enterprise (did you mean corporate_income_tax"),
        (["corporate_income_tax=given"], None, "variable corporate_income_tax: 'given' does not say which way its money goes (write =paid or =received, for money only)"),
        (["size_class=paid"], None, "variable size_class: 'paid' does not say which way"),
        (["slp_effective_rate"], None, "variable slp_effective_rate: is a rate, which is not compared (name an amount, a choice or a yes/no)"),
        (["corporate_income_tax"], ["27.8"], "total 27.8: is no compared line with an amount"),
        ([], None, "measures: no measure rests on what is changed (name variables with --variables)"),
    ],
)  # fmt: skip
def test_lines_that_cannot_be(
    variables: list[str], total: list[str] | None, said: str, book: Rulebook
) -> None:
    with pytest.raises(InputError) as caught:
        lines(book, [], variables, total=total)
    assert str(caught.value).startswith(said)


def test_a_variable_may_say_which_way_its_money_goes(book: Rulebook) -> None:
    found = lines(
        book, [], ["corporate_income_tax", "reward_amount", "reward_base=paid", "water_fund_levy=received"]
    )
    assert [line.sign for line in found] == [-1, 1, -1, 1]

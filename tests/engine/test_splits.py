"""One result is written in one way, wherever its parts were cut."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.engine import symbols
from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.splits import Domain, Node, Tree
from zhiwei.engine.status import Status

X = symbols.fact("x")
LAST = 9


def diagrams() -> Diagrams:
    made = Diagrams()
    made.declare("x", Domain(low=0, high=LAST, step=1))
    return made


def line(slope: int, constant: int) -> Tree:
    return symbols.add(symbols.multiply(X, slope), constant)


def at(tree: Tree, x: int) -> Any:
    """The number of a result at a value of the fact."""
    if isinstance(tree, Node):
        return at(tree.children[sum(cut <= x for cut in tree.parts)], x)
    return tree.value({"x": x}) if isinstance(tree, symbols.Symbol) else tree


@pytest.mark.parametrize(
    ("parts", "children"),
    [
        ((5,), (X, 5)),
        ((6,), (X, 5)),
        ((5, 6), (X, 5, 5)),
        ((5, 6), (X, X, 5)),
        ((4, 5, 6), (X, 4, 5, 5)),
        ((3, 4, 5), (X, Fraction(3), line(1, 0), line(0, 5))),
    ],
)
def test_an_amount_up_to_a_limit_is_one_diagram(parts: tuple[int, ...], children: tuple[Tree, ...]) -> None:
    made = diagrams()
    found = made.split("x", parts, children)
    assert found is made.split("x", (5,), (X, 5))
    assert (found.parts, found.children) == ((6,), (X, 5))


def test_a_value_that_the_next_part_says_as_well_is_its_own() -> None:
    made = diagrams()
    assert made.split("x", (4, 5), (0, 4, X)) is made.split("x", (4,), (0, X))
    assert made.split("x", (1,), (0, X)) is X
    assert made.split("x", (LAST,), (X, LAST)) is X


def test_a_value_that_neither_says_stands_as_its_number() -> None:
    made = diagrams()
    found = made.split("x", (4, 5), (X, line(2, 0), X))
    assert (found.parts, found.children) == ((4, 5), (X, 8, X))
    assert found is made.split("x", (4, 5), (X, 8, X))


def test_the_number_of_a_single_value_reaches_where_its_line_does_not() -> None:
    made = diagrams()
    found = made.split("x", (1,), (line(1, 1), X))
    assert (found.parts, found.children) == ((2,), (1, X))


def test_words_and_flags_are_no_numbers() -> None:
    made = diagrams()
    for other in (True, Status.UNDEFINED, "one"):
        found = made.split("x", (1, 2), (0, other, X))
        assert (found.parts, found.children) == ((1, 2), (0, other, X))


LEAVES = st.sampled_from([0, 3, 4, 8, Fraction(9, 2), X, line(2, 0), line(1, 1), line(-1, 8)])


@given(st.lists(st.integers(1, LAST), unique=True).map(sorted).map(tuple), st.data())
def test_each_value_keeps_its_number_and_no_neighbours_say_the_same(
    parts: tuple[int, ...], data: st.DataObject
) -> None:
    made, children = diagrams(), tuple(data.draw(LEAVES) for _ in range(len(parts) + 1))
    found = made.split("x", parts, children)
    for x in range(LAST + 1):
        assert at(found, x) == at(children[sum(cut <= x for cut in parts)], x)
    if isinstance(found, Node):
        assert all(
            at(left, cut) != at(right, cut)
            for cut, (left, right) in zip(found.parts, pairwise(found.children), strict=True)
        )
        assert made.split("x", found.parts, found.children) is found

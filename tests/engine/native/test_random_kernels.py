"""Kernels of random rules against the traced engine: their text run by Python itself, since compiling takes seconds each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import smallholding
from tests.engine.native.exact.draws import exact_variable, subjects
from tests.engine.native.rows import differences
from tests.engine.random_rules import (
    CONDITIONS,
    MONEY,
    OPEN_CONDITIONS,
    OPEN_MONEY,
    TABLES,
    Made,
    source,
    sources,
)
from tests.engine.smallholding import AS_OF, DOMAINS
from tests.engine.test_missing_measures import AID
from zhiwei.engine.native import arithmetic, kernels, shapes
from zhiwei.engine.native import source as source_text
from zhiwei.engine.native.measures import NativeMeasures

SEEDS = st.integers(0, 1000)
ROWS = 12
SHARES = (0.25, 0.6, 1.0)


def interpreted(text: str, cache: Path) -> kernels.Run:
    """A kernel's text as plain Python: nothing is compiled but what moves blocks of rows."""
    del cache
    text = re.sub(r"^@njit.*\n", "", text, flags=re.MULTILINE)
    space: dict[str, Any] = {}
    exec(compile(text, "kernel", "exec"), space)
    for name, function in vars(arithmetic).items():
        if name in space and hasattr(function, "py_func"):
            space[name] = function.py_func
    run: kernels.Run = space["run"]
    return run


@pytest.fixture(autouse=True, params=[1, 6], ids=["looked up", "selected"])
def _interpreted(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """The table of a few rows once as a large one is read, once as a small one."""
    monkeypatch.setattr(source_text, "LOOKED_UP", request.param)
    monkeypatch.setattr(kernels, "load", interpreted)
    monkeypatch.setattr(shapes, "_shapes", {})
    with np.errstate(all="ignore"):
        yield


def sharper(difference: tuple[Any, ...]) -> bool:
    """Whether both say that facts are missing and native names fewer: of what compares several facts the traced engine may
    name one too many (see tests/engine/test_missing_exact.py), and exact/test_random_rules.py holds the two together."""
    _, _, traced, said, named = difference
    if isinstance(said, str):
        return bool(traced.status == said == "missing" and named < set(traced.missing))
    return bool(traced[:3] == said[:3] and said[3] < traced[3])


def check(text: str, seed: int, kernels: Path, **more: object) -> None:
    """No cell differs, whatever is missing; nor does a kernel alone say anything but that it leaves a row open."""
    book = smallholding.book(text, **more)
    about: dict[str, Any] = {"measures": (AID.id,)} if more else {"variables": ("tried",)}
    variable = "due" if more else "tried"
    for exact in (True, False):
        engine = NativeMeasures(book, book.law(AS_OF), entity="plot", cache=kernels, exact=exact, **about)
        drawn = exact_variable(book, variable, AS_OF, "plot")
        for missing in SHARES:
            cases, columns = subjects(book, drawn, ROWS, missing, seed, odd=0.0, usual=DOMAINS)
            found = differences(book, engine, cases, columns)
            assert [one for one in found if not sharper(one)] == []


@given(st.one_of(CONDITIONS, OPEN_CONDITIONS), SEEDS)
@settings(max_examples=60, deadline=None)
def test_conditions(kernels: Path, made: Made, seed: int) -> None:
    check(source("tried", "Flag", made), seed, kernels)


@given(st.one_of(MONEY, OPEN_MONEY), SEEDS)
@settings(max_examples=60, deadline=None)
def test_money(kernels: Path, made: Made, seed: int) -> None:
    check(source("tried", "Money", made), seed, kernels)


@given(TABLES, OPEN_CONDITIONS, CONDITIONS, OPEN_MONEY, SEEDS)
@settings(max_examples=60, deadline=None)
def test_measures(kernels: Path, inside: Made, first: Made, second: Made, due: Made, seed: int) -> None:
    parts = {"inside": inside, "first": first, "second": second, "due": due}
    text = sources(parts)
    check(text, seed, kernels, AID=AID)

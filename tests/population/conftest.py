"""Readers over the facts of the invented entity."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.population.shop import CODES, FACTS
from zhiwei.population.cells import CellReader
from zhiwei.population.columns import Column
from zhiwei.population.headings import Headings


@pytest.fixture
def headings() -> Headings:
    """Headings of the invented facts."""
    return Headings(FACTS.values())


@pytest.fixture
def column(headings: Headings) -> Callable[[str], Column]:
    """The column of a heading that must be good."""

    def read(heading: str) -> Column:
        columns, defects = headings.read([heading], ["A"])
        assert defects == []
        return columns[0]

    return read


@pytest.fixture
def cells(column: Callable[[str], Column]) -> Callable[[str], CellReader]:
    """A reader of the cells below a heading."""
    return lambda heading: CellReader(column(heading), CODES)

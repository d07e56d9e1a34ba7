"""The model of the end of 2012 and 200,000 subjects of it, made once."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import zhiwei
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.synth import Frames, Province, batches

END_OF_2012 = date(2012, 12, 31)
ROWS = 200_000


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """Today's rulebook."""
    return zhiwei.rulebook()


@pytest.fixture(scope="session")
def province(book: Rulebook) -> Province:
    """The model under the law of the end of 2012."""
    return Province(book, END_OF_2012, "2011")


@pytest.fixture(scope="session")
def subjects(book: Rulebook, province: Province) -> pl.DataFrame:
    """Subjects of seed 1 with every column."""
    return pl.concat(batches(Frames(book, province, 1), ROWS))

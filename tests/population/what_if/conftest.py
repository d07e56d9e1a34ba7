"""A small synthetic province."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhiwei import rulebook
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.synth import Frames, Province, write

ROWS = 240


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The rulebook."""
    return rulebook()


@pytest.fixture(scope="session")
def province(book: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Companies of 2012, one cell in twenty empty."""
    path = tmp_path_factory.mktemp("province") / "firms.parquet"
    kinds = ("enterprise",)
    frames = Frames(
        book, Province(book, date(2012, 12, 31), "2011", kinds=kinds), 5, missing=0.05, numeric_only=True
    )
    write(frames, ROWS, path)
    return path

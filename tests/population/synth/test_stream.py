"""The same seed gives the same rows, whatever their number and whoever makes them."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from tests.population.synth.conftest import ROWS
from tests.population.synth.philox import philox
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.synth import Frames, Province, batches
from zhiwei.population.synth.draws import BLOCK, Block, Stream


def test_the_published_example_of_philox() -> None:
    found = philox((0, 0, 0, 0), (0, 0))
    assert found == (0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B)


@pytest.mark.parametrize(("seed", "number", "stream"), [(1, 0, 1), (7, 3, 9), (2**64 - 1, 15, 32)])
def test_a_stream_is_philox_of_seed_block_and_stream(seed: int, number: int, stream: int) -> None:
    words = Block(seed, number).words(stream)
    for place in (0, 1, 4, 4_711, BLOCK - 1):
        counter = (place // 4 + 1, stream, number, 0)  # the generator counts before it draws
        assert int(words[place]) == philox(counter, (seed, 0))[place % 4]


def test_the_axis_goes_on_from_block_to_block() -> None:
    first, second = Block(3, 0).axis(), Block(3, 1).axis()
    steps = np.diff(np.concatenate([first, second]))
    assert set(steps.tolist()) == {0x9E3779B97F4A7C15}
    assert int(first[0]) == philox((1, Stream.START, 0, 0), (3, 0))[0]


def test_fewer_rows_are_the_first_of_more(book: Rulebook, province: Province, subjects: pl.DataFrame) -> None:
    frames = Frames(book, province, 1)
    for rows in (1, 1_000, BLOCK, BLOCK + 1):
        assert pl.concat(batches(frames, rows)).equals(subjects.head(rows))


def test_a_block_made_alone_is_that_block(book: Rulebook, province: Province, subjects: pl.DataFrame) -> None:
    assert Frames(book, province, 1).block(2).equals(subjects.slice(2 * BLOCK, BLOCK))


def test_a_model_built_again_gives_the_same(book: Rulebook, subjects: pl.DataFrame) -> None:
    again = Frames(book, Province(book, date(2012, 12, 31), "2011"), 1)
    assert again.block(0, 5_000).equals(subjects.head(5_000))


def test_another_seed_gives_other_rows(book: Rulebook, province: Province, subjects: pl.DataFrame) -> None:
    other = Frames(book, province, 2).block(0, 5_000)
    for name in ("division", "founded_on", "revenue", "industry_code"):
        assert (other[name] == subjects[name].head(5_000)).mean() < 0.1


def test_without_names_the_facts_are_the_same(
    book: Rulebook, province: Province, subjects: pl.DataFrame
) -> None:
    plain = Frames(book, province, 1, numeric_only=True).block(0, 5_000)
    texts = {"name", "registration_number", "organisation_code", "uscc"}
    assert set(subjects.columns) - set(plain.columns) == texts
    assert plain.equals(subjects.head(5_000).select(plain.columns))


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_missing_cells_leave_the_others_alone(
    book: Rulebook, province: Province, subjects: pl.DataFrame, share: float
) -> None:
    rows = 20_000
    holed = Frames(book, province, 1, missing=share).block(0, rows)
    full = subjects.head(rows)
    facts = [
        c
        for c in holed.columns
        if c not in ("id", "name", "registration_number", "organisation_code", "uscc")
    ]
    for name in facts:
        assert holed[name].null_count() / rows == pytest.approx(share, abs=0.02), name
    for name in holed.columns:
        kept = holed[name].is_not_null()
        assert holed[name].filter(kept).equals(full[name].filter(kept)), name
    assert full.null_count().sum_horizontal().item() == 0


def test_every_row_has_its_id(subjects: pl.DataFrame) -> None:
    assert subjects["id"].to_list() == list(range(1, ROWS + 1))

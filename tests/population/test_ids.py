"""Repeated ids among many, in any order, are found with the row that has each first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl
import pytest

from zhiwei.population.vector.ids import Seen

ROWS, BATCH = 40_000, 3_000


def found_by(seen: Seen, ids: list[object], numbers: np.ndarray) -> dict[int, int]:
    """Row number of a repeated id to the row that has it first, batch by batch."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), BATCH):
        part = numbers[start : start + BATCH]
        places, first = seen.repeated(pl.Series(ids[start : start + BATCH]), part)
        found |= dict(zip(part[places].tolist(), first.tolist(), strict=True))
    return found


def told_again(
    ids: list[object], numbers: np.ndarray, calls: list[int]
) -> Callable[[], Iterator[tuple[pl.Series, np.ndarray]]]:
    """The batches before the one in which ids first do not ascend."""

    def earlier() -> Iterator[tuple[pl.Series, np.ndarray]]:
        calls.append(1)
        broken = next(i for i in range(1, len(ids)) if ids[i] <= ids[i - 1])  # type: ignore[operator]
        for start in range(0, broken // BATCH * BATCH, BATCH):
            yield pl.Series(ids[start : start + BATCH]), numbers[start : start + BATCH]

    return earlier


@pytest.mark.parametrize("kind", ["numbers", "apart", "apart at last", "texts"])
@pytest.mark.parametrize("ascending", [0, 10_000])
def test_every_repeated_id_and_its_first_row(kind: str, ascending: int) -> None:
    rng = np.random.default_rng(4)
    drawn = rng.integers(-(10**6), 10**6, ROWS)
    drawn[:ascending] = np.arange(ascending) * 7 - 10**6
    drawn[ascending or 1] = drawn[0]
    if kind.startswith("apart"):  # too far for a list by number, from the first or from the middle on
        drawn[slice(ROWS // 2, None, 2) if kind == "apart at last" else slice(None)] *= 10**9
    ids: list[object] = drawn.tolist() if kind != "texts" else [f"{n + 10**7:09}甲" for n in drawn.tolist()]
    numbers = np.arange(2, ROWS + 2)
    first: dict[object, int] = {}
    wanted = {}
    for number, one in zip(numbers.tolist(), ids, strict=True):
        if first.setdefault(one, number) != number:
            wanted[number] = first[one]
    assert len(wanted) > 100
    calls: list[int] = []
    assert found_by(Seen(told_again(ids, numbers, calls)), ids, numbers) == wanted
    assert len(calls) == 1


def test_ascending_ids_are_never_read_again() -> None:
    def never() -> Iterator[tuple[pl.Series, np.ndarray]]:
        raise AssertionError("read again")

    ids: list[object] = list(range(0, 3 * ROWS, 3))
    assert found_by(Seen(never), ids, np.arange(ROWS)) == {}


def test_a_repeated_id_right_behind_an_ascending_batch() -> None:
    ids: list[object] = [*range(BATCH), BATCH - 1, *range(BATCH, BATCH + 5)]
    numbers = np.arange(1, len(ids) + 1)
    assert found_by(Seen(told_again(ids, numbers, [])), ids, numbers) == {BATCH + 1: BATCH}

"""The compiled counts of a batch against counting row by row, sums beyond 64 bits among them."""

from __future__ import annotations

import numpy as np
import pytest

from zhiwei.engine.native.answered import MeasureColumns
from zhiwei.engine.outcome import VERDICTS
from zhiwei.population.totals.tally import Counts

ROWS, DIMENSIONS, GROUPS, PARTS, FACTS = 3_000, 2, 5, 4, 3
NO_AMOUNT = 255


@pytest.mark.parametrize("most", [10, 10**12, 2**62])
def test_counts_are_those_of_the_rows(most: int) -> None:
    dice = np.random.default_rng(most)
    groups = dice.integers(0, GROUPS, (DIMENSIONS, ROWS)).astype(np.int32)
    status = dice.choice(np.array([0, 1, NO_AMOUNT], np.uint8), ROWS)
    given = MeasureColumns(
        dice.integers(0, len(VERDICTS), ROWS).astype(np.uint8),
        np.where(status == 0, dice.integers(-most // 4, most, ROWS), 0),
        status,
        dice.integers(0, PARTS + 1, ROWS).astype(np.uint8),
        np.where(dice.random(ROWS) < 0.2, dice.integers(0, 1 << FACTS, ROWS), 0).astype(np.uint64),
    )
    kept = dice.random(ROWS) < 0.9
    counts = Counts.empty(DIMENSIONS, GROUPS, PARTS, FACTS)
    counts.columns(groups[:, kept], given, kept)
    counts.columns(groups[:, :0], given, np.zeros(ROWS, bool))
    assert given.amount is not None
    assert given.missing is not None
    for dimension in range(DIMENSIONS):
        for group, line in enumerate(counts.lines(dimension)):
            rows = [int(r) for r in np.flatnonzero(kept) if groups[dimension, r] == group]
            paid = [int(given.amount[r]) for r in rows if status[r] == 0]
            assert line.verdicts == [sum(given.verdict[r] == v for r in rows) for v in range(len(VERDICTS))]
            assert line.decided == [sum(given.deciding[r] == p for r in rows) for p in range(PARTS + 1)]
            assert line.lacking == [sum(int(given.missing[r]) >> f & 1 for r in rows) for f in range(FACTS)]
            assert (line.known, line.fen) == (len(paid), sum(paid))
    whole = counts.whole()
    assert sum(whole.verdicts) == kept.sum()
    assert whole.fen == sum(int(given.amount[r]) for r in np.flatnonzero(kept) if status[r] == 0)
    other = Counts.empty(DIMENSIONS, GROUPS, PARTS, FACTS)
    other.merge(counts)
    other.merge(counts)
    assert other.whole().fen == 2 * whole.fen
    assert other.whole().verdicts == [2 * n for n in whole.verdicts]

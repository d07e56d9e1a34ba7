"""One amount shared by the levels of government, to the fen."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from zhiwei.platform.ledger.chart import Level


def split(fen: int, shares: Mapping[Level, Fraction], rest: Level) -> dict[Level, int]:
    """Whole fen by level: each its share cut down to the fen, ``rest`` what is left; levels that bear nothing are left out.

    ``shares`` are fractions of 1; that of ``rest`` need not be named.
    """
    found = {level: int(fen * share) for level, share in shares.items() if level != rest}
    found[rest] = fen - sum(found.values())
    return {level: part for level, part in found.items() if part}

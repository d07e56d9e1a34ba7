"""An amount divided by exact shares, to the last fen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def parts(fen: int, shares: Sequence[Fraction]) -> list[int]:
    """Each share's whole fen, which sum to ``fen``: all are cut down, and what is left goes one fen each to those who
    lost most by the cut, the first of equals first. Raises ValueError unless the shares make 1."""
    if sum(shares) != 1 or any(one < 0 for one in shares):
        raise ValueError(f"shares {[str(one) for one in shares]} do not make 1")
    exact = [fen * one for one in shares]
    found = [int(one) for one in exact]
    lost = sorted(range(len(shares)), key=lambda at: (found[at] - exact[at], at))
    for at in lost[: fen - sum(found)]:
        found[at] += 1
    return found

"""Counter-based random numbers: those of row i under a seed depend on seed and i alone.

Rows are made in blocks of a fixed size. A stream of a block is what Philox gives under the key (seed) from the counter
(block, stream) on, in raw 64-bit words, so that neither the size of a file nor the order of work can change it.

One axis is systematic instead of random: row i stands at start + i x golden ratio (modulo one). Every stretch of rows is
spread evenly along it, so that kind, section, size and staff keep their shares in any file, not only in the long run.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from zhiwei.population.synth.arrays import Floats, Small, Words

BLOCK = 1 << 16
"""Rows in a block."""
GOLDEN = 0x9E37_79B9_7F4A_7C15
_ONE_OF_32 = 2.0**-32
_MASK = (1 << 64) - 1


class Stream(IntEnum):
    """What the words of a stream are used for; a number, once used, keeps its meaning."""

    START = 0
    INDUSTRY = 1
    PLACE_AND_FORM = 2
    AGE_AND_GROWTH = 3
    REVENUE_AND_ASSETS = 4
    PROFIT = 5
    AVERAGES = 6
    FLAGS = 7
    NAME = 8
    BRAND = 9
    MISSING = 32


class Block:
    """The random numbers of one block of rows."""

    def __init__(self, seed: int, number: int) -> None:
        self.seed, self.number = seed, number

    def words(self, stream: int, count: int = BLOCK) -> Words:
        """The raw words of a stream, one for each row."""
        counter = np.array([0, stream, self.number, 0], dtype=np.uint64)
        draw = np.random.Generator(np.random.Philox(key=self.seed, counter=counter))
        return draw.integers(0, _MASK, count, dtype=np.uint64, endpoint=True)

    def axis(self) -> Words:
        """Where each row stands on the systematic axis, as a fraction of 2**64."""
        start = int(Block(self.seed, 0).words(Stream.START, 1)[0])
        first = (start + self.number * BLOCK * GOLDEN) & _MASK
        rows = np.arange(BLOCK, dtype=np.uint64)
        return rows * np.uint64(GOLDEN) + np.uint64(first)


def high(words: Words) -> Floats:
    """Uniform numbers in (0, 1) from the upper half of each word."""
    return ((words >> np.uint64(32)).astype(np.float64) + 0.5) * _ONE_OF_32


def low(words: Words) -> Floats:
    """Uniform numbers in (0, 1) from the lower half of each word."""
    return ((words & np.uint64(0xFFFF_FFFF)).astype(np.float64) + 0.5) * _ONE_OF_32


def sixteenths(words: Words) -> tuple[Small, Small, Small, Small]:
    """Four uniform whole numbers below 65,536 from each word, the lowest bits first."""
    mask = np.uint64(0xFFFF)
    first, second, third, fourth = (((words >> np.uint64(16 * n)) & mask).astype(np.uint16) for n in range(4))
    return first, second, third, fourth


def part(numbers: Small, share: float) -> int:
    """The bound below which a share of such numbers lies."""
    return round(share * (int(np.iinfo(numbers.dtype).max) + 1))

"""64-bit hashes of results: equal results have equal hashes, different ones differ but for a chance of about 2**-60.

A diagram over one fact is hashed as the sum, over the parts of the fact's domain, of weight times the hash of what stands
there. The weight of a part adds up from its pieces, so the sum does not depend on how the domain is cut: a part that
two diagrams split differently, or a part split for nothing, makes no difference.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from zhiwei.engine.native.exact.compiled import compiled, whole

U = np.uint64
_A, _B, _C = U(0xBF58476D1CE4E5B9), U(0x94D049BB133111EB), U(0x9E3779B97F4A7C15)
_NUMBER = 0x5851F42D4C957F2D


@compiled
def mixed(number: int) -> int:
    """A bijection of 64 bits in which each bit of the argument moves half of the result's."""
    x = np.uint64(number)
    x = (x ^ (x >> U(30))) * _A
    x = (x ^ (x >> U(27))) * _B
    return whole(x ^ (x >> U(31)))


@compiled
def joined(first: int, second: int) -> int:
    """The hash of a pair in order."""
    return mixed(whole(np.uint64(first) * _C + np.uint64(mixed(whole(np.uint64(second) + _C)))))


@compiled
def of_number(n: int, d: int) -> int:
    """The hash of a fraction in lowest terms."""
    return joined(_NUMBER, joined(n, d))


@lru_cache(1 << 16)
def of_text(text: str) -> int:
    """A hash of a text, the same in every process, as a signed number."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


def signed(number: int) -> int:
    """The signed number of the same 64 bits."""
    return (number + 2**63) % 2**64 - 2**63

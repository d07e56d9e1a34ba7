"""The hashes of numbers, and of symbols of which every fact is missing, worked out once."""

from __future__ import annotations

from collections import Counter

import numpy as np

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.task import Task


def identify(forest: Forest) -> None:
    """Give number leaves their hash, and polynomial leaves (as their salt) the hash that the same polynomial has wherever
    it comes about.

    Polynomials that the samples do not tell apart, or whose facts they do not show to matter, keep a hash of their own and
    are marked vague.
    """
    columns = len(forest.columns)
    task = Task(forest, np.zeros((columns, 1)), np.zeros((columns, 1), np.uint8), everywhere=False)

    def hashes(tag: int) -> dict[int, int]:
        leaves = np.flatnonzero(
            (forest.nodes[:, fields.TAG] == tag) & (forest.nodes[:, fields.KIND] <= fields.SYMBOL)
        )
        return {int(leaf): symbols.hash_of_leaf(task.address, task.node(int(leaf))) for leaf in leaves}

    for leaf, number in hashes(fields.NUMBER).items():
        forest.nodes[leaf, fields.HASH] = number
    found = hashes(fields.POLYNOMIAL)
    often = Counter(found.values())
    for leaf, fingerprint in found.items():
        if fingerprint == 0 or often[fingerprint] > 1:
            forest.nodes[leaf, fields.VAGUE] = 1
        else:
            forest.nodes[leaf, fields.SALT] = fingerprint

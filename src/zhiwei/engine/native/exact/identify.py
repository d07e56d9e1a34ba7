"""The hashes of numbers, and of symbols of which every fact is missing, worked out once."""

from __future__ import annotations

from collections import Counter

import numpy as np

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.task import Task


def identify(forest: Forest) -> None:
    """Give number leaves their hash; polynomial leaves and conditions over symbols (as their salt) the hash that the same
    polynomial has wherever it comes about.

    Polynomials that the samples do not tell apart, or whose facts they do not show to matter, keep a hash of their own and
    are marked vague.
    """
    nodes = forest.nodes
    task = Task(forest, everywhere=False)

    def hashes(chosen: np.ndarray) -> dict[int, int]:
        return {int(k): symbols.hash_of_leaf(task.address, task.node(int(k))) for k in np.flatnonzero(chosen)}

    leaf = nodes[:, fields.KIND] <= fields.SYMBOL
    for k, number in hashes(leaf & (nodes[:, fields.TAG] == fields.NUMBER)).items():
        nodes[k, fields.HASH] = number
    for kind in (fields.SYMBOL, fields.ATOM):
        found = hashes(nodes[:, fields.KIND] == kind)
        same = {(h, int(nodes[k, fields.RANK]) if kind == fields.ATOM else k) for k, h in found.items()}
        times = Counter(h for h, _ in same)
        for k, fingerprint in found.items():
            if fingerprint == 0 or times[fingerprint] > 1:
                nodes[k, fields.VAGUE] = 1
            else:
                nodes[k, fields.SALT] = fingerprint
    inner = ~leaf
    nodes[inner, fields.N], nodes[inner, fields.D] = nodes[inner, fields.SALT], nodes[inner, fields.SUPPORT]

"""The hashes of symbols of which every fact is missing, worked out once."""

from __future__ import annotations

from collections import Counter

import numpy as np

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.task import Task


def identify(forest: Forest) -> None:
    """Give every polynomial leaf (as its salt) the hash that the same polynomial has wherever it comes about.

    Leaves that the samples do not tell apart, or whose facts they do not show to matter, keep a hash of their own and are
    marked vague.
    """
    leaves = np.flatnonzero(forest.nodes[:, fields.KIND] == fields.SYMBOL)
    columns = len(forest.columns)
    task = Task(forest, np.zeros((columns, 1)), np.zeros((columns, 1), np.uint8), everywhere=False)
    found = {leaf: symbols.fingerprint_of_missing(task.address, task.node(int(leaf))) for leaf in leaves}
    often = Counter(found.values())
    for leaf, fingerprint in found.items():
        if fingerprint == 0 or often[fingerprint] > 1:
            forest.nodes[leaf, fields.VAGUE] = 1
        else:
            forest.nodes[leaf, fields.SALT] = fingerprint

"""What the hashes of diagrams promise: blind to how a domain is cut, sharp where results differ."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings

from tests.engine import smallholding
from tests.engine.native.exact.draws import exact_variable
from tests.engine.random_rules import TABLES, Made, source
from tests.engine.smallholding import AS_OF
from zhiwei.engine.native.exact import fields, hashing
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.splits import Node


def weights(forest: Forest) -> dict[int, list[int]]:
    """Weights of the edges of each inner node."""
    return {
        k: [int(w) for w in forest.edges[node[fields.FIRST] : node[fields.LAST], fields.WEIGHT]]
        for k, node in enumerate(forest.nodes)
        if node[fields.LAST] > node[fields.FIRST]
    }


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_the_weights_of_all_parts_of_a_fact_add_up_to_the_same(made: Made) -> None:
    book = smallholding.book(source("tried", "Flag", made))
    exact = exact_variable(book, "tried", AS_OF, "plot")
    forest = exact._usual.forest
    totals: dict[str, set[int]] = {}
    for k, found in weights(forest).items():
        item: Any = forest.items[k]
        assert isinstance(item, Node)
        assert len(set(found)) == len(found)
        totals.setdefault(item.fact, set()).add(hashing.signed(sum(found)))
    assert all(len(found) == 1 for found in totals.values())


def test_numbers_pairs_and_texts_do_not_collide() -> None:
    found = [hashing.of_number(n, d) for n in range(-50, 50) for d in (1, 2, 3)]
    found += [hashing.joined(a, b) for a in range(-20, 20) for b in range(-20, 20)]
    found += [hashing.mixed(k) for k in range(200)] + [hashing.of_text(str(k)) for k in range(200)]
    assert len({int(np.int64(f)) for f in found}) == len(found)

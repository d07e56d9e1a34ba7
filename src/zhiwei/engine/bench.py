"""What evaluations of one plan share: diagrams, and the results of rules over missing facts.

A rule over missing facts alone gives the same diagram for every subject, and so do most rules over missing facts and a
few known answers. Each thread has benches of its own, as diagrams are compared by identity.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.plan import Plan
from zhiwei.engine.splits import Node
from zhiwei.engine.symbolic import Interpreter

KEPT = 32
"""Benches of a thread; the one used longest ago goes first."""
LARGEST = 30_000
"""Nodes and results with which a bench is full and begun anew."""


class Bench:
    """Diagrams of a plan's facts with what was computed on them, by what it was computed from."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.diagrams = Diagrams()
        self.interpreter = Interpreter(self.diagrams)
        self.results: dict[Any, Any] = {}

    @property
    def full(self) -> bool:
        """Whether it has grown enough to be begun anew."""
        return self.diagrams.size + len(self.results) > LARGEST

    def once(self, what: Any, values: list[Any], compute: Callable[[], Any]) -> Any:
        """The result of a computation over these values, taken from before where it was made before."""
        key = (what, *[id(v) if v.__class__ is Node else (v.__class__ is bool, v) for v in values])
        found = self.results.get(key, self)
        if found is self:
            found = self.results[key] = compute()
        return found


_own = threading.local()


def bench_for(plan: Plan) -> Bench:
    """This thread's bench for a plan."""
    benches: OrderedDict[int, Bench] | None = getattr(_own, "benches", None)
    if benches is None:
        benches = _own.benches = OrderedDict()
    bench = benches.get(id(plan))  # the bench holds the plan, so that no other can have its id
    if bench is None or bench.full:
        bench = benches[id(plan)] = Bench(plan)
    benches.move_to_end(id(plan))
    while len(benches) > KEPT:
        benches.popitem(last=False)
    return bench

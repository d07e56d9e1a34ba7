"""The result at a root for one row: a leaf, or missing with the facts that matter."""

from __future__ import annotations

from functools import cache
from typing import Any

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.compiled import VERSION, compiled, unit
from zhiwei.engine.native.exact.excluded import matters
from zhiwei.engine.native.exact.memory import call_three, get, put
from zhiwei.engine.native.exact.walk import land, visit


@compiled
def settle(task: int, row: int, root: int) -> int:
    """What :func:`reduce` gives, from its unit."""
    return call_three(get(task, fields.REDUCE_AT), task, row, root)


@compiled
def reduce(task: int, row: int, root: int) -> int:
    """The leaf that a root comes to, NONE where no completion is admissible, or MANY: then RESULT holds the facts that
    matter. SAID holds what leaves say. Nothing of use where the row is in trouble."""
    node = land(task, row, root)
    if get(task, fields.TROUBLE) != fields.NO_TROUBLE:
        return fields.MANY
    kind = get(node, fields.KIND)
    if kind == fields.SYMBOL:
        symbols.describe(task, row, node)
    elif kind > fields.SYMBOL and get(node, fields.STAMP) != get(task, fields.NOW):
        visit(task, row, node)
    if get(task, fields.TROUBLE) != fields.NO_TROUBLE:
        return fields.MANY
    put(task, fields.SAID, get(node, fields.SAYS))
    only = get(node, fields.ONLY)
    if only == fields.NONE or (only != fields.MANY and get(only, fields.MATTERS) == 0):
        return only
    put(task, fields.RESULT, get(node, fields.MATTERS))
    if get(node, fields.UNDEFINED) != 0:
        put(task, fields.RESULT, matters(task, node))
    return fields.MANY


@compiled
def settle_held(task: int, row: int, plain: int, held: int) -> int:
    """A root settled; over the completions that declared constraints admit (root ``held``, or -1) where it is open
    without them."""
    leaf = settle(task, row, plain)
    if leaf < 0 and held >= 0:
        return settle(task, row, held)
    return leaf


def _unit(version: int) -> Any:
    def leaf_of(task, row, root):  # type: ignore[no-untyped-def]
        return reduce(task, row, root) if version else 0

    return unit(3, leaf_of)


@cache
def reduce_unit() -> Any:
    """The unit of :func:`reduce`."""
    return _unit(VERSION)

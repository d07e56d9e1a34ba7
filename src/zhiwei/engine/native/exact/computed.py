"""A variable for one row, from its settled diagram: the compiled counterpart of ``Evaluation.result``."""

from __future__ import annotations

from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled
from zhiwei.engine.native.exact.memory import get, put
from zhiwei.engine.native.exact.settle import settle_held


@compiled
def compute(task: int, row: int) -> None:
    """Status, number and missing facts of a row, into the task."""
    roots = get(task, fields.ROOTS)
    leaf = settle_held(task, row, get(roots, 0), get(roots, 1))
    put(task, fields.PAID, 0)
    put(task, fields.PAID_UNDER, 1)
    put(task, fields.PAID_BY, 0)
    put(task, fields.LACKING, 0)
    if leaf == fields.MANY:
        put(task, fields.PAID_STATUS, MISSING)
        put(task, fields.LACKING, get(task, fields.RESULT))
    elif leaf == fields.NONE:
        put(task, fields.PAID_STATUS, NOT_APPLICABLE)
    elif get(leaf, fields.TAG) >= fields.STATUS:
        put(task, fields.PAID_STATUS, get(leaf, fields.TAG) - fields.STATUS)
    else:
        put(task, fields.PAID_STATUS, KNOWN)
        put(task, fields.PAID, get(leaf, fields.N))
        put(task, fields.PAID_UNDER, get(leaf, fields.D))
        put(task, fields.PAID_BY, leaf if get(leaf, fields.TAG) == fields.POLYNOMIAL else 0)

"""不适用 of an argument that a rule does not take as None passes on, whatever the rule's body makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from zhiwei.engine.sql.fragments import Sql, case, either, sql
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.statuses import MAYBE_ABSENT, MAYBE_UNDEFINED, NOT_APPLICABLE, hiding
from zhiwei.engine.sql.values import Val

_MAYBE = (MAYBE_ABSENT, MAYBE_UNDEFINED)


def passing_absence(result: Val, arguments: Sequence[Val], stages: Stages) -> Val:
    """The result of a rule, 不适用 where an argument is, and missing where an argument may turn out to be."""
    able = [a for a in arguments if a.codes & {NOT_APPLICABLE, MAYBE_ABSENT}]
    if not able:
        return result
    surely = [sql("({} = {})", a.status, NOT_APPLICABLE) for a in able if NOT_APPLICABLE in a.codes]
    perhaps = [sql("({} = {})", a.status, c) for a in able for c in _MAYBE if c in a.codes]
    status = stages.light(result.status)
    codes = set(result.codes)
    branches: list[tuple[Sql, Sql]] = []
    absent = either(surely)
    if absent is not None:
        branches.append((absent, Sql(str(NOT_APPLICABLE))))
        codes.add(NOT_APPLICABLE)
    maybe = either(perhaps)
    if maybe is not None:
        beside = sql("GREATEST({}, {} - 1 + {} % 2)", MAYBE_ABSENT, status, status)
        open_one = case([(sql("({} = {})", status, NOT_APPLICABLE), status)], beside)
        branches.append((maybe, open_one))
        codes |= {max(MAYBE_ABSENT, hiding(c)) for c in result.codes if c != NOT_APPLICABLE}
    return result.with_status(case(branches, status), codes)

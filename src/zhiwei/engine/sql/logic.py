"""Statuses of operations, and/or, choices: what :mod:`zhiwei.engine.symbolic` does leaf by leaf, here per row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zhiwei.engine.sql.fragments import Sql, both, case, either, sql
from zhiwei.engine.sql.numbers import Numbers
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.statuses import KNOWN, MISSING, hiding
from zhiwei.engine.sql.values import Ratio, Val

Codes = frozenset[int]
ZERO = Sql("0")


@dataclass
class Logic:
    """Statuses and choices of one query."""

    stages: Stages
    numbers: Numbers

    def strict(self, operands: Sequence[Val]) -> tuple[Sql, Codes]:
        """Status of an operation that needs all its operands: the strongest."""
        return greatest([(o.status, o.codes) for o in operands])

    def negation(self, operand: Val) -> Val:
        """``not``."""
        if operand.value is None:
            return operand
        constant = None if operand.constant is None else not operand.constant
        return Val("flag", sql("(NOT {})", operand.plain), operand.status, operand.codes, constant)

    def junction(self, op: str, operands: list[Val]) -> Val:
        """``and`` or ``or`` by Kleene: one deciding operand is enough, whatever the others are."""
        deciding = op == "or"
        if any(o.constant is deciding for o in operands):
            return flag(deciding)
        operands = [self.light(o) for o in operands if o.constant is None]
        if not operands:
            return flag(not deciding)
        if len(operands) == 1:
            return operands[0]
        valued = [o for o in operands if not o.never]
        codes = frozenset(_undecided(combo) for combo in itertools.product(*(o.codes for o in operands)))
        if not valued:
            return Val("nothing", None, self._undecided(operands, codes), codes)
        codes |= {KNOWN}
        value = (either if deciding else both)([o.plain for o in valued])
        decided = []
        for one in valued:
            test = one.plain if deciding else sql("(NOT {})", one.plain)
            decided.append(both([*([] if one.always else [sql("({} = 0)", one.status)]), test]) or test)
        status = case([(either(decided) or ZERO, ZERO)], self._undecided(operands, codes))
        return Val("flag", value, ZERO if codes == {KNOWN} else status, codes)

    def _undecided(self, operands: list[Val], codes: Codes) -> Sql:
        """Status where no operand decides: a settled one beside a missing one, which might, is only hidden."""
        strongest, possible = self.strict(operands)
        odd = [o.status for o in operands if _may_be_missing(o.codes)]
        if len(codes) == 1 or not odd or not any(map(_settled_against, possible)):
            return strongest if len(codes) > 1 else Sql(str(min(codes)))
        strongest = self.stages.light(strongest)
        missing = either([sql("({} % 2 = 1)", s) for s in odd]) or ZERO
        hidden = sql("({} > 0 AND {} % 2 = 0 AND {})", strongest, strongest, missing)
        return case([(hidden, sql("({} - 1)", strongest))], strongest)

    def light(self, val: Val) -> Val:
        """The same, value and status light enough to be repeated."""
        value = val.value
        if isinstance(value, Ratio):
            bottom = value.bottom if isinstance(value.bottom, int) else self.stages.light(value.bottom)
            value = replace(value, top=self.stages.light(value.top), bottom=bottom)
        elif value is not None:
            value = self.stages.light(value)
        return replace(val, value=value, status=self.stages.light(val.status))

    def choice(self, condition: Val, then: Val, otherwise: Val) -> Val:
        """``then if condition else otherwise``; where the condition is not known both must agree."""
        if condition.constant is not None:
            return then if condition.constant else otherwise
        if then.constant is not None and then.constant == otherwise.constant and then.kind == otherwise.kind:
            return replace(then, branches=None)
        condition, then, otherwise = self.light(condition), self.light(then), self.light(otherwise)
        agree = self._agree(then, otherwise)
        codes: Codes = frozenset().union(*(
            _outcomes(*three, agree is not None)
            for three in itertools.product(condition.codes, then.codes, otherwise.codes)
        ))  # fmt: skip
        status = (
            Sql(str(min(codes)))
            if len(codes) == 1
            else self._chosen_status(condition, then, otherwise, agree)
        )
        if KNOWN not in codes:
            return Val("nothing", None, status, codes)
        shown = then if then.value is not None else otherwise
        found = Val(shown.kind, self._chosen_value(condition, then, otherwise), status, codes)
        if found.kind == "date":
            return replace(found, range=_union(then, otherwise))
        return replace(found, branches=(condition, then, otherwise)) if found.kind == "text" else found

    def _chosen_value(self, condition: Val, then: Val, otherwise: Val) -> Ratio | Sql | None:
        if then.value is None or otherwise.value is None or condition.value is None:
            return otherwise.value if otherwise.value is not None else then.value
        if isinstance(then.value, Ratio):
            return self.numbers.choose([(condition.plain, then.value)], otherwise.ratio)
        return case([(condition.plain, then.plain)], otherwise.plain)

    def _chosen_status(self, condition: Val, then: Val, otherwise: Val, agree: Sql | None) -> Sql:
        branches: list[tuple[Sql, Sql]] = []
        picked = ZERO
        if not condition.never:
            picked = then.status
            if then.status.text != otherwise.status.text:
                picked = case([(condition.plain, then.status)], otherwise.status)
            if condition.always:
                return picked
            branches.append((sql("({} = 0)", condition.status), picked))
        if agree is not None:
            branches.append((agree, otherwise.status))
        three = (condition, then, otherwise)
        open_ones = [v.status for v in three if _may_be_missing(v.codes)]
        if any(map(_settled_against, condition.codes)):
            settled = both([sql("({} % 2 = 0)", s) for s in open_ones])
            if settled is None:
                return case(branches, condition.status)
            branches.append((settled, condition.status))
        hidden = [
            (sql("({} - 1 + {} % 2)", v.status, v.status) if any(map(_settled_against, v.codes)) else v.status,
             frozenset(max(hiding(c), 0) for c in v.codes))
            for v in three
        ]  # fmt: skip
        rest = greatest(hidden)[0]
        if agree is None and picked.text == ZERO.text and rest.text == condition.status.text:
            return rest
        return case(branches, rest)

    def _agree(self, then: Val, otherwise: Val) -> Sql | None:
        """Whether both come to the same known value or the same status; None if they never do."""
        shared = {c for c in then.codes & otherwise.codes if c % 2 == 0}
        parts = []
        if KNOWN in shared and then.kind == otherwise.kind:
            equal = self._equal(then, otherwise)
            if equal is not False:
                known = [sql("({} = 0)", v.status) for v in (then, otherwise) if not v.always]
                parts.append(both([*known, *([] if equal is True else [equal])]) or Sql("TRUE"))
        if shared - {KNOWN}:
            a, b = then.status, otherwise.status
            parts.append(sql("({} = {} AND {} > 0 AND {} % 2 = 0)", a, b, a, a))
        return either(parts)

    def _equal(self, left: Val, right: Val) -> bool | Sql:
        if left.constant is not None and right.constant is not None:
            return bool(left.constant == right.constant)
        if isinstance(left.value, Ratio):
            return self.numbers.compare("==", left.value, right.ratio)
        return left.plain.text == right.plain.text or sql("({} = {})", left.plain, right.plain)


def flag(value: bool) -> Val:
    """A flag that is the same in every row."""
    return Val("flag", Sql("TRUE" if value else "FALSE"), ZERO, frozenset({KNOWN}), value)


def greatest(statuses: Iterable[tuple[Sql, Codes]]) -> tuple[Sql, Codes]:
    """The strongest of several statuses, and what it may be."""
    distinct = {status.text: (status, codes) for status, codes in statuses}
    codes: Codes = frozenset({KNOWN})
    for _, more in distinct.values():
        codes = frozenset(max(a, b) for a in codes for b in more)
    if len(codes) == 1:
        return Sql(str(min(codes))), codes
    floor = max(min(c) for _, c in distinct.values())
    parts = [s for s, c in distinct.values() if max(c) > floor]
    if floor > 0 and not any(min(c) == floor and max(c) > floor for _, c in distinct.values()):
        parts.append(Sql(str(floor)))
    return (
        parts[0] if len(parts) == 1 else sql("GREATEST(" + ", ".join(["{}"] * len(parts)) + ")", *parts)
    ), codes


def _may_be_missing(codes: Codes) -> bool:
    return any(c % 2 for c in codes)


def _settled_against(code: int) -> bool:
    return code > 0 and code % 2 == 0


def _undecided(combo: tuple[int, ...]) -> int:
    """Status of and/or where no operand decides."""
    return max(hiding(c) for c in combo) if any(c % 2 for c in combo) else max(combo)


def _outcomes(condition: int, then: int, otherwise: int, may_agree: bool) -> set[int]:
    """The statuses that a choice may have under those of its parts."""
    if condition == KNOWN:
        return {then, otherwise}
    found = {otherwise} if may_agree and then == otherwise and then % 2 == 0 else set()
    if condition % 2 == 0 and then % 2 == 0 and otherwise % 2 == 0:
        return found | {condition}
    return found | {max(hiding(condition), hiding(then), hiding(otherwise), MISSING)}


def _union(left: Val, right: Val) -> tuple[int, int]:
    spans = [v.range for v in (left, right) if v.value is not None]
    return min(s[0] for s in spans), max(s[1] for s in spans)

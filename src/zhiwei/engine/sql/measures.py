"""Verdict, deciding part and amount of a measure, by the precedence of :mod:`zhiwei.engine.outcome`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zhiwei.engine.declare import Measure
from zhiwei.engine.outcome import NEGATIVE, POSITIVE, VERDICTS
from zhiwei.engine.sql.fragments import Sql, both, case, either, sql, text
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.statuses import (
    KNOWN,
    MAYBE_UNDEFINED,
    MISSING,
    NO_DECISION,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    NOT_OFFERED,
    UNDEFINED,
    UNKNOWN_LAW,
    hiding,
)
from zhiwei.engine.sql.values import Val

OUT, CLOSED, NO, LAW_UNKNOWN, OFFERED_NOT, UNDECIDED, YES, UNDETERMINED = range(8)
"""Verdicts in the order in which one outranks the next; the last where a missing fact may outrank."""
_BY_STATUS = {
    NOT_IN_FORCE: CLOSED,
    UNKNOWN_LAW: LAW_UNKNOWN,
    NOT_OFFERED: OFFERED_NOT,
    NO_DECISION: UNDECIDED,
}
_FALSE = {"scope": OUT, "window": CLOSED, "criteria": NO, "delegated": YES}
_ABSENT = {"scope": OUT, "window": YES, "criteria": OUT, "delegated": YES}
_SHARED = {
    OUT: "out_of_scope",
    CLOSED: "not_in_force",
    LAW_UNKNOWN: "unknown_law",
    OFFERED_NOT: "not_offered",
    UNDECIDED: "no_decision_filed",
    UNDETERMINED: "undetermined",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a measure: its role, its value, and whether a missing one surely has both answers open.

    ``facts`` are the columns it rests on, by which two parts are independent.
    """

    name: str
    role: str
    val: Val
    open_ended: bool
    facts: frozenset[str]

    def place(self, status: int, value: bool | None) -> int:
        """What the part comes to under a settled status; for a known flag under its value."""
        if status == KNOWN:
            return _FALSE[self.role] if value is False else YES
        if status == NOT_APPLICABLE:
            return _ABSENT[self.role]
        return _BY_STATUS.get(status, YES)

    def strongest(self, status: int) -> int:
        """The place it may yet come to under a missing status."""
        places = [self.place(s, None) for s in (*_BY_STATUS, NOT_APPLICABLE) if hiding(s) <= status]
        return min([self.place(KNOWN, False if self.val.kind == "flag" else None), *places])


@dataclass(frozen=True, slots=True)
class Judged:
    """The columns of a measure: verdict word, the part that decided, amount and its status (both None without one)."""

    verdict: Sql
    deciding: Sql
    amount: Sql | None
    amount_status: Sql | None


def judged(
    measure: Measure,
    parts: list[Part],
    amount: Val | None,
    stages: Stages,
    words: Callable[[Val], Sql],
    encode: str,
    bound: Sequence[Sql],
) -> Judged:
    """A measure from its parts in the order scope, window, criteria, delegated.

    ``encode`` is words or codes; ``bound`` are the statuses of facts that stand in a declared constraint.
    """
    place = _place(parts, stages, measure.id, bound)
    spoken = {**_SHARED, YES: POSITIVE[measure.modality], NO: NEGATIVE[measure.modality]}
    verdict = stages.keep(
        _by(place, {k: _spoken(v, encode) for k, v in spoken.items()}), f"{measure.id} verdict"
    )
    deciding = _deciding(parts, place, bound)
    if amount is None:
        return Judged(verdict, deciding, None, None)
    own = words(amount)
    states = {
        YES: own,
        UNDETERMINED: text("missing"),
        UNDECIDED: text("no_decision_filed"),
        LAW_UNKNOWN: text("unknown_law"),
    }
    status = case([(sql("({} = {})", place, k), v) for k, v in states.items()], None)
    value = Sql("CAST(NULL AS BIGINT)")
    if amount.value is not None:
        value = case([(sql("({} = {} AND {} = 0)", place, YES, amount.status), amount.ratio.top)], None)
    return Judged(verdict, deciding, value, status)


def _spoken(word: str, encode: str) -> Sql:
    return text(word) if encode == "words" else Sql(str(VERDICTS.index(word)))


def _by(place: Sql, values: Mapping[int, Sql]) -> Sql:
    return case([(sql("({} = {})", place, k), v) for k, v in values.items()], None)


def _place(parts: list[Part], stages: Stages, name: str, bound: Sequence[Sql]) -> Sql:
    """The place the measure comes to in a row."""
    best = _least([_settled(p, p.place) for p in parts])
    best = stages.keep(best, f"{name} settled")
    unsettled = [p for p in parts if any(c % 2 for c in p.val.codes)]
    branches: list[tuple[Sql, Sql]] = []
    undefined = [p for p in parts if UNDEFINED in p.val.codes]
    if undefined:
        is_undefined = either([sql("({} = {})", p.val.status, UNDEFINED) for p in undefined])
        missing = either([sql("({} % 2 = 1)", p.val.status) for p in unsettled])
        fallback = stages.keep(
            _least([_settled(p, _fallback(p)) for p in parts]), f"{name} settled otherwise"
        )
        fallback = case([(sql("({} = {})", fallback, YES), Sql(str(UNDETERMINED)))], fallback)
        if missing is not None:
            fallback = case([(missing, Sql(str(UNDETERMINED)))], fallback)
        branches.append((is_undefined or missing or fallback, fallback))
    if not unsettled:
        return stages.keep(case(branches, best), f"{name} place")
    threat = stages.keep(_least([_threat(p) for p in unsettled]), f"{name} threat")
    harmless = sql("({} <= {})", best, threat)
    absent = [p for p in unsettled if MAYBE_UNDEFINED in p.val.codes]
    if absent:
        # All completions may be inadmissible; then 不适用 of a criterion does not put the subject out of scope.
        clear = both([sql("({} <> {})", p.val.status, MAYBE_UNDEFINED) for p in absent])
        between = sql("({} > {} AND {} < {})", best, OUT, best, YES)
        harmless = sql("({} AND ({} OR {}))", harmless, clear or between, between)
    branches.append((harmless, best))
    certain = _open(parts, best, bound)
    if certain is not None:
        branches.append((sql("({} < {} AND {})", best, YES, certain), best))
    return stages.keep(case(branches, Sql(str(UNDETERMINED))), f"{name} place")


def _settled(part: Part, place: Callable[[int, bool | None], int]) -> Sql:
    """The place of a part where it is settled; past all others where it is not."""
    val = part.val
    branches: list[tuple[Sql, Sql]] = []
    for code in sorted(val.codes):
        if code % 2:
            continue
        if code == KNOWN:
            no = place(KNOWN, False)
            if val.kind == "flag" and no != YES:
                test = [sql("(NOT {})", val.plain)] + ([] if val.always else [sql("({} = 0)", val.status)])
                branches.append((both(test) or val.plain, Sql(str(no))))
        elif place(code, None) != YES:
            branches.append((sql("({} = {})", val.status, code), Sql(str(place(code, None)))))
    return case(branches, Sql(str(YES)))


def _fallback(part: Part) -> Callable[[int, bool | None], int]:
    """Places where the verdict as a whole is open: 不适用 counts for the scope alone."""

    def place(status: int, value: bool | None) -> int:
        if status in (NOT_APPLICABLE, UNDEFINED):
            return OUT if part.role == "scope" else YES
        return part.place(status, value)

    return place


def _threat(part: Part) -> Sql:
    """The strongest place that a missing part may yet come to; past all others where it is settled."""
    odd = sorted(c for c in part.val.codes if c % 2)
    return case(
        [(sql("({} = {})", part.val.status, c), Sql(str(part.strongest(c)))) for c in odd],
        Sql(str(UNDETERMINED)),
    )


def _least(places: list[Sql]) -> Sql:
    distinct = list({p.text: p for p in places}.values()) or [Sql(str(YES))]
    return (
        distinct[0]
        if len(distinct) == 1
        else sql("LEAST(" + ", ".join(["{}"] * len(distinct)) + ")", *distinct)
    )


def _open(parts: list[Part], best: Sql, bound: Sequence[Sql]) -> Sql | None:
    """Whether what is missing leaves the verdict open, so that the settled parts alone speak.

    Every missing part that could outrank them must surely admit both answers, independently of the others; and no
    missing fact may stand in a constraint, which might leave it no value at all.
    """
    unsettled = [p for p in parts if any(c % 2 for c in p.val.codes)]
    tests = _settled_all(bound)
    for i, one in enumerate(unsettled):
        if MAYBE_UNDEFINED in one.val.codes:
            tests.append(sql("({} <> {})", one.val.status, MAYBE_UNDEFINED))
        harmless = sql("({} % 2 = 0 OR {} <= {})", one.val.status, best, _threat(one))
        if not one.open_ended:
            tests.append(harmless)
            continue
        tests.append(sql("({} OR {} = {})", harmless, one.val.status, MISSING))
        for other in unsettled[:i]:
            if other.open_ended and one.facts & other.facts:
                tests.append(sql("({} % 2 = 0 OR {} % 2 = 0)", one.val.status, other.val.status))
    return both(tests)


def _settled_all(statuses: Sequence[Sql]) -> list[Sql]:
    return [sql("({} % 2 = 0)", status) for status in statuses]


def _deciding(parts: list[Part], place: Sql, bound: Sequence[Sql]) -> Sql:
    """The first part that comes to the verdict's place, in the order in which the verdict looks for it."""
    orders = {
        NO: ("criteria",),
        OUT: ("scope", "criteria"),
        CLOSED: ("window", "criteria", "scope", "delegated"),
        **dict.fromkeys((LAW_UNKNOWN, OFFERED_NOT, UNDECIDED), ("scope", "window", "criteria", "delegated")),
    }
    nothing = Sql("CAST(NULL AS VARCHAR(1))")
    branches: list[tuple[Sql, Sql]] = []
    for wanted, roles in orders.items():
        open_before: list[Sql] = []
        for part in (p for role in roles for p in parts if p.role == role):
            hit = _hits(part, wanted)
            if hit is not None:
                test = both([sql("({} = {})", place, wanted), hit, *open_before])
                branches.append((test or hit, text(part.name)))
            # One that is missing here may decide in truth, unless both answers are surely open.
            if any(c % 2 for c in part.val.codes):
                settled = sql("{} % 2 = 0", part.val.status)
                surely = both([sql("{} = {}", part.val.status, MISSING), *_settled_all(bound)]) or settled
                open_one = sql("({} OR {})", settled, surely)
                open_before.append(open_one if part.open_ended else sql("({})", settled))
    return case(branches, nothing)


def _hits(part: Part, wanted: int) -> Sql | None:
    val = part.val
    tests: list[Sql | None] = []
    if val.kind == "flag" and KNOWN in val.codes and _says_no(part, wanted):
        known = [] if val.always else [sql("({} = 0)", val.status)]
        tests.append(both([*known, sql("(NOT {})", val.plain)]))
    for code in sorted(val.codes):
        absent = code in (NOT_APPLICABLE, UNDEFINED) and wanted == OUT
        if absent or _BY_STATUS.get(code) == wanted:
            tests.append(sql("({} = {})", val.status, code))
    return either([t for t in tests if t is not None])


def _says_no(part: Part, wanted: int) -> bool:
    """Whether the answer no of the part gives, or counts towards, the verdict."""
    if wanted == OUT:
        return part.role in ("scope", "criteria")
    if wanted == CLOSED:
        return True
    return wanted == NO and part.role == "criteria"

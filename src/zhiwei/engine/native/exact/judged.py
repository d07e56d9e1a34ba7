"""The outcome of a measure for one row, from settled diagrams: the compiled counterpart of ``outcome.judge``."""

from __future__ import annotations

from zhiwei.engine.declare import Measure
from zhiwei.engine.native.codes import CODE, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled
from zhiwei.engine.native.exact.memory import WORD, get, put
from zhiwei.engine.native.exact.settle import settle, settle_held
from zhiwei.engine.native.exact.task import Task
from zhiwei.engine.native.judge import NO_AMOUNT, components_of
from zhiwei.engine.outcome import NEGATIVE, POSITIVE, VERDICTS
from zhiwei.engine.status import Status

WORDS = (
    "yes",
    "no",
    "out_of_scope",
    "not_in_force",
    "unknown_law",
    "not_offered",
    "no_decision_filed",
    "undetermined",
)
"""Leaves of a verdict's diagram, and the word where it is open."""
YES, NO, OUT, ENDED, UNKNOWN, WITHHELD, UNDECIDED, UNDETERMINED = range(len(WORDS))
_NOT_APPLICABLE = fields.STATUS + NOT_APPLICABLE
_NOT_IN_FORCE = fields.STATUS + CODE[Status.NOT_IN_FORCE]
_UNKNOWN_LAW = fields.STATUS + CODE[Status.UNKNOWN_LAW]
_NOT_OFFERED = fields.STATUS + CODE[Status.NOT_OFFERED]
_NO_DECISION = fields.STATUS + CODE[Status.NO_DECISION]
_ROOT = 2 * WORD
VERDICT, OFFERED, COMPONENTS = 1, 2, 3
"""Places among the roots, after that of verdict and amount together."""
_UNSET = -1


def put_into(task: Task, measure: Measure) -> None:
    """Set a task to a measure: lists of its components, in order, and the verdict of each word."""
    places = {name: k for k, name in enumerate(components_of(measure))}
    every = tuple(places)
    orders = {
        NO: measure.criteria,
        OUT: (*measure.scope, *measure.criteria),
        ENDED: (*measure.window, *measure.criteria, *measure.scope, *measure.delegated),
        UNKNOWN: every,
        WITHHELD: every,
        UNDECIDED: every,
    }
    order: list[int] = []
    starts = [0]
    for word in range(len(WORDS)):
        order += [places[name] for name in orders.get(word, ())]
        starts.append(len(order))
    spoken = {"yes": POSITIVE[measure.modality], "no": NEGATIVE[measure.modality]}
    verdicts = [VERDICTS.index(spoken.get(word, word)) for word in WORDS]
    lists = {
        (fields.SCOPE, fields.SCOPE_END): measure.scope,
        (fields.WINDOW, fields.WINDOW_END): measure.window,
        (fields.CRITERIA, fields.CRITERIA_END): measure.criteria,
    }
    task.lists(
        {ends: [places[name] for name in names] for ends, names in lists.items()},
        {fields.ORDER: order, fields.STARTS: starts, fields.VERDICTS: verdicts},
    )


@compiled
def judge(task: int, row: int) -> None:
    """Verdict, deciding component, amount and missing facts of a row, into the task.

    Verdict and amount come from one diagram, whose leaves are amounts where the verdict is in favour and its word elsewhere.
    While some completion is in favour, no component is known to fail: components need not be looked at.
    """
    plain, held = get(get(task, fields.ROOTS), 0), get(get(task, fields.ROOTS), 1)
    put(task, fields.SAID, 0)
    leaf = settle(task, row, plain)
    said = get(task, fields.SAID)
    if said & fields.LEFT_OUT != 0:
        _judge_apart(task, row)
        return
    favoured = leaf == fields.MANY and said == fields.YES
    if leaf == fields.MANY and held >= 0:
        leaf = settle(task, row, held)
        said = get(task, fields.SAID) & (fields.YES | fields.OTHER)
    put(task, fields.LACKING, get(task, fields.RESULT) if leaf == fields.MANY else 0)
    if leaf >= 0:
        word = YES
        if get(leaf, fields.TAG) == fields.TEXT:
            word = get(leaf, fields.N)
    elif favoured or (leaf == fields.MANY and said == fields.YES):
        word = YES
    elif leaf == fields.MANY and said & fields.YES != 0:
        word = UNDETERMINED
    else:
        _forget(task)
        word = _certain(task, row)
    _decide(task, row, word)
    if get(get(task, fields.ROOTS), 2 * OFFERED) >= 0:
        _pay(task, word, leaf)


@compiled
def _judge_apart(task: int, row: int) -> None:
    """The same from the diagrams of verdict and amount, each with its own excluded completions."""
    _forget(task)
    put(task, fields.LACKING, 0)
    leaf = _settled(task, row, VERDICT)
    if leaf >= 0:
        word = get(leaf, fields.N)
    else:
        if leaf == fields.MANY:
            put(task, fields.LACKING, get(task, fields.RESULT))
        word = _certain(task, row)
    _decide(task, row, word)
    if get(get(task, fields.ROOTS), 2 * OFFERED) >= 0:
        if word in (YES, UNDETERMINED):
            leaf = _settled(task, row, OFFERED)
            if leaf == fields.MANY:
                put(task, fields.LACKING, get(task, fields.LACKING) | get(task, fields.RESULT))
        _pay(task, word, leaf)


@compiled
def _decide(task: int, row: int, word: int) -> None:
    """Verdict and deciding component; nothing is paid so far."""
    put(task, fields.WORD, word)
    put(task, fields.PAID, 0)
    put(task, fields.PAID_UNDER, 1)
    put(task, fields.PAID_BY, 0)
    put(task, fields.PAID_STATUS, NO_AMOUNT)
    decided = 0
    if word not in (YES, UNDETERMINED):
        _forget(task)
        decided = _deciding(task, row, word)
    put(task, fields.DECIDING, decided)


@compiled
def _pay(task: int, word: int, leaf: int) -> None:
    """The amount under a verdict; where that is in favour, the leaf that the amount came to."""
    if word == UNKNOWN:
        put(task, fields.PAID_STATUS, _UNKNOWN_LAW - fields.STATUS)
    elif word == UNDECIDED:
        put(task, fields.PAID_STATUS, _NO_DECISION - fields.STATUS)
    elif word == UNDETERMINED or (word == YES and leaf == fields.MANY):
        put(task, fields.PAID_STATUS, MISSING)
    elif word == YES and leaf == fields.NONE:
        put(task, fields.PAID_STATUS, NOT_APPLICABLE)
    elif word == YES:
        tag = get(leaf, fields.TAG)
        if tag >= fields.STATUS:
            put(task, fields.PAID_STATUS, tag - fields.STATUS)
        elif tag in (fields.NUMBER, fields.POLYNOMIAL) and get(leaf, fields.D) == 1:
            put(task, fields.PAID, get(leaf, fields.N))
            put(task, fields.PAID_BY, leaf if tag == fields.POLYNOMIAL else 0)
            put(task, fields.PAID_STATUS, 0)
        else:
            put(task, fields.TROUBLE, fields.UNSETTLED)


@compiled
def _forget(task: int) -> None:
    """No component is settled."""
    tag, end = get(task, fields.TAGS), get(task, fields.TAGS_END)
    while tag < end:
        put(tag, 0, _UNSET)
        tag += WORD


@compiled
def _settled(task: int, row: int, which: int) -> int:
    root = get(task, fields.ROOTS) + which * _ROOT
    return settle_held(task, row, get(root, 0), get(root, 1))


@compiled
def _tag(task: int, row: int, part: int) -> int:
    """The tag of a component's settled result."""
    tags = get(task, fields.TAGS)
    tag = get(tags, part)
    if tag == _UNSET:
        leaf = _settled(task, row, part + COMPONENTS)
        if leaf >= 0:
            tag = get(leaf, fields.TAG)
        else:
            tag = fields.OPEN if leaf == fields.MANY else _NOT_APPLICABLE
        put(tags, part, tag)
    return tag


@compiled
def _certain(task: int, row: int) -> int:
    """What the settled components decide although facts are missing in others."""
    parts = (get(task, fields.TAGS_END) - get(task, fields.TAGS)) // WORD
    if _any(task, row, get(task, fields.SCOPE), get(task, fields.SCOPE_END), fields.FALSE, _NOT_APPLICABLE):
        return OUT
    if _any(task, row, get(task, fields.WINDOW), get(task, fields.WINDOW_END), fields.FALSE, _NOT_IN_FORCE):
        return ENDED
    for part in range(parts):
        if _tag(task, row, part) == _NOT_IN_FORCE:
            return ENDED
    if _any(
        task, row, get(task, fields.CRITERIA), get(task, fields.CRITERIA_END), fields.FALSE, fields.FALSE
    ):
        return NO
    for word in (UNKNOWN, WITHHELD, UNDECIDED):
        for part in range(parts):
            if _tag(task, row, part) == _status(word):
                return word
    return UNDETERMINED


@compiled
def _any(task: int, row: int, at: int, end: int, one: int, other: int) -> bool:
    """Whether a component of a list has one of two tags."""
    while at < end:
        tag = _tag(task, row, get(at, 0))
        if tag in (one, other):
            return True
        at += WORD
    return False


@compiled
def _deciding(task: int, row: int, word: int) -> int:
    """The component that decided a verdict of this word: its place from 1, or 0."""
    starts, order = get(task, fields.STARTS), get(task, fields.ORDER)
    for k in range(get(starts, word), get(starts, word + 1)):
        part = get(order, k)
        tag = _tag(task, row, part)
        if word == NO:
            found = tag == fields.FALSE
        elif word == OUT:
            found = tag == fields.FALSE or tag == _NOT_APPLICABLE
        elif word == ENDED:
            found = tag == fields.FALSE or tag == _NOT_IN_FORCE
        else:
            found = tag == _status(word)
        if found:
            return part + 1
    return 0


@compiled
def _status(word: int) -> int:
    """The status tag that a word stands for."""
    if word == UNKNOWN:
        return _UNKNOWN_LAW
    return _NOT_OFFERED if word == WITHHELD else _NO_DECISION

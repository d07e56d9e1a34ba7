"""Money is never decided by one official: what a case type must say so that two of them stand behind every promise and claim.

A step is *double* where ``other_person_than`` names steps of which one lies on every way to it. A step that binds money
must be double itself, or, where the system or the applicant takes it, every official step from which the case goes on to
it must be. An exception is data: ``alone`` with its ground. ``rule``: the system books what the rule computed and no
official decides; ``other_side``: the applicant has confirmed on every way what the money is for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from zhiwei.engine.errors import Defect
from zhiwei.platform.cases.casetypes.model import APPLICANT, OPEN, SYSTEM_ACTOR, CaseType, Transition


def defects(one: CaseType, binding: Collection[str]) -> Iterator[Defect]:
    """Where one official, or none, would decide on money, and exceptions whose ground is not so."""
    for rule in one.transitions.values():
        yield from _ground(one, rule)
    for rule in (one.start, *one.transitions.values()):
        names = [call.name for call in rule.effects if call.name in binding]
        if names and (by := _single(one, rule)):
            at = OPEN if rule.id == OPEN else f"transitions.{rule.id}"
            what = f"{names[0]} can be reached through {by} by one person"
            zh = f"一个人经“{by}”就能让“{names[0]}”生效"
            yield Defect(
                f"{one.file}: {at}", what, "name an earlier step under other_person_than, or say alone with its ground",
                zh, "请在 other_person_than 里写明前面由另一人办理的步骤，或者用 alone 写明理由",
            )  # fmt: skip


def _single(one: CaseType, rule: Transition) -> str:
    """The step at which one official, or nobody, decides on the money of a step; '' where two do or an exception holds."""
    waiting, seen = [rule], set[str]()
    while waiting:
        step = waiting.pop()
        if step.id in seen:
            continue
        seen.add(step.id)
        if step.alone is not None or _double(one, step):
            continue
        if _official(one, step) or step.id == OPEN or step.reopens:
            return step.id
        waiting += _leading(one, step)
    return ""


def _official(one: CaseType, step: Transition) -> bool:
    """Whether an official may take a step: by his office, or for an applicant at the counter."""
    at_the_counter = bool(one.start.counter) and not step.withdraws
    return any(actor != SYSTEM_ACTOR and (actor != APPLICANT or at_the_counter) for actor in step.actors)


def _leading(one: CaseType, step: Transition) -> Iterator[Transition]:
    """The steps after which a step can be the next."""
    if one.start.to in step.sources:
        yield one.start
    for other in one.transitions.values():
        if other.to in step.sources:
            yield other


def _double(one: CaseType, step: Transition) -> bool:
    """Whether another official stands behind it on every way; what he did before a reopening counts no more."""
    named = frozenset(step.others)
    if not named or step.reopens or _reached_without(one, step, named):
        return False
    anew = [t for t in one.transitions.values() if t.reopens and t.id not in named]
    return not any(_reached_without(replace(one, start=t), step, named) for t in anew)


def _reached_without(one: CaseType, step: Transition, named: frozenset[str]) -> bool:
    """Whether a case can come to a step without one of some steps."""
    waiting = [one.start.to] if one.start.id not in named else []
    seen = set[str]()
    while waiting:
        state = waiting.pop()
        if state in step.sources:
            return True
        if state not in seen:
            seen.add(state)
            waiting += [t.to for t in one.leaving(state) if t.id not in named]
    return False


def _ground(one: CaseType, rule: Transition) -> Iterator[Defect]:
    """An exception that is not what it says."""
    if rule.alone is None:
        return
    at = f"{one.file}: transitions.{rule.id}.alone"
    if rule.alone.ground == "rule" and rule.actors != (SYSTEM_ACTOR,):
        yield Defect(at, "an official takes the step, not the rule", "", "这一步由人办理，不是规则自动办理")
    own = frozenset(t.id for t in one.transitions.values() if not _official(one, t) and APPLICANT in t.actors)
    if rule.alone.ground == "other_side" and _reached_without(one, rule, own):
        yield Defect(at, "the applicant has not confirmed on every way", "", "不是每条路都经过申请人确认")

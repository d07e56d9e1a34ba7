"""For whom a case waits: the party that a state of its type expects to act next, not everybody who could.

It follows from the order of the type's file, where the good path stands first. Steps that give up, go against somebody,
return, reopen or amend are never what is expected. Where the first of the others belongs to the applicant, or to the installation
by itself, the case waits for them alone. Otherwise it waits for those named first in each of the others: an expert who
answers, the office that recognises. A step that an upheld objection opens is expected once one is upheld; so is, while a
notice runs, every other step of an office.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.cases.casetypes.model import APPLICANT, SYSTEM_ACTOR, CaseType, Transition
from zhiwei.platform.cases.permissions import LEVEL_ROLES

OBJECTED = "objection_upheld"
"""The guard of steps that an upheld objection opens."""
_OFFICES = frozenset(str(role.value) for role in OFFICIALS)


def waits_for(kind: CaseType, state: str) -> frozenset[str]:
    """The actors that a state of a type waits for; empty for an end."""
    return frozenset().union(*map(_party, expected(kind, state)))


def expected(kind: CaseType, state: str) -> list[Transition]:
    """The steps that a state of a type waits for, in the order of the file; none for an end."""
    steps = [one for one in _onward(kind, state) if not one.guarded_by(OBJECTED)]
    if kind.notice is not None and state == kind.notice.state:
        steps = [one for one in steps if one.id == kind.notice.then]
    if steps and _party(steps[0]) <= {APPLICANT, SYSTEM_ACTOR}:
        return steps[:1]
    return [one for one in steps if not _party(one) <= {APPLICANT, SYSTEM_ACTOR}]


def waits_when_upheld(kind: CaseType, state: str) -> frozenset[str]:
    """The offices that a state waits for once an objection to its notice was found right."""
    steps = expected_when_upheld(kind, state)
    return frozenset().union(*(_party(one) for one in steps)) - {APPLICANT, SYSTEM_ACTOR}


def expected_when_upheld(kind: CaseType, state: str) -> list[Transition]:
    """The steps of offices that a state waits for once an objection was found right, in the order of the file."""
    noticed = kind.notice is not None and state == kind.notice.state
    found = [one for one in _onward(kind, state, rejecting=True) if noticed or one.guarded_by(OBJECTED)]
    return [one for one in found if not _party(one) <= {APPLICANT, SYSTEM_ACTOR}]


def offices_of(kind: CaseType, level: int, states: Iterable[str] | None = None) -> frozenset[str]:
    """The offices that some of the states of a type, by default any, wait for in a division of a level."""
    found = set[str]()
    for state in kind.states if states is None else states:
        actors = waits_for(kind, state) | waits_when_upheld(kind, state)
        found |= {one for one in actors & _OFFICES if one not in LEVEL_ROLES}
        found |= {level_expected(actors, level)} - {""}
    return frozenset(found)


def level_expected(actors: Iterable[str], level: int) -> str:
    """Of the levels of government among some actors the one that acts in a division of a level (1 province, 2 city,
    3 county): its own, else the nearest above it, else the nearest below; '' where none is named."""
    named = sorted((LEVEL_ROLES[one], one) for one in actors if one in LEVEL_ROLES)
    above = [name for height, name in named if height <= level]
    return above[-1] if above else (named[0][1] if named else "")


def _onward(kind: CaseType, state: str, *, rejecting: bool = False) -> list[Transition]:
    """The steps that bring a case forward, in the order of the file; with those that an objection found right may ask."""
    found = [
        one for one in kind.leaving(state) if not (one.withdraws or one.returns or one.reopens or one.amends)
    ]
    return [one for one in found if rejecting or not one.rejects]


def _party(step: Transition) -> frozenset[str]:
    """Who is expected to take a step: the applicant where he may, else those of the kind that is named first."""
    if APPLICANT in step.actors or not step.actors:
        return frozenset({APPLICANT})
    first = step.actors[0]
    if first == SYSTEM_ACTOR:
        return frozenset({SYSTEM_ACTOR})
    offices = first in _OFFICES
    return frozenset(one for one in step.actors if one != SYSTEM_ACTOR and (one in _OFFICES) is offices)

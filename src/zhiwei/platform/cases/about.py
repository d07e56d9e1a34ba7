"""What the room of a case has to say about it on the case's pages: which service, which course, which amount.

A room registers it beside its guards and effects:

    @about("voucher")
    def _about(viewer: Viewer, case: Case) -> Iterator[Line]: ...

Whoever may open the case sees the lines; a line with personal data is for the room to record as read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.models import Case


@dataclass(frozen=True, slots=True)
class Line:
    """A label, its value in words, and a page that tells more ('' for none); ``fen`` where the value is an amount that the
    step decides on, so that a list of steps can add it up."""

    label: str
    text: str
    address: str = ""
    fen: int | None = None


About = Callable[[Viewer, Case], Iterable[Line]]
_about: dict[str, About] = {}


def about(type_id: str) -> Callable[[About], About]:
    """Register what a room says of its cases. Raises ValueError where two functions speak for one type."""

    def keep(function: About) -> About:
        if _about.setdefault(type_id, function) is not function:
            raise ValueError(f"two functions speak for cases of type {type_id!r}")
        return function

    return keep


Before = Callable[[Viewer, Case, Transition], Iterable[Line]]
_before: dict[str, Before] = {}


def before(name: str) -> Callable[[Before], Before]:
    """Register what is told on the form of every step that has a guard or an effect of this name: what the click will do to
    whom, with amounts.

    Raises ValueError where two functions speak for one name.
    """

    def keep(function: Before) -> Before:
        if _before.setdefault(name, function) is not function:
            raise ValueError(f"two functions speak before {name!r}")
        return function

    return keep


def lines_before(viewer: Viewer, case: Case, rule: Transition) -> list[Line]:
    """What is told before a step is taken, in the order of its guards and effects."""
    spoken = [_before[one.name] for one in (*rule.guard, *rule.effects) if one.name in _before]
    return [line for function in spoken for line in function(viewer, case, rule)]


def lines_of(viewer: Viewer, case: Case) -> list[Line]:
    """The lines of one case; none for a type whose room says nothing."""
    function = _about.get(case.type)
    return list(function(viewer, case)) if function else []

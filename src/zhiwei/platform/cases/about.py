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
from zhiwei.platform.cases.models import Case


@dataclass(frozen=True, slots=True)
class Line:
    """A label, its value in words, and a page that tells more ('' for none)."""

    label: str
    text: str
    address: str = ""


About = Callable[[Viewer, Case], Iterable[Line]]
_about: dict[str, About] = {}


def about(type_id: str) -> Callable[[About], About]:
    """Register what a room says of its cases. Raises ValueError where two functions speak for one type."""

    def keep(function: About) -> About:
        if _about.setdefault(type_id, function) is not function:
            raise ValueError(f"two functions speak for cases of type {type_id!r}")
        return function

    return keep


def lines_of(viewer: Viewer, case: Case) -> list[Line]:
    """The lines of one case; none for a type whose room says nothing."""
    function = _about.get(case.type)
    return list(function(viewer, case)) if function else []

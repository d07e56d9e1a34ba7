"""Whether a return was answered: something the application says differs, a paper was handed in, or it is explained.

What is corrected on a page of the room, and not in the form of the step, the room tells; it registers beside its guards and
effects:

    @corrected("registration")
    def _changed(case: Case) -> bool: ...      # whether anything changed since the case was returned
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes.model import CORRECTION
from zhiwei.platform.cases.models import Case

Told = Callable[[Case], bool]
_told: dict[str, Told] = {}


def corrected(type_id: str) -> Callable[[Told], Told]:
    """Register what tells whether a returned case was corrected elsewhere. Raises ValueError for two functions of one type."""

    def keep(function: Told) -> Told:
        if _told.setdefault(type_id, function) is not function:
            raise ValueError(f"two functions tell the corrections of cases of type {type_id!r}")
        return function

    return keep


def answered(context: Context) -> bool:
    """Whether the step answers the return with anything; the content of the context was read already."""
    case, given = context.case, context.content
    if context.documents or given.get(CORRECTION.name):
        return True
    asked = (one.name for one in context.transition.form if one.name != CORRECTION.name)
    if any(_same(case.content.get(name)) != _same(given.get(name)) for name in asked):
        return True
    elsewhere = _told.get(case.type)
    return elsewhere is not None and elsewhere(case)


def _same(value: Any) -> Any:
    """A value without what no reader sees: how lines end, and whether an empty box was sent."""
    if isinstance(value, str):
        return "\n".join(value.split("\r\n")).strip() or None
    return None if value is False else value

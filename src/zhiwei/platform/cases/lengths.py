"""How long a clock of a case runs: as the file of its type says, or as the law of the day does where a room asks it.

A room that lets the law speak puts a function into its module ``case_acts``:

    @length("registration", "decide")
    def _days(context: Context) -> tuple[int, str] | None: ...   # days and how they are counted; None: no clock that day
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zhiwei.platform.cases.casetypes.model import ClockRule, Length

if TYPE_CHECKING:
    from zhiwei.platform.cases.acts import Context

Asked = Callable[["Context"], tuple[int, str] | None]
_asked: dict[tuple[str, str], Asked] = {}


def length(type_id: str, clock: str) -> Callable[[Asked], Asked]:
    """Let a function say how long a clock of a case type runs. Raises ValueError where another one does already."""

    def keep(function: Asked) -> Asked:
        if _asked.setdefault((type_id, clock), function) is not function:
            raise ValueError(f"the length of {type_id}.{clock} is registered twice")
        return function

    return keep


def length_of(context: Context, rule: ClockRule) -> Length | None:
    """The length that counts for a clock beginning now; None where the law of the day sets none."""
    asked = _asked.get((context.type.id, rule.name))
    if asked is None:
        return rule.length
    said = asked(context)
    return None if said is None else Length(said[0], said[1], rule.length.why)

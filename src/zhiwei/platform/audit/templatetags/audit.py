"""`{% load audit %}{% history object %}`: every earlier state of a record, what changed, when and by whom."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from zhiwei.platform.accounts.models import User

register = template.Library()
SIGNS = {"+": "created", "~": "changed", "-": "deleted"}


@register.inclusion_tag("audit/history.html")
def history(record: Model, most: int = 50) -> dict[str, Any]:
    """The states of a record with a history (django-simple-history), the latest first, each with what it changed."""
    manager = getattr(record, "history")  # noqa: B009  # models without one are the caller's mistake
    states = list(manager.select_related("history_user").order_by("-history_date", "-history_id")[: most + 1])
    steps = []
    for place, state in enumerate(states[:most]):
        before = states[place + 1] if place + 1 < len(states) else None
        steps.append(
            {
                "at": state.history_date,
                "who": _who(state.history_user),
                "sign": SIGNS[state.history_type],
                "changes": _changes(state, before),
                "why": state.history_change_reason or "",
            }
        )
    return {"steps": steps, "more": len(states) > most}


def _who(user: User | None) -> str:
    return "" if user is None else str(user)


def _changes(state: Any, before: Any) -> list[tuple[str, Any, Any]]:
    if before is None:
        return []
    found = []
    for field in state.tracked_fields:
        old, new = (getattr(one, field.attname) for one in (before, state))
        if old != new:
            found.append((field.verbose_name, old, new))
    return found

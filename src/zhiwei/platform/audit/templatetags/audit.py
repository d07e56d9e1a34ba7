"""Every earlier state of a record, what changed, when and by whom: `{% load audit %}{% history object %}`; the same behind
a heading that opens it: `{% folded_history object %}`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import User
from zhiwei.platform.audit import words
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.kit.language import listed

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
        changes, why = _changes(state, before), state.history_change_reason or ""
        if before is not None and state.history_type == "~" and not changes and not why:
            continue  # only what the code keeps for itself
        steps.append(
            {
                "at": state.history_date,
                "who": _who(state.history_user),
                "sign": SIGNS[state.history_type],
                "changes": changes,
                "why": why,
            }
        )
    return {"steps": steps, "more": len(states) > most}


@register.inclusion_tag("audit/folded_history.html")
def folded_history(record: Model, most: int = 50) -> dict[str, Any]:
    """The same, folded behind its heading."""
    found: dict[str, Any] = history(record, most)
    return found


def _who(user: User | None) -> str:
    return "" if user is None else str(user)


def _changes(state: Any, before: Any) -> list[tuple[str, str, str]]:
    """Label, old and new value of what changed; a field without a label is the code's own business."""
    if before is None:
        return []
    found = []
    for field in state.tracked_fields:
        old, new = (getattr(one, field.attname) for one in (before, state))
        if old != new and str(field.verbose_name) != field.name.replace("_", " "):
            found.append((str(field.verbose_name), _told(before, field), _told(state, field)))
    return found


def _told(state: Any, field: Field[Any, Any]) -> str:
    """The value of a field in one state, as people read it."""
    value = getattr(state, field.attname)
    if value in (None, "", []):
        return "—"
    if field.is_relation:
        return _related(state, field)
    if field.choices:
        return str(getattr(state, f"get_{field.name}_display")())
    if isinstance(field, FenField):
        return _("%(amount)s 元") % {"amount": money.yuan(value)}
    match value:
        case bool():
            return _("是") if value else _("否")
        case datetime():
            return f"{value.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case list():
            return listed(value)
    return name_of(value) if field.name == "division" else words.value(field.name, str(value))


def _related(state: Any, field: Field[Any, Any]) -> str:
    try:
        return str(getattr(state, field.name))
    except ObjectDoesNotExist:
        return _("已删除")

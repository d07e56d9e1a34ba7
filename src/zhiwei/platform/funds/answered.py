"""Yes, no, or not known: in words and as the kind of a label."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

YES, NO, UNKNOWN = _("是"), _("否"), _("资料不全")


def told(value: bool | None, yes: Any = YES, no: Any = NO, unknown: Any = UNKNOWN) -> str:
    """The answer in words."""
    return str(unknown if value is None else yes if value else no)


def tag(value: bool | None, no: str = "off", unknown: str = "todo") -> str:
    """The kind of its label."""
    return unknown if value is None else "ok" if value else no

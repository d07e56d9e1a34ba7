"""The entries of the bar at the top of every page, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Item:
    """One entry; ``audience`` is everyone, official (somebody who acts for an office), administrator, or firm (anybody
    else who logged in)."""

    label: str | Promise
    address: str
    audience: str = "everyone"


ITEMS = (
    Item(_("算一算"), "/find/"),
    Item(_("查政策"), "/law/"),
    Item(_("参数"), "/parameters/"),
    Item(_("公开决定"), "/decisions/"),
    Item(_("搜索"), "/search/"),
    Item(_("工作台"), "/office/", "official"),
    Item(_("管理"), "/accounts/", "administrator"),
    Item(_("我的企业"), "/my/", "firm"),
)


def audience_of(request: HttpRequest) -> str:
    """Which of the audiences asks; the room of accounts puts its viewer on the request."""
    viewer: Any = getattr(request, "viewer", None)
    if viewer is not None:
        if getattr(viewer, "is_official", False):
            return "official"
        if getattr(viewer, "is_administrator", False):
            return "administrator"
        return "firm" if getattr(viewer, "user_id", None) is not None else "everyone"
    user = getattr(request, "user", None)
    return "firm" if user is not None and user.is_authenticated else "everyone"


def items_for(request: HttpRequest) -> list[tuple[Item, bool]]:
    """The entries this reader sees, each with whether the page lies under it."""
    seen = {"everyone", audience_of(request)}
    return [(item, request.path.startswith(item.address)) for item in ITEMS if item.audience in seen]


def hidden_from(request: HttpRequest) -> set[str]:
    """The addresses of the entries that this reader does not see."""
    seen = {"everyone", audience_of(request)}
    return {item.address for item in ITEMS if item.audience not in seen}

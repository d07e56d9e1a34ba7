"""Who asks and what he may see: what other rooms take from this one."""

from __future__ import annotations

from zhiwei.platform.accounts.requests import (
    logged_in,
    may,
    official_only,
    roles,
    second_factor_required,
    viewer_of,
)
from zhiwei.platform.accounts.rights import ANONYMOUS, SYSTEM, Grant, Viewer
from zhiwei.platform.accounts.roles import Role

__all__ = [
    "ANONYMOUS",
    "SYSTEM",
    "Grant",
    "Role",
    "Viewer",
    "logged_in",
    "may",
    "official_only",
    "roles",
    "second_factor_required",
    "viewer_of",
]

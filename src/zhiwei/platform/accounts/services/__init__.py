"""What may happen to people, their roles and their stand-ins; every act is told to the audit."""

from __future__ import annotations

from zhiwei.platform.accounts.services.delegations import delegate, end_delegation
from zhiwei.platform.accounts.services.memberships import end, grant
from zhiwei.platform.accounts.services.organisations import organisation
from zhiwei.platform.accounts.services.people import (
    create,
    first_administrator,
    reset_factors,
    reset_password,
    resume,
    suspend,
)
from zhiwei.platform.accounts.services.refused import Refused

__all__ = [
    "Refused",
    "create",
    "delegate",
    "end",
    "end_delegation",
    "first_administrator",
    "grant",
    "organisation",
    "reset_factors",
    "reset_password",
    "resume",
    "suspend",
]

"""People, organisations, and who acts for which."""

from __future__ import annotations

from zhiwei.platform.accounts.models.memberships import Delegation, Membership
from zhiwei.platform.accounts.models.organisations import Organisation
from zhiwei.platform.accounts.models.sessions import UserSession
from zhiwei.platform.accounts.models.users import User

__all__ = ["Delegation", "Membership", "Organisation", "User", "UserSession"]

"""Actors, ways and lengths as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.casetypes.model import APPLICANT, SYSTEM_ACTOR
from zhiwei.platform.kit.language import listed


def actor(name: str) -> str:
    """An actor of a case type."""
    if name == APPLICANT:
        return _("申请人")
    if name == SYSTEM_ACTOR:
        return _("系统自动")
    return str(Role(name).label)


def actors(names: Iterable[str]) -> str:
    """Several, in their order."""
    return listed(map(actor, names))

"""What the rooms below tell of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from zhiwei.platform.accounts.acts import announced
from zhiwei.platform.audit import guards, log


@receiver(announced)
def write_down(
    signal: Any,
    sender: Any,
    viewer: Any,
    act: str,
    kind: str,
    key: str,
    division: str,
    detail: Any,
    permission: str,
) -> None:
    """An act of the room of accounts."""
    log.record(viewer, act, kind=kind, key=key, division=division, detail=detail, permission=permission)


@receiver(post_migrate)
def guard(sender: Any, using: str, **_more: Any) -> None:
    """Make the database itself refuse changes, once the tables stand."""
    if settings.AUDIT_GUARDS and getattr(sender, "label", "") == "audit":
        guards.put_up(connections[using])

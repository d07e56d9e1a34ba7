"""What the rooms below tell of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from zhiwei.platform.accounts.acts import announced, looked
from zhiwei.platform.audit import guards, log, reads


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


@receiver(looked)
def write_down_look(
    signal: Any, sender: Any, viewer: Any, kind: str, keys: list[str], fields: list[str]
) -> None:
    """A look at data of the room of accounts."""
    reads.reveal_all(viewer, kind=kind, keys=keys, fields=fields)


@receiver(post_migrate)
def guard(sender: Any, using: str, **_more: Any) -> None:
    """Make the database itself refuse changes, once the tables stand."""
    if settings.AUDIT_GUARDS and getattr(sender, "label", "") == "audit":
        guards.put_up(connections[using])

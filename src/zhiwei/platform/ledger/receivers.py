"""What follows a migration: the database itself refuses to change what is booked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from zhiwei.platform.ledger import guards


@receiver(post_migrate)
def guard(sender: Any, using: str, **_more: Any) -> None:
    """Put the triggers up, once the tables stand."""
    if settings.AUDIT_GUARDS and getattr(sender, "label", "") == "ledger":
        guards.put_up(connections[using])

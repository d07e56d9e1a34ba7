"""What the room does when another writes an act."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.audit.models import Act


@receiver(post_save, sender=Act, dispatch_uid="api.tell")
def tell(instance: Act, created: bool, **_more: Any) -> None:
    """Once the act is committed, have those who listen told."""
    from zhiwei.platform.api.webhooks import events, posting

    if created and instance.act in events.ACTS:
        transaction.on_commit(lambda: posting.ask_to_post() if events.listened() else None, robust=True)

"""What the ledger does moves the orders: a list the bank answered may have paid the last level's part."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.ledger.models import PaymentList


@receiver(post_save, sender=PaymentList)
def answered(instance: PaymentList, **_more: Any) -> None:
    """Within the ledger's own transaction, so that a payment and its order never part."""
    from zhiwei.platform.services.services.following import follow_list

    if instance.state in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        follow_list(instance)

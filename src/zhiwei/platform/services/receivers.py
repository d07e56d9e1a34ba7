"""What the ledger books moves vouchers, within the ledger's own transaction, so that a payment and its case never part."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.ledger.models import PaymentList


@receiver(post_save, sender=PaymentList, dispatch_uid="services.answered")
def answered(instance: PaymentList, **_more: Any) -> None:
    """The bank answered: what came back has to be paid anew."""
    from zhiwei.platform.services.following import follow_answer

    if instance.state in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        follow_answer(instance)

"""An account that a firm confirmed moves its cases."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.ledger.models import BankAccount


@receiver(post_save, sender=BankAccount)
def confirmed(instance: BankAccount, **_more: Any) -> None:
    """A firm that confirms its account on the page of its money has confirmed it for its cases; after the commit, since
    the step of a case may be what confirms it."""
    from zhiwei.platform.funds.services.following import follow_subject

    if instance.state == BankAccount.State.CONFIRMED:
        transaction.on_commit(lambda: follow_subject(instance.subject_id))

"""What the ledger pays moves the refunds: a list the bank answered may have paid one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.ledger.models import Commitment, PaymentList


@receiver(post_save, sender=PaymentList)
def answered(instance: PaymentList, **_more: Any) -> None:
    """Within the ledger's own transaction, so that a payment and its case never part."""
    if instance.state in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        follow_list(instance)


def follow_list(answered_list: PaymentList) -> int:
    """End the refunds that a list has paid; gives how many. Again does nothing."""
    from zhiwei.platform.cases import services as cases
    from zhiwei.platform.cases.faults import Refused
    from zhiwei.platform.cases.models import Case
    from zhiwei.platform.registration.refunds import TYPE

    keys = (
        Commitment.objects.filter(payments__list=answered_list)
        .exclude(case="")
        .values_list("case", flat=True)
    )
    moved = 0
    for case in Case.objects.filter(pk__in=_uuids(keys), type=TYPE, state="approved"):
        try:
            with transaction.atomic():
                cases.act(SYSTEM, case.pk, "paid", revision=case.revision)
        except Refused:
            continue
        moved += 1
    return moved


def _uuids(keys: Iterable[str]) -> set[UUID]:
    """Those that are cases; other rooms may call theirs otherwise."""
    found = set()
    for key in keys:
        try:
            found.add(UUID(key))
        except ValueError:
            continue
    return found

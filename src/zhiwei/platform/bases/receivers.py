"""What the ledger does moves the cases: a list the bank answered may have paid some of them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.ledger.models import PaymentList

GRANTED = "granted"


@receiver(post_save, sender=PaymentList)
def answered(instance: PaymentList, **_more: Any) -> None:
    """Within the ledger's own transaction, so that a payment and its case never part."""
    from zhiwei.platform.accounts.viewer import SYSTEM
    from zhiwei.platform.bases.services.rounds import TYPE
    from zhiwei.platform.cases import services
    from zhiwei.platform.cases.models import Case

    if instance.state not in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        return
    keys = set(instance.lines.values_list("commitment__case", flat=True)) - {""}
    for case in Case.objects.filter(type=TYPE, state=GRANTED, pk__in=keys):
        try:
            services.act(SYSTEM, case.pk, "paid", revision=case.revision)
        except services.Refused:  # not all of it is paid yet
            continue

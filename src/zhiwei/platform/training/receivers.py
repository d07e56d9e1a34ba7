"""What the ledger does moves the places: a list the bank answered may have paid some of them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.ledger.models import PaymentList


@receiver(post_save, sender=PaymentList)
def answered(instance: PaymentList, **_more: Any) -> None:
    """Within the ledger's own transaction, so that a payment and its place never part."""
    from zhiwei.platform.accounts.viewer import SYSTEM
    from zhiwei.platform.cases import services as cases
    from zhiwei.platform.training.models import Place
    from zhiwei.platform.training.services.places import TYPE

    if instance.state not in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        return
    keys = set(instance.lines.values_list("commitment__case", flat=True)) - {""}
    rows = Place.objects.filter(case__type=TYPE, case__state="payable", case__pk__in=_uuids(keys))
    for one in rows.select_related("case"):
        try:
            cases.act(SYSTEM, one.pk, "paid", revision=one.case.revision)
        except cases.Refused:  # not all of it is paid yet
            continue


def _uuids(keys: set[str]) -> set[Any]:
    """Those that are keys of cases; other rooms may call theirs otherwise."""
    from uuid import UUID

    found = set()
    for key in keys:
        try:
            found.add(UUID(key))
        except ValueError:
            continue
    return found

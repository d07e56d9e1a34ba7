"""Orders follow their money. Again does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import Commitment, PaymentList

TYPE = "voucher"


def follow_list(answered: PaymentList) -> int:
    """End the orders of which a list has paid the last part; gives how many. One level's part alone ends nothing."""
    keys = Commitment.objects.filter(payments__list=answered).exclude(case="").values_list("case", flat=True)
    moved = 0
    for case in Case.objects.filter(pk__in=_uuids(keys), type=TYPE, state="settled"):
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

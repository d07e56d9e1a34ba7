"""Orders follow their money. Again does nothing."""

from __future__ import annotations

from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import PaymentList
from zhiwei.platform.programmes.money.following import cases_of, step_each

TYPE = "voucher"


def follow_list(answered: PaymentList) -> int:
    """End the orders of which a list has paid the last part; gives how many. One level's part alone ends nothing."""
    settled = Case.objects.filter(pk__in=cases_of(answered), type=TYPE, state="settled")
    return step_each(settled.values_list("pk", flat=True), "paid")

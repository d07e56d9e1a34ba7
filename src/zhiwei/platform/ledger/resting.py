"""What a commitment rests on that is still to be checked: values of the law whose text nobody had seen when its receipt
was made. The receipt says which; here their names are kept beside the commitment."""

from __future__ import annotations

from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.telling import unchecked_values
from zhiwei.platform.ledger.models import Commitment, Unchecked


def keep(one: Commitment) -> None:
    """Write down the names for a new commitment, within its transaction; none where it rests on no receipt."""
    receipt = (
        Receipt.objects.select_related("pattern").filter(pk=one.receipt).first() if one.receipt else None
    )
    if receipt is not None:
        names = dict.fromkeys(value.name for value in unchecked_values(receipt.record, "zh"))
        Unchecked.objects.bulk_create(Unchecked(commitment=one, parameter=name) for name in names)

"""What the public notice of a case showed of a receipt, for the public check of receipts, which stands on a floor below."""

from __future__ import annotations

from uuid import UUID

from zhiwei.platform.answers.upwards import Published
from zhiwei.platform.cases.models import Notice


def published(receipt: UUID) -> Published | None:
    """Name and amount of the latest notice of the case that rests on a receipt; None where none was shown or it was stopped."""
    rows = Notice.objects.filter(case__receipt=receipt).exclude(state=Notice.State.STOPPED)
    found = rows.order_by("-number").first()
    return Published(found.name, found.fen) if found is not None else None

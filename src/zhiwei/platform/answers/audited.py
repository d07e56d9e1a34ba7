"""What the audit calls a receipt."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.upwards import Record


def tell(receipt: Receipt) -> Record:
    """A receipt by its code; its page shows of which law and which facts it is."""
    return Record(str(receipt.pk), reverse("answers:receipt", args=[receipt.pk]))

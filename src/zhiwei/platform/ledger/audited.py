"""What the audit calls funds, commitments and payment lists."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.models import Commitment, Fund, PaymentList


def fund(one: Fund) -> Record:
    """A fund by its name."""
    return Record(str(one), reverse("ledger:fund", args=[one.pk]))


def commitment(one: Commitment) -> Record:
    """A commitment by its amount and fund."""
    name = _("%(yuan)s 元，%(fund)s") % {"yuan": money.yuan(one.fen), "fund": one.fund}
    return Record(name, reverse("ledger:commitment", args=[one.pk]))


def payment_list(one: PaymentList) -> Record:
    """A payment list by its number."""
    return Record(str(one.number), reverse("ledger:list", args=[one.pk]))

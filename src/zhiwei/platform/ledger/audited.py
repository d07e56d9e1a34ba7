"""What the audit calls funds, commitments and payment lists."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.models import Commitment, Fund, PaymentList

M = TypeVar("M", bound=Model)


def fund(key: str) -> Record | None:
    """The fund of a key."""
    found = _one(Fund, key)
    return Record(str(found), reverse("ledger:fund", args=[found.pk])) if found else None


def commitment(key: str) -> Record | None:
    """The commitment of a key, by its amount and fund."""
    found = _one(Commitment, key)
    if found is None:
        return None
    name = _("%(yuan)s 元，%(fund)s") % {"yuan": money.yuan(found.fen), "fund": found.fund}
    return Record(name, reverse("ledger:commitment", args=[found.pk]))


def payment_list(key: str) -> Record | None:
    """The payment list of a key, by its number."""
    found = _one(PaymentList, key)
    return Record(str(found.number), reverse("ledger:list", args=[found.pk])) if found else None


def _one(model: type[M], key: str) -> M | None:
    try:
        return model._default_manager.filter(pk=UUID(key)).first()
    except ValueError:
        return None

"""What firms of incubators paid in tax, payment by payment: the base of the reward of 14.7."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.bases.models.registers import Struck
from zhiwei.platform.kit.fields import FenField


class TaxPayment(Struck):
    """A payment of tax by a firm, as the tax office states it; ``number`` is that of the tax receipt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="tax_payments")
    paid_on = models.DateField(_("缴款日期"))
    fen = FenField(_("缴纳税款"))
    number = models.CharField(_("完税凭证号"), max_length=60)

    class Meta:
        verbose_name = _("缴税记录")
        ordering = ["-paid_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(struck_at=None), name="bases_tax_receipt_once"
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="bases_tax_above_zero"),
        ]

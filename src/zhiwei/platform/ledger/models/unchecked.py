"""Which values of the law behind a commitment are known without their text, so that lists need not open every receipt."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.ledger.models.commitments import Commitment


class Unchecked(models.Model):
    """One such value behind one commitment: the name of its parameter. Value and document stand in the receipt."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="unchecked")
    parameter = models.CharField(_("参数"), max_length=120, db_index=True)

    class Meta:
        verbose_name = _("待核数值")
        constraints = [
            models.UniqueConstraint(fields=["commitment", "parameter"], name="ledger_unchecked_once"),
        ]

    def __str__(self) -> str:
        return self.parameter

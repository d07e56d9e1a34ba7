"""Figures of the budget that stand in no ledger of ours: a division's fiscal revenue by year, from its published accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class FiscalRevenue(models.Model):
    """财政收入 of a year, with the document it is published in; growth of funds is held against its growth (26.2)."""

    division = models.CharField(_("行政区划"), max_length=6)
    year = models.PositiveSmallIntegerField(_("年度"))
    fen = FenField(_("财政收入"))
    document = models.CharField(_("出处"), max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("财政收入")
        ordering = ["division", "year"]
        constraints = [
            models.UniqueConstraint(fields=["division", "year"], name="funds_revenue_once"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="funds_revenue_above_zero"),
            models.CheckConstraint(condition=~models.Q(document=""), name="funds_revenue_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}"

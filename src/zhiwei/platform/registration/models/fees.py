"""A registration fee that was taken, as its receipt says (17.7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenField


class FeeTaken(models.Model):
    """The fee of one receipt, of which too much is asked back. ``due`` and ``refund`` are computed by the rulebook."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="fee_taken")
    enterprise = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="fees_taken")
    division = models.CharField(max_length=6)
    service = models.CharField(_("收费事项"), max_length=20)
    number = models.CharField(_("票据号"), max_length=60)
    taken_on = models.DateField(_("收费日期"))
    fen = FenField(_("收取的金额"))
    due = FenField(_("应缴的金额"), null=True)
    refund = FenField(_("应退的金额"), null=True)
    receipt = models.UUIDField(_("判定回执"), null=True)
    live = models.BooleanField(default=True)
    """Whether the claim stands; a claim that was refused frees the receipt's number."""

    class Meta:
        verbose_name = _("误收的登记费")
        constraints = [
            models.UniqueConstraint(
                fields=["division", "number"], condition=Q(live=True), name="registration_receipt_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

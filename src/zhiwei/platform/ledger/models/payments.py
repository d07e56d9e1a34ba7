"""Payment lists: made by one person, checked by another, taken to the bank, answered line by line."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.ledger.models.banks import BankAccount
from zhiwei.platform.ledger.models.commitments import Commitment, Tranche
from zhiwei.platform.ledger.models.funds import Fund


class PaymentList(models.Model):
    """What is to be paid from one fund in one go."""

    class State(models.TextChoices):
        """A cancelled list never went to the bank."""

        DRAFT = "draft", _("待复核")
        APPROVED = "approved", _("已复核，待银行回单")
        DONE = "done", _("已办结")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="payment_lists")
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("制单人")
    )
    made_at = models.DateTimeField(_("制单时间"), default=clock.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    checked_at = models.DateTimeField(_("复核时间"), null=True)
    cancel_reason = models.TextField(_("取消事由"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("付款清单")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("made_by")),
                name="ledger_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "done"]) | models.Q(checked_by__isnull=False),
                name="ledger_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """``20121105-3F2A``: how people and the bank call it."""
        return f"{self.made_at.astimezone(clock.ZONE):%Y%m%d}-{self.pk.hex[:6].upper()}"


class PaymentLine(models.Model):
    """One payment of a list: to whom, how much, what the bank said. One at a time for a commitment."""

    class State(models.TextChoices):
        """A line of a draft waits; one taken to the bank is ordered until the bank answers."""

        WAITING = "waiting", _("待复核")
        ORDERED = "ordered", _("付款中")
        PAID = "paid", _("已付")
        FAILED = "failed", _("付款失败")
        DROPPED = "dropped", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("序号"))
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="payments")
    tranche = models.ForeignKey(Tranche, models.PROTECT, null=True, related_name="payments")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="payments")
    payee = models.CharField(_("收款人"), max_length=120)
    fen = FenField(_("金额"))
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    paid_on = models.DateField(_("付款日"), null=True)
    bank_reference = models.CharField(_("银行流水号"), max_length=60, blank=True)
    failure = models.CharField(_("失败原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("付款")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="ledger_payment_number"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(state__in=["waiting", "ordered"]),
                name="ledger_payment_once",
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="ledger_payment_above_zero"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What stands in the bank's file and comes back in its reply."""
        return self.pk.hex[:12].upper()

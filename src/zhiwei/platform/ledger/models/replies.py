"""Replies of the bank on their way into the ledger: read, checked, shown, and only then booked."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger.models.payments import PaymentLine, PaymentList


class BankReply(models.Model):
    """One file of the bank about one list."""

    class State(models.TextChoices):
        """A faulty file is never booked."""

        FAULTY = "faulty", _("有错误")
        READY = "ready", _("待确认")
        BOOKED = "booked", _("已入账")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="replies")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=9, choices=State.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("上传时间"), default=clock.now)
    booked_at = models.DateTimeField(_("入账时间"), null=True)
    booked_paid = models.PositiveIntegerField(_("入账的付款笔数"), null=True)
    booked_failed = models.PositiveIntegerField(_("入账的退回笔数"), null=True)
    """How many payments its booking moved; what it only repeats is not counted. Unknown of replies booked before."""

    class Meta:
        verbose_name = _("银行回单")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.pk)


class ReplyRow(models.Model):
    """A row of the file as it was read, with what is wrong with it."""

    reply = models.ForeignKey(BankReply, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("行"))
    line = models.ForeignKey(PaymentLine, models.PROTECT, null=True, related_name="+")
    paid = models.BooleanField(_("已付"), null=True)
    paid_on = models.DateField(_("付款日"), null=True)
    bank_reference = models.CharField(_("银行流水号"), max_length=60, blank=True)
    failure = models.CharField(_("失败原因"), max_length=200, blank=True)
    defects = models.JSONField(default=list)
    """Pairs of heading and text."""

    class Meta:
        verbose_name = _("银行回单的行")
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)

"""The bank account a subject is paid to: its number encrypted, its last digits in sight."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class BankAccount(models.Model):
    """One account of one subject. Paid to only once confirmed by somebody who acts for the subject."""

    class State(models.TextChoices):
        """A subject has one confirmed account at a time."""

        PROPOSED = "proposed", _("待企业确认")
        CONFIRMED = "confirmed", _("已确认")
        ENDED = "ended", _("已停用")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="bank_accounts")
    holder = models.CharField(_("户名"), max_length=120)
    bank = models.CharField(_("开户银行"), max_length=120)
    bank_code = models.CharField(_("联行号"), max_length=12, blank=True)
    sealed = models.TextField()
    """The number, encrypted with the installation's key."""
    tail = models.CharField(_("账号尾号"), max_length=4)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.PROPOSED)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(_("登记时间"), default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)

    class Meta:
        verbose_name = _("收款账户")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(state="confirmed"), name="ledger_one_account"
            )
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """``中国工商银行杭州分行 ****1234``."""
        return f"{self.bank} ****{self.tail}"

"""Tokens of programs, and who is told when something changes."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class ApiToken(models.Model):
    """令牌: lets a program act in one membership of a user. Only the hash is kept; the token itself is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("用途"), max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    start = models.CharField(_("开头"), max_length=12)
    """The first characters, by which its owner recognises it."""
    scopes = models.JSONField(_("权限"), default=list)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    membership = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="api_tokens")
    made_at = models.DateTimeField(_("建立时间"), default=clock.now)
    expires_at = models.DateTimeField(_("到期"))
    used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("接口令牌")
        ordering: ClassVar[list[str]] = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @property
    def active(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and clock.now() < self.expires_at


def new_secret() -> str:
    """A secret of 256 bits."""
    return secrets.token_urlsafe(32)


class Webhook(models.Model):
    """An address that is told of changes its owner may know of. The secret signs what is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.URLField(_("地址"), max_length=500)
    secret = models.CharField(max_length=64, default=new_secret)
    events = models.JSONField(_("事件"), default=list)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="webhooks")
    membership = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="webhooks")
    made_at = models.DateTimeField(_("建立时间"), default=clock.now)
    stopped_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    stopped_why = models.CharField(_("停用原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("变更通知")
        ordering: ClassVar[list[str]] = ["-made_at"]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event on its way to one address: tried again with growing pauses until taken or given up."""

    class State(models.TextChoices):
        """From waiting to one of two ends."""

        WAITING = "waiting", _("待发送")
        DELIVERED = "delivered", _("已送达")
        GIVEN_UP = "given_up", _("已放弃")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(_("事件"), max_length=40)
    body = models.TextField()
    """Exactly what is sent and signed."""
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    next_at = models.DateTimeField(default=clock.now)
    status = models.PositiveSmallIntegerField(_("应答码"), null=True, blank=True)
    said = models.CharField(_("说明"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("时间"), default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("通知记录")
        ordering: ClassVar[list[str]] = ["-made_at"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "next_at"], name="api_delivery_due"),
            models.Index(fields=["webhook", "-made_at"], name="api_delivery_log"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook_id}"


class Cursor(models.Model):
    """How far the audit chain was read for webhooks, and the rulebook whose change was told last."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    rulebook = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.seq)

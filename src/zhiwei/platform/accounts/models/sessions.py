"""Which log-ins of a user are open, so that they can be counted, shown and ended."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class UserSession(models.Model):
    """An open log-in; the key is that of the session store."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions")
    key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField(_("登录时间"), default=clock.now)
    seen_at = models.DateTimeField(_("最近使用"), default=clock.now)
    origin = models.GenericIPAddressField(_("来源地址"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.began_at:%Y-%m-%d %H:%M}"

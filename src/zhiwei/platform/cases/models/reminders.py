"""Reminders: an office asks the applicant once more for what his case waits for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.cases.models.cases import Case
from zhiwei.platform.kit import clock


class Reminder(models.Model):
    """提醒: that an official reminded the applicant. It has no text: what is wrong was told once, all of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("提醒时间"), default=clock.now)

    class Meta:
        verbose_name = _("提醒")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.made_at:%Y-%m-%d}"

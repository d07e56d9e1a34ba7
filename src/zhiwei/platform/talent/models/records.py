"""What every record of the room has: the thing the law speaks of, and the case in which it is handled."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class Record(models.Model):
    """``subject`` is the secondment, income or share itself; its name holds no person's name. ``live`` ends when the
    case ends against it, so that the same may be asked for again."""

    subject = models.OneToOneField("subjects.Subject", models.PROTECT, primary_key=True, related_name="+")
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    live = models.BooleanField(default=True)
    made_at = models.DateTimeField(_("提出时间"), default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.subject)

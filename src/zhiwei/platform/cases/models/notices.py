"""公示: what the public is shown before a case is decided, for how long, and what was said against it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.cases.models.cases import Case
from zhiwei.platform.kit import clock

SIGNS = 12
"""Signs of an objection's number beside its day, each one of sixteen."""


class Notice(models.Model):
    """One public notice of a case, from its first to its last day, both included.

    ``figures`` are rows of label, declared and verified value as they stood on the first day; no personal data.
    """

    class State(models.TextChoices):
        """A notice that was stopped counts for nothing; a new one begins afresh."""

        RUNNING = "running", _("公示中")
        OVER = "over", _("公示期满")
        STOPPED = "stopped", _("已终止")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notices")
    number = models.PositiveIntegerField()
    """The number of the step that began it; of two notices of a case the higher is the later."""
    state = models.CharField(_("状态"), max_length=7, choices=State, default=State.RUNNING)
    first_day = models.DateField(_("公示起"))
    last_day = models.DateField(_("公示止"))
    certain = models.BooleanField(default=True)
    """False where the last day rests on working days of a year that are not published."""
    division = models.CharField(_("行政区划"), max_length=6)
    type = models.CharField(_("事项"), max_length=40)
    name = models.CharField(_("名称"), max_length=200)
    """As the public is shown it: masked where it is a natural person's."""
    figures = models.JSONField(default=list)
    fen = models.BigIntegerField(_("公示的金额"), null=True, blank=True)
    """The amount of the verdict the public was shown; None where there is none."""
    formula = models.JSONField(default=list)
    """How the amount came, a line each in Chinese and English (``zh``, ``en``), of figures that are shown only."""
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("公示")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="running"), name="cases_one_notice_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["state", "last_day"], name="cases_notices_ending"),
            models.Index(fields=["-first_day"], name="cases_notices_latest"),
        ]

    def __str__(self) -> str:
        return self.name


class Objection(models.Model):
    """异议: said against a notice within its days, by somebody who gave his name; answered before the case goes on."""

    class State(models.TextChoices):
        """Open objections stop the case."""

        OPEN = "open", _("待处理")
        UPHELD = "upheld", _("成立")
        REJECTED = "rejected", _("不成立")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="objections")
    person = models.CharField(_("姓名或单位"), max_length=100)
    contact = models.CharField(_("联系方式"), max_length=100)
    """Shown to the officials who handle it only."""
    text = models.TextField(_("异议内容"))
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("处理结果"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("异议")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def number(self) -> str:
        """What the objector asks after it with: the day it was made and signs that nobody guesses."""
        return f"{self.made_at.astimezone(clock.ZONE):%Y%m%d}-{self.pk.hex[:SIGNS].upper()}"

"""What the applicant says afterwards: the grade (好差评), a complaint, and whether the money came."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.cases.models.cases import Case
from zhiwei.platform.kit import clock


class Grade(models.IntegerChoices):
    """The five grades of 好差评."""

    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("基本满意")
    BAD = 2, _("不满意")
    VERY_BAD = 1, _("非常不满意")

    @property
    def poor(self) -> bool:
        """Whether the office calls back."""
        return self <= Grade.BAD


class Rating(models.Model):
    """评价: once for each case that is over; a poor one is called back and the outcome written down."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="rating")
    grade = models.PositiveSmallIntegerField(_("评价"), choices=Grade)
    text = models.TextField(_("意见"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    outcome = models.TextField(_("回访结果"), blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("评价")

    def __str__(self) -> str:
        return str(self.get_grade_display())


class Complaint(models.Model):
    """投诉: of the applicant, at any time; somebody other than who acted in the case answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="complaints")
    text = models.TextField(_("投诉内容"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("投诉")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.text[:40]


class Arrival(models.Model):
    """到账确认: asked after payment, answered once by the applicant."""

    class Answer(models.TextChoices):
        """What came."""

        YES = "yes", _("已收到，金额无误")
        WRONG = "wrong", _("已收到，金额不对")
        NO = "no", _("没有收到")

    case = models.OneToOneField(Case, models.CASCADE, related_name="arrival")
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(_("是否到账"), max_length=5, choices=Answer, blank=True)
    text = models.TextField(_("说明"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("到账确认")

    def __str__(self) -> str:
        return str(self.get_answer_display())

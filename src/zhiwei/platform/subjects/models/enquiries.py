"""What firms ask, need and complain of, under the four difficulties of sentence 2.1."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models.subjects import Subject


class Difficulty(models.TextChoices):
    """四难 (2.1): the tag shared by enquiries, needs and indicators of every room."""

    FINANCE = "finance", _("融资难")
    PROFIT = "profit", _("盈利难")
    UPGRADE = "upgrade", _("提升发展难")
    START_UP = "start_up", _("成功创业难")


class Difficult(models.Model):
    """What can carry one of the four difficulties; needs and indicators of other rooms inherit it, to be counted alike."""

    difficulty = models.CharField(_("属于哪一难"), max_length=10, choices=Difficulty, blank=True)

    class Meta:
        abstract = True


class Enquiry(Difficult):
    """A question, need, complaint or proposed correction of a firm, and the answer."""

    class Kind(models.TextChoices):
        """What is wanted."""

        QUESTION = "question", _("咨询")
        NEED = "need", _("需求")
        COMPLAINT = "complaint", _("投诉")
        CORRECTION = "correction", _("更正")

    class State(models.TextChoices):
        """From asking to the end."""

        OPEN = "open", _("待答复")
        ANSWERED = "answered", _("已答复")
        CLOSED = "closed", _("已办结")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, blank=True, related_name="enquiries")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind, default=Kind.QUESTION)
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    title = models.CharField(_("标题"), max_length=100)
    text = models.TextField(_("内容"), max_length=4000)
    fact = models.CharField(_("涉及的事实"), max_length=91, blank=True)
    """Of a correction: ``name`` or ``name@period``."""
    proposed = models.CharField(_("建议的值"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(_("答复"), max_length=4000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), default=clock.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("咨询与诉求")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["difficulty", "division"], name="enquiry_by_difficulty")]

    def __str__(self) -> str:
        return self.title

    @property
    def days_waited(self) -> int | None:
        """The days for which it has waited for its answer, for which no text sets a time; None once it has one."""
        waits = self.state == self.State.OPEN
        return clock.days_since(self.asked_at) if waits else None

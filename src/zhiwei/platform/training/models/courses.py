"""A course: what, where, when, for how many. Its seats are a hard counter."""

from __future__ import annotations

import uuid
from secrets import randbelow

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.training.models.bodies import Commission


class Topic(models.TextChoices):
    """What a course is about; sentence 5.4 speaks of management and of social responsibility."""

    MANAGEMENT = "management", _("经营管理")
    RESPONSIBILITY = "responsibility", _("社会责任")
    FINANCE = "finance", _("财务和税收")
    FUNDING = "funding", _("融资")
    MARKET = "market", _("市场开拓")
    TECHNOLOGY = "technology", _("技术和创新")
    LAW = "law", _("法律和劳动用工")
    STARTING = "starting", _("创业能力")


def new_code() -> str:
    """Six digits that are read out in the course room."""
    return f"{randbelow(1_000_000):06}"


class Course(models.Model):
    """A course a commissioned body offers. ``taken`` never exceeds ``seats``: the database holds it.

    ``code`` is told in the room only; who enters it was there. After the settlement of its money nothing of its
    attendance changes any more.
    """

    class State(models.TextChoices):
        """A cancelled course keeps its enrolments, ended."""

        OPEN = "open", _("开放报名")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commission = models.ForeignKey(Commission, models.PROTECT, related_name="courses", verbose_name=_("委托"))
    title = models.CharField(_("课程"), max_length=120)
    topic = models.CharField(_("领域"), max_length=14, choices=Topic.choices)
    text = models.TextField(_("内容"), blank=True)
    teacher = models.CharField(_("授课人及其资格"), max_length=200)
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    place = models.CharField(_("地点"), max_length=200)
    starts_on = models.DateField(_("开课日期"))
    ends_on = models.DateField(_("结束日期"), db_index=True)
    hours = models.PositiveSmallIntegerField(_("学时"))
    seats = models.PositiveIntegerField(_("名额"))
    taken = models.PositiveIntegerField(_("已报名"), default=0)
    code = models.CharField(max_length=6, default=new_code)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.OPEN)
    cancelled_why = models.TextField(_("取消原因"), blank=True)
    settled_at = models.DateTimeField(_("核定时间"), null=True)
    settled_count = models.PositiveIntegerField(_("核定的人次"), null=True)
    settled_fen = FenField(_("核定的费用"), null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    history = HistoricalRecords(excluded_fields=["taken"])

    class Meta:
        verbose_name = _("培训课程")
        ordering = ["starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__gt=0) & Q(taken__lte=F("seats")), name="training_seats_hold"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="training_course_days"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_course_hours"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        """Seats still free."""
        return self.seats - self.taken

    @property
    def qualified(self) -> bool:
        """Whether the body's commission is in force on all days of the course."""
        return self.commission.holds(self.starts_on, self.ends_on)

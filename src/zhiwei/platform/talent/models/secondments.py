"""离岗到小微企业工作 (20.2), and the rights kept meanwhile: social insurance, work that counts for a title."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.talent.models.people import Researcher
from zhiwei.platform.talent.models.records import Record


class WorkKind(models.TextChoices):
    """What the expert does at the firm; the sentence speaks of the first two."""

    RESEARCH = "research", _("技术研发")
    TRANSFER = "transfer", _("成果转让")
    OTHER = "other", _("其他工作")


class Secondment(Record):
    """An expert at a firm. ``kept_until`` is what the rule gave on the day of the filing; nobody enters it."""

    researcher = models.ForeignKey(Researcher, models.PROTECT, related_name="secondments")
    unit = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("原单位"))
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("接收企业"))
    starts_on = models.DateField(_("到企业工作起始日"))
    work = models.CharField(_("在企业的工作"), max_length=8, choices=WorkKind)
    filed_on = models.DateField(_("备案日期"), null=True, blank=True)
    kept_until = models.DateField(_("人事关系保留到期日"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("离岗到企业工作")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher"], condition=models.Q(live=True), name="talent_seconded_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(filed_on=None, kept_until=None)
                | models.Q(filed_on__isnull=False, kept_until__gt=models.F("starts_on")),
                name="talent_filed_with_an_end",
            ),
        ]


class InsuranceMonth(models.Model):
    """A month for which the unit paid its part of the social insurance of somebody seconded."""

    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="insurance")
    month = models.DateField(_("月份"))
    """Its first day."""
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("社会保险缴纳月份")
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["secondment", "month"], name="talent_insured_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class WorkDone(models.Model):
    """业绩: work at the firm that the expert states and the firm confirms; evidence for a title once confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="works")
    title = models.CharField(_("业绩名称"), max_length=120)
    done_on = models.DateField(_("完成日期"))
    text = models.TextField(_("内容"), max_length=2_000, blank=True)
    stated_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(_("企业确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("在企业的业绩")
        ordering = ["done_on", "stated_at"]

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """That the end of the kept post was announced, so many days before, once."""

    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField(_("到期前天数"))
    made_on = models.DateField(_("提醒日期"))

    class Meta:
        verbose_name = _("到期提醒")
        ordering = ["made_on", "-days"]
        constraints = [
            models.UniqueConstraint(fields=["secondment", "days"], name="talent_reminded_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.made_on} {self.days}"

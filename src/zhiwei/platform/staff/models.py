"""What was said of a firm's staff at the end of a year. Nothing is overwritten; a later report of a source supersedes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class Report(models.Model):
    """Persons at the end of a year; None is a number that was not stated, which is not zero."""

    class Source(models.TextChoices):
        """Whose word it is; the statistics' goes before the firm's own."""

        STATISTICS = "statistics", _("统计部门")
        SELF = "self", _("企业自报")

    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="staff_reports")
    year = models.PositiveSmallIntegerField(_("年度"))
    technology = models.PositiveIntegerField(_("科技人员"), null=True, blank=True)
    skilled = models.PositiveIntegerField(_("科技人员以外的高技能人才"), null=True, blank=True)
    total = models.PositiveIntegerField(_("职工总数"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=10, choices=Source)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("登记时间"), default=clock.now)

    class Meta:
        verbose_name = _("人员情况")
        ordering = ["-year", "-made_at", "-pk"]
        indexes = [models.Index(fields=["year", "firm"], name="staff_by_year")]

    def __str__(self) -> str:
        return f"{self.firm} {self.year}"

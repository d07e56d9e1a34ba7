"""在职创业 (20.3): the yearly declaration of somebody in post who founded a firm."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.talent.models.people import Researcher
from zhiwei.platform.talent.models.records import Record


class SpareTime(Record):
    """A year at a firm of one's own, declared once; recorded when the unit confirmed it."""

    researcher = models.ForeignKey(Researcher, models.PROTECT, related_name="declarations")
    unit = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("所在单位"))
    firm = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("创办的企业")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    recorded_on = models.DateField(_("登记日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("在职创业声明")
        ordering = ["-year", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher", "firm", "year"], condition=models.Q(live=True),
                name="talent_declared_once_a_year",
            )
        ]  # fmt: skip

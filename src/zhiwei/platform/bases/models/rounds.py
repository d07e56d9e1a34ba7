"""A round in which bases are compared, and where each stood in it. Nothing is deleted."""

from __future__ import annotations

import uuid
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.bases.models.registers import Base
from zhiwei.platform.kit import clock


class Round(models.Model):
    """A yearly comparison: bases that applied are ranked by the registers as of one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    as_of = models.DateField(_("指标截止日"))
    closes_on = models.DateField(_("申请截止日"))
    reviews = models.PositiveSmallIntegerField(_("每个基地的评审专家数"), default=1)
    document = models.CharField(_("通知文号"), max_length=120)
    ranked_at = models.DateTimeField(null=True, blank=True)
    ranked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("评选批次")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Standing(models.Model):
    """What a base showed in a round, and its place; kept as it was computed, so that it can be computed again."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="standings")
    base = models.ForeignKey(Base, models.PROTECT, related_name="standings")
    case = models.UUIDField()
    residents = models.PositiveIntegerField(_("入驻企业"))
    technology = models.PositiveIntegerField(_("科技型和高技术服务型"))
    unsettled = models.PositiveIntegerField(_("资料不全"))
    """Residents of which it is not known whether they are; they count as not."""
    raised = models.PositiveIntegerField(_("成功培育"))
    place = models.PositiveIntegerField(_("名次"))
    leads = models.BooleanField(_("两项均高于平均"))

    class Meta:
        verbose_name = _("名次")
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "base"], name="bases_stands_once")]

    @property
    def share(self) -> Fraction | None:
        """The share of technology and high-technology service firms; None without residents."""
        return Fraction(self.technology, self.residents) if self.residents else None

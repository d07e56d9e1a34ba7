"""Public service platforms and centres (15.3): what they are, since when, and how those of institution nature move on."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Nature(models.TextChoices):
    """单位性质, the words of the rulebook's fact ``legal_nature``."""

    PUBLIC_INSTITUTION = "public_institution", _("事业单位")
    ENTERPRISE = "enterprise", _("企业")
    SOCIAL_ORGANISATION = "social_organisation", _("社会组织（民办非企业等）")


class Way(models.TextChoices):
    """How a platform moves to the market; 市场化、企业化运作 names the first two."""

    MARKET = "market", _("交由市场机构运营")
    ENTERPRISE = "enterprise", _("转为企业")
    DISSOLVED = "dissolved", _("撤销或并入其他单位")


class Platform(models.Model):
    """A registered platform. ``plan_*`` come from the accepted plan, ``closed_*`` from the confirmed end of the move."""

    subject = models.OneToOneField(
        "subjects.Subject", models.PROTECT, primary_key=True, related_name="public_platform"
    )
    nature = models.CharField(_("登记时的单位性质"), max_length=20, choices=Nature)
    set_up_on = models.DateField(_("建设（登记）日期"))
    department = models.CharField(_("主办部门"), max_length=120)
    to_be_moved = models.BooleanField(_("须过渡"), default=False)
    """What the law said on the day of registering: of institution nature and there before the Opinions."""
    plan_way = models.CharField(_("过渡方式"), max_length=10, choices=Way, blank=True)
    plan_document = models.CharField(_("过渡方案"), max_length=120, blank=True)
    plan_on = models.DateField(_("方案采纳日期"), null=True, blank=True)
    plan_due = models.DateField(_("计划完成日期"), null=True, blank=True)
    closed_on = models.DateField(_("完成日期"), null=True, blank=True)
    closed_document = models.CharField(_("完成的文号"), max_length=120, blank=True)
    receipt = models.UUIDField(_("判定回执"), null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    registered_on = models.DateField(_("登记日期"), default=clock.today)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("公共服务平台")
        ordering = ["subject__division", "subject__name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(to_be_moved=True),
                name="agencies_only_moved_close",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def open(self) -> bool:
        """Whether it still stands in the open list."""
        return self.to_be_moved and self.closed_on is None

    @property
    def key(self) -> uuid.UUID:
        """Its subject's key."""
        return self.subject_id

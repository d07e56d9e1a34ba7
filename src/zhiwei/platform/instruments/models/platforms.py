"""Service platforms, who keeps them, and what they were recognised as."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Platform(models.Model):
    """What the register keeps of a platform beside its subject.

    Whether it was formed with public money and what kind of unit it is are facts of the subject, stated by an authority.
    """

    subject = models.OneToOneField(
        "subjects.Subject", models.PROTECT, primary_key=True, related_name="technology_platform"
    )
    keeper = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="kept_platforms", verbose_name=_("管理单位")
    )
    place = models.CharField(_("地点"), max_length=200)
    opening = models.CharField(_("开放时间"), max_length=200, blank=True)
    document = models.CharField(_("建设文号"), max_length=120, blank=True)
    registered_at = models.DateTimeField(_("登记时间"), default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("科技创新服务平台")
        ordering = ["subject__division", "subject__name"]

    def __str__(self) -> str:
        return str(self.subject)


class Recognised(models.TextChoices):
    """The recognitions that 19.4 names."""

    NATIONAL_PLATFORM = "national_platform", _("国家级中小企业公共服务示范平台（技术类）")
    PROVINCIAL_PLATFORM = "provincial_platform", _("省级中小企业公共服务示范平台（技术类）")
    NATIONAL_CENTRE = "national_centre", _("国家级示范生产力促进中心")
    PROVINCIAL_CENTRE = "provincial_centre", _("省级示范生产力促进中心")


class Recognition(models.Model):
    """A recognition or its renewal, from a day to the day it must be renewed; without a last day it has no end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="recognitions")
    kind = models.CharField(_("认定"), max_length=20, choices=Recognised)
    document = models.CharField(_("认定文号"), max_length=120)
    from_day = models.DateField(_("起"))
    to_day = models.DateField(_("有效期至"), null=True, blank=True)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="platform_recognition")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("认定")
        ordering = ["-from_day", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "kind", "document"], name="instruments_recognised_once"
            ),
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")),
                name="instruments_recognition_days",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

"""Bases, who resides in them, and who graduated. Nothing is deleted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Kind(models.TextChoices):
    """The four kinds of 14.1."""

    INCUBATOR = "incubator", _("孵化器")
    START_UP_PARK = "start_up_park", _("创业园")
    CREATIVE_PARK = "creative_park", _("创意园")
    STANDARD_PLANT = "standard_plant", _("多层标准厂房")


class Investor(models.TextChoices):
    """Who invested: 各类投资主体."""

    STATE = "state", _("国有")
    COLLECTIVE = "collective", _("集体")
    PRIVATE = "private", _("民营")
    FOREIGN = "foreign", _("外资")
    MIXED = "mixed", _("混合")


class Base(models.Model):
    """What the register keeps of a base beside its subject; areas in square metres."""

    subject = models.OneToOneField("subjects.Subject", models.PROTECT, related_name="base")
    kind = models.CharField(_("类型"), max_length=14, choices=Kind)
    investor = models.CharField(_("投资主体"), max_length=10, choices=Investor)
    area = models.PositiveIntegerField(_("可出租面积（平方米）"))
    floors = models.PositiveSmallIntegerField(_("层数"), default=1)
    opened_on = models.DateField(_("启用日期"))
    boundary = models.CharField(_("四至范围"), max_length=300, blank=True)
    industry = models.CharField(_("主导产业"), max_length=120, blank=True)
    telephone = models.CharField(_("招商电话"), max_length=60, blank=True)
    """Of the office that lets rooms, of no person: it stands on the public page."""
    recognised_on = models.DateField(_("认定为省级创业示范基地的日期"), null=True, blank=True)
    document = models.CharField(_("认定文号"), max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("创业基地")
        constraints = [
            models.CheckConstraint(condition=models.Q(area__gt=0), name="bases_have_an_area"),
        ]

    def __str__(self) -> str:
        return str(self.subject)


class Struck(models.Model):
    """An entry that can be struck as a mistake, with the reason; it then counts for nothing and stays in sight."""

    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    struck_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Residency(Struck):
    """A firm in a base from the day of moving in to the day before moving out; ``area`` is what it rents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    base = models.ForeignKey(Base, models.PROTECT, related_name="residencies")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="residencies")
    moved_in_on = models.DateField(_("入驻日期"))
    moved_out_on = models.DateField(_("迁出日期"), null=True, blank=True)
    area = models.PositiveIntegerField(_("租用面积（平方米）"))

    class Meta:
        verbose_name = _("入驻登记")
        ordering = ["-moved_in_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(moved_out_on=None) | models.Q(moved_out_on__gte=models.F("moved_in_on")),
                name="bases_out_after_in",
            ),
            models.UniqueConstraint(
                fields=["firm"],
                condition=models.Q(moved_out_on=None, struck_at=None),
                name="bases_resides_once",
            ),
        ]


class Graduation(Struck):
    """A firm that a base raised; a firm graduates once, wherever it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    base = models.ForeignKey(Base, models.PROTECT, related_name="graduations")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="graduations")
    graduated_on = models.DateField(_("毕业日期"))
    document = models.CharField(_("毕业证明"), max_length=120)

    class Meta:
        verbose_name = _("毕业登记")
        ordering = ["-graduated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm"], condition=models.Q(struck_at=None), name="bases_graduates_once"
            ),
        ]

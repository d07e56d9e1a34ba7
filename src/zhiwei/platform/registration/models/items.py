"""Lists of approval items that concern enterprises, by version (17.8)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ItemList(models.Model):
    """One version of a place's list. Once published it does not change; a later one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    document = models.CharField(_("文号"), max_length=120)
    from_day = models.DateField(_("施行日期"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("公布时间"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("审批事项清单")
        ordering = ["division", "-from_day"]
        constraints = [
            models.UniqueConstraint(fields=["division", "from_day"], name="registration_list_once"),
        ]

    def __str__(self) -> str:
        return self.document


class Item(models.Model):
    """One approval item of a version: its steps, the days of the law and the days promised."""

    class Unit(models.TextChoices):
        """How its days are counted."""

        WORKING = "working", _("工作日")
        CALENDAR = "calendar", _("自然日")

    list = models.ForeignKey(ItemList, models.CASCADE, related_name="items")
    code = models.CharField(_("事项编码"), max_length=30)
    title = models.CharField(_("事项"), max_length=120)
    authority = models.CharField(_("审批部门"), max_length=100)
    steps = models.PositiveSmallIntegerField(_("环节数"))
    statutory_days = models.PositiveSmallIntegerField(_("法定时限"))
    promised_days = models.PositiveSmallIntegerField(_("承诺时限"))
    unit = models.CharField(_("计日方式"), max_length=8, choices=Unit, default=Unit.WORKING)

    class Meta:
        verbose_name = _("审批事项")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="registration_item_once"),
            models.CheckConstraint(
                condition=Q(promised_days__lte=F("statutory_days")), name="registration_promise_within_law"
            ),
            models.CheckConstraint(condition=Q(steps__gt=0), name="registration_item_has_steps"),
        ]

    def __str__(self) -> str:
        return self.title

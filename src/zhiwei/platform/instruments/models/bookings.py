"""What firms booked, at which price, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.instruments.models.platforms import Platform
from zhiwei.platform.instruments.models.resources import Resource, Slot
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class Reason(models.TextChoices):
    """Why a platform refuses a booking; one of these and an explanation are demanded each time."""

    FAULT = "fault", _("设备故障或检修")
    UNSUITED = "unsuited", _("资源不适合所述用途")
    UNSAFE = "unsafe", _("样品或方案不符合安全要求")
    PAPERS = "papers", _("说明或材料不全")
    STAFF = "staff", _("没有操作人员")
    OTHER = "other", _("其他")


class Booking(models.Model):
    """One use that was asked for; where it stands is said by its case.

    ``tariff`` and ``price`` are those of the day of booking, ``small`` what the rulebook found of the firm's size that day
    (None where its data do not settle it). ``live``: it holds its slot. ``minutes`` is what both sides confirmed.
    """

    case = models.OneToOneField(
        "cases.Case", models.PROTECT, primary_key=True, related_name="instrument_booking"
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="bookings")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="instrument_bookings")
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="bookings")
    tariff = FenField(_("收费标准"))
    price = FenField(_("应付使用费"))
    small = models.BooleanField(_("小微企业"), null=True)
    receipt = models.UUIDField(_("判定回执"))
    live = models.BooleanField(default=True)
    reason = models.CharField(_("拒绝理由"), max_length=10, choices=Reason, blank=True)
    explanation = models.TextField(_("说明"), blank=True)
    used_on = models.DateField(_("使用日期"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("使用时长（分钟）"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("评价"), null=True, blank=True)
    made_at = models.DateTimeField(_("预约时间"), default=clock.now)

    class Meta:
        verbose_name = _("预约")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["platform", "made_at"], name="instruments_by_platform")]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=models.Q(live=True), name="instruments_slot_booked_once"
            ),
            models.CheckConstraint(
                condition=models.Q(price__gte=0, price__lte=models.F("tariff")), name="instruments_price"
            ),
        ]

    def __str__(self) -> str:
        return str(self.resource)

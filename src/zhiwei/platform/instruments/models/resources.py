"""What a platform opens: instruments by slots, data and literature at any time, each with its price."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.instruments.models.platforms import Platform
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class Kind(models.TextChoices):
    """The three kinds that 19.3 names, by the words of the rulebook."""

    INSTRUMENT = "instrument", _("仪器设备")
    DATA = "data", _("科学数据")
    LITERATURE = "literature", _("科技文献")


class Resource(models.Model):
    """One instrument, body of data or literature with its tariff for one use.

    ``small_price`` is what a platform of no public money asks of small and micro firms; None where it sets none. What was
    booked keeps its own prices, so a tariff may change.
    """

    class State(models.TextChoices):
        """A withdrawn resource takes no bookings."""

        LISTED = "listed", _("开放")
        WITHDRAWN = "withdrawn", _("暂停开放")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="resources")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    title = models.CharField(_("名称"), max_length=120)
    text = models.TextField(_("用途和要求"), blank=True)
    tariff = FenField(_("收费标准（每次）"))
    small_price = FenField(_("对小微企业的价格（每次）"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.LISTED)
    made_at = models.DateTimeField(_("登记时间"), default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("科技资源")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "title"], name="instruments_resource_once"),
            models.CheckConstraint(condition=models.Q(tariff__gte=0), name="instruments_tariff"),
            models.CheckConstraint(
                condition=models.Q(small_price=None)
                | models.Q(small_price__gte=0, small_price__lte=models.F("tariff")),
                name="instruments_small_price",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_slot(self) -> bool:
        """Whether one firm at a time uses it."""
        return self.kind == Kind.INSTRUMENT


class Slot(models.Model):
    """A span of time in which an instrument is open to one firm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    closed_at = models.DateTimeField(null=True, blank=True)
    """Taken back by the keeper while nobody had it."""

    class Meta:
        verbose_name = _("时段")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "starts_at"],
                condition=models.Q(closed_at=None),
                name="instruments_slot_starts_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="instruments_slot_lasts"
            ),
        ]

    def __str__(self) -> str:
        first, last = self.starts_at.astimezone(clock.ZONE), self.ends_at.astimezone(clock.ZONE)
        return f"{first:%Y-%m-%d %H:%M}—{last:%H:%M}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

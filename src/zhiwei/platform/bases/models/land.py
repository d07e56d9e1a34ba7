"""Land for bases and for small firms in parks (14.5): what there is, who asks, who gets it, who was passed over and why."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.bases.models.registers import Struck
from zhiwei.platform.kit import clock


class LandKind(models.TextChoices):
    """The two kinds of land the sentence speaks of."""

    QUOTA = "quota", _("新增建设用地指标")
    RELEASED = "released", _("盘活的建设用地")


class LandSource(Struck):
    """The year's new quota of a division, or one released plot; square metres. ``allocated`` follows the allocations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("类型"), max_length=8, choices=LandKind)
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("地块"), max_length=120, blank=True)
    area = models.PositiveBigIntegerField(_("面积（平方米）"))
    allocated = models.PositiveBigIntegerField(_("已安排（平方米）"), default=0)
    document = models.CharField(_("文号"), max_length=120)

    class Meta:
        verbose_name = _("建设用地")
        ordering = ["-year", "division", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year"],
                condition=models.Q(kind="quota", struck_at=None),
                name="bases_quota_once",
            ),
            models.CheckConstraint(condition=models.Q(area__gt=0), name="bases_land_has_area"),
            models.CheckConstraint(
                condition=models.Q(allocated__lte=models.F("area")), name="bases_land_is_not_given_twice"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.year} {self.get_kind_display()}"

    @property
    def left(self) -> int:
        """Square metres not allocated yet."""
        return self.area - self.allocated


class LandRequest(models.Model):
    """A base or a firm asks for land. Whether it is a small firm in a park is computed on the day somebody decides."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("等待安排")
        GIVEN = "given", _("已安排")
        WITHDRAWN = "withdrawn", _("已撤回")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="land_requests")
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    purpose = models.CharField(_("用途"), max_length=200)
    area = models.PositiveBigIntegerField(_("申请面积（平方米）"))
    asked_on = models.DateField(_("申请日期"), default=clock.today)
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("用地申请")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"], condition=models.Q(state="waiting"), name="bases_asks_for_land_once"
            ),
            models.CheckConstraint(condition=models.Q(area__gt=0), name="bases_asks_for_some_land"),
        ]


class Allocation(Struck):
    """Land given out of one source, to a request or to somebody who did not ask here (``receiver``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(LandSource, models.PROTECT, related_name="allocations")
    request = models.ForeignKey(LandRequest, models.PROTECT, null=True, related_name="allocations")
    receiver = models.CharField(_("用地单位"), max_length=120, blank=True)
    area = models.PositiveBigIntegerField(_("安排面积（平方米）"))
    decided_on = models.DateField(_("决定日期"))
    document = models.CharField(_("文号"), max_length=120)

    class Meta:
        verbose_name = _("用地安排")
        ordering = ["-decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(struck_at=None) & ~models.Q(request=None),
                name="bases_land_given_once",
            ),
            models.CheckConstraint(condition=models.Q(area__gt=0), name="bases_gives_some_land"),
        ]  # fmt: skip


class PassedOver(models.Model):
    """A request that goes first and was not served by an allocation, with the written reason."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="passed_over")
    request = models.ForeignKey(LandRequest, models.PROTECT, related_name="passed_over")
    reason = models.CharField(_("理由"), max_length=300)

    class Meta:
        verbose_name = _("越过的申请")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "request"], name="bases_passed_over_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="bases_passed_over_for_a_reason"),
        ]

"""Who acts for which organisation in which role, from which day to which, and who stands in during leave."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.accounts.models.organisations import Organisation
from zhiwei.platform.accounts.roles import ADMINISTRATORS, Role
from zhiwei.platform.kit import clock


def on(day: date | F) -> Q:
    """The condition that a dated row holds on a day, or on one that a column names; first and last day included."""
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gte=day))


class Membership(models.Model):
    """A user's role in an organisation. ``division`` is what an official's role covers, with all below it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    division = models.CharField(_("行政区划"), max_length=6, blank=True, db_index=True)
    from_day = models.DateField(_("自"))
    to_day = models.DateField(_("至"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=20, default="office")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        ordering: ClassVar[list[str]] = ["from_day", "role"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="membership_days_in_order",
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(
                name="membership_one_administrator",
                fields=["user"],
                condition=Q(role__in=sorted(ADMINISTRATORS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"


class Delegation(models.Model):
    """During leave another official acts in a membership's place; every act then names whom it was done for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="delegations")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stands_in")
    from_day = models.DateField(_("自"))
    to_day = models.DateField(_("至"))
    why = models.CharField(_("事由"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(_("提前结束"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("代理")
        verbose_name_plural = _("代理")
        ordering: ClassVar[list[str]] = ["-from_day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="delegation_days_in_order", condition=Q(to_day__gte=F("from_day")))
        ]

    def __str__(self) -> str:
        return f"{self.to_user} ← {self.membership}"

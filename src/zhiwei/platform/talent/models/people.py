"""The researchers of universities, institutes and other public units."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Researcher(models.Model):
    """A member of staff as his unit keeps him. His name is shown to himself and the parties; officials give a reason.

    ``organisation`` is the person alone: who logs in for it speaks for himself, not for the unit. It carries unit and
    staff number, never a name, since offices and histories show it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="researchers", verbose_name=_("所在单位")
    )
    organisation = models.OneToOneField("accounts.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(_("姓名"), max_length=60)
    number = models.CharField(_("工号"), max_length=20)
    title = models.CharField(_("现有专业技术资格"), max_length=60, blank=True)
    high_level = models.BooleanField(_("高层次人才"), default=False)
    high_level_basis = models.CharField(_("认定为高层次人才的依据"), max_length=120, blank=True)
    left_on = models.DateField(_("离开单位的日期"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("科技人员")
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="talent_staff_number_once"),
            models.CheckConstraint(
                condition=models.Q(high_level=False) | ~models.Q(high_level_basis=""),
                name="talent_high_level_has_a_basis",
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """The family name and a star for every other character, as lists for officials show it."""
        return self.name[:1] + "*" * max(len(self.name) - 1, 1)

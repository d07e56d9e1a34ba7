"""省级特色工业设计示范基地 (21.2): the places there are, each held by one base."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class DesignPlace(models.Model):
    """A numbered place among the supported design bases. Numbers run from 1 to what the sentence names; the database
    keeps each number for one base, so that no two at once take the last."""

    number = models.PositiveSmallIntegerField(_("名额"), unique=True)
    subject = models.OneToOneField("subjects.Subject", models.PROTECT, related_name="design_place")
    case = models.UUIDField()
    document = models.CharField(_("认定文号"), max_length=120)
    taken_on = models.DateField(_("入选日期"), default=clock.today)
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("设计示范基地名额")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="bases_design_places_from_one"),
        ]

"""What the desk computes over many subjects and keeps: surveys of answers, and trials of other rules."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import Job


class Computed(models.Model):
    """Something computed by a job over the subjects of a division; ``result`` is None until it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("行政区划"), max_length=6)
    as_of = models.DateField(_("适用日"))
    stamp = models.CharField(max_length=32, blank=True)
    """State of the register of decisions on which it rests."""
    rulebook = models.CharField(max_length=64)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("计算时间"), default=clock.now)

    class Meta:
        abstract = True


class Survey(Computed):
    """How many subjects each measure answers how, by city and by size."""

    class Meta:
        verbose_name = _("全域判定")
        indexes = [models.Index(fields=["division", "as_of", "-made_at"], name="survey_by_division")]

    def __str__(self) -> str:
        return f"{self.division} {self.as_of}"


class Trial(Computed):
    """政策测算: the same subjects under other values of parameters. Nothing of it is law."""

    title = models.CharField(_("名称"), max_length=80)
    changes = models.JSONField(_("改动"), default=dict)
    """Value in file form by parameter."""

    class Meta:
        verbose_name = _("政策测算")
        indexes = [models.Index(fields=["division", "-made_at"], name="trial_by_division")]

    def __str__(self) -> str:
        return self.title

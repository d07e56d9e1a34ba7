"""The runs that look for entitled subjects, and what each of them found."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import Job


class Run(models.Model):
    """One run of a programme over the subjects of a division; ``result`` is None until it is done.

    What an official begins is only counted at first (``plan``, as a result is kept); cases are opened and published once
    another official has released it. The nightly run is the installation's own and waits for nobody.

    The result holds counts by verdict and by the criterion that decided, what became of cases, and places with their
    amounts; docs/platform/funds.md tells its keys.
    """

    class Standing(models.TextChoices):
        """From the count to the end; a run of the night counts and opens in one."""

        COUNTING = "counting", _("核算中")
        WAITS = "waits", _("待复核")
        OPENING = "opening", _("立案公示中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    type = models.CharField(_("项目"), max_length=40)
    division = models.CharField(_("行政区划"), max_length=6)
    as_of = models.DateField(_("适用日"))
    stamp = models.CharField(max_length=32, blank=True)
    """The state of the register of decisions when it began."""
    rulebook = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey("kit.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan = models.JSONField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    made_at = models.DateTimeField(_("开始时间"), default=clock.now)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("免申即享核算")
        indexes = [models.Index(fields=["type", "division", "-made_at"], name="funds_runs")]

    @property
    def waits(self) -> bool:
        """Whether it is counted and another official has not released it yet."""
        return self.plan is not None and self.released_at is None

    @property
    def standing(self) -> Run.Standing:
        """How far it is."""
        if self.result is not None:
            return self.Standing.DONE
        if self.waits:
            return self.Standing.WAITS
        if self.job is not None and self.job.state in (Job.State.FAILED, Job.State.CANCELLED):
            return self.Standing.FAILED
        return self.Standing.COUNTING if self.plan is None else self.Standing.OPENING

    def __str__(self) -> str:
        return f"{self.type} {self.as_of}"

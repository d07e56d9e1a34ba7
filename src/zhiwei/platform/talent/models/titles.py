"""回原单位评审专业技术资格 (20.2): an application of somebody seconded, with work at the firm as evidence."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.talent.models.secondments import Secondment, WorkDone


class TitleApplication(models.Model):
    """One application, reviewed by the former unit."""

    class State(models.TextChoices):
        """Where it stands."""

        APPLIED = "applied", _("待评审")
        GRANTED = "granted", _("评审通过")
        REFUSED = "refused", _("评审未通过")
        WITHDRAWN = "withdrawn", _("已撤回")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="titles")
    title = models.CharField(_("申报的专业技术资格"), max_length=60)
    works = models.ManyToManyField(WorkDone, related_name="titles", verbose_name=_("在企业的业绩"))
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.APPLIED)
    applied_at = models.DateTimeField(_("申报时间"), default=clock.now)
    decided_at = models.DateTimeField(_("评审时间"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    document = models.CharField(_("评审文号"), max_length=120, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("专业技术资格评审")
        ordering = ["-applied_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["secondment"], condition=models.Q(state="applied"), name="talent_one_title_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

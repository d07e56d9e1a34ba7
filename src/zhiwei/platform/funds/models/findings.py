"""What the runs of a programme found of each subject, kept as dated versions: a run writes only what changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenField


class Finding(models.Model):
    """What is known of one subject for a programme and day from the run begun at ``since`` until that begun at ``until``.

    ``division`` is the subject's at that time. ``verdict`` is CONTRADICTORY where its facts contradict each other.
    ``deciding`` names the criterion that decided against it, ``missing`` the facts that verdict or amount still depend on,
    ``said`` tells why its case could not go on.
    """

    CONTRADICTORY = "contradictory"

    type = models.CharField(_("项目"), max_length=40)
    as_of = models.DateField(_("适用日"))
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("企业"))
    division = models.CharField(_("行政区划"), max_length=6)
    verdict = models.CharField(_("判定"), max_length=20)
    deciding = models.CharField(max_length=100, blank=True)
    fen = FenField(_("应得金额"), null=True)
    missing = models.JSONField(default=list, blank=True)
    said = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("核算结果")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "as_of", "subject"], condition=models.Q(until=None), name="funds_finding_once"
            )
        ]
        indexes = [models.Index(fields=["type", "as_of", "division", "verdict"], name="funds_findings")]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.verdict}"

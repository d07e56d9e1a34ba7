"""What was said of a subject: by whom, for which period, received and recorded when. Nothing is ever overwritten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models.subjects import Subject


class FactRecord(models.Model):
    """事实: one statement of one source. A newer statement of the same source supersedes it; both stay."""

    class Status(models.TextChoices):
        """What the source says; withdrawn takes its earlier statement back."""

        KNOWN = "known", _("已知")
        REFUSED = "refused", _("拒绝提供")
        NOT_APPLICABLE = "not_applicable", _("不适用")
        WITHDRAWN = "withdrawn", _("撤回")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="facts")
    name = models.CharField(_("事实"), max_length=80)
    period = models.CharField(_("期间"), max_length=10, blank=True)
    """``2011``, ``2012Q2``, ``2012-06``, ``2012-06-30``, or empty."""
    holds_from = models.DateField(_("自何日起"), null=True, blank=True)
    """Of a state without period: the day from which it holds; empty replaces all the source said before."""
    value = models.JSONField(_("值"), null=True)
    """In file form: yuan and days as text, choices by their code."""
    status = models.CharField(_("状态"), max_length=14, choices=Status, default=Status.KNOWN)
    source = models.CharField(_("来源"), max_length=40)
    """A code of ``data/sources.yaml``."""
    legal_basis = models.CharField(_("依据"), max_length=200, blank=True)
    received_on = models.DateField(_("收到日期"))
    known_from = models.DateField()
    """The day from which it counts as known: of a correction the day it was recorded, else the day it was received."""
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"), default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    import_row = models.ForeignKey(
        "subjects.ImportRow", models.SET_NULL, null=True, blank=True, related_name="facts"
    )

    class Meta:
        verbose_name = _("事实")
        indexes = [
            models.Index(fields=["subject", "name", "period", "source"], name="fact_by_key"),
            models.Index(fields=["name", "source"], name="fact_by_source"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``revenue`` or ``revenue@2011``."""
        return f"{self.name}@{self.period}" if self.period else self.name

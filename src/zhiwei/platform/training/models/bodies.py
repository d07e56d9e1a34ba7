"""委托: which training body may train for the programme, for whom, for how long and at what price."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class Kind(models.TextChoices):
    """Which sentence a course serves; the value is the sentence."""

    SHORT = "16.2", _("短期培训")
    ABILITY = "16.3", _("创业能力提升培训")


class Commission(models.Model):
    """A document by which an authority found a training body qualified and commissioned it.

    Which bodies are qualified and what a person-time costs the Opinions leave open, so both come from the document:
    ``conditions`` says what the body was found to fulfil, ``fee`` is the price of a proved person-time, None where the
    document names none. The body holds courses in the authority's division and below.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="commissions", verbose_name=_("培训机构")
    )
    kind = models.CharField(_("培训类别"), max_length=4, choices=Kind.choices)
    division = models.CharField(_("委托地区"), max_length=6, db_index=True)
    document = models.CharField(_("委托文号"), max_length=120)
    conditions = models.TextField(_("符合的条件"))
    fee = FenField(_("每人次费用"), null=True, blank=True)
    from_day = models.DateField(_("起始日"))
    to_day = models.DateField(_("终止日"))
    ended_on = models.DateField(_("提前终止日"), null=True, blank=True)
    ended_why = models.TextField(_("终止理由"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("培训委托")
        ordering = ["-from_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "document", "kind"], name="training_commissioned_once_by_a_document"
            ),
            models.CheckConstraint(
                condition=Q(to_day__gte=models.F("from_day")), name="training_commission_days"
            ),
            models.CheckConstraint(condition=Q(fee=None) | Q(fee__gt=0), name="training_fee_above_zero"),
        ]

    def __str__(self) -> str:
        return self.document

    @property
    def last_day(self) -> date:
        """The last day on which the body counts as qualified by it."""
        return min(self.to_day, self.ended_on) if self.ended_on else self.to_day

    def holds(self, first: date, last: date) -> bool:
        """Whether it is in force on all days of a course."""
        return self.from_day <= first and last <= self.last_day

    def covers(self, division: str) -> bool:
        """Whether the body may hold courses there under it."""
        return division in covered_by(self.division)

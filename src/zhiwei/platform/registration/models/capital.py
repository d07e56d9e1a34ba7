"""Who contributes what to the registered capital, by when, and what was paid (17.1, 17.3)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.registration.models.filings import Entry, Filing
from zhiwei.policy.vocabulary_procedure import ContributionKind

KINDS = [(str(one.value), one.zh) for one in ContributionKind]
"""Every kind that a text names; which of them are allowed is asked of the rulebook."""


class Contribution(models.Model):
    """One instalment of one contributor.

    Of a draft while ``enterprise`` is None. Once registered it stands in the enterprise's schedule from ``from_day`` until a
    merger or division puts an agreed one in its place (``ended_on``). ``at_founding``: paid when the enterprise is founded.
    A later instalment is due on ``due_on``; where none was agreed, the decision writes the last day of the law.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="contributions")
    contributor = models.CharField(_("出资人"), max_length=100)
    kind = models.CharField(_("出资方式"), max_length=24, choices=KINDS)
    fen = FenField(_("出资额"))
    at_founding = models.BooleanField(_("登记时缴付"), default=False)
    due_on = models.DateField(_("缴付期限"), null=True, blank=True)
    proof = models.CharField(_("验资或评估报告"), max_length=120, blank=True)
    paid_on = models.DateField(_("缴付日期"), null=True, blank=True)
    enterprise = models.ForeignKey(
        "subjects.Subject", models.PROTECT, null=True, related_name="contributions"
    )
    from_day = models.DateField(_("登记日期"), null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("出资")
        ordering = ["-at_founding", "due_on", "contributor", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="registration_contributes_something"),
        ]
        indexes = [models.Index(fields=["enterprise", "due_on"], name="registration_by_due_day")]

    def __str__(self) -> str:
        return f"{self.contributor} {self.get_kind_display()}"


class PaidIn(models.Model):
    """A filing states that an instalment was paid; the decision carries it into the schedule."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="paid_in")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="payments")
    paid_on = models.DateField(_("缴付日期"))
    proof = models.CharField(_("验资或评估报告"), max_length=120)

    class Meta:
        verbose_name = _("缴付出资")
        constraints = [
            models.UniqueConstraint(fields=["filing", "contribution"], name="registration_paid_once"),
        ]

    def __str__(self) -> str:
        return str(self.contribution)


class PilotArea(models.Model):
    """A place in which the right to use the sea may be contributed (17.3), by the document that says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("试点地区"), max_length=6)
    document = models.CharField(_("文号"), max_length=120)
    from_day = models.DateField(_("起始日"))
    to_day = models.DateField(_("终止日"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("海域使用权出资试点地区")
        ordering = ["division", "from_day"]
        constraints = [
            models.UniqueConstraint(fields=["division", "document"], name="registration_pilot_once"),
        ]

    def __str__(self) -> str:
        return self.document

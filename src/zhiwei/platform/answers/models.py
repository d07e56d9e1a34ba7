"""判定回执: answers that can be reproduced, and the rulebooks they name."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class StoredRulebook(models.Model):
    """规则集: the canonical file of a rulebook, by its content hash; kept as long as a receipt names it."""

    hash = models.CharField(primary_key=True, max_length=64)
    packed = models.BinaryField()
    """The file, compressed."""
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("规则集")

    def __str__(self) -> str:
        return self.hash[:12]


class Receipt(models.Model):
    """What makes one answer reproducible: dates, facts with sources, decisions, and the whole answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(null=True, blank=True, db_index=True)
    """The subject it speaks of; None for an answer to facts of nobody in the register."""
    as_of = models.DateField(_("适用日"))
    known_on = models.DateField(_("认知日"), null=True, blank=True)
    rulebook = models.ForeignKey(StoredRulebook, models.PROTECT, related_name="receipts")
    record = models.JSONField()
    purpose = models.CharField(_("用途"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("判定回执")
        indexes = [models.Index(fields=["subject", "-made_at"], name="answers_receipts")]

    def __str__(self) -> str:
        return str(self.pk)

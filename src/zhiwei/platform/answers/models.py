"""判定回执: answers that can be reproduced, the rulebooks they name, and the sealed notices made of them."""

from __future__ import annotations

import uuid
import zlib
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.answers import packing
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


class Pattern(models.Model):
    """The first receipt of a question under a rulebook; those after it are stored as what differs. Never changed."""

    rulebook = models.ForeignKey(StoredRulebook, models.PROTECT, related_name="patterns")
    kind = models.CharField(max_length=64)
    packed = models.BinaryField()

    class Meta:
        verbose_name = _("回执样式")
        constraints = [models.UniqueConstraint(fields=["rulebook", "kind"], name="answers_pattern_once")]

    @cached_property
    def content(self) -> bytes:
        """The canonical bytes that receipts are compressed against."""
        return zlib.decompress(bytes(self.packed))


class Receipt(models.Model):
    """What makes one answer reproducible: dates, facts with sources, decisions, and the whole answer. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(null=True, blank=True, db_index=True)
    """The subject it speaks of; None for an answer to facts of nobody in the register."""
    division = models.CharField(_("行政区划"), max_length=6, blank=True)
    """The place whose office answered; empty where none did."""
    entity = models.CharField(max_length=40)
    as_of = models.DateField(_("适用日"))
    known_on = models.DateField(_("认知日"), null=True, blank=True)
    rulebook = models.ForeignKey(StoredRulebook, models.PROTECT, related_name="receipts")
    pattern = models.ForeignKey(Pattern, models.PROTECT, related_name="+")
    packed = models.BinaryField()
    """The record, compressed against the pattern."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the record's canonical form."""
    purpose = models.CharField(_("用途"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("判定回执")
        indexes = [models.Index(fields=["subject", "-made_at"], name="answers_receipts")]

    def __str__(self) -> str:
        return str(self.pk)

    @cached_property
    def record(self) -> dict[str, Any]:
        """The receipt as the engine reads it (:mod:`zhiwei.engine.receipt`). Raises ValueError where it is damaged."""
        return packing.unpack(bytes(self.packed), self.pattern.content)


class Notice(models.Model):
    """告知书: a receipt as a sealed PDF. Its bytes lie among the files; its signature stands here. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="notices")
    language = models.CharField(max_length=7)
    file = models.ForeignKey("kit.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    signer = models.CharField(max_length=40)
    """Which signer made the signature, by its name in :mod:`signing`."""
    key_id = models.CharField(max_length=64)
    """The fingerprint of the public key."""
    signature = models.TextField()
    """As text, in the signer's own form."""
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("告知书")
        constraints = [models.UniqueConstraint(fields=["receipt", "language"], name="answers_notice_once")]

    def __str__(self) -> str:
        return str(self.pk)

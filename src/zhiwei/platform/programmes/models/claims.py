"""What only one case may have: a place of a year, an invoice, a subject's turn."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class Claim(models.Model):
    """That a case holds a key of a scope. Two live claims of one key cannot stand in the database; a freed one counts no more."""

    scope = models.CharField(_("范围"), max_length=100)
    key = models.CharField(_("键"), max_length=300)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="claims")
    made_at = models.DateTimeField(default=clock.now)
    freed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("占用")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key"], condition=models.Q(freed_at=None), name="programmes_claim_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"

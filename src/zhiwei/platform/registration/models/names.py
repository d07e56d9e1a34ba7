"""Names held for filings that are under way (17.5)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.registration.models.filings import Filing


class NameBook(models.Model):
    """One row for each place, locked while a name is taken there, so that two who want one name wait for each other."""

    division = models.CharField(max_length=6, unique=True)

    class Meta:
        verbose_name = _("名称登记簿")

    def __str__(self) -> str:
        return self.division


class NameHold(models.Model):
    """A trade name (字号) within an industry word, held in a place for one filing until it ends.

    ``whole``: nobody else gets the trade name in any industry, because an individual business carries it on into the
    enterprise it becomes.
    """

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="holds")
    division = models.CharField(max_length=6)
    core = models.CharField(_("字号"), max_length=200)
    industry = models.CharField(max_length=200, blank=True)
    whole = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("保留的字号")
        constraints = [
            models.UniqueConstraint(
                fields=["division", "core", "industry"],
                condition=Q(released_at=None),
                name="registration_name_held_once",
            )
        ]

    def __str__(self) -> str:
        return self.core

"""What the province's own rule on guarantees says (32.3): the sentence leaves limit, share and cap to it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class Scheme(models.Model):
    """担保风险补偿办法: from its first day until the next one's. ``ratio`` is an exact share in writing, ``0.4``."""

    division = models.CharField(_("行政区划"), max_length=6)
    from_day = models.DateField(_("施行日期"))
    limit = FenField(_("单笔担保限额"))
    ratio = models.CharField(_("补偿比例"), max_length=20)
    cap = FenField(_("单笔补偿上限"))
    document = models.CharField(_("文号"), max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("担保风险补偿办法")
        ordering = ["-from_day"]
        constraints = [
            models.UniqueConstraint(fields=["division", "from_day"], name="funds_scheme_once"),
            models.CheckConstraint(
                condition=models.Q(limit__gt=0) & models.Q(cap__gt=0), name="funds_scheme_above_zero"
            ),
            models.CheckConstraint(condition=~models.Q(document=""), name="funds_scheme_has_a_document"),
        ]

    def __str__(self) -> str:
        return self.document

    @property
    def share(self) -> Fraction:
        """The part of a loss that is compensated, as a fraction of 1."""
        return Fraction(self.ratio)


def scheme_on(day: date, division: str = "330000") -> Scheme | None:
    """The scheme in force on a day; None where none is filed."""
    return Scheme.objects.filter(division=division, from_day__lte=day).order_by("-from_day").first()

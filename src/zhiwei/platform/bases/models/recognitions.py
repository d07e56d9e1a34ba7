"""What a base was recognised as, by which level: the ground of the tax relief of 14.4."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.bases.models.registers import Base, Struck


class RecognisedAs(models.TextChoices):
    """As what."""

    DEMONSTRATION = "demonstration", _("创业示范基地")
    INCUBATOR = "incubator", _("科技企业孵化器")


class RecognisedBy(models.TextChoices):
    """By which level; the state recognises incubators only."""

    COUNTY = "county", _("县级")
    CITY = "city", _("市级")
    PROVINCE = "province", _("省级")
    STATE = "state", _("国家级")


class Recognition(Struck):
    """A recognition with its document, from its day on; one of each kind and level counts at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    base = models.ForeignKey(Base, models.PROTECT, related_name="recognitions")
    what = models.CharField(_("认定类型"), max_length=13, choices=RecognisedAs)
    level = models.CharField(_("认定级别"), max_length=8, choices=RecognisedBy)
    recognised_on = models.DateField(_("认定日期"))
    document = models.CharField(_("认定文号"), max_length=120)

    class Meta:
        verbose_name = _("认定")
        ordering = ["-recognised_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "what", "level"],
                condition=models.Q(struck_at=None),
                name="bases_recognised_once",
            ),
        ]

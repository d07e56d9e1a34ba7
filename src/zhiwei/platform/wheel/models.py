"""What was done about a yearly duty: planned, done, published, not applicable. Entries are added, never changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class Kind(models.TextChoices):
    """What an entry says."""

    PLANNED = "planned", _("计划日期")
    DONE = "done", _("已完成")
    PUBLISHED = "published", _("已公布")
    NOT_APPLICABLE = "not_applicable", _("当年不适用")
    REVOKED = "revoked", _("撤销登记")


class Entry(models.Model):
    """One statement about a duty, a year and a place, with the document it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.CharField(max_length=40, db_index=True)
    """An id of ``data/duties.yaml``."""
    year = models.PositiveSmallIntegerField(_("年度"))
    division = models.CharField(_("地区"), max_length=6)
    kind = models.CharField(_("事项"), max_length=14, choices=Kind)
    day = models.DateField(_("日期"))
    """The day planned, or on which it was done or published."""
    document = models.CharField(_("文号"), max_length=120, blank=True)
    summary = models.CharField(_("内容"), max_length=500, blank=True)
    address = models.URLField(_("公布网址"), blank=True)
    proof = models.ForeignKey(
        "kit.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("证明材料")
    )
    revokes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="revoked_by", verbose_name=_("撤销")
    )
    """The entry that was made by mistake; it counts no more. An entry is revoked once."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("年度事项登记")
        indexes = [models.Index(fields=["year", "duty", "division"], name="wheel_by_year")]

    def __str__(self) -> str:
        return f"{self.duty} {self.year} {self.division} {self.kind}"

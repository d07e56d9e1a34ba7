"""A workbook with which many cases are opened, or one step is taken in many, all or none."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.cases.models.cases import Origin
from zhiwei.platform.kit import clock


class Bulk(models.Model):
    """One file as it was read and tried; ``rows`` are plain data, each with its number, its target and its defects.

    ``transition`` is ``open`` for new cases. ``documents`` are files by name that every row hands in.
    """

    class State(models.TextChoices):
        """A faulty file does nothing; a corrected one is a file of its own."""

        FAULTY = "faulty", _("有错误")
        READY = "ready", _("待确认")
        FILED = "filed", _("已办理")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey("kit.StoredFile", models.PROTECT, related_name="+")
    type = models.CharField(_("事项"), max_length=40)
    transition = models.CharField(_("步骤"), max_length=40)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin)
    documents = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=9, choices=State)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("上传时间"), default=clock.now)
    filed_at = models.DateTimeField(_("办理时间"), null=True)

    class Meta:
        verbose_name = _("批量办理")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.pk)


def files_named() -> set[str]:
    """Keys of the files that rows hand in, as long as the rows are kept."""
    rows = Bulk.objects.exclude(documents={}).values_list("documents", flat=True)
    return {str(key) for documents in rows for key in documents.values()}

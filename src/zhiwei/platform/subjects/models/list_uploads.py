"""A workbook with which a list is filled: read and tried, then entered whole or not at all."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import StoredFile


class Result(models.TextChoices):
    """What entering a row does."""

    NEW = "new", _("新登记")
    CHANGED = "changed", _("修改")
    SAME = "same", _("不变")
    REFUSED = "refused", _("不能登记")


class ListUpload(models.Model):
    """One file as it was read and tried; ``rows`` are plain data.

    Each row has ``number``, ``cells`` (texts by field, as they are shown), ``data`` (as the form takes them), ``result``,
    ``told``, ``doubt`` (what to look at twice), ``defects`` (each ``field``, ``column``, ``heading``, ``text``) and
    ``subjects``, the keys of those it names.
    """

    class State(models.TextChoices):
        """A faulty file enters nothing; a corrected one is a file of its own."""

        FAULTY = "faulty", _("有错误")
        READY = "ready", _("待确认")
        SAME = "same", _("没有变化")
        ENTERED = "entered", _("已登记")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("清单"), max_length=40)
    """The name of a :class:`zhiwei.platform.subjects.list_files.ListFile`."""
    target = models.CharField(max_length=64)
    """Whose list, as the kind's addresses name it."""
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    columns = models.JSONField(default=dict)
    """Where each field stands: the column's letter (in csv its number) and its heading as it is written."""
    unread = models.JSONField(default=list)
    """Headings of columns that the list does not have."""
    other_sheets = models.JSONField(default=list)
    """Further sheets of the workbook in which something stands, and which are not read."""
    rows = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=9, choices=State)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("上传时间"), default=clock.now)
    entered_at = models.DateTimeField(_("登记时间"), null=True)

    class Meta:
        verbose_name = _("按表登记")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["made_by", "kind", "target"], name="list_upload_of_list")]

    def __str__(self) -> str:
        return str(self.pk)

    def count(self, result: str) -> int:
        """Rows of a result."""
        return sum(row["result"] == result for row in self.rows)

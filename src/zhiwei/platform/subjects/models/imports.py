"""Files of agencies on their way into the register: what they hold, what is wrong, what they would change."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import Job, StoredFile
from zhiwei.platform.subjects.models.subjects import Subject


class ImportBatch(models.Model):
    """One file handed in by one source, from upload to commit."""

    class State(models.TextChoices):
        """A faulty file is never committed; a corrected one is a batch of its own that names it."""

        UPLOADED = "uploaded", _("已上传")
        FAULTY = "faulty", _("有错误")
        READY = "ready", _("待确认")
        COMMITTED = "committed", _("已入库")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    entity = models.CharField(_("主体类型"), max_length=40, default="enterprise")
    source = models.CharField(_("来源"), max_length=40)
    legal_basis = models.CharField(_("依据"), max_length=200, blank=True)
    received_on = models.DateField(_("收到日期"))
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    division = models.CharField(_("行政区划"), max_length=6)
    """Rows of other divisions are refused."""
    create_missing = models.BooleanField(_("登记未匹配的主体"), default=False)
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.UPLOADED)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="corrections")
    columns = models.JSONField(default=list)
    """The headings as they were understood, each with its defects."""
    counts = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("上传时间"), default=clock.now)
    committed_at = models.DateTimeField(_("入库时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("导入")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.id)


class ImportRow(models.Model):
    """A row of the file as it was read; it stays as the origin of the facts it gave."""

    class Match(models.TextChoices):
        """What committing the row does."""

        NEW = "new", _("新主体")
        CHANGED = "changed", _("有变化")
        UNCHANGED = "unchanged", _("无变化")
        UNMATCHED = "unmatched", _("未匹配")
        FAULTY = "faulty", _("有错误")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("行"))
    match = models.CharField(_("结果"), max_length=9, choices=Match)
    subject = models.ForeignKey(Subject, models.SET_NULL, null=True, blank=True, related_name="+")
    payload = models.JSONField(default=dict)
    """``ids`` and ``facts`` in file form, and ``changes``: the facts that the register does not hold yet."""
    defects = models.JSONField(default=list)

    class Meta:
        verbose_name = _("导入的行")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "match"], name="import_row_by_match")]

    def __str__(self) -> str:
        return str(self.number)

"""What the kit keeps: files by their content, jobs with their progress, and the index of the search."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class StoredFile(models.Model):
    """One file somebody handed in; equal contents share one place on the disk, named by their hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("大小"))
    kind = models.CharField(_("类型"), max_length=8)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("上传时间"), default=clock.now)

    class Meta:
        verbose_name = _("文件")

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Work done apart from a request: how far it is, what it says, what came of it."""

    class State(models.TextChoices):
        """From waiting to one of three ends."""

        WAITING = "waiting", _("等待中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("事项"), max_length=200)
    function = models.CharField(max_length=200)
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    text = models.CharField(max_length=500, blank=True)
    result = models.JSONField(null=True, blank=True)
    stop_asked = models.BooleanField(default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("任务")
        indexes = [models.Index(fields=["started_by", "-created_at"], name="kit_job_by_person")]

    def __str__(self) -> str:
        return self.title

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def percent(self) -> int | None:
        """Whole percent, None as long as the total is not known."""
        if self.state == self.State.DONE:
            return 100
        return min(100, self.done * 100 // self.total) if self.total else None


class Entry(models.Model):
    """One thing that can be found; its words lie in a full-text index beside it (:mod:`zhiwei.platform.kit.search`)."""

    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=64, blank=True)
    """Empty for what everybody may find; else what :func:`search` must be asked for by name, such as a division."""
    is_name = models.BooleanField(default=False)
    """Whether the title is a name, found by pinyin and initials too."""

    class Meta:
        verbose_name = _("检索条目")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="kit_entry_once")]
        indexes = [models.Index(fields=["kind", "scope"], name="kit_entry_scope")]

    def __str__(self) -> str:
        return self.title

"""Two chains of hashes: what was done, and which non-public data were read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import append_only


class AppendOnly(append_only.AppendOnly):
    """Somebody tried to change or delete an audit row through the models."""

    def __init__(self) -> None:
        super().__init__(
            "审计记录只能追加，不能修改或删除 / audit rows are appended, never changed or deleted"
        )


class Rows(append_only.Rows):
    """Audit rows: to be asked, not changed."""

    refusal = AppendOnly


class Head(models.Model):
    """The end of a chain: its last number and hash, locked by whoever appends. ``identity`` begins the chain."""

    chain = models.CharField(primary_key=True, max_length=10)
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class Row(append_only.Once):
    """What every row of a chain says: who, for whom, when, from where, and its place in the chain."""

    seq = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("用户"), related_name="+"
    )
    name = models.CharField(_("姓名"), max_length=80, blank=True)
    office = models.TextField(_("单位和角色"), blank=True)
    acting_for = models.CharField(_("代理"), max_length=200, blank=True)
    origin = models.CharField(_("来源地址"), max_length=45, blank=True)
    request = models.CharField(_("请求编号"), max_length=64, blank=True)
    previous = models.CharField(_("上一哈希"), max_length=64)
    hash = models.CharField(_("哈希"), max_length=64, unique=True)

    objects = models.Manager.from_queryset(Rows)()
    refusal = AppendOnly

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["seq"]


class Act(Row):
    """Something done with legal effect, or refused: the act, the record it concerns, and its particulars as JSON text."""

    act = models.CharField(_("行为"), max_length=60, db_index=True)
    kind = models.CharField(_("对象类型"), max_length=40)
    key = models.CharField(_("对象"), max_length=200)
    division = models.CharField(_("行政区划"), max_length=6, blank=True, db_index=True)
    content = models.TextField(_("内容"), default="{}")

    class Meta(Row.Meta):
        verbose_name = _("行为记录")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "key"], name="act_of_record")]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.kind} {self.key}"

    @property
    def detail(self) -> dict[str, Any]:
        """The particulars."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class Reading(Row):
    """What one request showed of non-public data: a list of ``{kind, key, fields, why}`` as JSON text."""

    content = models.TextField(_("内容"), default="[]")

    class Meta(Row.Meta):
        verbose_name = _("查阅记录")

    def __str__(self) -> str:
        return f"{self.seq} {self.name}"

    @property
    def items(self) -> list[dict[str, Any]]:
        """What was shown."""
        found: list[dict[str, Any]] = json.loads(self.content)
        return found


class ReadItem(models.Model):
    """Finds the readings of a record; follows from :attr:`Reading.items` and is checked against them."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="index")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)

    objects = models.Manager.from_queryset(Rows)()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "key"], name="reading_of_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @classmethod
    def pairs(cls, items: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
        """The records that items name, each once, in order."""
        return sorted({(item["kind"], item["key"]) for item in items})

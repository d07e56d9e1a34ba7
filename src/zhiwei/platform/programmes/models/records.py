"""Records of the registers that programmes describe. Nothing is deleted; a mistake is struck with its reason."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Record(models.Model):
    """One record. ``values`` holds its fields in file form (yuan and days as text, links as identifiers).

    ``live`` is what its state says: a record that is not live counts for no unique key and takes no place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.CharField(_("项目"), max_length=40)
    register = models.CharField(_("登记册"), max_length=40)
    owner = models.ForeignKey(
        "subjects.Subject", models.PROTECT, null=True, related_name="records", verbose_name=_("登记主体")
    )
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    title = models.CharField(_("名称"), max_length=200)
    day = models.DateField(_("日期"))
    values = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=40)
    live = models.BooleanField(default=True)
    pool = models.CharField(max_length=300, blank=True)
    """What its place is counted in; '' where the register counts none."""
    place = models.PositiveIntegerField(_("名额"), null=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="records")
    """The case whose step made it."""
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"), default=clock.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("说明"), max_length=300, blank=True)
    """Why it was moved or struck last."""
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("登记")
        indexes = [
            models.Index(fields=["programme", "register", "division", "day"], name="programmes_by_place"),
            models.Index(fields=["owner", "programme", "register"], name="programmes_by_owner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "register", "pool", "place"], condition=models.Q(live=True, place__isnull=False),
                name="programmes_place_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Key(models.Model):
    """A key that only one live record of a register may have."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="keys")
    scope = models.CharField(max_length=130)
    key = models.CharField(max_length=500)
    live = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("编号")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key"], condition=models.Q(live=True), name="programmes_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Link(models.Model):
    """A subject that a field of a record names."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="links")
    field = models.CharField(max_length=40)
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="linked_records")

    class Meta:
        verbose_name = _("所涉主体")
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="programmes_link_once")]

    def __str__(self) -> str:
        return f"{self.field} {self.subject_id}"


class Number(models.Model):
    """A field of a record that is summed: fen, or a number of things."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="numbers")
    field = models.CharField(max_length=40)
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("数量")
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="programmes_number_once")]

    def __str__(self) -> str:
        return f"{self.field} {self.value}"


class Pool(models.Model):
    """What places are counted in; its row is locked while one is taken, so that no two take the same or one too many."""

    scope = models.CharField(max_length=100)
    key = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("名额池")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="programmes_pool_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"

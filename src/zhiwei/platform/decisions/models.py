"""地方决定: documents that localities file under sentence 34.2, the values they set, and their way through the check."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class State(models.TextChoices):
    """Where a filing stands."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待复核")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已生效")
    SUPERSEDED = "superseded", _("已被替代")
    WITHDRAWN = "withdrawn", _("已撤回")


class Filing(models.Model):
    """One document of one locality about one sentence: the values it sets, or that it declines. Never deleted.

    ``fills`` holds values in file form by the name used in decisions. ``filed_on`` is the day since which the register
    knows it (the day of approval; for records taken over from paper, the day of filing then). A filing that has been
    approved holds from ``from_day`` to ``to_day``; once ``closed_on`` is set, those who ask later than that day see it
    hold only before ``lapses_from``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    sentence = models.CharField(_("所依据的句子"), max_length=12, db_index=True)
    document = models.CharField(_("文号"), max_length=120)
    title = models.CharField(_("标题"), max_length=300)
    issued_on = models.DateField(_("印发日期"))
    fills = models.JSONField(_("数值"), default=dict, blank=True)
    declines = models.BooleanField(_("不实施"), default=False)
    from_day = models.DateField(_("起始日"))
    to_day = models.DateField(_("终止日"), null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    scan = models.ForeignKey(
        "kit.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("文件扫描件"),
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("替代")
    )
    filed_on = models.DateField(_("报备日期"), null=True, blank=True, db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("填报人")
    )
    made_at = models.DateTimeField(_("填报时间"), default=clock.now)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("复核人"),
    )
    checked_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    defects = models.JSONField(_("退回理由"), default=list, blank=True)
    closed_on = models.DateField(_("撤回或替代的登记日"), null=True, blank=True)
    lapses_from = models.DateField(_("自此日起不再适用"), null=True, blank=True)
    close_reason = models.TextField(_("撤回理由"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("撤回人"),
    )
    revision = models.PositiveIntegerField(default=1)
    """Raised by every change, so that two people who edit or check at once cannot overwrite each other."""
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("地方决定")
        indexes = [
            models.Index(fields=["sentence", "division"], name="decisions_by_sentence"),
            models.Index(fields=["state", "-made_at"], name="decisions_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_day__isnull=True) | models.Q(to_day__gte=models.F("from_day")),
                name="decisions_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("made_by")),
                name="decisions_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.title}"

    @property
    def effective(self) -> bool:
        """Whether it ever took effect; only such filings are public."""
        return self.filed_on is not None and self.state in PUBLIC


class Ending(models.Model):
    """A decision in effect is to end: what one official proposes; it goes on holding until another agrees.

    Without ``lapses_from`` it is taken never to have applied. The database refuses that the one who proposed it agrees, and
    two that wait for one decision.
    """

    class State(models.TextChoices):
        """A dropped one was taken back by its maker, not agreed to by another, or overtaken by a successor."""

        WAITING = "waiting", _("待复核")
        DONE = "done", _("已复核")
        DROPPED = "dropped", _("未办理")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="endings", verbose_name=_("地方决定"))
    reason = models.TextField(_("撤回理由"))
    lapses_from = models.DateField(_("自此日起不再适用"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.WAITING)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    made_at = models.DateTimeField(_("提出时间"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("复核人"),
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    dropped_why = models.TextField(_("不办理的理由"), blank=True)

    class Meta:
        verbose_name = _("撤回提议")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"],
                condition=models.Q(state="waiting"),
                name="decisions_ending_one_waits",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done")
                | models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("made_by")),
                name="decisions_ending_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.state}"


PUBLIC = (State.APPROVED, State.SUPERSEDED, State.WITHDRAWN)
"""States of filings that took effect. A draft that is given up is withdrawn without ever having a filing day."""


class Register(models.Model):
    """The one row that says in which state the register of decisions is; its lock makes changes wait for each other."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.CharField(max_length=32, blank=True)
    """Changed by every act that changes an answer. What is remembered under a stamp is never wrong, only old."""
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("决定登记册")


class Preview(models.Model):
    """What a filing would change, computed before it takes effect; ``result`` is None until the job is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="previews")
    revision = models.PositiveIntegerField()
    stamp = models.CharField(max_length=32, blank=True)
    as_of = models.DateField()
    job = models.ForeignKey("kit.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("效果预览")
        indexes = [models.Index(fields=["filing", "-made_at"], name="decisions_previews")]

"""A case, the steps it took, the documents handed in, and those invited to it. Nothing here is ever deleted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock

AMOUNT = "amount"
"""What a case's data keeps of its verdict: the amount in fen, None where it is not known."""


class Origin(models.TextChoices):
    """Who began a case."""

    APPLICANT = "applicant", _("自行申请")
    COUNTER = "counter", _("窗口代办")
    PROACTIVE = "proactive", _("免申即享")


class Case(models.Model):
    """One matter of one subject under one case type.

    ``key`` is what the one who opens it calls it; the same key never opens a second case. ``as_of`` is the day whose law
    and facts its verdicts are of. ``content`` is what forms said, in file form (yuan and days as text); ``data`` is what
    effects keep. ``due_on`` is the first day on which a running clock ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    type = models.CharField(_("事项"), max_length=40)
    type_hash = models.CharField(max_length=64)
    """The content hash of the case type as it was when the case was opened."""
    subject = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="cases", verbose_name=_("主体")
    )
    division = models.CharField(_("行政区划"), max_length=6)
    as_of = models.DateField(_("适用日"))
    state = models.CharField(_("状态"), max_length=40)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin)
    content = models.JSONField(default=dict, blank=True)
    data = models.JSONField(default=dict, blank=True)
    receipt = models.ForeignKey(
        "answers.Receipt", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("判定回执")
    )
    """The verdict it rests on now; earlier ones stay with their steps."""
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("经办人"),
    )
    escalated_to = models.CharField(max_length=20, blank=True)
    """The role that a lapsed clock handed it to; empty where none did."""
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    opened_at = models.DateTimeField(_("受理时间"), default=clock.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Raised by every step, so that two who act at once cannot overwrite each other."""

    class Meta:
        verbose_name = _("办件")
        indexes = [
            models.Index(fields=["division", "type", "state"], name="cases_by_place"),
            models.Index(fields=["type", "state"], name="cases_by_type"),
            models.Index(fields=["subject", "-opened_at"], name="cases_by_subject"),
            models.Index(fields=["due_on"], name="cases_by_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How people call it: the day it was opened and the first signs of its identifier."""
        return f"{self.opened_at.astimezone(clock.ZONE):%Y%m%d}-{self.pk.hex[:6].upper()}"

    @property
    def counter(self) -> dict[str, str]:
        """For whom an official filed it at the counter (``person``) and why (``reason``); empty where nobody did."""
        return dict(self.data.get("counter") or {}) if self.origin == Origin.COUNTER else {}

    @property
    def ended(self) -> bool:
        """Whether it is over; a case may be reopened where its type says so."""
        return self.ended_at is not None


class Step(models.Model):
    """One transition of a case: who did it, when, what he wrote, and the verdict it rests on."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    transition = models.CharField(max_length=40)
    """``open`` for the first."""
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """None for the installation itself."""
    office = models.CharField(max_length=300, blank=True)
    """Office and role at the time, without the person's name."""
    content = models.JSONField(default=dict, blank=True)
    defects = models.JSONField(default=list, blank=True)
    """What a return named, all at once."""
    receipt = models.ForeignKey("answers.Receipt", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("办理步骤")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class Document(models.Model):
    """A file handed in with a step, under a name of the case type."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    step = models.ForeignKey(Step, models.CASCADE, related_name="documents")
    name = models.CharField(max_length=40)
    file = models.ForeignKey("kit.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("材料")

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """Somebody of no office invited to a case in a role, such as an expert; he sees this case and no other."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("受邀人")
        constraints = [models.UniqueConstraint(fields=["case", "user", "role"], name="cases_invited_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"

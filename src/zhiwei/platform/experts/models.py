"""Experts and their fields, sessions with slots, bookings, and what was asked online. Nothing is deleted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Difficult


class Channel(models.TextChoices):
    """The three channels that sentence 16.4 lists, in its order."""

    SPECIAL = "special", _("专场咨询")
    CLINIC = "clinic", _("“门诊”咨询")
    ONLINE = "online", _("网上咨询")


class Background(models.TextChoices):
    """Of whom 16.4 lets the groups consist; 等 leaves the list open."""

    ENTREPRENEUR = "entrepreneur", _("在职企业家")
    RETIRED = "retired", _("退休企业家")
    SCHOLAR = "scholar", _("专家学者")
    OFFICIAL = "official", _("政府工作人员")
    OTHER = "other", _("其他")


class Field(models.TextChoices):
    """What advice is about. The sentence names no fields; these are the platform's own list."""

    START_UP = "start_up", _("创业指导")
    FINANCE = "finance", _("融资")
    TAX = "tax", _("财税")
    TECHNOLOGY = "technology", _("技术创新")
    MARKET = "market", _("市场开拓")
    MANAGEMENT = "management", _("企业管理")
    LAW = "law", _("法律和维权")
    POLICY = "policy", _("政策和办事")


class Expert(models.Model):
    """A volunteer: who logs in for him, where he advises (the division and all below it), and in which fields."""

    class State(models.TextChoices):
        """One who left takes no questions and holds no sessions."""

        ACTIVE = "active", _("在团")
        ENDED = "ended", _("已退出")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="expert")
    background = models.CharField(_("来自"), max_length=12, choices=Background)
    division = models.CharField(_("服务地区"), max_length=6, db_index=True)
    introduction = models.TextField(_("擅长的问题"), blank=True)
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.ACTIVE)
    since = models.DateField(_("加入日期"), default=clock.today)
    ended_on = models.DateField(_("退出日期"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("志愿专家")
        ordering = ["division", "since", "pk"]

    def __str__(self) -> str:
        return str(self.user)


class Expertise(models.Model):
    """A field of an expert."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="expertise")
    field = models.CharField(_("领域"), max_length=10, choices=Field)

    class Meta:
        verbose_name = _("领域")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["expert", "field"], name="experts_field_once")]

    def __str__(self) -> str:
        return str(self.get_field_display())


class Session(models.Model):
    """A time at which an expert advises: a special session with seats, a clinic or an online hour with slots."""

    class State(models.TextChoices):
        """A cancelled one takes no bookings, and cancels those it had."""

        OPEN = "open", _("可预约")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(_("方式"), max_length=8, choices=Channel)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="sessions")
    field = models.CharField(_("领域"), max_length=10, choices=Field)
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    topic = models.CharField(_("主题"), max_length=120)
    place = models.CharField(_("地点或网上会场"), max_length=200)
    day = models.DateField(_("日期"))
    begins = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.OPEN)
    reason = models.CharField(_("取消理由"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("咨询场次")
        ordering = ["day", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("begins")), name="experts_ends_after_begin"
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class Slot(models.Model):
    """What one firm can book of a session: a seat of a special session, or a time of its own."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="slots")
    number = models.PositiveSmallIntegerField(_("号"))
    begins = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))

    class Meta:
        verbose_name = _("号源")
        ordering = ["session", "number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="experts_slot_once")]

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


class Booking(Difficult):
    """A firm's slot. The database lets a slot be held once, and a firm once in a session; a cancelled one is free again."""

    class State(models.TextChoices):
        """From booking to the end."""

        BOOKED = "booked", _("已预约")
        HELD = "held", _("已咨询")
        MISSED = "missed", _("未到")
        CANCELLED = "cancelled", _("已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="bookings")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="expert_bookings")
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    """Of the firm on the day of booking."""
    need = models.TextField(_("想问什么"), max_length=1000)
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.BOOKED)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(_("预约时间"), default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("评价"), null=True, blank=True)
    remark = models.CharField(_("意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("专家咨询预约")
        ordering = ["-booked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=~models.Q(state="cancelled"), name="experts_slot_held_once"
            ),
            models.UniqueConstraint(
                fields=["session", "firm"],
                condition=~models.Q(state="cancelled"),
                name="experts_firm_once_in_session",
            ),
            models.CheckConstraint(
                condition=models.Q(grade=None) | models.Q(grade__range=(1, 5), state="held"),
                name="experts_rated_when_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.slot}"


class Question(Difficult):
    """What a firm asked online; where it stands is said by its case. Published is only the text freed from names."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="question")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="expert_questions")
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    field = models.CharField(_("领域"), max_length=10, choices=Field)
    title = models.CharField(_("标题"), max_length=100)
    text = models.TextField(_("问题"))
    agrees = models.BooleanField(_("同意隐名公开"), default=False)
    asked_at = models.DateTimeField(_("提出时间"), default=clock.now)
    answer = models.TextField(_("解答"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("解答时间"), null=True, blank=True)
    expert = models.ForeignKey(Expert, models.PROTECT, null=True, blank=True, related_name="answered")
    """Who answered; None where nobody has, or an official did."""
    public_title = models.CharField(_("公开的标题"), max_length=100, blank=True)
    public_text = models.TextField(_("公开的问题"), max_length=2000, blank=True)
    public_answer = models.TextField(_("公开的解答"), max_length=2000, blank=True)
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("网上咨询")
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["field", "division"], name="experts_by_field")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(agrees=True), name="experts_public_if_agreed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

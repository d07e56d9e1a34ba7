"""A filing with the registration authority, whom it registers, whom it concerns besides, and its papers."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class Kind(models.TextChoices):
    """What is filed for."""

    ESTABLISHMENT = "establishment", _("设立登记")
    CHANGE = "change", _("变更登记")
    CAPITAL_INCREASE = "capital_increase", _("增加注册资本登记")
    PAYMENT = "payment", _("缴付出资登记")
    CONVERSION = "conversion", _("个体工商户转为企业")
    MERGER = "merger", _("合并登记")
    DIVISION = "division", _("分立登记")
    ANNUAL_INSPECTION = "annual_inspection", _("企业年检")
    LICENCE_REPLACEMENT = "licence_replacement", _("补（换）营业执照")
    LICENCE_COPY = "licence_copy", _("营业执照副本")


NEW = frozenset({Kind.ESTABLISHMENT, Kind.CONVERSION})
"""Kinds that register one new enterprise."""
ENTERED = NEW | {Kind.CHANGE, Kind.CAPITAL_INCREASE, Kind.MERGER, Kind.DIVISION}
"""Kinds that say something of an enterprise to be registered or changed."""


class Outcome(models.TextChoices):
    """How a filing ended; '' while it has not."""

    REGISTERED = "registered", _("准予登记")
    REFUSED = "refused", _("不予登记")
    WITHDRAWN = "withdrawn", _("已撤回")


class Filing(models.Model):
    """One filing. A draft has no case yet; from the day it is handed in, the case says where it stands.

    ``subject`` is the filing itself as the rulebook speaks of it (登记申请), ``enterprise`` the one it is about, None for
    an establishment. ``correction_days`` are the calendar days on which material was being corrected after acceptance.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(_("登记事项"), max_length=20, choices=Kind)
    division = models.CharField(_("登记机关所在地"), max_length=6, db_index=True)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    """Who files; None for a founder without a unit of his own whose filing was taken down at the counter."""
    counter = models.BooleanField(_("窗口代办"), default=False)
    """Whether an official took it down, and may go on filling it in."""
    enterprise = models.ForeignKey("subjects.Subject", models.PROTECT, null=True, related_name="filings")
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="filing")
    subject = models.OneToOneField("subjects.Subject", models.PROTECT, null=True, related_name="filing")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("填写时间"), default=clock.now)
    submitted_on = models.DateField(_("提交日期"), null=True)
    accepted_on = models.DateField(_("受理日期"), null=True)
    paused_on = models.DateField(null=True)
    """Since when material is being corrected after acceptance; None while the clock runs."""
    correction_days = models.PositiveIntegerField(_("补正天数"), default=0)
    decided_on = models.DateField(_("办结日期"), null=True)
    on_the_spot = models.BooleanField(_("当场办结"), default=False)
    in_time = models.BooleanField(_("按期办结"), null=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, blank=True)
    receipts = models.JSONField(default=list)
    """The verdicts the decision rests on: receipts with what they are of."""
    fee_fen = models.BigIntegerField(_("应缴登记费"), null=True)
    tariff_fen = models.BigIntegerField(_("收费标准"), null=True)

    class Meta:
        verbose_name = _("登记申请")
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["division", "decided_on"], name="registration_by_decision"),
            models.Index(fields=["organisation", "-made_at"], name="registration_by_filer"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk.hex[:6].upper()}"


class Entry(models.Model):
    """An enterprise that a filing registers anew (``subject`` is set by the decision) or changes.

    In a change only what is to be changed is filled in. Registered capital is no column: it is the sum of the
    contributions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="entries")
    number = models.PositiveSmallIntegerField(default=1)
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, null=True, related_name="registered_by")
    anew = models.BooleanField(default=True)
    """Whether it is registered anew, or goes on existing."""
    name = models.CharField(_("名称"), max_length=200, blank=True)
    legal_form = models.CharField(_("组织形式"), max_length=40, blank=True)
    industry = models.CharField(_("行业代码"), max_length=6, blank=True)
    industry_edition = models.CharField(_("行业分类版本"), max_length=4, blank=True)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    employees = models.PositiveIntegerField(_("从业人员"), null=True, blank=True)
    investment_company = models.BooleanField(_("投资公司"), default=False)
    public_offer = models.BooleanField(_("募集设立"), default=False)
    other_law = models.CharField(_("另有规定的法律、行政法规"), max_length=200, blank=True)
    licence = models.CharField(_("注册号或统一社会信用代码"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("登记对象")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "number"], name="registration_entry_once"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.subject or "")


class Party(models.Model):
    """Another enterprise that goes into a merger."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="parties")
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="merges_by")

    class Meta:
        verbose_name = _("合并方")
        constraints = [models.UniqueConstraint(fields=["filing", "subject"], name="registration_party_once")]

    def __str__(self) -> str:
        return str(self.subject)


class Paper(models.Model):
    """A paper handed in under a name of ``data/papers.yaml``; the latest of a name counts, earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=30)
    file = models.ForeignKey("kit.StoredFile", models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("登记材料")
        ordering = ["-handed_in_at"]

    def __str__(self) -> str:
        return self.name

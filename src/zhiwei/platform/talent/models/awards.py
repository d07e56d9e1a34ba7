"""股权奖励递延纳税 (20.6): awards in equity whose income tax waits for a dividend or a transfer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.talent.models.people import Researcher
from zhiwei.platform.talent.models.records import Record


class EquityForm(models.TextChoices):
    """In what the award was given; cash is no equity and is asked for so that it can be told apart."""

    SHARES = "shares", _("股份")
    CONTRIBUTION = "contribution", _("出资比例")
    CASH = "cash", _("现金")


class Event(models.TextChoices):
    """What ends the deferral."""

    DIVIDEND = "dividend", _("取得分红")
    TRANSFER = "transfer", _("转让股权")


class EquityAward(Record):
    """An award, from the day it was obtained to the event at which its tax is taken up; amounts in fen."""

    researcher = models.ForeignKey(Researcher, models.PROTECT, related_name="awards")
    unit = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("单位"))
    company = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("股权所在企业")
    )
    result = models.CharField(_("转化的职务科技成果"), max_length=200)
    contract = models.CharField(_("转化合同或决定文号"), max_length=120)
    form = models.CharField(_("奖励形式"), max_length=12, choices=EquityForm)
    obtained_on = models.DateField(_("取得日期"))
    value = FenField(_("取得时的价值"))
    deferred_on = models.DateField(_("递延登记日期"), null=True, blank=True)
    held_on = models.DateField(_("最近一次确认仍持有"), null=True, blank=True)
    event = models.CharField(_("递延终止事由"), max_length=8, choices=Event, blank=True)
    event_on = models.DateField(_("事由发生日期"), null=True, blank=True)
    income = FenField(_("分红或转让收入"), null=True, blank=True)
    taken_up_on = models.DateField(_("接续登记日期"), null=True, blank=True)
    assessed = FenField(_("税务机关核定的税额"), null=True, blank=True)
    assessment = models.CharField(_("核定文书或税票号"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("股权奖励递延纳税")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher", "company", "contract"], condition=models.Q(live=True),
                name="talent_award_deferred_once",
            ),
            models.CheckConstraint(
                condition=models.Q(event="") | models.Q(event_on__gte=models.F("obtained_on")),
                name="talent_event_after_award",
            ),
        ]  # fmt: skip

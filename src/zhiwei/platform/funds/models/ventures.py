"""创业投资: funds, what they invested in firms, and how they left again. Amounts are whole fen; nothing is deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class VentureFund(models.Model):
    """What the register keeps of a venture capital institution beside its subject; ``fen`` is the capital paid in."""

    subject = models.OneToOneField("subjects.Subject", models.PROTECT, related_name="venture_fund")
    fen = FenField(_("实缴规模"))
    established_on = models.DateField(_("设立日期"))
    document = models.CharField(_("备案文号"), max_length=120)
    talent = models.BooleanField(_("主要投资于高层次人才创业创新项目"), default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("创业投资机构")
        constraints = [models.CheckConstraint(condition=models.Q(fen__gt=0), name="funds_venture_above_zero")]

    def __str__(self) -> str:
        return str(self.subject)


class Investment(models.Model):
    """Money of an institution in one firm, on one agreement; the law is asked about its own subject."""

    subject = models.OneToOneField("subjects.Subject", models.PROTECT, related_name="investment")
    investor = models.ForeignKey(VentureFund, models.PROTECT, related_name="investments")
    firm = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="investments", verbose_name=_("被投资企业")
    )
    agreement = models.CharField(_("投资协议编号"), max_length=80)
    fen = FenField(_("投资额"))
    on_day = models.DateField(_("投资日期"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("创业投资")
        ordering = ["-on_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["investor", "agreement"], name="funds_investment_once"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="funds_investment_above_zero"),
        ]

    def __str__(self) -> str:
        return self.agreement


class Transfer(models.Model):
    """退出: the investment was given up on a day for a price, which is nothing where all was lost (13.5)."""

    class Way(models.TextChoices):
        """How it was given up."""

        EXCHANGE = "exchange", _("产权交易市场转让")
        AGREEMENT = "agreement", _("协议转让")
        BUY_BACK = "buy_back", _("企业回购")
        LISTING = "listing", _("上市减持")
        LIQUIDATION = "liquidation", _("清算")

    investment = models.OneToOneField(Investment, models.PROTECT, related_name="transfer")
    way = models.CharField(_("退出方式"), max_length=11, choices=Way)
    on_day = models.DateField(_("退出日期"))
    fen = FenField(_("收回金额"))
    buyer = models.CharField(_("受让方"), max_length=120, blank=True)
    document = models.CharField(_("凭证号"), max_length=120)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("创业投资退出")
        constraints = [
            models.CheckConstraint(condition=models.Q(fen__gte=0), name="funds_transfer_not_below_zero"),
            models.CheckConstraint(condition=~models.Q(document=""), name="funds_transfer_has_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.on_day} {self.get_way_display()}"

    @property
    def loss(self) -> int:
        """What was invested above what came back, fen; nothing where it was a gain."""
        return max(int(self.investment.fen) - int(self.fen), 0)

"""专项资金: funds bound to a purpose, and the accounts in which their money stands."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.accounts.divisions import called, level_of, name_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.ledger.chart import Level, Place

OVER = _("已到期")


class Fund(models.Model):
    """Money of one level for named sentences or measures in one budget year. Never deleted."""

    class State(models.TextChoices):
        """A closed fund promises and pays nothing any more; what comes back to it goes to the treasury."""

        OPEN = "open", _("使用中")
        CLOSED = "closed", _("已结清")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """The caller's key: the same opening asked for twice gives one fund."""
    name = models.CharField(_("名称"), max_length=120)
    level = models.CharField(_("级次"), max_length=8, choices=Level.choices)
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("管理单位"),
    )  # fmt: skip
    budget_year = models.PositiveSmallIntegerField(_("预算年度"))
    purposes = models.JSONField(_("用途"), default=list)
    """Sentences (``13.3``) or measures (``28.1/reserve``) it may pay for; a sentence covers all its measures."""
    document = models.CharField(_("设立文号"), max_length=120, blank=True)
    from_day = models.DateField(_("起始日"))
    to_day = models.DateField(_("终止日"))
    """Last day on which money may be promised; what is promised by then may still be paid."""
    refund_office = models.CharField(_("退款通知的出具机关"), max_length=120, blank=True)
    refund_holder = models.CharField(_("退款账户的户名"), max_length=120, blank=True)
    refund_bank = models.CharField(_("退款账户的开户银行"), max_length=120, blank=True)
    refund_number = models.CharField(_("退款账户的账号"), max_length=40, blank=True)
    """Where payees pay money back to, and who asks for it: the office's own account, printed in its letters, no secret."""
    state = models.CharField(_("状态"), max_length=6, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("建立时间"), default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("专项资金")
        ordering = ["-budget_year", "division", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "division", "level", "budget_year"], name="ledger_fund_once"
            ),
            models.CheckConstraint(
                condition=models.Q(to_day__gte=models.F("from_day")), name="ledger_fund_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.budget_year}）"

    @property
    def with_place(self) -> str:
        """``杭州市西湖区小微企业奖励资金（2012）``: with its place, once, where the name does not begin with it."""
        places = called(self.division) if level_of(self.division) else {self.division}
        return str(self) if self.name.startswith(tuple(places)) else f"{name_of(self.division)}{self}"

    @property
    def ended(self) -> bool:
        """Whether its days are over and it was not closed: nothing new is promised, what is promised may still be paid."""
        return self.state == self.State.OPEN and self.to_day < clock.today()

    @property
    def standing(self) -> str:
        """Where it stands today in words: in use, its days over, closed."""
        return str(OVER) if self.ended else self.get_state_display()

    @property
    def standing_tag(self) -> str:
        """The kind of label of its standing."""
        return "todo" if self.ended else "ok" if self.state == self.State.OPEN else "off"


class Account(models.Model):
    """One place of a fund. ``balance`` follows from the lines and is kept beside them, so that the database itself
    refuses to let it fall below zero; :func:`zhiwei.platform.ledger.queries.verify` compares the two."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="accounts")
    place = models.CharField(_("科目"), max_length=12, choices=Place.choices)
    balance = FenField(_("余额"), default=0)

    class Meta:
        verbose_name = _("科目")
        constraints = [
            models.UniqueConstraint(fields=["fund", "place"], name="ledger_account_once"),
            models.CheckConstraint(
                condition=(models.Q(place=Place.APPROPRIATED) & models.Q(balance__lte=0))
                | (~models.Q(place=Place.APPROPRIATED) & models.Q(balance__gte=0)),
                name="ledger_account_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.get_place_display()}"

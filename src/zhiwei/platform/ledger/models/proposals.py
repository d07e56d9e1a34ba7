"""What one official proposes to be done with money, and another releases."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models.commitments import Commitment
from zhiwei.platform.ledger.models.entries import Entry
from zhiwei.platform.ledger.models.funds import Fund

TWO_PERSONS = ~models.Q(state="done") | models.Q(decided_by__isnull=False) & ~models.Q(
    decided_by=models.F("made_by")
)
"""What the database asks of a proposal that was agreed to."""


class Proposed(models.Model):
    """Nothing is booked before a second official agrees; the database refuses that the one who proposed it does."""

    class State(models.TextChoices):
        """A dropped one was taken back by its maker or not agreed to by another."""

        WAITING = "waiting", _("待复核")
        DONE = "done", _("已复核")
        DROPPED = "dropped", _("未办理")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    fen = FenField(_("金额"))
    reason = models.TextField(_("事由"))
    state = models.CharField(_("状态"), max_length=7, choices=State.choices, default=State.WAITING)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    made_at = models.DateTimeField(_("提出时间"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True)
    dropped_why = models.TextField(_("不办理的事由"), blank=True)

    class Meta:
        abstract = True


class Proposal(Proposed):
    """Money of a commitment to be asked back, a claim to be given up, or a receipt of returned money, entered wrongly, to be
    reversed; of a kind one waits for one commitment."""

    class Kind(models.TextChoices):
        """What is proposed."""

        CLAIM = "claim", _("要求退回")
        WAIVE = "waive", _("撤销退回要求")
        UNDO = "undo", _("冲正退款")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="proposals")
    kind = models.CharField(_("事项"), max_length=5, choices=Kind.choices)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+", verbose_name=_("原退款"))
    """The receipt that is wrong; none of a claim and of a waiver."""

    class Meta:
        verbose_name = _("退款提议")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "kind"],
                condition=models.Q(state="waiting"),
                name="ledger_proposal_one_waits",
            ),
            models.CheckConstraint(condition=TWO_PERSONS, name="ledger_proposal_two_persons"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="ledger_proposal_above_zero"),
            models.CheckConstraint(
                condition=models.Q(kind="undo", entry__isnull=False)
                | ~models.Q(kind="undo") & models.Q(entry__isnull=True),
                name="ledger_proposal_of_a_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fen}"

    @property
    def booked_as(self) -> str:
        """The key of the entry it is booked as; of several, what stands before the colon."""
        return f"proposal/{self.pk}"

    @property
    def taken_from(self) -> Place:
        """Where the money of a claim or a waiver has to stand when it is booked."""
        return Place.PAID if self.kind == self.Kind.CLAIM else Place.RECEIVABLE


class FundProposal(Proposed):
    """An appropriation entered wrongly to be put right, a fund to be closed, or another account for money that comes back;
    one at a time waits for a fund.

    ``fen`` is the right amount of the appropriation, 0 where there was none; of a closing what goes to the treasury.
    """

    class Kind(models.TextChoices):
        """What is proposed."""

        CORRECT = "correct", _("冲正拨款")
        CLOSE = "close", _("结清上缴")
        ACCOUNT = "account", _("退款账户")

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="proposals")
    kind = models.CharField(_("事项"), max_length=7, choices=Kind.choices)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+", verbose_name=_("原拨款"))
    """The appropriation that is wrong; of a correction alone."""
    document = models.CharField(_("文号"), max_length=120, blank=True)
    """By which the fund is closed."""
    account = models.JSONField(_("退款账户"), default=dict, blank=True)
    """The fund's ``refund_`` columns as they are to be; empty but of an account."""

    class Meta:
        verbose_name = _("资金提议")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund"], condition=models.Q(state="waiting"), name="ledger_fund_proposal_one_waits"
            ),
            models.CheckConstraint(condition=TWO_PERSONS, name="ledger_fund_proposal_two_persons"),
            models.CheckConstraint(
                condition=models.Q(fen__gte=0), name="ledger_fund_proposal_not_below_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="correct", entry__isnull=False)
                | ~models.Q(kind="correct") & models.Q(entry__isnull=True),
                name="ledger_fund_proposal_of_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fen}"

    @property
    def booked_as(self) -> str:
        """The key of the entry it is booked as; of several, what stands before the colon."""
        return f"fund_proposal/{self.pk}"

    @property
    def account_rows(self) -> list[tuple[str, str, str]]:
        """Of an account: what each particular is called, what the fund keeps now, and what is proposed."""
        named = {name: str(Fund._meta.get_field(name).verbose_name) for name in self.account}  # type: ignore[union-attr]
        return [(named[name], getattr(self.fund, name), text) for name, text in self.account.items()]

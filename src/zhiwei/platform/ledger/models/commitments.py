"""Commitments: what a fund promises to one subject on one basis, and the instalments it is paid in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.ledger.chart import OF_A_COMMITMENT, UNPAID, Kind, Level, Place, state_of
from zhiwei.platform.ledger.models.funds import Fund


class Commitment(models.Model):
    """Money of a fund for one basis (an invoice, a guarantee, a graduation), with where each fen of it stands now.

    The columns of amounts follow from its entries; the database keeps them at or above zero. ``part`` is 1, and for a
    supplement the next number: of one basis each level pays each part of a sentence once.
    """

    class State(models.TextChoices):
        """What :func:`zhiwei.platform.ledger.chart.state_of` says of the amounts."""

        RESERVED = "reserved", _("已预留")
        COMMITTED = "committed", _("已承诺")
        ORDERED = "ordered", _("付款中")
        PAID = "paid", _("已付")
        CLAIMED = "claimed", _("待退回")
        RETURNED = "returned", _("已退回")
        RELEASED = "released", _("已释放")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="commitments")
    level = models.CharField(_("级次"), max_length=8, choices=Level.choices)
    sentence = models.CharField(_("依据的句子"), max_length=40)
    basis_kind = models.CharField(_("凭据类型"), max_length=40)
    basis_key = models.CharField(_("凭据"), max_length=200)
    part = models.PositiveSmallIntegerField(default=1)
    supplements = models.ForeignKey("self", models.PROTECT, null=True, related_name="supplemented_by")
    subject = models.ForeignKey(
        "subjects.Subject", models.PROTECT, null=True, related_name="commitments", verbose_name=_("收款主体")
    )
    case = models.CharField(_("办件"), max_length=100, blank=True, db_index=True)
    receipt = models.UUIDField(_("判定回执"), null=True)
    fen = FenField(_("金额"))
    reserved = FenField(_("预留"), default=0)
    committed = FenField(_("已承诺"), default=0)
    ordered = FenField(_("付款中"), default=0)
    paid = FenField(_("已付"), default=0)
    receivable = FenField(_("应收追回"), default=0)
    returned = FenField(_("已退回"), default=0)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.RESERVED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("预留时间"), default=clock.now)

    class Meta:
        verbose_name = _("资金承诺")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["basis_kind", "basis_key"], name="ledger_promise_by_basis")]
        constraints = [
            models.UniqueConstraint(
                fields=["basis_kind", "basis_key", "sentence", "level", "part"],
                condition=~models.Q(state__in=["released", "returned"]),
                name="ledger_basis_once",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{place}__gte": 0}), name=f"ledger_promise_{place}"
                )
                for place in ("reserved", "committed", "ordered", "paid", "receivable", "returned")
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="ledger_promise_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence} {self.basis_key}"

    def amounts(self) -> dict[Place, int]:
        """Fen by place."""
        return {place: getattr(self, place.value) for place in OF_A_COMMITMENT}

    @property
    def unpaid(self) -> int:
        """What is promised and has not left the fund, fen."""
        return sum(getattr(self, place.value) for place in UNPAID)

    @property
    def waiting_days(self) -> int | None:
        """Days since the money was set aside, as long as some of it is not paid; None where nothing waits."""
        return clock.days_since(self.made_at) if self.unpaid else None

    @property
    def why_released(self) -> str:
        """The reason of the release, as it was kept; '' for a commitment that was not given up."""
        if self.state != self.State.RELEASED:
            return ""
        last = self.entries.filter(kind=Kind.RELEASE).order_by("-booked_at").first()
        return last.reason if last is not None else ""

    @property
    def ever_paid(self) -> int:
        """All that the bank paid and did not send back, fen; what was asked back or returned since is part of it."""
        return int(self.paid + self.receivable + self.returned)

    def move(self, taken_from: Place, given_to: Place, fen: int) -> None:
        """Shift an amount between its places and follow with the state; the caller saves it beside the entry."""
        for place, change in ((taken_from, -fen), (given_to, fen)):
            if place in OF_A_COMMITMENT:
                setattr(self, place.value, getattr(self, place.value) + change)
        self.state = state_of(self.amounts()).value


ENDED = (Commitment.State.RELEASED, Commitment.State.RETURNED)
"""States in which the basis is free again."""


class Tranche(models.Model):
    """An instalment of a commitment: how much is due when and on what condition. Without any, all is due at once."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField(_("期次"))
    fen = FenField(_("金额"))
    due_on = models.DateField(_("到期日"))
    condition = models.CharField(_("条件"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("分期")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="ledger_tranche_once"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="ledger_tranche_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} {self.number}"

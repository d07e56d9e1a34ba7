"""分录: what was booked, appended and never changed.

A line moves an amount from one account of a fund to another, so that an entry that does not sum to zero cannot be written
down at all; :meth:`Line.signed` shows it as two signed amounts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import append_only, clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models.commitments import Commitment
from zhiwei.platform.ledger.models.funds import Account, Fund


class AppendOnly(append_only.AppendOnly):
    """Somebody tried to change or delete a booked entry through the models."""

    def __init__(self) -> None:
        super().__init__(
            "已入账的分录只能冲正，不能修改或删除 / booked entries are reversed, never changed or deleted"
        )


class Booked(append_only.Rows):
    """Entries and lines: to be asked, not changed."""

    refusal = AppendOnly


class Posted(append_only.Once):
    """A row of the books."""

    objects = models.Manager.from_queryset(Booked)()
    refusal = AppendOnly

    class Meta:
        abstract = True


class Entry(Posted):
    """One booking of one fund: why, for whom, on which basis, by whom; its amounts are its lines.

    ``booked_on`` is the day it counts for (a payment's is the bank's day), ``booked_at`` the moment it was known here.
    ``key`` is the caller's: the same act asked for twice books once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    kind = models.CharField(_("类型"), max_length=12, choices=Kind.choices)
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="entries")
    booked_on = models.DateField(_("记账日"))
    booked_at = models.DateTimeField(_("登记时间"), default=clock.now)
    sentence = models.CharField(_("依据的句子"), max_length=40, blank=True)
    basis_kind = models.CharField(_("凭据类型"), max_length=40, blank=True)
    basis_key = models.CharField(_("凭据"), max_length=200, blank=True)
    case = models.CharField(_("办件"), max_length=100, blank=True)
    receipt = models.UUIDField(_("判定回执"), null=True)
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, null=True, related_name="+")
    document = models.CharField(_("文号"), max_length=120, blank=True)
    reason = models.TextField(_("事由"), blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("分录")
        ordering = ["booked_on", "booked_at", "id"]
        indexes = [
            models.Index(fields=["fund", "booked_on"], name="ledger_entry_by_day"),
            models.Index(fields=["basis_kind", "basis_key"], name="ledger_entry_by_basis"),
            models.Index(fields=["case"], name="ledger_entry_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.get_kind_display()}"


class Line(Posted):
    """An amount above zero that leaves ``taken_from`` and comes to ``given_to``, two accounts of the entry's fund."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="lines")
    taken_from = models.ForeignKey(Account, models.PROTECT, related_name="lines_out")
    given_to = models.ForeignKey(Account, models.PROTECT, related_name="lines_in")
    fen = FenField(_("金额"))

    class Meta:
        verbose_name = _("分录行")
        constraints = [
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="ledger_line_above_zero"),
            models.CheckConstraint(
                condition=~models.Q(taken_from=models.F("given_to")), name="ledger_line_two_accounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken_from_id} → {self.given_to_id} {self.fen}"

    def signed(self) -> Iterator[tuple[Account, int]]:
        """The two accounts with what the line adds to each, in fen."""
        yield self.taken_from, -self.fen
        yield self.given_to, self.fen

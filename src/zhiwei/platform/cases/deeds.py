"""What people did for a case beside its steps: objections answered, accounts entered, payment lists, the bank's results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.models import User
from zhiwei.platform.cases.models import Case, Objection, Step
from zhiwei.platform.cases.values import amount_words
from zhiwei.platform.kit.keys import KeyText
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models import Entry, PaymentLine, Proposal

ENTERED, MADE, CHECKED = (
    gettext_lazy("登记收款账户"),
    gettext_lazy("编制付款清单"),
    gettext_lazy("复核付款清单"),
)
BANK = (Kind.PAY, Kind.FAIL, Kind.RECEIVE)
"""Entries by which somebody writes down what the bank did."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of a person: for which case, what, on what, by whom, when."""

    case: str
    what: str | Promise
    on: str
    by: User
    at: datetime


def of_cases(cases: Iterable[Case]) -> list[Deed]:
    """The acts of people that the ledger holds for cases, each once, in the order of their times; of the payee too."""
    keys = [str(one.pk) for one in cases]
    return sorted(dict.fromkeys((*_paid(keys), *_booked(keys))), key=lambda one: one.at)


def _paid(keys: list[str]) -> Iterator[Deed]:
    rows = PaymentLine.objects.filter(commitment__case__in=keys).select_related(
        "commitment", "list__made_by", "list__checked_by", "account__given_by"
    )
    for line in rows:
        case, found, account = line.commitment.case, line.list, line.account
        if account.given_by is not None:
            yield Deed(case, ENTERED, account.masked, account.given_by, account.given_at)
        if found.made_by is not None:
            yield Deed(case, MADE, found.number, found.made_by, found.made_at)
        if found.checked_by is not None and found.checked_at is not None:
            yield Deed(case, CHECKED, found.number, found.checked_by, found.checked_at)


def _booked(keys: list[str]) -> Iterator[Deed]:
    rows = Entry.objects.filter(case__in=keys, kind__in=BANK).exclude(made_by=None)
    for entry in rows.select_related("made_by").prefetch_related("lines"):
        if entry.made_by is not None:
            fen = sum(line.fen for line in entry.lines.all())
            said = _("登记银行结果：%(what)s") % {"what": entry.get_kind_display()}
            yield Deed(entry.case, said, amount_words(fen), entry.made_by, entry.booked_at)


def sources(case: OuterRef) -> list[tuple[QuerySet[Any], str]]:
    """Where people stand who acted for a case, the steps first: rows of the outer query's case, and the field of the user."""
    key = KeyText(case)
    lines = PaymentLine.objects.filter(commitment__case=key)
    return [
        (Step.objects.filter(case=case), "by"),
        (Objection.objects.filter(notice__case=case), "answered_by"),
        (lines, "list__made_by"),
        (lines, "list__checked_by"),
        (lines, "account__given_by"),
        (Entry.objects.filter(case=key), "made_by"),
        (Proposal.objects.filter(commitment__case=key), "made_by"),
    ]


def decided_and_checked() -> list[QuerySet[Any]]:
    """Rows of the outer query's case by which somebody decided in it who checked a payment of it as well."""

    def checkers(case: str) -> QuerySet[Any, Any]:
        rows = PaymentLine.objects.filter(commitment__case=KeyText(OuterRef(case)))
        return rows.exclude(list__checked_by=None).values_list("list__checked_by", flat=True)

    return [
        Step.objects.filter(case=OuterRef("pk"), by__in=checkers("case_id")),
        Objection.objects.filter(notice__case=OuterRef("pk"), answered_by__in=checkers("notice__case_id")),
    ]

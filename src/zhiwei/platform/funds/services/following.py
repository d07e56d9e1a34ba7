"""Cases follow what became of their money and of the firm's account. Again does nothing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.ledger.models import BankAccount, Commitment
from zhiwei.platform.programmes.money.following import step_each
from zhiwei.platform.programmes.money.promises import firm_up

PAID = "paid"
"""The step of a case whose money the bank has paid."""


def follow(type_id: str = "") -> int:
    """Move every case whose money was paid, or whose firm has a confirmed account; gives how many moved."""
    rows = Case.objects.filter(type__in=[type_id] if type_id else PROGRAMMES)
    moved = step_each(rows.filter(state="ready").values_list("pk", flat=True), PAID)
    cleared = rows.filter(state="cleared", subject__bank_accounts__state=BankAccount.State.CONFIRMED)
    return moved + step_each(cleared.values_list("pk", flat=True), "proceed")


def follow_subject(subject: UUID) -> int:
    """Move the cases of a firm that has confirmed an account; gives how many."""
    rows = Case.objects.filter(type__in=PROGRAMMES, state="cleared", subject=subject)
    return step_each(rows.values_list("pk", flat=True), "proceed")


def without_budget(type_id: str) -> list[Case]:
    """Take the money of cases that are ready from budgets of today; gives the cases for which there is none."""
    rows = Case.objects.filter(type=type_id, state="ready").select_related("subject").order_by("pk")
    keys = set(Commitment.objects.filter(reserved__gt=0).exclude(case="").values_list("case", flat=True))
    stuck = []
    for key in [one.pk for one in rows if str(one.pk) in keys]:
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(pk=key)
            if case.state == "ready" and firm_up(case):
                stuck.append(case)
    return stuck

"""Cases follow what became of their money and of the firm's account. Again does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import structlog
from django.db import transaction

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds import money
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.ledger.models import BankAccount, Commitment, PaymentList

_log = structlog.get_logger("zhiwei.funds")


def follow_list(answered: PaymentList) -> int:
    """Move the cases whose money a list has paid; gives how many."""
    keys = Commitment.objects.filter(payments__list=answered).exclude(case="").values_list("case", flat=True)
    return _paid(_cases(keys))


def follow(type_id: str = "") -> int:
    """Move every case whose money was paid, or whose firm has a confirmed account; gives how many moved."""
    rows = Case.objects.filter(type__in=[type_id] if type_id else PROGRAMMES)
    moved = _paid(rows.filter(state="ready").values_list("pk", flat=True))
    cleared = rows.filter(state="cleared", subject__bank_accounts__state=BankAccount.State.CONFIRMED)
    return moved + _each(cleared.values_list("pk", flat=True), "proceed")


def follow_subject(subject: UUID) -> int:
    """Move the cases of a firm that has confirmed an account; gives how many."""
    rows = Case.objects.filter(type__in=PROGRAMMES, state="cleared", subject=subject)
    return _each(rows.values_list("pk", flat=True), "proceed")


def without_budget(type_id: str) -> list[Case]:
    """Take the money of cases that are ready from budgets of today; gives the cases for which there is none."""
    rows = Case.objects.filter(type=type_id, state="ready").select_related("subject").order_by("pk")
    keys = set(Commitment.objects.filter(reserved__gt=0).exclude(case="").values_list("case", flat=True))
    stuck = []
    for key in [one.pk for one in rows if str(one.pk) in keys]:
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(pk=key)
            if case.state == "ready" and money.firm_up(case, casetypes.get(type_id).measure):
                stuck.append(case)
    return stuck


def _cases(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in set(keys):
        try:
            found.append(UUID(key))
        except ValueError:
            continue  # another room's case, called otherwise
    return list(
        Case.objects.filter(pk__in=found, type__in=PROGRAMMES, state="ready").values_list("pk", flat=True)
    )


def _paid(keys: Iterable[UUID]) -> int:
    return _each(keys, "paid")


def _each(keys: Iterable[UUID], transition: str) -> int:
    """Take a step in each case; one that is refused stays, and the next run looks at it again."""
    moved = 0
    for key in list(keys):
        try:
            with transaction.atomic():
                case = Case.objects.get(pk=key)
                cases.act(SYSTEM, key, transition, revision=case.revision)
        except Refused:
            continue
        except Exception:
            _log.exception("case could not follow its money", case=str(key), step=transition)
            continue
        moved += 1
    return moved

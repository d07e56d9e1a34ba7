"""Cases follow their money: whom a payment list concerns, and a step in each case that may be refused there. Again does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import structlog
from django.db import transaction

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import Commitment, PaymentList

_log = structlog.get_logger("zhiwei.programmes")


_waiting: dict[str, str] = {}


def ends_when_paid(type_id: str, state: str) -> None:
    """Say in which state a case type waits for the bank, for a type whose step ``paid`` has a guard of its room."""
    _waiting[type_id] = state


def end_paid(keys: Iterable[UUID]) -> int:
    """The step ``paid`` of those of the cases that wait for the bank; gives how many moved."""
    wanted = set(keys)
    moved = 0
    for type_id, state in _waiting.items():
        rows = Case.objects.filter(pk__in=wanted, type=type_id, state=state)
        moved += step_each(rows.values_list("pk", flat=True), "paid")
    return moved


def cases_of(answered: PaymentList) -> set[UUID]:
    """The cases for which a list pays."""
    return named(Commitment.objects.filter(payments__list=answered).values_list("case", flat=True))


def named(keys: Iterable[str]) -> set[UUID]:
    """The identifiers among the names by which the ledger calls cases; other rooms may call theirs otherwise."""
    found = set()
    for key in keys:
        try:
            found.add(UUID(key))
        except ValueError:  # '' for no case, or another room's own name
            continue
    return found


def step_each(keys: Iterable[UUID], transition: str) -> int:
    """The installation takes a step in each case; one that is refused stays. Gives how many moved."""
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

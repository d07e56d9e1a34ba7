"""Money that was promised in a case and is not paid: how much, since when, and whether its payee still has to act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger.models import ENDED, BankAccount, Commitment

HANGING = "hanging"
"""Where :func:`told` puts what it found on the cases of a list."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """The unpaid promises of a case: fen, and the days since the first was made."""

    fen: int
    days: int


def hanging_of(case: Case) -> Hanging | None:
    """What hangs in one case; None where everything promised is paid or given up."""
    return _found([case]).get(str(case.pk))


def told(cases: Sequence[Case]) -> None:
    """Ask for the cases of a list together."""
    found = _found(cases)
    for case in cases:
        setattr(case, HANGING, found.get(str(case.pk)))


def _found(cases: Iterable[Case]) -> Mapping[str, Hanging]:
    rows = Commitment.objects.filter(case__in=[str(one.pk) for one in cases]).exclude(state__in=ENDED)
    unpaid = defaultdict(list)
    for one in rows:
        if one.unpaid:
            unpaid[one.case].append(one)
    return {
        case: Hanging(sum(one.unpaid for one in them), max(one.waiting_days or 0 for one in them))
        for case, them in unpaid.items()
    }


def waits_in_list(case: Case) -> str:
    """How long the money of a case of a list has been waited for, and whom to ask; '' where none hangs."""
    found: Hanging | None = getattr(case, HANGING, None)
    if found is None:
        return ""
    office = office_of(case.type, case.division)
    whom = f"{office.authority} {office.telephone}".rstrip()
    return _("已等付款 %(n)s 天（%(office)s）") % {"n": found.days, "office": whom}


def account_to_pay(case: Case) -> BankAccount | None:
    """The confirmed account of the case's subject; None where it has to confirm one first."""
    return queries.account_of(case.subject)

"""Values of the law and of local decisions on a day in a place, and the amount a case stands for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.decisions import decided
from zhiwei.engine.errors import InputError
from zhiwei.engine.outcome import POSITIVE, Outcome
from zhiwei.engine.parameters import resolve
from zhiwei.engine.status import Status
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.models.cases import AMOUNT
from zhiwei.platform.decisions import queries as decisions


def value_of(name: str, *, day: date, division: str) -> Any:
    """A parameter's value on a day in a place, local decisions included; None where law and locality name none.

    Money is fen, rates are fractions. Raises KeyError for an unknown parameter.
    """
    book = current().data
    parameter = book.parameters[name]
    found = resolve(parameter, day)
    if isinstance(found.value, Status):
        return None
    if not parameter.delegated:
        return found.value
    local, _decision = decided(parameter, division, day, None, decisions.in_force(as_of=day), book.parents)
    return found.value if isinstance(local, Status) else local


def due_fen(outcome: Outcome) -> int | None:
    """What a verdict gives, in fen: nothing where it is against, None where it is open or the amount unknown."""
    if outcome.verdict in POSITIVE.values():
        paid = outcome.amount
        return int(paid.value) if paid and paid.status == "known" and paid.value is not None else None
    return None if outcome.verdict in ("undetermined", "unknown_law") else 0


def due_now(context: Context) -> int | None:
    """What the measure gives today for the case, in fen; None where that is open."""
    try:
        return due_fen(context.outcome)
    except InputError:
        return None


def settled_fen(case: Case) -> int:
    """The amount of the case's last receipt, fen."""
    return int(case.data.get(AMOUNT) or 0)


def not_known() -> str:
    """What to say where the amount is open."""
    return _("金额还不能算出，或为零")

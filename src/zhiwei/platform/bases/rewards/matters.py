"""Which graduation or which year a case of a reward is about, and what the ledger books it on.

The key of the case says it, so that nothing is opened twice: ``graduation/<key>`` and ``incubation/<base>/<year>``.
"""

from __future__ import annotations

from uuid import UUID

from zhiwei.engine.outcome import Outcome
from zhiwei.platform.bases.models import Base, Graduation
from zhiwei.platform.bases.rewards import law
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.services import Basis

GRADUATION, INCUBATION = "graduation_reward", "incubation_reward"
"""The two case types."""
GRADUATED, YEAR = "graduation", "incubation_year"
"""Kinds of basis: a firm that graduated, whoever raised it; an incubator's year."""


def graduation_key(one: Graduation) -> str:
    """The key of a graduation's case."""
    return f"graduation/{one.pk}"


def year_key(base: Base, year: int) -> str:
    """The key of the case of an incubator's year."""
    return f"incubation/{base.subject_id}/{year}"


def graduation_of(case: Case) -> Graduation:
    """The graduation of a case; raises Graduation.DoesNotExist for a case of another kind."""
    key = UUID(case.key.removeprefix("graduation/"))
    return Graduation.objects.select_related("firm", "base__subject").get(pk=key)


def year_of_case(case: Case) -> law.Year:
    """The year of a case, counted now."""
    _kind, key, year = case.key.split("/")
    return law.year_of(Base.objects.select_related("subject").get(subject=UUID(key)), int(year))


def basis_of(case: Case) -> Basis:
    """What the ledger books a case on. A firm is one basis wherever it graduated, so that it is rewarded once."""
    if case.type == GRADUATION:
        return Basis(GRADUATED, str(graduation_of(case).firm_id))
    return Basis(YEAR, case.key.removeprefix("incubation/"))


def due_fen(case: Case, outcome: Outcome) -> int:
    """What a verdict gives in fen; nothing where it is not in favour, or the graduation was struck."""
    if case.type == GRADUATION and graduation_of(case).struck_at is not None:
        return 0
    amount = outcome.amount
    if not outcome.positive or amount is None or amount.status != "known" or amount.value is None:
        return 0
    return int(amount.value)

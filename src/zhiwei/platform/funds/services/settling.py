"""What a corrected verdict means for a case that is there already: anew, dropped, supplemented, claimed back."""

from __future__ import annotations

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.programmes.money.promises import paid_fen, promised_fen, promises, recoverable_fen
from zhiwei.platform.programmes.standard.values import settled_fen

BEFORE_PAYMENT = ("published", "cleared", "ready")
"""Of a reward, or of a supplement to one that was paid."""
SET_ASIDE = ("cleared", "ready")
"""With money reserved or promised, unless an official released it since."""
CLAIMING = ("overpaid", "proposed")
AFTER_PAYMENT = ("paid", "refunded", "waived")


def wanted(case: Case, due: int | None) -> str:
    """The step that follows from what is due now, in fen; '' for none.

    ``due`` is None where facts are missing: then nothing changes until they are there again.
    """
    if due is None:
        return ""
    if case.state in BEFORE_PAYMENT:
        if due == settled_fen(case):
            return "renew" if case.state in SET_ASIDE and promised_fen(promises(case)) < due else ""
        return _before(case, due)
    if case.state in CLAIMING:
        return _claiming(case, due)
    if case.state == "dropped":
        return "revive" if due and _dropped_by_itself(case) else ""
    return _after(case, due) if case.state in (*AFTER_PAYMENT, "renounced") else ""


def _before(case: Case, due: int) -> str:
    paid = paid_fen(promises(case))
    if due > paid:
        return "revise"
    if due < recoverable_fen(case):
        return "lower_raised"
    return "keep" if paid else "drop"


def _claiming(case: Case, due: int) -> str:
    if due > paid_fen(promises(case)):
        return "raise_claimed"
    if due >= recoverable_fen(case):
        return "keep"
    return "lower_raised" if due != settled_fen(case) else ""


def _after(case: Case, due: int) -> str:
    held = promises(case)
    if due > promised_fen(held) and case.state in AFTER_PAYMENT:
        return "raise"
    return "lower" if due < paid_fen(held) and due < recoverable_fen(case) else ""


def settle(case: Case, due: int | None) -> str:
    """Take the step that follows, if any; gives its name. Raises Refused where it cannot be taken now."""
    step = wanted(case, due)
    if step:
        cases.act(SYSTEM, case.pk, step, revision=case.revision)
    return step


def _dropped_by_itself(case: Case) -> bool:
    """Whether a correction dropped it, not an official after an objection."""
    last = case.steps.order_by("-number").first()
    return last is not None and last.transition == "drop"

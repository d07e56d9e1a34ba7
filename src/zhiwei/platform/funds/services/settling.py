"""What a corrected verdict means for a case that is there already: anew, dropped, supplemented, claimed back."""

from __future__ import annotations

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.programmes.money.promises import paid_fen, promises
from zhiwei.platform.programmes.standard.values import settled_fen

BEFORE_PAYMENT = ("published", "cleared", "ready")
AFTER_PAYMENT = ("paid", "refunded")


def wanted(case: Case, due: int | None, paid: int | None = None) -> str:
    """The step that follows from what is due now, in fen; '' for none.

    ``due`` is None where facts are missing: then nothing changes until they are there again. ``paid`` is what the ledger
    says was paid, needed after a payment only.
    """
    if due is None:
        return ""
    if case.state in BEFORE_PAYMENT:
        if due == settled_fen(case):
            return ""
        return "revise" if due else "drop"
    if case.state == "dropped":
        return "revive" if due and _dropped_by_itself(case) else ""
    if case.state in AFTER_PAYMENT:
        held = paid_fen(promises(case)) if paid is None else paid
        return "raise" if due > held else "lower" if due < held else ""
    return ""


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

"""What the cases of both rewards ask and do: what is due comes from the verdict, what was paid from the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import money
from zhiwei.platform.bases.rewards import law, matters
from zhiwei.platform.cases.acts import Context, answerer, effect, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.kit.money import short
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.money import promises

MORE = add_phrase(gettext_noop("名录更正后应得 %(fen)s 元"))
"""Why a promise is supplemented; kept in Chinese."""


@answerer("base_graduation")
def _of_graduation(context: Context) -> Answer:
    """14.6 on the graduation that the case is about."""
    return law.for_graduation(matters.graduation_of(context.case))


@answerer("base_incubation_year")
def _of_year(context: Context) -> Answer:
    """14.7 on the incubator's year that the case is about."""
    return matters.year_of_case(context.case).answer()


def due_fen(context: Context) -> int:
    """What is due today, fen: nothing where the verdict is against it, or the graduation was struck."""
    try:
        return matters.due_fen(context.case, context.outcome)
    except InputError:
        return 0


@guard("base_reward_due")
def _due(context: Context) -> Iterator[str]:
    """An amount above zero, of a graduation that stands."""
    if due_fen(context) <= 0:
        yield _("奖励金额还不能算出，或为零")


@guard("base_reward_more")
def _more(context: Context) -> Iterator[str]:
    """More is due than was paid."""
    if due_fen(context) <= promises.paid_fen(promises.promises(context.case)):
        yield _("应得的不多于已付的")


@effect("base_reward_promise", binds=True)
def _promise(context: Context) -> None:
    """Promise what is due out of the local government's fund, once for a graduation or a year; after a payment what is due
    on top of it, from the same government. The rule books."""
    case, held = context.case, promises.promises(context.case)
    due, key = due_fen(context), f"{case.pk}:{case.revision}:reserve"
    more = due - promises.promised_fen(held)
    if held:
        fund = _fund(context, held[0].fund.division)
        reason = MORE % {"fen": short(due)}
        made = ledger.supplement(
            SYSTEM, held[0], more, reason=reason, key=key, receipt=case.receipt_id, fund=fund
        )
    else:
        made = ledger.reserve(
            SYSTEM, _fund(context), more, basis=matters.basis_of(case), sentence=context.type.measure,
            subject=case.subject, case=str(case.pk), receipt=case.receipt_id, key=key,
        )  # fmt: skip
    ledger.commit(SYSTEM, made, key=f"{case.pk}:{case.revision}:commit")


def _fund(context: Context, division: str = "") -> Fund:
    """The local government's fund, or that of the one that paid already. Raises Refused where there is none."""
    fund = money.local_fund(division or context.case.division, context.type.measure)
    if fund is None:
        raise Refused([_("当地还没有可用于%(text)s的资金") % {"text": quoted(context.type.measure)}])
    return fund


@effect("base_reward_claim", binds=True)
def _claim(context: Context) -> None:
    """Ask back what was paid above what is due now."""
    paid = promises.recoverable_fen(context.case)
    promises.take_back(SYSTEM, context.case, paid - due_fen(context), reason=context.content["reason"])

"""What a guarantee gets from the province (32.3) and from its city or county (32.4), and the case that pays it.

Together the levels never pay more than the loss: whoever reserves holds the guarantee, and what others promised meanwhile
comes off. A guarantee is compensated once by each level; the ledger and its database hold that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import POSITIVE, Outcome
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases.acts import Context, Figure, answerer, effect, figures, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models.cases import AMOUNT
from zhiwei.platform.funds.guarantees import facts
from zhiwei.platform.funds.guarantees.facts import BASIS, PROVINCIAL
from zhiwei.platform.funds.models.guarantees import scheme_on
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.money import funds, promises
from zhiwei.platform.programmes.standard.values import settled_fen
from zhiwei.platform.subjects.models import Guarantee
from zhiwei.platform.subjects.queries import records
from zhiwei.platform.subjects.services.records import locked

CONTRACT = "contract"
"""The field of the application that names the guarantee."""


def guarantee_of(context: Context) -> Guarantee | None:
    """The guarantee a case speaks of: of the applicant, by the number of its contract."""
    said = context.content.get(CONTRACT) or context.case.content.get(CONTRACT) or ""
    rows = Guarantee.objects.filter(
        guarantor=context.case.subject_id, contract=str(said).strip(), struck_at=None
    )
    return rows.select_related("subject", "guarantor", "borrower").first()


def day_of(one: Guarantee) -> date:
    """The day whose law and facts count: that of the latest claim; today where none was paid yet."""
    return records.standing(one).claimed_on or clock.today()


def provincial_fen(one: Guarantee, outcome: Outcome, others: int) -> int | None:
    """What the province's scheme gives, fen; ``others`` is what other levels promised. None where the verdict is open.

    The share of the loss, half a fen upwards, within the cap, and within what is left of the loss.
    """
    if outcome.verdict not in POSITIVE.values():
        return None if outcome.verdict in ("undetermined", "unknown_law") else 0
    loss, scheme = records.standing(one).loss, scheme_on(day_of(one))
    if scheme is None:
        return None
    share = int(loss * scheme.share + Fraction(1, 2))
    return max(min(share, int(scheme.cap), loss - others), 0)


def local_fen(one: Guarantee, outcome: Outcome, others: int) -> int | None:
    """What the verdict gives, within what is left of the loss after all other levels, fen."""
    if outcome.verdict not in POSITIVE.values():
        return None if outcome.verdict in ("undetermined", "unknown_law") else 0
    if outcome.amount is None or outcome.amount.status != "known" or outcome.amount.value is None:
        return None
    return max(min(int(outcome.amount.value), records.standing(one).loss - others), 0)


def due_fen(one: Guarantee, outcome: Outcome, measure: str, *, case: str = "") -> int | None:
    """What a guarantee gets under a measure, fen, by all that is promised elsewhere now."""
    others = facts.promised(one, apart_from=case)
    return provincial_fen(one, outcome, others) if measure == PROVINCIAL else local_fen(one, outcome, others)


@answerer("guarantee_loss")
def _asked(context: Context) -> Answer:
    """The verdict on the guarantee of the case."""
    one = guarantee_of(context)
    if one is None:
        raise Refused([_("登记簿里没有这份担保合同")])
    context.case.as_of = day = day_of(one)
    return facts.ask(one, context.case.division, day, context.type.measure, case=str(context.case.pk))


@guard("guarantee_lost")
def _lost(context: Context) -> Iterator[str]:
    """The guarantee is the applicant's, stands in the register, and a claim on it was paid and not recovered."""
    one = guarantee_of(context)
    if one is None:
        yield _("登记簿里没有这份担保合同；请先登记担保业务")
    elif not records.standing(one).loss:
        yield _("这笔担保没有未追回的代偿损失；请先登记代偿")


@guard("guarantee_due")
def _due(context: Context) -> Iterator[str]:
    """Something is left to be paid, and how much is known."""
    due = _due_of(context)
    if due is None:
        yield _("补偿金额还不能算出")
    elif not due:
        yield _("损失已由其他级次补偿，没有可以补偿的金额")


@guard("guarantee_unchanged")
def _unchanged(context: Context) -> Iterator[str]:
    """What is due now is what was settled and shown to the public."""
    due, shown = _due_of(context), settled_fen(context.case)
    if due != shown:
        now = _("未知") if due is None else money.short(due)
        said = _("现在算出的补偿是 %(now)s 元，公示的是 %(shown)s 元；须重新核定")
        yield said % {"now": now, "shown": money.short(shown)}


@guard("guarantee_overpaid")
def _overpaid(context: Context) -> Iterator[str]:
    """After a recovery less is due than was paid."""
    one = guarantee_of(context)
    if one is None or still_due(one, context) >= promises.paid_fen(promises.promises(context.case)):
        yield _("追回后应得的不少于已付的，不用退回")


@effect("guarantee_settle")
def _settle(context: Context) -> None:
    """Keep what is due as the amount of the case, which the public is shown."""
    context.put(AMOUNT, _due_of(context))


@effect("guarantee_resettle")
def _resettle(context: Context) -> None:
    """Keep what is due after a recovery."""
    one = guarantee_of(context)
    if one is not None:
        context.put(AMOUNT, still_due(one, context))


@effect("guarantee_reserve")
def _reserve(context: Context, *, level: Literal["province", "local"]) -> None:
    """Set the settled compensation aside; while the guarantee is held, what others promised meanwhile is looked at again."""
    case, sentence = context.case, context.type.measure
    one = guarantee_of(context)
    if one is None:
        raise Refused([_("登记簿里没有这份担保合同")])
    held, settled = locked(one), settled_fen(case)
    due = due_fen(held, context.outcome, sentence, case=str(case.pk))
    if not due or due != settled:
        raise Refused([_("应得的补偿刚有变化，须重新核定")])
    fund = _fund(case.division, sentence, level)
    if fund is None:
        raise Refused([_("当地还没有可用于第 %(id)s 句的资金") % {"id": sentence}])
    ledger.reserve(
        SYSTEM, fund, due, basis=ledger.Basis(BASIS, facts.basis_key(held)), sentence=sentence,
        subject=held.guarantor, case=str(case.pk), receipt=case.receipt_id, key=f"{case.pk}:{case.revision}:reserve",
    )  # fmt: skip


def _due_of(context: Context) -> int | None:
    one = guarantee_of(context)
    if one is None:
        return None
    return due_fen(one, context.outcome, context.type.measure, case=str(context.case.pk))


def still_due(one: Guarantee, context: Context) -> int:
    """What is due of a compensation that was paid, after a recovery, fen: the province's part first, then the local one."""
    measure, outcome = context.type.measure, context.outcome
    if measure == PROVINCIAL:
        return provincial_fen(one, outcome, 0) or 0
    provincial = facts.ask(one, context.case.division, day_of(one), PROVINCIAL, case=None).measures[
        PROVINCIAL
    ]
    first = min(facts.promised(one, PROVINCIAL), provincial_fen(one, provincial, 0) or 0)
    return local_fen(one, outcome, first) or 0


def _fund(division: str, sentence: str, level: str) -> Fund | None:
    if level == Level.PROVINCE:
        return funds.of_level(Level.PROVINCE, division, sentence)
    own = (funds.of_level(one, division, sentence) for one in (Level.COUNTY, Level.CITY))
    return next((fund for fund in own if fund is not None), None)


@figures("guarantee_figures")
def _shown(context: Context) -> list[Figure]:
    """The loss and what is paid on it; no firm is named."""
    one = guarantee_of(context)
    if one is None:
        return []
    stands = records.standing(one)
    due = due_fen(one, context.outcome, context.type.measure, case=str(context.case.pk))
    rows = [
        Figure("担保金额（元）", "amount guaranteed (yuan)", "", money.yuan(one.fen)),
        Figure("代偿（元）", "claim paid (yuan)", "", money.yuan(stands.claimed)),
        Figure("未追回的损失（元）", "loss not recovered (yuan)", "", money.yuan(stands.loss)),
    ]
    return [*rows, Figure("补偿（元）", "compensation (yuan)", "", "" if due is None else money.yuan(due))]

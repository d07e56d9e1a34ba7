"""What the law is told of an investment that was given up at a loss (13.2): computed from the register and the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.answers import services as answers
from zhiwei.platform.cases.acts import Context, Figure, answerer, figures, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.funds.models import Investment
from zhiwei.platform.funds.ventures.register import ENTITY, PROVINCE
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.programmes.money import funds
from zhiwei.platform.programmes.standard.values import due_now
from zhiwei.platform.subjects import queries as subjects

MEASURE = "13.2"
AGREEMENT = "agreement"
"""The field of the application that names the investment."""


def investment_of(context: Context) -> Investment | None:
    """The investment a case speaks of: of the applicant, by the number of its agreement, given up by now."""
    said = context.content.get(AGREEMENT) or context.case.content.get(AGREEMENT) or ""
    rows = Investment.objects.filter(investor__subject=context.case.subject_id, agreement=str(said).strip())
    return rows.exclude(transfer=None).select_related("transfer", "firm", "investor__subject").first()


def facts(one: Investment, place: str) -> dict[str, Any]:
    """The facts of an investment for the compensation of a place, in file form, each with where it was computed from."""
    register = _("创业投资登记簿，%(day)s 计算") % {"day": clock.today()}
    fund = funds.nearest(place, MEASURE)
    divisions = load_divisions()
    here = one.firm.division in divisions and PROVINCE in (
        one.firm.division, *divisions.ancestors(one.firm.division),
    )  # fmt: skip
    found: dict[str, Any] = {
        "division": {"value": place, "source": register},
        "venture_institution": {"value": True, "source": register},
        "investee_in_province": {"value": here, "source": register},
        "eligible_loss": {"value": money.yuan(one.transfer.loss, grouped=False), "source": register},
    }
    if fund is not None:
        left = money.yuan(ledger.balance(fund), grouped=False)
        found["fund_balance"] = {"value": left, "source": _("资金账：%(fund)s") % {"fund": fund}}
    return found


def ask(one: Investment, place: str) -> Answer:
    """What the law of the day of the exit says, by what is known today."""
    day, today = one.transfer.on_day, clock.today()
    firm = subjects.facts(one.firm, as_of=day, known_on=today)
    return answers.answer(
        facts(one, place), as_of=day, known_on=today, entity=ENTITY, measures=[MEASURE],
        links={"investee": {"facts": firm}},
    )  # fmt: skip


@answerer("venture_loss")
def _asked(context: Context) -> Answer:
    """The verdict on the investment of the case."""
    one = investment_of(context)
    if one is None:
        raise Refused([_("登记簿里没有这份协议的投资，或它还没有退出")])
    context.case.as_of = one.transfer.on_day
    return ask(one, context.case.division)


@guard("venture_exited")
def _exited(context: Context) -> Iterator[str]:
    """The investment is the applicant's, stands in the register, and was given up at a loss."""
    one = investment_of(context)
    if one is None:
        yield _("登记簿里没有这份协议的投资，或它还没有退出；请先登记投资和退出")
    elif not one.transfer.loss:
        yield _("这笔投资退出时没有损失")


@figures("venture_figures")
def _shown(context: Context) -> list[Figure]:
    """What was invested, what came back, and what is paid; no firm is named."""
    one, due = investment_of(context), due_now(context)
    if one is None:
        return []
    return [
        Figure("投资额（元）", "amount invested (yuan)", "", money.yuan(one.fen)),
        Figure("收回金额（元）", "amount recovered (yuan)", "", money.yuan(one.transfer.fen)),
        Figure("损失（元）", "loss (yuan)", "", money.yuan(one.transfer.loss)),
        Figure("补贴（元）", "compensation (yuan)", "", "" if due is None else money.yuan(due)),
    ]

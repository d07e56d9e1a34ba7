"""What the law is told of a guarantee (32.3, 32.4): computed from the records of guarantees, the scheme and the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import services as answers
from zhiwei.platform.funds.models.guarantees import scheme_on
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.models import ENDED, Commitment
from zhiwei.platform.programmes.money.following import named
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Guarantee
from zhiwei.platform.subjects.queries import records

ENTITY = BASIS = "guarantee"
"""Kind of subject, and kind of basis: a guarantee is compensated once under each sentence."""
PROVINCIAL, LOCAL = "32.3", "32.4"


def basis_key(one: Guarantee) -> str:
    """The basis under which every level books what it pays for a guarantee."""
    return str(one.subject_id)


def basis_words(keys: Collection[str]) -> dict[str, str]:
    """``担保代偿 保2013-001`` by key: what is paid on, with the number of the contract as far as the register has it."""
    rows = Guarantee.objects.filter(subject__in=named(keys)).values_list("subject", "contract")
    contracts = {str(subject): contract for subject, contract in rows}
    return {key: f"{_('担保代偿')} {contracts.get(key, '')}".strip() for key in keys}


def promised(one: Guarantee, sentence: str = "", *, apart_from: str = "") -> int:
    """What is promised or paid for a guarantee and not asked back, fen; under one sentence, or under all.

    ``apart_from`` is the key of a case that is left out.
    """
    rows = (
        commitments([one], sentence).exclude(case=apart_from) if apart_from else commitments([one], sentence)
    )
    return rows.aggregate(sum=Sum(F("reserved") + F("committed") + F("ordered") + F("paid")))["sum"] or 0


def held(one: Guarantee) -> str:
    """What keeps a guarantee from being struck: money that is promised or paid on it; empty where there is none."""
    fen = promised(one)
    words = _("这笔担保已经安排或支付补偿资金 %(fen)s 元，不能作废；请先由财政收回")
    return words % {"fen": money.short(fen)} if fen else ""


def commitments(ones: Iterable[Guarantee], sentence: str = "") -> QuerySet[Commitment]:
    """The commitments on guarantees that still count."""
    rows = Commitment.objects.filter(basis_kind=BASIS, basis_key__in=[basis_key(one) for one in ones])
    rows = rows.exclude(state__in=ENDED)
    return rows.filter(sentence=sentence) if sentence else rows


def facts(one: Guarantee, place: str, day: date, *, case: str | None = "") -> dict[str, Any]:
    """The facts of a guarantee on a day for the compensation of a place, in file form.

    ``case`` is the one that asks; None asks as if the guarantee had not been counted by any.
    """
    stands, scheme = records.standing(one, day), scheme_on(day)
    register, ledger = (
        _("担保业务登记簿，截至 %(day)s") % {"day": day},
        _("资金账，%(day)s") % {"day": clock.today()},
    )

    def yuan(fen: int) -> str:
        return money.yuan(fen, grouped=False)

    counted = commitments([one], PROVINCIAL).exclude(case=case or "").exists() if case is not None else False
    found: dict[str, Any] = {
        "division": {"value": place, "source": register},
        "guaranteed_balance": {"value": yuan(stands.balance + stands.claimed), "source": register},
        "guarantee_loss": {"value": yuan(stands.loss), "source": register},
        "counted_before": {"value": counted, "source": ledger},
        "provincial_compensation": {
            "value": yuan(min(promised(one, PROVINCIAL), stands.loss)), "source": ledger,
        },
    }  # fmt: skip
    if scheme is not None:
        within = {"value": one.fen <= scheme.limit, "source": scheme.document}
        found["within_programme_limit"] = within
    return found


def ask(one: Guarantee, place: str, day: date, measure: str, *, case: str | None = "") -> Answer:
    """What the law of a day says of a guarantee, by what is known today."""
    today = clock.today()
    firm = subjects.facts(one.borrower, as_of=day, known_on=today)
    return answers.answer(
        facts(one, place, day, case=case), as_of=day, known_on=today, entity=ENTITY, measures=[measure],
        links={"borrower": {"facts": firm}},
    )  # fmt: skip

"""A county with money: two officials of finance, a fund, firms with accounts."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.platform.accounts import people
from zhiwei.platform.accounts.rights import SYSTEM, Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.ledger import services
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.ledger.services import Basis
from zhiwei.platform.subjects import services as subjects
from zhiwei.platform.subjects.models import Subject

XIHU, HANGZHOU, ZHEJIANG = "330106", "330100", "330000"
DAY = date(2012, 11, 5)
YUAN = 100
_numbers = count(10_000)


def official(division: str = XIHU, role: Role = Role.FINANCE) -> Viewer:
    """Somebody new in a finance office."""
    return people.viewer(people.official(role, division))


def fund(fen: int = 0, *, maker: Viewer = SYSTEM, **changes: Any) -> Fund:
    """A county fund of 2012 for the reward of 27.2, with money in it."""
    number = next(_numbers)
    made = services.open_fund(maker, **{
        "name": f"小微企业奖励资金{number}", "level": "county", "division": XIHU, "budget_year": 2012,
        "purposes": ["27.2"], "from_day": date(2012, 1, 1), "to_day": date(2012, 12, 31),
        "key": f"fund-{number}", "document": "西财〔2012〕8号", **changes,
    })  # fmt: skip
    if fen:
        services.appropriate(maker, made, fen, document="西财〔2012〕9号", key=f"money-{number}")
    return made


def firm(*, account: bool = True, division: str = XIHU, **changes: Any) -> Subject:
    """A firm with an owner's organisation and a confirmed account."""
    number = next(_numbers)
    made = subjects.create_subject(
        SYSTEM, entity="enterprise", name=f"杭州晨光{number}五金制品有限公司", division=division,
        legal_form="limited_company", **changes,
    )  # fmt: skip
    made.organisation = people.organisation(made.name, division=division)
    made.save()
    if account:
        services.give_account(
            SYSTEM, made, holder=made.name, bank="中国工商银行杭州分行", number=f"12020202{number:08}"
        )
    return made


def reserved(there: Fund, fen: int = 1000 * YUAN, **changes: Any) -> Commitment:
    """A reservation for a firm of its own, on a basis of its own."""
    number = next(_numbers)
    given = {
        "basis": Basis("tax_year", f"2011-{number}"), "sentence": "27.2", "key": f"reserve-{number}", **changes,
    }  # fmt: skip
    subject = given.pop("subject", None) or firm()
    return services.reserve(SYSTEM, there, fen, subject=subject, **given)


def committed(there: Fund, fen: int = 1000 * YUAN, **changes: Any) -> Commitment:
    """The same, committed."""
    made = reserved(there, fen, **changes)
    return services.commit(SYSTEM, made, key=f"{made.key}:commit")

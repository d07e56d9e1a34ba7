"""Three levels with money for a sentence, and the trial's cases, for the tests of the standard library."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.platform.cases.trial import XIHU, YEAR_END, owner_of
from tests.platform.funds.world import officer
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.casetypes.registry import load
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.models import Fund, PaymentList
from zhiwei.platform.subjects.models import Subject

HANGZHOU, ZHEJIANG = "330100", "330000"
LEVELS = {"province": ZHEJIANG, "city": HANGZHOU, "county": XIHU}
FILE = Path(__file__).parent / "trial.yaml"
YUAN = 100


def raw() -> dict[str, Any]:
    """The trial's file as it is written."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return copy.deepcopy(found)


def types() -> dict[str, Any]:
    """The trial as the platform loads it."""
    return dict(load([FILE]))


def funds(sentence: str = "27.2", fen: int = 100_000 * YUAN, year: int = 2013) -> dict[str, Fund]:
    """An open fund of each level."""
    made = {}
    for level, division in LEVELS.items():
        fund = services.open_fund(
            SYSTEM, name=f"{sentence} 专项", level=level, division=division, budget_year=year, purposes=[sentence],
            from_day=date(year, 1, 1), to_day=date(year, 12, 31), key=f"{sentence}/{division}/{year}",
        )  # fmt: skip
        services.appropriate(SYSTEM, fund, fen, document="浙财〔2013〕1号", key=f"{fund.key}/1")
        made[level] = fund
    return made


def applied(subject: Subject, invoice: str = "033-1", held_on: str = "2013-05-20", key: str = "") -> Case:
    """The firm applies, and one official has looked at it."""
    made = cases.open_case(
        owner_of(subject), "standard_trial", subject, key=key or f"{subject.pk}/{Case.objects.count()}",
        origin="applicant", as_of=YEAR_END, content={"invoice": invoice, "held_on": held_on},
    )  # fmt: skip
    return act(officer(), made, "look")


def act(viewer: Viewer, case: Case, step: str, **content: Any) -> Case:
    """Take a step of a case as it stands."""
    now = Case.objects.get(pk=case.pk)
    return cases.act(viewer, now.pk, step, revision=now.revision, content=content)


def account(subject: Subject) -> None:
    """Finance enters an account for a subject, which it still has to confirm."""
    services.propose_account(
        officer(Role.FINANCE), subject, holder=subject.name, bank="中国工商银行杭州分行",
        number="1202020219900012345",
    )  # fmt: skip


def pay(fund: Fund) -> PaymentList:
    """The level makes a list, has it checked and paid."""
    maker = officer(Role.FINANCE, fund.division)
    made = services.make_payment_list(
        maker, fund, queries.payable(fund), key=f"list/{PaymentList.objects.count()}"
    )
    services.approve_list(officer(Role.FINANCE, fund.division), made, revision=made.revision)
    lines = [services.Paid(line.pk, clock.today(), f"流水{line.number}") for line in made.lines.all()]
    return services.confirm_paid(maker, made, lines)

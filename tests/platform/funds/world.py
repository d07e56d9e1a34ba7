"""A county with a decision, a fund and firms, for tests of the reward (27.2)."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import Any

from tests.platform.accounts import people
from tests.platform.cases.trial import FACTS, RECEIVED, XIHU, owner_of
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.models import Run
from zhiwei.platform.funds.services import run
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Commitment, Fund, PaymentList
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject

YEAR_END = date(2012, 12, 31)
DAY = date(2013, 6, 3)
"""The day of the first run: the year's figures are in since the end of May."""
NAMES = ("杭州晨光五金制品有限公司", "杭州古荡纸品有限公司", "杭州留下机械有限公司", "杭州转塘茶业有限公司")


def firm(number: int, income: str | None, division: str = XIHU) -> Subject:
    """A small low-profit firm with a taxable income of 2012, or without one on record."""
    name = NAMES[number] if number < len(NAMES) else f"杭州第{number}号五金制品有限公司"
    owner = Organisation.objects.create(kind="enterprise", name=name, division=division)
    subject = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form="limited_company", industry="3311",
        industry_edition="2011", founded_on=date(2005, 3, 1), received_on=date(2005, 3, 1), organisation=owner,
    )  # fmt: skip
    facts: dict[str, Any] = dict(FACTS) if income is None else {**FACTS, "taxable_income@2012": income}
    for label, value in facts.items():
        add_fact(SYSTEM, subject, label, value, source="tax", received_on=RECEIVED)
    return subject


def correct(subject: Subject, income: str) -> None:
    """The tax office corrects the taxable income of 2012."""
    add_fact(
        SYSTEM, subject, "taxable_income", income, period="2012", source="tax", received_on=clock.today()
    )


def decided(share: str = "0.5", **changes: Any) -> None:
    """西湖区 rewards a share of the local contribution."""
    known = nullcontext() if clock.today() <= DAY else clock.stopped(DAY)
    with known:  # runs ask what was known on their day
        in_effect(fills={"reward_share": share}, **changes)


def funded(fen: int = 1_000_000_00, division: str = XIHU, year: int = 2013) -> Fund:
    """An open fund of the county for 27.2."""
    finance = officer(Role.FINANCE, division)
    fund = ledger.open_fund(
        finance, name="小型微利企业奖励资金", level="county", division=division, budget_year=year, purposes=["27.2"],
        from_day=date(year, 1, 1), to_day=date(year, 12, 31), key=f"reward/{division}/{year}", document="西财〔2013〕1号",
    )  # fmt: skip
    ledger.appropriate(finance, fund, fen, document="西财〔2013〕1号", key=f"reward/{division}/{year}/1")
    return fund


def officer(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official's viewer."""
    return people.viewer(people.official(role, division))


def night(as_of: date = YEAR_END, division: str = "330000") -> dict[str, Any]:
    """A run, as the timer makes it; gives its report."""
    made = run(Run.objects.create(type="reward", division=division, as_of=as_of))
    assert made.result is not None
    return made.result


def case_of(subject: Subject) -> Case:
    """The firm's case, as it stands."""
    return Case.objects.select_related("subject").get(subject=subject)


def with_account(subject: Subject) -> Viewer:
    """The firm's owner, after an account was entered for it."""
    own = owner_of(subject)
    ledger.propose_account(
        officer(Role.FINANCE),
        subject,
        holder=subject.name,
        bank="中国工商银行杭州分行",
        number="1202020219900012345",
    )
    return own


def confirmed(subject: Subject) -> Case:
    """The firm's case after the one click."""
    case = case_of(subject)
    return cases.act(with_account(subject), case.pk, "confirm", revision=case.revision)


def listed(fund: Fund) -> PaymentList:
    """A payment list of all that is committed, made and approved by two persons."""
    due = Commitment.objects.filter(fund=fund, committed__gt=0)
    made = ledger.make_payment_list(
        officer(Role.FINANCE), fund, due, key=f"list/{PaymentList.objects.count()}"
    )
    return ledger.approve_list(officer(Role.FINANCE), made, revision=made.revision)


def pay(fund: Fund) -> PaymentList:
    """Have the bank pay all that is committed."""
    made = listed(fund)
    lines = [ledger.Paid(line.pk, clock.today(), f"流水{line.number}") for line in made.lines.all()]
    return ledger.confirm_paid(officer(Role.FINANCE), made, lines)

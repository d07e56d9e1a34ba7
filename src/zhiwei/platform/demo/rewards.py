"""The reward of 27.2 in the demonstration: a county that paid in 2013, a firm asked to confirm its account, notices of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import fund_with
from zhiwei.platform.funds.models import Run
from zhiwei.platform.funds.services import run
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import BankAccount, Commitment, Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact

COUNTY, TODAY = "330110", "330782"
"""The county whose programme ran in 2013, and the one whose notices run on the day the demonstration is made."""
YEAR_END = date(2012, 12, 31)
FOUND, OVER, PAID = date(2013, 6, 3), date(2013, 6, 11), date(2013, 6, 20)
NOTICE = timedelta(days=8)
"""From a notice to the day it is over."""


def write() -> int:
    """Make the offices' contacts, funds, runs and cases; gives the number of cases."""
    data = read("rewards")
    finance, county = (_viewer(name) for name in ("finance", "county"))
    with clock.stopped(FOUND):  # what corrects a statement is known from the day it is entered
        for office in data["offices"]:
            cases.set_office(SYSTEM, **office)
        owner = _owner_firm(data)
        for year in data["years"]:
            _funds(data, int(year))
        _run(COUNTY)
        first = _cases(COUNTY).exclude(subject=owner).first()
        if first is not None:
            _object(data, first, county)
    with clock.stopped(OVER):
        _run(COUNTY)
        _accounts(data, owner, finance)
    with clock.stopped(PAID):
        _pay(finance, county)
    _funds(data, clock.today().year)
    _corrected(data, owner, finance)
    _run(TODAY)
    return Case.objects.count()


def _viewer(username: str) -> Viewer:
    return queries.viewer(User.objects.get(username=username))


def _owner_firm(data: dict[str, Any]) -> Subject:
    """The firm of the log-in ``owner``, within the band of the clause."""
    organisations = _viewer("owner").organisation_ids
    subject = Subject.objects.get(organisation__in=organisations)
    for label, value in data["owner"].items():
        add_fact(SYSTEM, subject, label, value, source="tax", received_on=date(2013, 5, 31))
    return subject


def _corrected(data: dict[str, Any], owner: Subject, finance: Viewer) -> None:
    """The tax office corrects a figure of the owner's firm: a new notice, over today, money of today's budget, an account
    to be confirmed."""
    with clock.stopped(clock.today() - NOTICE):
        _account(data, owner, finance, 0)
        for label, value in data["corrected"].items():
            add_fact(SYSTEM, owner, label, value, source="tax", received_on=clock.today())
        _run(COUNTY)
    _run(COUNTY)


def _funds(data: dict[str, Any], year: int) -> None:
    for one in data["funds"]:
        fund_with(
            money.parse(one["yuan"]), year=year, name=one["name"], level=one["level"], division=one["division"],
            purposes=["27.2"], document=one["document"].format(year=year), key=f"demo/{one['division']}/{year}",
        )  # fmt: skip


def _run(division: str) -> None:
    run(Run.objects.create(type="reward", division=division, as_of=YEAR_END))


def _cases(division: str) -> Any:
    return (
        Case.objects.filter(type="reward", division=division)
        .select_related("subject")
        .order_by("subject__name")
    )


def _object(data: dict[str, Any], case: Case, county: Viewer) -> None:
    """An objection that turned out wrong."""
    said = data["objection"]
    made = cases.object_to(
        ANONYMOUS, case.notices.get().pk, person=said["person"], contact=said["contact"], text=said["text"]
    )
    cases.answer_objection(county, made.pk, upheld=False, answer=said["answer"])


def _accounts(data: dict[str, Any], owner: Subject, finance: Viewer) -> None:
    """The firms confirm their accounts, but for the log-in's own firm, which gave none."""
    for number, case in enumerate(_cases(COUNTY).filter(state="cleared").exclude(subject=owner), start=1):
        ledger.confirm_account(SYSTEM, _account(data, case.subject, finance, number))
        cases.act(SYSTEM, case.pk, "proceed", revision=case.revision)


def _account(data: dict[str, Any], subject: Subject, finance: Viewer, number: int) -> BankAccount:
    return ledger.propose_account(
        finance, subject, holder=subject.name, bank=data["bank"], number=f"6200{number:012}"
    )


def _pay(finance: Viewer, county: Viewer) -> None:
    """The list of the confirmed ones, made by finance, approved by the county, paid by the bank."""
    for fund in Fund.objects.filter(division=COUNTY, budget_year=PAID.year):
        due: Sequence[Commitment] = list(Commitment.objects.filter(fund=fund, committed__gt=0))
        if due:
            made = ledger.make_payment_list(finance, fund, due, key=f"{fund.key}/list")
            made = ledger.approve_list(county, made, revision=made.revision)
            lines = [ledger.Paid(one.pk, PAID, f"示例{one.number:06}") for one in made.lines.all()]
            ledger.confirm_paid(finance, made, lines)

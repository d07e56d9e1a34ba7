"""What the programmes of the demonstration that pay have in common: funds by year, steps of cases, a list the bank paid."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.base import File

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.sizes import SMALL
from zhiwei.platform.kit import clock, money, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import BankAccount, Fund
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

PAIRS = {
    "province": ("finance_province", "province"),
    "city": ("finance_city", "city"),
    "county": ("finance", "county"),
}
"""Who makes the list of a level, and who checks it."""
TODAY = "today"
"""The year of the day on which the demonstration is made."""


def viewer(username: str) -> Viewer:
    """A log-in of the demonstration."""
    return accounts.viewer(User.objects.get(username=username))


def fund_with(
    fen: int, *, year: int, name: str, level: str, division: str, purposes: Sequence[str], document: str, key: str
) -> Fund:  # fmt: skip
    """A fund of a year with its money, there since its first day."""
    fund = ledger.open_fund(
        SYSTEM, name=name, level=level, division=division, budget_year=year, purposes=purposes,
        from_day=date(year, 1, 1), to_day=date(year, 12, 31), document=document, key=key,
    )  # fmt: skip
    ledger.appropriate(SYSTEM, fund, fen, document=document, key=f"{key}/money", on=fund.from_day)
    return fund


def funded(one: Mapping[str, Any], level: str, division: str) -> dict[int, Fund]:
    """A fund for each year of the file that has come, with its money; by year."""
    made = {}
    today = clock.today().year
    by_year = {today if said == TODAY else int(said): yuan for said, yuan in one["yuan"].items()}
    for year, yuan in by_year.items():
        made[year] = fund_with(
            money.parse(yuan), year=year, name=one["name"], level=level, division=division, purposes=one["purposes"],
            document=f"（示例）财〔{year}〕{int(division[2:])}号", key=f"demo/{one['purposes'][0]}/{division}/{year}",
        )  # fmt: skip
    return made


def small_firms(**narrow: Any) -> list[Subject]:
    """Firms whose figures of every year are on record, small when the demonstration is made."""
    rows = Subject.objects.filter(
        entity="enterprise", personal_name=False, state=Subject.State.ACTIVE, **narrow
    )
    rows = rows.filter(facts__period="2025", facts__name="revenue", size_class__in=("small", "micro"))
    return list(rows.filter(founded_on__lte=date(2012, 12, 31)).distinct().order_by("pk"))


def next_small(firms: Iterator[Subject], day: date) -> Subject:
    """The next of them that was small or micro on a day too."""
    book = current()
    for firm in firms:
        case = book.case(subjects.facts(firm, as_of=day), day)
        if book.calc_case(case, law(day), (SMALL,))[SMALL].value is True:
            return firm
    raise ValueError(f"no firm of the demonstration was small on {day}")


def account(subject: Subject, bank: str) -> None:
    """A confirmed account, made up; one that only waits to be confirmed is not paid to."""
    if not subject.bank_accounts.filter(state=BankAccount.State.CONFIRMED).exists():
        number = f"6200{int(subject.pk.hex[:10], 16) % 10**12:012}"
        ledger.give_account(SYSTEM, subject, holder=subject.name, bank=bank, number=number)


def proof(name: str) -> StoredFile:
    """A made-up document that says so."""
    text = f"说明,演示用的{name}，并非真实材料\n".encode("utf-8-sig")
    return uploads.keep(uploads.check(File(io.BytesIO(text), name=f"{name}.csv"), {"csv"}))


def step(
    who: Viewer, case: Case, name: str, documents: Mapping[str, StoredFile] | None = None,
    defects: Sequence[str] = (), **content: Any,
) -> Case:  # fmt: skip
    """A step of a case as it is now."""
    revision = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    return cases.act(
        who, case.pk, name, revision=revision, content=content, documents=documents or {}, defects=defects
    )


def pay(fund: Fund) -> None:
    """The bank pays today all that may be paid of a fund."""
    maker, checker = map(viewer, PAIRS[fund.level])
    due = list(books.payable(fund))
    if due:
        made = ledger.make_payment_list(maker, fund, due, key=f"{fund.key}/list/{clock.today()}")
        made = ledger.approve_list(checker, made, revision=made.revision)
        lines = [
            ledger.Paid(one.pk, clock.today(), f"示例{fund.budget_year}{one.number:04}")
            for one in made.lines.all()
        ]
        ledger.confirm_paid(maker, made, lines)

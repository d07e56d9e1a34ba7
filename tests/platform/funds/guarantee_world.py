"""Guarantors of 西湖区 with firms they paid for, the province's rule, the county's decision, and money of both."""

from __future__ import annotations

import io
from contextlib import nullcontext
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.core.files.base import File

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.guarantees.schemes import file_scheme
from zhiwei.platform.funds.models import Scheme
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund, PaymentList
from zhiwei.platform.subjects.models import Guarantee, Subject
from zhiwei.platform.subjects.services import add_fact, create_subject
from zhiwei.platform.subjects.services.records import Contract, record_event, record_guarantee

XIHU, YIWU, HANGZHOU, ZHEJIANG = "330106", "330782", "330100", "330000"
DAY = date(2013, 3, 4)
BEGAN, ENDS, CLAIMED = date(2012, 5, 7), date(2013, 5, 6), date(2012, 12, 3)
WAN = 10_000_00
PROVINCE, LOCAL = "guarantee_province", "guarantee_local"
SMALL = {"employees": 20, "total_assets": "3000000", "revenue@2011": "4000000", "revenue@2012": "4000000"}
LARGE = {
    "employees": 2000,
    "total_assets": "900000000",
    "revenue@2011": "990000000",
    "revenue@2012": "990000000",
}


def subject(entity: str, name: str, division: str = XIHU, **more: Any) -> Subject:
    """A subject with an organisation whose people log in for it."""
    return create_subject(
        SYSTEM, entity=entity, name=name, division=division, founded_on=more.pop("founded_on", date(2009, 3, 2)),
        received_on=date(2009, 3, 2), organisation=people.organisation(name, division=division), **more,
    )  # fmt: skip


def firm(name: str = "杭州晨光五金制品有限公司", facts: dict[str, Any] | None = None, **more: Any) -> Subject:
    """A small industrial firm, unless the facts say otherwise."""
    made = subject(
        "enterprise", name, legal_form="limited_company", industry="3311", industry_edition="2011", **more
    )
    for label, value in (SMALL if facts is None else facts).items():
        add_fact(SYSTEM, made, label, value, source="statistics", received_on=date(2012, 3, 1))
    return made


def guarantor(
    name: str = "杭州众信融资性担保有限公司", *, account: bool = True, division: str = XIHU
) -> Subject:
    """A guarantor with a confirmed account."""
    made = subject("guarantor", name, division)
    if account:
        ledger.give_account(
            SYSTEM, made, holder=name, bank="中国工商银行杭州分行", number="1202020219900012345"
        )
    return made


def people_of(party: Subject, role: Role = Role.GUARANTOR) -> Viewer:
    """Somebody who logs in for a party."""
    user = people.person()
    people.member(user, role, organisation=party.organisation)
    return people.viewer(user)


def official(role: Role = Role.PROVINCE, division: str = ZHEJIANG) -> Viewer:
    """An official's viewer."""
    return people.viewer(people.official(role, division))


def county() -> Viewer:
    """An official of 西湖区."""
    return official(Role.COUNTY, XIHU)


def given(
    party: Subject,
    number: str = "保1",
    fen: int = 200 * WAN,
    *,
    borrower: Subject | None = None,
    lost: int = 80 * WAN,
) -> Guarantee:
    """A guarantee on which a claim was paid."""
    said = Contract(number, fen, BEGAN, ENDS)
    one = record_guarantee(SYSTEM, party, borrower or firm(f"杭州{number}五金制品有限公司"), said)
    if lost:
        record_event(SYSTEM, one, kind="claim", on_day=CLAIMED, fen=lost, document=f"代-{number}")
    return one


def scheme(limit: int = 500 * WAN, ratio: str = "0.4", cap: int = 100 * WAN) -> Scheme:
    """The province's rule: 40 percent of a loss, at most a million, of guarantees up to five million."""
    return file_scheme(
        official(),
        from_day=date(2012, 5, 1),
        limit=limit,
        ratio=Fraction(ratio),
        cap=cap,
        document="浙财企〔2012〕60号",
    )


def decided(ratio: str = "0.5", cap: str = "300000", **changes: Any) -> None:
    """西湖区 compensates half of a loss, at most 300,000 yuan."""
    on = nullcontext() if clock.today() <= DAY else clock.stopped(DAY)
    with on:
        in_effect(**{
            "sentence": "32.4", "document": "西政发〔2012〕30号",
            "fills": {"compensation_ratio": ratio, "compensation_cap": cap}, "to_day": None, **changes,
        })  # fmt: skip


def fund(level: str, sentence: str, fen: int = 1000 * WAN, division: str = "", **changes: Any) -> Fund:
    """An open fund of a level."""
    place = division or {"province": ZHEJIANG, "city": HANGZHOU, "county": XIHU}[level]
    number, year = Fund.objects.count(), changes.pop("year", 2013)
    made = ledger.open_fund(SYSTEM, **{
        "name": f"专项资金{number}", "level": level, "division": place, "budget_year": year, "purposes": [sentence],
        "from_day": date(year, 1, 1), "to_day": date(year, 12, 31), "key": f"fund/{number}",
        "document": f"财〔{year}〕{number}号", **changes,
    })  # fmt: skip
    if fen:
        ledger.appropriate(SYSTEM, made, fen, document=f"财〔{year}〕{number}号", key=f"fund/{number}/1")
    return made


def proof() -> StoredFile:
    """A document to hand in."""
    return uploads.keep(
        uploads.check(File(io.BytesIO("证明,1\n".encode("utf-8-sig")), name="证明.csv"), {"csv"})
    )


def applied(one: Guarantee, kind: str = PROVINCE, by: Viewer | None = None) -> Case:
    """An application of the guarantor."""
    return cases.open_case(
        by or people_of(one.guarantor), kind, one.guarantor, key=f"{kind}/{one.pk}/{Case.objects.count()}",
        origin="applicant", content={"contract": one.contract}, documents={"proof": proof()},
    )  # fmt: skip


def step(viewer: Viewer, case: Case, name: str, documents: Any = None, **content: Any) -> Case:
    """Take a step of a case as it is now."""
    now = Case.objects.get(pk=case.pk)
    return cases.act(viewer, case.pk, name, revision=now.revision, content=content, documents=documents or {})


def settled(case: Case) -> Case:
    """The case on public notice."""
    first, second = (official() if case.type == PROVINCE else county() for _ in range(2))
    step(first, case, "check")
    return step(second, case, "settle")


def cleared(case: Case) -> Case:
    """After the notice: the money is promised."""
    with clock.stopped(clock.today() + timedelta(days=8)):
        cases.tick(clock.now())
    return Case.objects.get(pk=case.pk)


def pay(fund: Fund) -> None:
    """Have the bank pay all of a fund that may be paid."""
    maker, checker = (official(Role.FINANCE, fund.division) for _ in range(2))
    with clock.stopped(clock.today() + timedelta(days=9)):
        made = ledger.make_payment_list(
            maker, fund, books.payable(fund), key=f"list/{PaymentList.objects.count()}"
        )
        made = ledger.approve_list(checker, made, revision=made.revision)
        lines = [ledger.Paid(one.pk, clock.today(), f"流水{one.number}") for one in made.lines.all()]
        ledger.confirm_paid(maker, made, lines)

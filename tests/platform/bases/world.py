"""Three bases of 西湖区 with residents and graduates, a round, and the people who act on them."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.core.files import File

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Base, Round
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject

ZHEJIANG, XIHU = "330000", "330106"
DAY = date(2012, 9, 3)
"""A Monday; the round closes at the end of the month."""
CLOSES = date(2012, 9, 30)
AFTER = date(2012, 10, 8)
MOVED_IN = date(2011, 3, 1)
NAMES = {"14.3": "创业示范基地扶持资金"}


def firm(name: str, technology: bool | None = None) -> Subject:
    """A small firm; technology-based, not, or (None) of which that is not known."""
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=XIHU, legal_form="limited_company", industry="1713",
        industry_edition="2011", founded_on=date(2010, 1, 4), received_on=date(2010, 1, 4),
    )  # fmt: skip
    facts: dict[str, Any] = {"employees": 20, "total_assets": "3000000", "revenue@2011": "4000000"}
    if technology is not None:
        facts["technology_based"] = technology
    for label, value in facts.items():
        add_fact(SYSTEM, made, label, value, source="science" if label == "technology_based" else "statistics",
                 received_on=date(2012, 3, 1))  # fmt: skip
    return made


def paper(name: str) -> StoredFile:
    """A document to hand in."""
    content = File(io.BytesIO("说明,测试材料\n".encode("utf-8-sig")), name=f"{name}.csv")
    return uploads.keep(uploads.check(content, {"csv"}))


def base(name: str, *, area: int = 10_000, kind: str = "incubator") -> Base:
    """A base with an operator who can log in."""
    organisation = Organisation.objects.create(kind="incubator", name=name, division=XIHU)
    subject = create_subject(
        SYSTEM, entity="base", name=name, division=XIHU, founded_on=date(2010, 1, 4), received_on=date(2010, 1, 4),
        organisation=organisation,
    )  # fmt: skip
    return services.register_base(
        SYSTEM,
        subject,
        kind=kind,
        investor="private",
        area=area,
        floors=4,
        opened_on=date(2010, 6, 1),
        boundary="东至文一西路，南至余杭塘河",
        industry="软件和信息服务",
    )


def operator(one: Base) -> User:
    """A user who runs a base."""
    user = people.person()
    people.member(user, Role.INCUBATOR, organisation=one.subject.organisation)
    return user


def filled(name: str, *, technology: int, others: int, raised: int, unknown: int = 0) -> Base:
    """A base with so many residents of each kind, and so many of them graduated and gone."""
    made = base(name)
    kinds = [True] * technology + [False] * others + [None] * unknown
    for number, kind in enumerate(kinds):
        services.move_in(
            SYSTEM, made, firm(f"{name[:4]}第{number}号软件有限公司", kind), on=MOVED_IN, area=100
        )
    for number in range(raised):
        gone = firm(f"{name[:4]}毕业第{number}号软件有限公司", False)
        entry = services.move_in(SYSTEM, made, gone, on=MOVED_IN, area=10)
        services.graduate(SYSTEM, made, gone, on=date(2012, 5, 2), document=f"毕字{number}号")
        services.move_out(SYSTEM, entry, on=date(2012, 5, 3))
    return made


def three() -> tuple[Base, Base, Base]:
    """The first leads in both indicators, the second in neither, the third in graduates only."""
    return (
        filled("杭州云栖孵化器", technology=3, others=1, raised=3),  # 3 of 4
        filled("杭州古荡创业园", technology=1, others=3, raised=0),  # 1 of 4
        filled("杭州留下创意园", technology=1, others=2, raised=2, unknown=1),  # 1 of 4, one not settled
    )


def official(role: Role = Role.PROVINCE, division: str = ZHEJIANG) -> Viewer:
    """An official's viewer."""
    return people.viewer(people.official(role, division))


def county() -> Viewer:
    """An official of 西湖区."""
    return official(Role.COUNTY, XIHU)


def supported_here() -> None:
    """The province decided to recognise and support demonstration bases."""
    in_effect(
        division=ZHEJIANG, sentence="14.2", document="浙企领〔2012〕3号", fills={"support_open": True}, to_day=None,
    )  # fmt: skip


def opened(reviews: int = 1) -> Round:
    """The round of 2012."""
    return services.open_round(
        official(),
        year=2012,
        as_of=date(2012, 8, 31),
        closes_on=CLOSES,
        document="浙企领办〔2012〕9号",
        reviews=reviews,
    )


def applied(one: Base) -> Case:
    """An application that its county passed."""
    made = cases.open_case(
        people.viewer(operator(one)), "demonstration_base", one.subject, key=f"apply/{one.subject_id}",
        origin="applicant", content={"summary": "提供工商代办、融资对接", "declared_share": "80%", "declared_raised": "5"},
    )  # fmt: skip
    return cases.act(county(), made.pk, "accept", revision=made.revision)


def step(viewer: Viewer, case: Case, name: str, **content: Any) -> Case:
    """Take a step of a case as it is now."""
    now = Case.objects.get(pk=case.pk)
    return cases.act(viewer, case.pk, name, revision=now.revision, content=content)


def approved(case: Case, suffix: str = "") -> Case:
    """A reward, or with ``_more`` its supplement, checked by one official of the county and promised by another."""
    if Case.objects.get(pk=case.pk).state in ("checking", "raised"):
        step(county(), case, f"check{suffix}")
    return step(county(), case, f"approve{suffix}")


def reviewed(case: Case, leads: str = "yes") -> Case:
    """Sent to an expert, who says so."""
    step(official(), case, "review_begins")
    expert = people.person()
    people.member(expert, Role.EXPERT, organisation=people.organisation("浙江大学", kind="university"))
    cases.invite(official(), case.pk, expert, Role.EXPERT)
    return step(people.viewer(expert), case, "review", leads=leads, opinion="服务体系完整")


def fund(
    level: str = "province", division: str = ZHEJIANG, fen: int = 50_000_000_00, *, purpose: str = "14.3", year: int = 2012
) -> Fund:  # fmt: skip
    """An open fund of a budget year, for 14.3 unless said."""
    finance = official(Role.FINANCE, division)
    key = f"{purpose}/{level}/{division}/{year}"
    made = ledger.open_fund(
        finance, name=NAMES.get(purpose, f"第{purpose}句资金"), level=level, division=division, budget_year=year, purposes=[purpose],
        from_day=date(year, 1, 1), to_day=date(year, 12, 31), key=key, document="浙财企〔2012〕1号",
    )  # fmt: skip
    ledger.appropriate(finance, made, fen, document="浙财企〔2012〕1号", key=f"{key}/1")
    return made


def recognised(one: Base) -> Case:
    """A base through ranking, review, notice and recognition; the clock is moved on by hand."""
    case = applied(one)
    with clock.stopped(AFTER):
        services.take_ranking(official(), Round.objects.get().pk)
        reviewed(case)
        step(official(), case, "publish")
    with clock.stopped(date(2012, 10, 15)):
        cases.tick(clock.now())
        return step(official(), case, "recognise", document="浙企领〔2012〕8号")


def paid(case: Case, there: Fund) -> Case:
    """What a case is promised out of a fund, paid by the bank today; the payee has confirmed an account."""
    finance, subject = official(Role.FINANCE, there.division), case.subject
    if not subject.bank_accounts.exists():
        given = ledger.propose_account(
            finance, subject, holder=subject.name, bank="示例银行", number="6222000000000001"
        )
        ledger.confirm_account(SYSTEM, given)
    due = list(Commitment.objects.filter(case=str(case.pk), committed__gt=0, fund=there))
    key = f"list/{case.pk}/{there.payment_lists.count()}"
    made = ledger.make_payment_list(finance, there, due, key=key)
    made = ledger.approve_list(official(Role.FINANCE, there.division), made, revision=made.revision)
    lines = [ledger.Paid(one.pk, clock.today(), f"T{one.number}") for one in made.lines.all()]
    ledger.confirm_paid(finance, made, lines)
    return Case.objects.get(pk=case.pk)

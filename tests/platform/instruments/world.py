"""A public and a private platform of 西湖区 with resources, firms of known and unknown size, and the people who act."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import count
from typing import Any

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments import services
from zhiwei.platform.instruments.models import Booking, Platform, Rate, Scheme, Slot
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as ledger_queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject

XIHU, YIWU = "330106", "330782"
DAY = date(2012, 11, 5)
"""A Monday."""
USED = date(2012, 11, 6)
NEXT = date(2013, 2, 4)
"""A Monday of the next year, when the year is reviewed."""
YUAN = 100
SIZES: dict[str, dict[str, Any]] = {
    "small": {"employees": 20, "total_assets": "3000000", "revenue@2011": "4000000"},
    "medium": {"employees": 400, "total_assets": "30000000", "revenue@2011": "30000000"},
    "unknown": {},
}
"""Industrial firms of 2011's classes: 20 to 299 people and 3 to 20 million are small, 300 and 20 million medium."""
_numbers = count(10_000)


def organisation(name: str, kind: str) -> Organisation:
    """An organisation in the county."""
    return Organisation.objects.create(kind=kind, name=name, division=XIHU)


def firm(size: str = "small", division: str = XIHU) -> Subject:
    """A firm that somebody owns, with the facts of its size."""
    name = f"杭州晨光{next(_numbers)}五金制品有限公司"
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form="limited_company", industry="1713",
        industry_edition="2011", founded_on=date(2010, 1, 4), received_on=date(2010, 1, 4),
        organisation=organisation(name, "enterprise"),
    )  # fmt: skip
    for label, value in SIZES[size].items():
        add_fact(SYSTEM, made, label, value, source="statistics", received_on=date(2012, 3, 1))
    made.refresh_from_db()
    return made


def keeper(kind: str = "institute") -> Subject:
    """A body that keeps platforms."""
    name = f"杭州文三{next(_numbers)}研究院"
    return create_subject(
        SYSTEM, entity=kind, name=name, division=XIHU, organisation=organisation(name, "other")
    )


def platform(
    *, public: bool = True, kept: Subject | None = None, nature: str = "public_institution"
) -> Platform:
    """A registered platform, formed with public money or not."""
    return services.register_platform(
        official(), kept or keeper(), name=f"材料检测平台{next(_numbers)}", place="文三路 9 号", set_up_on=date(2011, 5, 9),
        legal_nature=nature, public_money=public, document="西科〔2011〕4号",
    )  # fmt: skip


def official(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official."""
    return people.viewer(people.official(role, division))


def of(subject: Subject, role: Role = Role.OWNER) -> Viewer:
    """Somebody who acts for a subject."""
    return people.viewer(people.owner(subject.organisation, role))


class World:
    """A platform with one instrument of four slots a day, a firm, and their people."""

    def __init__(
        self, *, public: bool = True, size: str = "small", nature: str = "public_institution"
    ) -> None:
        self.platform = platform(public=public, nature=nature)
        self.clerk = of(self.platform.subject, Role.INSTITUTE)
        self.firm = firm(size)
        self.owner = of(self.firm)
        self.resource = services.offer(
            self.clerk, self.platform, kind="instrument", title="扫描电镜", tariff=800 * YUAN
        )
        self.slots = self.more_slots(USED)

    def more_slots(self, day: date) -> list[Slot]:
        """Four slots of a day."""
        return services.add_slots(
            self.clerk, self.resource, first=day, last=day, opens=time(9), closes=time(17), minutes=120
        )

    def book(self, slot: Slot | None = None, *, key: str = "", by: Subject | None = None) -> Booking:
        """The firm, or another, books the first slot or another one."""
        subject = by or self.firm
        return services.book(
            self.owner if by is None else of(by), subject, self.resource, slot=slot or self.slots[0],
            purpose="断口分析", key=key or f"k{next(_numbers)}",
        )  # fmt: skip

    def used(
        self, slot: Slot | None = None, *, minutes: int = 90, grade: int = 5, by: Subject | None = None
    ) -> Booking:
        """Booked, agreed, used on the slot's day, and confirmed by both."""
        made = self.book(slot, by=by)
        step(self.clerk, made, "agree")
        with clock.stopped(datetime.combine(USED, time(18), clock.ZONE)):
            step(self.clerk, made, "record", used_on=USED.isoformat(), minutes=str(minutes))
            owner = self.owner if by is None else of(by)
            return step(owner, made, "confirm", grade=str(grade))


def step(viewer: Viewer, booking: Booking, name: str, **content: str) -> Booking:
    """Take a step of a booking's case."""
    act(viewer, booking.case, name, **content)
    return Booking.objects.select_related("case", "slot", "resource").get(pk=booking.pk)


def act(viewer: Viewer, case: Case, name: str, **content: str) -> Case:
    """Take a step of a case as it is now."""
    now = Case.objects.get(pk=case.pk)
    return cases.act(viewer, case.pk, name, revision=now.revision, content=content)


FIGURES = {
    "small_weight": 40, "hours_weight": 20, "accepted_weight": 20, "rating_weight": 20, "hours": 10,
    "excellent_from": 85, "good_from": 70, "qualified_from": 50, "excellent_most": 300_000 * YUAN,
    "good_most": 200_000 * YUAN, "qualified_most": 100_000 * YUAN,
}  # fmt: skip


def scheme(**changes: Any) -> Scheme:
    """How 西湖区 reviews: 40 points for small firms, 20 each for ten hours, acceptance and grades."""
    given = {"division": XIHU, "document": "西科〔2012〕11号", "first_year": 2012, **FIGURES, **changes}
    return services.file_scheme(official(), **given)


def decided() -> None:
    """西湖区 decides to subsidise private platforms (19.1)."""
    in_effect(
        sentence="19.1", document="西政发〔2012〕41号", from_day=date(2012, 5, 1), to_day=None,
        fills={"subsidy_formula": "每次经确认的服务补助50元，每小时使用补助20元，每家每年不超过1000元"},
    )  # fmt: skip


def rate(**changes: Any) -> Rate:
    """50 yuan for each use, 20 for each hour, at most 1,000 a year."""
    given = {
        "division": XIHU, "document": "西政发〔2012〕41号", "first_year": 2012, "per_use": 50 * YUAN,
        "per_hour": 20 * YUAN, "yearly_most": 1_000 * YUAN, **changes,
    }  # fmt: skip
    return services.file_rate(official(), **given)


def fund(purpose: str, year: int = 2013) -> Fund:
    """A county fund for a sentence and year with a million yuan."""
    made = ledger.open_fund(
        SYSTEM, name=f"科技专项资金（{purpose}）", level="county", division=XIHU, budget_year=year, purposes=[purpose],
        from_day=date(year, 1, 1), to_day=date(year, 12, 31), key=f"{purpose}/{year}",
    )  # fmt: skip
    ledger.appropriate(SYSTEM, made, 1_000_000 * YUAN, document="西财〔2013〕2号", key=f"{purpose}/{year}/1")
    return made


def account(subject: Subject) -> None:
    """A confirmed bank account."""
    ledger.give_account(
        SYSTEM, subject, holder=subject.name, bank="中国工商银行杭州分行", number="1202020219900012345"
    )


def pay(there: Fund) -> None:
    """A list is made, checked by another, and paid by the bank."""
    maker, checker = official(Role.FINANCE), official(Role.FINANCE)
    made = ledger.make_payment_list(maker, there, ledger_queries.payable(there), key=f"{there.key}/list")
    ledger.approve_list(checker, made, revision=made.revision)
    lines = [ledger.Paid(line.pk, clock.today(), f"T{line.number}") for line in made.lines.all()]
    ledger.confirm_paid(maker, made, lines)

"""A county that commissioned a training body, a course of it, firms with their owners, the province's year of places."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.platform.accounts import people
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund, PaymentList
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject
from zhiwei.platform.training import services
from zhiwei.platform.training.models import Commission, Course, Place, Year

XIHU, YIWU, HANGZHOU, ZHEJIANG = "330106", "330782", "330100", "330000"
DAY = date(2012, 11, 5)
STARTS, ENDS = date(2012, 11, 12), date(2012, 11, 13)
AFTER = ENDS + timedelta(days=1)
YUAN = 100
FACTS = {"employees": 20, "revenue": "5000000", "total_assets": "1000000"}
"""A small manufacturer: from 20 persons and 3 million yuan of revenue."""
LARGE = {"employees": 1_000, "revenue": "400000000", "total_assets": "1000000"}
_numbers = count(10_000)


def firm(division: str = XIHU, facts: dict[str, Any] | None = FACTS) -> Subject:
    """A manufacturer with the facts of its size; none of them for None."""
    name = f"晨光{next(_numbers)}五金制品有限公司"
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form="limited_company", industry="1713",
        industry_edition="2011", founded_on=date(2008, 3, 1), received_on=date(2008, 3, 1),
        organisation=Organisation.objects.create(kind="enterprise", name=name, division=division),
    )  # fmt: skip
    for label, value in (facts or {}).items():
        add_fact(SYSTEM, made, label, value, source="tax", received_on=date(2012, 5, 31))
    return made


def school(division: str = XIHU) -> Subject:
    """A training body with an account for its money."""
    name = f"百川{next(_numbers)}培训学校"
    made = create_subject(
        SYSTEM, entity="training", name=name, division=division,
        organisation=Organisation.objects.create(kind="training", name=name, division=division),
    )  # fmt: skip
    ledger.give_account(SYSTEM, made, holder=name, bank="中国工商银行杭州分行", number="1202020219900012345")
    return made


def of(subject: Subject, role: Role = Role.OWNER) -> Viewer:
    """Somebody who acts for a subject."""
    return people.viewer(people.owner(subject.organisation, role))


def official(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official."""
    return people.viewer(people.official(role, division))


def province() -> Viewer:
    """An official of the province."""
    return official(Role.PROVINCE, ZHEJIANG)


def commissioned(
    body: Subject, fee: int | None = 80 * YUAN, kind: str = "16.2", division: str = XIHU
) -> Commission:
    """A body commissioned for 2012."""
    by = province() if division == ZHEJIANG else official(division=division)
    return services.commission(
        by, body, kind=kind, division=division, document=f"西经信〔2012〕{next(_numbers)}号",
        conditions="有办学许可证，近三年办过企业经营者培训", fee=fee, from_day=date(2012, 5, 1), to_day=date(2012, 12, 31),
    )  # fmt: skip


def offered(trainer: Viewer, commission: Commission, **changes: Any) -> Course:
    """A course of two days."""
    given: dict[str, Any] = {
        "title": "小企业财务管理", "topic": "finance", "text": "", "teacher": "王一平，高级会计师", "division": XIHU,
        "place": "文三路100号三楼", "starts_on": STARTS, "ends_on": ENDS, "hours": 12, "seats": 30, **changes,
    }  # fmt: skip
    return services.publish(trainer, commission, **given)


def fund(sentence: str, division: str, level: str, fen: int = 10_000 * YUAN) -> Fund:
    """Money of one level for a sentence."""
    made = ledger.open_fund(
        SYSTEM, name="小微企业培训专项", level=level, division=division, budget_year=2012, purposes=[sentence],
        from_day=date(2012, 1, 1), to_day=date(2012, 12, 31), key=f"training/{sentence}/{division}",
    )  # fmt: skip
    ledger.appropriate(SYSTEM, made, fen, document="浙财〔2012〕1号", key=f"training/{sentence}/{division}/1")
    return made


def pay_all(there: Fund, role: Role = Role.FINANCE) -> None:
    """A list is made, checked by another, and paid."""
    maker, checker = official(role, there.division), official(role, there.division)
    made = ledger.make_payment_list(
        maker, there, books.payable(there), key=f"{there.pk}/{PaymentList.objects.count()}"
    )
    ledger.approve_list(checker, made, revision=1)
    lines = [ledger.Paid(line.pk, clock.today(), f"T{line.number}") for line in made.lines.all()]
    ledger.confirm_paid(maker, made, lines)


def announced(amount: int | None = None) -> Year:
    """The province's year 2012."""
    return services.announce(
        province(), year=2012, document="浙中小企〔2012〕20号", criteria="近两年营业收入增长，有明确的发展计划",
        opens_on=date(2012, 5, 1), closes_on=date(2012, 12, 20), amount=amount,
    )  # fmt: skip


def applied(owner: Viewer, subject: Subject) -> Case:
    """An owner applies for a place."""
    return services.apply(owner, subject, key=f"training/{uuid4().hex}", plan="扩大产能，学习管理")


def step(viewer: Viewer, case: Case, name: str, **content: str) -> Case:
    """A step of a case as it is now."""
    revision = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    return cases.act(viewer, case.pk, name, revision=revision, content=content)


def fill_places(year: Year, number: int) -> None:
    """Owners who hold places already, written at once: each with a user, a firm's case and a place of his own."""
    payer = firm()
    kind = casetypes.get("funded_training")
    users = User.objects.bulk_create(
        User(username=f"holder{next(_numbers)}", display_name="持有人") for _ in range(number)
    )
    held = Case.objects.bulk_create(
        Case(
            key=f"held/{one.pk}", type=kind.id, type_hash=kind.hash, subject=payer, division=payer.division, as_of=DAY,
            state="placed", origin="applicant", opened_at=clock.now(),
        )
        for one in users
    )  # fmt: skip
    Place.objects.bulk_create(
        Place(case=case, year=year, person=one, firm=payer, potential=True, holds=True, placed_at=clock.now())
        for case, one in zip(held, users, strict=True)
    )
    Year.objects.filter(pk=year.pk).update(taken=number)


def member(user_id: int | None, subject: Subject, role: Role = Role.OWNER) -> None:
    """Somebody becomes an owner of one more firm, or what else is said of a subject."""
    assert user_id is not None
    Membership.objects.create(
        user_id=user_id, role=role, organisation=subject.organisation, from_day=date(2012, 1, 1)
    )


def again(viewer: Viewer) -> Viewer:
    """The same person, with the roles he holds now."""
    return people.viewer(User.objects.get(pk=viewer.user_id))

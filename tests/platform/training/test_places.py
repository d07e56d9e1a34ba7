"""16.3 by its clauses: a thousand places a year, a waiting list in order that moves, an owner funded once a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.platform.training.world import (
    DAY,
    ENDS,
    LARGE,
    YUAN,
    ZHEJIANG,
    again,
    announced,
    applied,
    commissioned,
    fill_places,
    firm,
    fund,
    member,
    of,
    offered,
    official,
    pay_all,
    province,
    school,
    step,
)
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place as Where
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact
from zhiwei.platform.training import queries, report, services
from zhiwei.platform.training.faults import Refused
from zhiwei.platform.training.models import Course, Enrolment, Place, Year

pytestmark = pytest.mark.django_db
PLACES = 1_000
"""每年资助1000名."""


class World:
    """The year 2012 with some places taken, an owner, the province."""

    def __init__(self, taken: int = 0, amount: int | None = None) -> None:
        self.first, self.province = province(), province()
        self.year = announced(amount)
        fill_places(self.year, taken)

    def applied(self, subject: Subject | None = None, owner: Viewer | None = None) -> tuple[Viewer, Case]:
        """An owner of a small firm applies."""
        there = subject or firm()
        by = owner or of(there)
        return by, applied(by, there)

    def reviewed(self, case: Case, name: str) -> str:
        """The province finds him promising; the state that follows."""
        if state(case) == "applied":
            step(self.first, case, "review")
        return step(self.province, case, name, finding="有明确的发展计划").state

    def waiting(self) -> list[Case]:
        """The waiting list."""
        return [one.case for one in queries.waiting(self.year)]


def state(case: Case) -> str:
    """Where a case stands now."""
    return str(Case.objects.values_list("state", flat=True).get(pk=case.pk))


def test_16_3_exactly_a_thousand_places_a_year_and_the_next_waits() -> None:
    world = World(taken=PLACES - 1)
    assert world.year.places == PLACES
    (_, last), (_, next_one) = world.applied(), world.applied()
    with pytest.raises(CaseRefused, match="本年度还有名额，请直接给予名额"):
        world.reviewed(last, "wait")
    assert world.reviewed(last, "place") == "placed"
    with pytest.raises(CaseRefused, match="条件不符：本年度还有名额"):
        world.reviewed(next_one, "place")
    assert world.reviewed(next_one, "wait") == "waiting"
    assert world.waiting() == [next_one]
    assert Place.objects.filter(holds=True).count() == PLACES
    reached = report.funded_owners(2012)
    assert (reached.counted, reached.target, reached.verdict, reached.percent) == (PLACES, PLACES, "met", 100)
    kept = Receipt.objects.get(pk=Place.objects.get(case=last).receipt)
    assert receipts.check(kept) == []
    with pytest.raises(IntegrityError), transaction.atomic():  # the database's own word
        Year.objects.filter(pk=2012).update(taken=F("taken") + 1)


def test_16_3_withdrawal_moves_the_list_in_the_order_of_application() -> None:
    world = World(taken=PLACES - 1)
    holder, held = world.applied()
    world.reviewed(held, "place")
    with clock.stopped(DAY + timedelta(days=1)):
        _, first = world.applied()
    with clock.stopped(DAY + timedelta(days=2)):
        leaver, second = world.applied()
    with clock.stopped(DAY + timedelta(days=3)):
        _, third = world.applied()
    for one in (third, second, first):  # reviewed the other way round
        world.reviewed(one, "wait")
    assert world.waiting() == [first, second, third]
    assert queries.position(Place.objects.get(case=third)) == 3
    step(leaver, second, "withdraw")
    assert world.waiting() == [first, third]
    step(holder, held, "give_up")
    assert (state(held), state(first), state(third)) == ("withdrawn", "placed", "waiting")
    assert world.waiting() == [third]
    world.year.refresh_from_db()
    assert (world.year.taken, Place.objects.filter(holds=True).count()) == (PLACES, PLACES)


def test_16_3_a_place_taken_back_goes_to_the_first_who_is_still_due() -> None:
    world = World(taken=PLACES - 1)
    _, held = world.applied()
    world.reviewed(held, "place")
    growing = firm()
    _, first = world.applied(growing)
    _, second = world.applied()
    for one in (first, second):
        world.reviewed(one, "wait")
    for label, value in LARGE.items():
        add_fact(world.province, growing, label, value, source="tax", received_on=DAY)
    with pytest.raises(PermissionDenied):
        step(official(), held, "forfeit", reason="未参训")
    step(world.province, held, "forfeit", reason="两次未参训")
    assert (state(held), state(first), state(second)) == ("forfeited", "waiting", "placed")


def test_a_new_application_does_not_pass_those_who_wait() -> None:
    world = World(taken=PLACES)
    _, first = world.applied()
    world.reviewed(first, "wait")
    _, later = world.applied()
    Place.objects.filter(person__username__startswith="holder").order_by("pk").first().delete()  # type: ignore[union-attr]
    Year.objects.update(taken=PLACES - 1)
    with pytest.raises(CaseRefused, match="候补名单上还有人在等"):
        world.reviewed(later, "place")
    assert services.fill(world.province, world.year) == 1
    assert (state(first), state(later)) == ("placed", "reviewed")
    assert services.fill(world.province, world.year) == 0


def test_16_3_the_same_owner_is_not_funded_twice_in_a_year() -> None:
    world = World()
    mine = firm()
    owner, case = world.applied(mine)
    world.reviewed(case, "place")
    second = firm()
    member(owner.user_id, second)
    owner = again(owner)
    for subject in (mine, second):  # with another firm of his neither
        with pytest.raises(CaseRefused, match="您在 2012 年度已有一份申请或名额，同一企业主一年只资助一次"):
            applied(owner, subject)
    one = Place.objects.get(case=case)
    copy = Case.objects.get(pk=case.pk)
    copy.pk, copy.key, copy._state.adding = None, "copy", True
    copy.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(
            case=copy, year=world.year, person_id=one.person_id, firm=second, live=True, holds=True
        )
    step(owner, case, "give_up")
    applied(owner, second)  # what was given up does not count


def test_16_3_is_for_the_owner_himself() -> None:
    world = World()
    there = firm()
    with pytest.raises(CaseRefused, match="只有企业主本人能申请，会计和其他人不能代办"):
        applied(of(there, Role.ACCOUNTANT), there)
    with pytest.raises(PermissionDenied):
        applied(official(Role.PROVINCE, ZHEJIANG), there)
    owner, case = world.applied(there)
    world.reviewed(case, "place")
    partner = of(there)  # another owner of the same firm
    with pytest.raises(CaseRefused, match="只有申请的企业主本人可以办理"):
        step(partner, case, "give_up")
    with pytest.raises(PermissionDenied):
        step(official(), case, "reject", reason="x")
    step(owner, case, "give_up")


def test_16_3_a_firm_that_is_not_small_and_a_review_that_is_not_passed() -> None:
    world = World()
    big = firm(facts=LARGE)
    with pytest.raises(CaseRefused, match="条件不符：所在企业为小微企业"):
        world.applied(big)
    with pytest.raises(CaseRefused, match=r"还缺少：.*从业人员"):
        world.applied(firm(facts=None))
    owner, case = world.applied()
    assert step(world.province, case, "reject", reason="没有发展计划").state == "rejected"
    assert Place.objects.filter(holds=True).count() == 0
    applied(owner, case.subject)  # he may try again


def test_a_year_is_announced_once_by_the_province_and_its_places_are_the_laws() -> None:
    with pytest.raises(PermissionDenied):
        services.announce(official(), year=2012, document="x", criteria="x", opens_on=DAY, closes_on=DAY)
    with pytest.raises(TypeError):  # the number cannot be given
        services.announce(
            province(), places=5, year=2012, document="x", criteria="x", opens_on=DAY, closes_on=DAY
        )  # type: ignore[call-arg]
    with pytest.raises(Refused) as refused:
        services.announce(
            province(),
            year=2013,
            document="",
            criteria=" ",
            opens_on=DAY,
            closes_on=date(2012, 1, 1),
            amount=0,
        )
    assert [one.field for one in refused.value.faults] == [
        "document",
        "criteria",
        "closes_on",
        "year",
        "amount",
    ]
    with pytest.raises(Refused, match=r"第 16\.3 句当日尚未施行"):
        services.announce(
            province(), year=2012, document="x", criteria="x", opens_on=date(2012, 4, 23), closes_on=DAY
        )
    announced()
    with pytest.raises(Refused, match="2012 年度已经公布"):
        announced()
    there = firm()
    owner = of(there)
    with clock.stopped(date(2012, 12, 21)), pytest.raises(CaseRefused, match="现在没有受理申请的年度"):
        applied(owner, there)


class Trained(World):
    """A world with a course in start-up ability."""

    def __init__(self, amount: int | None = None) -> None:
        super().__init__(amount=amount)
        self.school = school()
        self.trainer = of(self.school, Role.TRAINER)
        self.course = offered(
            self.trainer,
            commissioned(self.school, None, "16.3", ZHEJIANG),
            title="创业能力提升班",
            topic="starting",
        )

    def trained(self, owner: Viewer, subject: Subject) -> Enrolment:
        """The owner takes the course, with proof."""
        one = services.enrol(owner, self.course, subject)
        with clock.stopped(ENDS):
            services.mark(self.trainer, self.course, {one.pk: True})
            return services.confirm(owner, one)


def test_a_course_in_start_up_ability_is_taken_with_a_place() -> None:
    world = Trained()
    owner, case = world.applied()
    with pytest.raises(Refused, match="凭本年度的资助名额参加"):
        services.enrol(owner, world.course, case.subject)
    world.reviewed(case, "place")
    other = offered(world.trainer, world.course.commission, title="第二期")
    services.enrol(owner, world.course, case.subject)
    with pytest.raises(Refused, match="一个资助名额参加一门课程"):
        services.enrol(owner, other, case.subject)
    step(owner, case, "give_up")
    assert Enrolment.objects.get().withdrawn_at is not None
    assert Course.objects.get(pk=world.course.pk).taken == 0


def test_without_an_amount_the_training_ends_the_case_and_pays_nothing() -> None:
    world = Trained()
    owner, case = world.applied()
    world.reviewed(case, "place")
    one = world.trained(owner, case.subject)
    assert (one.counts, state(case)) == (True, "completed")
    assert not Commitment.objects.exists()
    assert report.attendances(2012).count() == 0  # 16.3 is not counted into 16.2
    (county,) = report.counties(2012, {case.division})
    assert (county.funded, county.trained) == (1, 1)
    assert Place.objects.get().holds  # a used place stays used


def test_16_3_the_funding_is_reserved_with_the_place_and_paid_after_the_proof() -> None:
    world = Trained(amount=3_000 * YUAN)
    there = fund("16.3", ZHEJIANG, "province")
    owner, case = world.applied()
    world.reviewed(case, "place")
    assert books.balance(there, Where.RESERVED) == 3_000 * YUAN
    assert Commitment.objects.get().receipt == Place.objects.get(case=case).receipt is not None
    world.trained(owner, case.subject)
    assert (state(case), books.balance(there, Where.COMMITTED)) == ("payable", 3_000 * YUAN)
    with pytest.raises(CaseRefused):
        step(owner, case, "give_up")
    ledger.give_account(
        owner, case.subject, holder=case.subject.name, bank="工行", number="1202020219900012345"
    )
    with clock.stopped(ENDS):
        pay_all(there)
    held = Commitment.objects.get()
    assert (state(case), held.basis_kind, held.subject) == ("paid", "training_place", case.subject)
    assert books.verify(there) == []


def test_a_freed_place_frees_its_money_for_the_next() -> None:
    world = Trained(amount=3_000 * YUAN)
    there = fund("16.3", ZHEJIANG, "province", 3_000 * YUAN)
    owner, case = world.applied()
    world.reviewed(case, "place")
    fill_places_beside(world.year, PLACES)
    _, first = world.applied()
    world.reviewed(first, "wait")
    step(owner, case, "give_up")
    assert state(first) == "placed"
    assert (books.balance(there, Where.RESERVED), books.verify(there)) == (3_000 * YUAN, [])


def fill_places_beside(year: Year, number: int) -> None:
    """All places but those already held are taken by others."""
    there = Place.objects.filter(holds=True).count()
    fill_places(year, number - there)
    Year.objects.filter(pk=year.pk).update(taken=number)


def test_who_waits_to_the_end_of_the_year_is_told() -> None:
    world = World(taken=PLACES - 1)
    owner, held = world.applied()
    world.reviewed(held, "place")
    _, case = world.applied()
    world.reviewed(case, "wait")
    _, late = world.applied()
    with pytest.raises(CaseRefused, match="2012 年度结束后才能终止候补"):
        step(world.province, case, "close")
    with clock.stopped(date(2013, 1, 1)):
        step(owner, held, "give_up")
        assert state(case) == "waiting"  # a place of a year that is over goes to nobody
        with pytest.raises(CaseRefused, match="2012 年度已经结束，名额不再给出"):
            world.reviewed(late, "place")
        assert step(world.province, case, "close").state == "closed"
    assert world.waiting() == []


def test_only_the_owner_who_applied_changes_his_plan_and_only_before_the_review() -> None:
    there = World()
    subject = firm()
    owner, case = there.applied(subject)
    with pytest.raises(CaseRefused, match="只有申请的企业主本人可以办理"):
        step(of(subject), case, "amend", plan="别人写的")
    step(owner, case, "amend", plan="扩大出口")
    assert Case.objects.get(pk=case.pk).content["plan"] == "扩大出口"
    assert Place.objects.count() == 1
    step(there.first, case, "review")
    with pytest.raises(CaseRefused, match="不能办理“修改申请”"):
        step(owner, case, "amend", plan="再改")

"""16.2 by its clauses: qualified bodies, the trainee's own choice, attendance with proof, person-times, money by person-time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.platform.training.world import (
    AFTER,
    DAY,
    ENDS,
    LARGE,
    STARTS,
    XIHU,
    YIWU,
    YUAN,
    ZHEJIANG,
    again,
    commissioned,
    firm,
    fund,
    member,
    of,
    offered,
    official,
    pay_all,
    school,
)
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place as Where
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.ledger.upwards import basis_texts
from zhiwei.platform.subjects.services import add_fact
from zhiwei.platform.training import money, queries, report, services
from zhiwei.platform.training.faults import Refused
from zhiwei.platform.training.models import Course, Enrolment
from zhiwei.platform.wheel import queries as wheel
from zhiwei.platform.wheel.duties import duty
from zhiwei.platform.wheel.models import Entry
from zhiwei.platform.wheel.states import State

pytestmark = pytest.mark.django_db


class World:
    """A commissioned school with a course, and an owner of a small firm."""

    def __init__(self, fee: int | None = 80 * YUAN) -> None:
        self.school = school()
        self.trainer = of(self.school, Role.TRAINER)
        self.commission = commissioned(self.school, fee)
        self.course = offered(self.trainer, self.commission)
        self.firm = firm()
        self.owner = of(self.firm)

    def enrolled(self) -> Enrolment:
        """The owner chose the course."""
        return services.enrol(self.owner, self.course, self.firm)

    def proved(self, one: Enrolment, owner: Viewer | None = None) -> Enrolment:
        """The trainer marks him present, he confirms with one click."""
        with clock.stopped(ENDS):
            services.mark(self.trainer, self.course, {one.pk: True})
            return services.confirm(owner or self.owner, one)


@pytest.fixture
def world(db: None) -> World:
    """The county and its people."""
    return World()


def test_16_2_only_the_trainee_account_can_choose_the_trainer(world: World) -> None:
    for other in (
        SYSTEM, world.trainer, of(world.firm, Role.ACCOUNTANT), official(), official(Role.PROVINCE, ZHEJIANG), of(firm()),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied, match="企业主本人的账号选择"):
            services.enrol(other, world.course, world.firm)
    one = world.enrolled()
    assert (one.person_id, one.chosen_by_id, one.firm, one.division) == (
        world.owner.user_id, world.owner.user_id, world.firm, XIHU,
    )  # fmt: skip
    assert world.enrolled() == one  # a double click
    with pytest.raises(IntegrityError), transaction.atomic():  # nor does the database take another's choice
        Enrolment.objects.filter(pk=one.pk).update(chosen_by=world.trainer.user_id)
    with pytest.raises(PermissionDenied):
        services.withdraw(world.trainer, one)


def test_courses_are_called_by_their_titles_which_are_asked_for_together(
    world: World, django_assert_num_queries: Any
) -> None:
    other = offered(world.trainer, world.commission, title="税法")
    keys = [str(world.course.pk), str(other.pk), "旧课程"]
    with django_assert_num_queries(1):
        told = basis_texts((money.COURSE, key) for key in keys)
    assert [told[money.COURSE, key] for key in keys] == [
        f"培训课程“{world.course.title}”", "培训课程“税法”", "培训课程“旧课程”",
    ]  # fmt: skip


def test_16_2_an_unqualified_trainer_cannot_be_chosen(world: World) -> None:
    stranger = school()
    with pytest.raises(PermissionDenied):  # without a commission of its own there is nothing to offer under
        offered(of(stranger, Role.TRAINER), world.commission)
    late = {"starts_on": date(2012, 12, 31), "ends_on": date(2013, 1, 1)}
    with pytest.raises(Refused, match="2012-05-01 至 2012-12-31，这段日期以外机构没有资格开课"):
        offered(world.trainer, world.commission, **late)
    with pytest.raises(Refused, match="不能在金华市义乌市开课"):
        offered(world.trainer, world.commission, division=YIWU)
    assert list(queries.calendar(DAY)) == [world.course]
    services.end_commission(official(), world.commission, on=STARTS, why="办学许可证被撤销")
    assert list(queries.calendar(DAY)) == []
    assert list(queries.bodies(STARTS)) == [world.school]
    assert list(queries.bodies(ENDS)) == []
    with pytest.raises(Refused, match=r"在开课期间没有有效的委托，不能选择：第 16\.2 句“全省每年委托"):
        world.enrolled()


def test_16_2_a_commission_that_ends_under_a_course_takes_its_person_times(world: World) -> None:
    one = world.enrolled()
    services.end_commission(official(), world.commission, on=STARTS, why="办学许可证被撤销")
    one = world.proved(one)
    assert (one.proved, one.counts, one.verdict, one.deciding) == (
        True,
        False,
        "not_entitled",
        "trainer_qualified",
    )
    assert report.attendances(2012).count() == 0


def test_16_2_the_count_is_person_times_with_attendance_proof(world: World) -> None:
    one = world.enrolled()
    with clock.stopped(STARTS):
        with pytest.raises(Refused, match="等培训机构登记到课后再确认"):
            services.confirm(world.owner, one)
        with pytest.raises(Refused, match="签到码不对"):
            services.confirm(world.owner, one, "abc")
        with pytest.raises(Refused, match="结束当天起登记到课"):
            services.mark(world.trainer, world.course, {one.pk: True})
        signed = services.confirm(world.owner, one, world.course.code)
    assert (signed.by_code, signed.counts) == (True, False)  # half a proof is none
    assert report.attendances(2012).count() == 0
    with clock.stopped(ENDS):
        services.mark(world.trainer, world.course, {one.pk: True})
    one.refresh_from_db()
    assert (one.counts, one.verdict) == (True, "entitled")
    assert report.attendances(2012).count() == 1
    kept = Receipt.objects.get(pk=one.receipt)
    assert receipts.check(kept) == []
    assert (kept.subject, kept.as_of) == (world.firm.pk, ENDS)


def test_16_2_without_proof_no_person_time(world: World) -> None:
    one = world.enrolled()
    with clock.stopped(ENDS):
        services.mark(world.trainer, world.course, {one.pk: False})
        with pytest.raises(Refused):
            services.confirm(world.owner, one)
        services.confirm(world.owner, one, world.course.code)
    one.refresh_from_db()
    assert (one.present, one.counts) == (False, False)
    assert report.attendances(2012).count() == 0
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):  # typed in by whatever way, the database refuses it
        Enrolment.objects.filter(pk=one.pk).update(counts=True)


def test_16_2_the_same_person_at_the_same_course_counts_once(world: World) -> None:
    one = world.proved(world.enrolled())
    assert services.confirm(world.owner, one) == one
    assert world.enrolled() == one
    second = offered(world.trainer, world.commission, title="劳动合同", topic="law")
    two = services.enrol(world.owner, second, world.firm)
    with clock.stopped(ENDS):
        services.mark(world.trainer, second, {two.pk: True})
        services.confirm(world.owner, two)
    (xihu,) = report.counties(2012, {XIHU})
    assert (xihu.attendances, xihu.persons, xihu.firms, xihu.courses) == (2, 1, 1, 2)


def test_16_2_progress_by_county(world: World) -> None:
    world.proved(world.enrolled())
    other = firm(YIWU)
    owner = of(other)
    one = services.enrol(owner, world.course, other)
    world.proved(one, owner)
    found = {each.division: each.attendances for each in report.counties(2012)}
    assert (found[XIHU], found[YIWU], sum(found.values())) == (1, 1, 2)
    assert len(found) >= 89  # every county, those with nothing too
    reached = report.short_training(2012)
    assert (reached.counted, reached.target, reached.verdict) == (2, 100_000, "missed")
    assert (reached.progress, reached.percent) == (Fraction(1, 50_000), 0)
    assert report.attendances(2013).count() == 0


def test_a_firm_that_is_not_small_cannot_take_part_and_one_of_unknown_size_does_not_count_yet(
    world: World,
) -> None:
    big, unknown = firm(facts=LARGE), firm(facts=None)
    with pytest.raises(Refused, match="不是小型、微型企业"):
        services.enrol(of(big), world.course, big)
    owner = of(unknown)
    one = world.proved(services.enrol(owner, world.course, unknown), owner)
    assert (one.proved, one.counts, one.verdict) == (True, False, "undetermined")
    assert any("employees" in name for name in one.missing)
    for label, value in {"employees": 20, "revenue": "5000000", "total_assets": "1000000"}.items():
        add_fact(SYSTEM, unknown, label, value, source="tax", received_on=date(2012, 11, 1))
    assert services.rejudge(world.course) == 1
    assert report.attendances(2012).count() == 1


def test_the_size_is_that_of_the_last_year_whose_revenue_is_stated(world: World) -> None:
    there = firm(
        facts={
            "employees": 20,
            "total_assets": "1000000",
            "revenue@2010": "900000000",
            "revenue@2011": "5000000",
        }
    )
    owner = of(there)
    one = world.proved(services.enrol(owner, world.course, there), owner)
    assert one.counts
    fact = Receipt.objects.get(pk=one.receipt).record["subject"]["links"]["firm"]["facts"]["revenue"]
    assert fact["value"] == "5000000.00"
    assert "2011 年度，当年数据还没有" in fact["source"]


def test_seats_are_a_hard_counter(world: World) -> None:
    course = offered(world.trainer, world.commission, seats=1, title="电子商务")
    one = services.enrol(world.owner, course, world.firm)
    second = firm()
    with pytest.raises(Refused, match="名额已满"):
        services.enrol(of(second), course, second)
    services.withdraw(world.owner, one)
    services.enrol(of(second), course, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(taken=2)
    with pytest.raises(Refused, match="已有 1 人报名"):
        services.change(world.trainer, course, seats=0)


def test_16_2_money_is_counted_by_proved_person_time_and_paid_once(world: World) -> None:
    there = fund("16.2", XIHU, "county")
    world.proved(world.enrolled())
    second = firm()
    services.enrol(of(second), world.course, second)  # enrolled and not proved
    with clock.stopped(ENDS), pytest.raises(Refused, match="次日起核定"):
        services.settle(official(), world.course)
    with clock.stopped(AFTER):
        with pytest.raises(TypeError):  # an amount cannot be given
            services.settle(official(), world.course, fen=1)  # type: ignore[call-arg]
        with pytest.raises(PermissionDenied):
            services.settle(official(division=YIWU), world.course)
        settled = services.settle(official(), world.course)
        assert (settled.settled_count, settled.settled_fen) == (1, 80 * YUAN)
        assert services.settle(official(), world.course).settled_at == settled.settled_at
        held = Commitment.objects.get()
        assert (held.fen, held.subject, held.sentence, held.basis_key) == (
            80 * YUAN, world.school, "16.2", str(world.course.pk),
        )  # fmt: skip
        late = Enrolment.objects.get(firm=second)
        with pytest.raises(Refused, match="签到不能再改"):
            services.mark(world.trainer, world.course, {late.pk: True})
        pay_all(there)
    assert (books.balance(there, Where.PAID), books.verify(there)) == (80 * YUAN, [])


def test_16_2_no_amount_decided_means_no_money_and_says_so() -> None:
    world = World(fee=None)
    fund("16.2", XIHU, "county")
    world.proved(world.enrolled())
    assert services.due(world.course) is None
    with clock.stopped(AFTER), pytest.raises(Refused, match="没有写每人次费用，没有依据付款"):
        services.settle(official(), world.course)
    assert report.attendances(2012).count() == 1
    assert not Commitment.objects.exists()


def test_16_2_money_needs_a_fund_of_whoever_commissioned(world: World) -> None:
    fund("16.3", XIHU, "county")
    world.proved(world.enrolled())
    with (
        clock.stopped(AFTER),
        pytest.raises(LedgerRefused, match=r"杭州市西湖区还没有可用于第 16\.2 句的资金"),
    ):
        services.settle(official(), world.course)
    world.course.refresh_from_db()
    assert world.course.settled_at is None


def test_a_commission_is_refused_with_every_reason() -> None:
    given = {
        "kind": "16.3", "division": XIHU, "document": " ", "conditions": "", "from_day": DAY, "to_day": date(2012, 1, 1),
        "fee": 1,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.commission(official(), firm(), **given)  # type: ignore[arg-type]
    assert [one.field for one in refused.value.faults] == ["body", "document", "conditions", "to_day", "fee"]
    with pytest.raises(PermissionDenied):
        services.commission(official(), school(), **{**given, "division": YIWU})  # type: ignore[arg-type]


def test_a_cancelled_course_ends_its_enrolments(world: World) -> None:
    one = world.enrolled()
    services.cancel(world.trainer, world.course, "报名人数不足")
    one.refresh_from_db()
    world.course.refresh_from_db()
    assert one.withdrawn_at is not None
    assert (world.course.taken, world.course.state) == (0, "cancelled")
    with pytest.raises(Refused, match="这门课程已取消"):
        world.enrolled()


def test_the_trainee_rates_after_the_proof_and_only_he(world: World) -> None:
    one = world.enrolled()
    with pytest.raises(Refused, match="有参训证明以后才能评价"):
        services.rate(world.owner, one, grade=5)
    one = world.proved(one)
    with pytest.raises(PermissionDenied):
        services.rate(world.trainer, one, grade=5)
    services.rate(world.owner, one, grade=5)
    services.rate(world.owner, one, grade=4, remark="案例再多些")
    (body,) = queries.bodies(DAY)
    assert (body.trained, body.grade) == (1, 4)  # type: ignore[attr-defined]


def test_every_act_stands_in_the_audit(world: World) -> None:
    services.rate(world.owner, world.proved(world.enrolled()), grade=5)
    acts = set(Act.objects.values_list("act", flat=True))
    assert acts >= {
        "training.commission", "training.publish", "training.enrol", "training.mark", "training.confirm", "training.rate",
    }  # fmt: skip


def test_16_2_publishing_a_year_that_is_over_fulfils_the_yearly_duties(world: World) -> None:
    """The figures are counted when it is published; 16.3 is published where the year was announced."""
    world.proved(world.enrolled())
    given = {"year": 2012, "document": "浙经信〔2013〕1号", "address": "https://example.org/"}
    minister = official(Role.PROVINCE, ZHEJIANG)
    with pytest.raises(PermissionDenied):
        services.publish_year(official(), **given)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        services.publish_year(minister, **{**given, "document": ""})  # type: ignore[arg-type]
    assert [one.field for one in refused.value.faults] == ["document", "year"]
    with pytest.raises(TypeError, match="count"):  # a figure cannot be given
        services.publish_year(minister, count=100_000, **given)  # type: ignore[call-arg, arg-type]
    with clock.stopped(date(2013, 1, 8)):
        services.publish_year(minister, **given)  # type: ignore[arg-type]
        short = wheel.one(duty("short_training"), 2012, ZHEJIANG)
        funded = wheel.one(duty("funded_training"), 2012, ZHEJIANG)
    assert (short.state, funded.state) == (State.PUBLISHED, State.OVERDUE)  # type: ignore[union-attr]
    assert set(Entry.objects.values_list("duty", "division", "summary")) == {
        ("short_training", ZHEJIANG, "有证明的短期培训 1 人次，目标 100000 人次")
    }


def test_16_2_no_body_trains_its_own_firm_and_nobody_marks_himself(world: World) -> None:
    same = firm()
    same.organisation = world.school.organisation
    same.save()
    with pytest.raises(Refused, match="培训机构不能为自己单位的企业培训并计入补助人次"):
        services.enrol(of(same), world.course, same)
    one = world.enrolled()
    member(world.owner.user_id, world.school, Role.TRAINER)
    both = again(world.owner)
    with clock.stopped(ENDS):
        with pytest.raises(Refused, match="您本人的到课须由培训机构的另一人登记"):
            services.mark(both, world.course, {one.pk: True})
        services.mark(world.trainer, world.course, {one.pk: True})
        assert services.confirm(both, one).counts

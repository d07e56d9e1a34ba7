"""19.3 by its clauses: what a booking costs, who holds a slot, why it is refused, when a use counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.accounts import people
from tests.platform.instruments.world import (
    DAY,
    USED,
    YUAN,
    World,
    firm,
    keeper,
    of,
    official,
    platform,
    step,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.instruments import indicators, queries, rules, services
from zhiwei.platform.instruments.models import Booking, Slot
from zhiwei.platform.instruments.services import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.services import create_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """A public platform and a small firm."""
    return World()


def verdicts(booking: Booking) -> dict[str, str]:
    """What the receipt of a booking holds, run again."""
    found = answers.rerun(Receipt.objects.get(pk=booking.receipt))
    return {name: one.verdict for name, one in found.measures.items()}


def test_19_3_the_same_booking_is_free_for_a_small_firm_and_at_the_tariff_for_others(world: World) -> None:
    small = world.book()
    medium = world.book(world.slots[1], by=firm("medium"))
    assert (small.price, small.tariff, small.small) == (0, 800 * YUAN, True)
    assert (medium.price, medium.tariff, medium.small) == (800 * YUAN, 800 * YUAN, False)
    assert verdicts(small) == {"19.3": "entitled", "19.3/price": "complied"}
    assert verdicts(medium) == {"19.3": "not_entitled", "19.3/price": "complied"}
    assert Act.objects.filter(act="cases.open").count() == 2


def test_19_3_a_price_cannot_be_typed_by_anybody(world: World) -> None:
    """Neither with the booking nor with a step, nor by the platform for small firms."""
    content = {
        "resource": str(world.resource.pk), "slot": str(world.slots[0].pk), "purpose": "试验", "price": "1",
    }  # fmt: skip
    with pytest.raises(CaseRefused, match="这一步没有“price”这一项"):
        cases.open_case(
            world.owner, "instrument_booking", world.firm, key="x", origin="applicant", content=content
        )
    made = world.book()
    with pytest.raises(CaseRefused, match="这一步没有“price”这一项"):
        step(world.clerk, made, "agree", price="800")
    with pytest.raises(Refused, match=r"对小微企业免费，不能另定价格；依据第 19\.3 句“由财政投入支持形成"):
        services.offer(
            world.clerk, world.platform, kind="data", title="谱图库", tariff=100 * YUAN, small_price=50 * YUAN
        )


def test_19_3_a_firm_of_unknown_size_is_asked_for_its_data(world: World) -> None:
    """Missing is not large and not small: of a public platform the price is open."""
    unknown = firm("unknown")
    assert rules.price(unknown, world.resource, DAY) == rules.Price(None, None)
    with pytest.raises(CaseRefused, match="还不知道本企业是不是小型、微型企业"):
        world.book(by=unknown)
    private = platform(public=False, nature="enterprise")
    clerk = of(private.subject, Role.AGENCY)
    plain = services.offer(clerk, private, kind="data", title="谱图库", tariff=100 * YUAN)
    assert rules.price(unknown, plain, DAY) == rules.Price(100 * YUAN, None)
    cheaper = services.offer(
        clerk, private, kind="data", title="标准库", tariff=100 * YUAN, small_price=30 * YUAN
    )
    assert rules.price(unknown, cheaper, DAY) == rules.Price(None, None)
    assert rules.price(world.firm, cheaper, DAY) == rules.Price(30 * YUAN, True)
    assert rules.price(firm("medium"), cheaper, DAY) == rules.Price(100 * YUAN, False)


def test_one_slot_is_held_once_and_free_again_after_a_refusal_or_a_cancellation(world: World) -> None:
    first, other = world.book(), firm()
    with pytest.raises(CaseRefused, match="这个时段已被预约"):
        world.book(by=other)
    assert world.slots[0] not in queries.free_slots(world.resource)
    step(world.owner, first, "cancel")
    second = world.book(by=other)
    with pytest.raises(Refused, match="已有预约"):
        services.close_slot(world.clerk, world.slots[0])
    step(world.clerk, second, "refuse", reason="fault", explanation="灯丝烧断，更换中")
    assert world.slots[0] in queries.free_slots(world.resource)
    services.close_slot(world.clerk, world.slots[0])
    with pytest.raises(CaseRefused, match="请选择这台仪器的一个时段"):
        world.book(world.slots[0])
    assert Booking.objects.filter(slot=world.slots[0], live=True).count() == 0


def test_the_same_key_books_once(world: World) -> None:
    assert world.book(key="click").pk == world.book(key="click").pk
    assert Booking.objects.count() == 1


def test_19_3_a_refusal_needs_a_reason_and_an_explanation(world: World) -> None:
    made = world.book()
    for content in ({}, {"reason": "fault"}, {"reason": "busy", "explanation": "今天很忙没有空"}):
        with pytest.raises(CaseRefused, match=r"请填写“理由”|请填写“具体说明”|请从所列各项中选择"):
            step(world.clerk, made, "refuse", **content)
    with pytest.raises(CaseRefused, match="不少于五个字"):
        step(world.clerk, made, "refuse", reason="fault", explanation="坏了")
    done = step(world.clerk, made, "refuse", reason="fault", explanation="灯丝烧断，更换中")
    assert (done.reason, done.explanation, done.live) == ("fault", "灯丝烧断，更换中", False)
    assert indicators.reasons(world.platform, 2012) == [("fault", 1)]
    found = indicators.counts(world.platform, 2012)
    assert (found.requests, found.refused, found.accepted_share) == (1, 1, 0)


def test_a_request_that_is_not_answered_in_time_counts_against_the_platform(world: World) -> None:
    far = world.more_slots(date(2012, 11, 20))
    made = world.book(far[0])
    with clock.stopped(date(2012, 11, 8)):  # the third working day, still in time
        cases.tick(clock.now())
        made.case.refresh_from_db()
        assert made.case.state == "requested"
    with clock.stopped(date(2012, 11, 9)):
        cases.tick(clock.now())
        made.case.refresh_from_db()
        assert made.case.state == "unanswered"
        assert far[0] in queries.free_slots(world.resource)
    assert indicators.counts(world.platform, 2012).unanswered == 1


def test_a_use_counts_only_once_both_sides_confirmed_it(world: World) -> None:
    made = world.book()
    step(world.clerk, made, "agree")
    with pytest.raises(CaseRefused, match="预约的时段还没有开始"):
        step(world.clerk, made, "record", used_on=USED.isoformat(), minutes="90")
    with clock.stopped(datetime.combine(USED, time(18), clock.ZONE)):
        with pytest.raises(CaseRefused, match="不能超过预约时段的 120 分钟"):
            step(world.clerk, made, "record", used_on=USED.isoformat(), minutes="121")
        with pytest.raises(CaseRefused, match="使用日期须是预约时段的日期"):
            step(world.clerk, made, "record", used_on=DAY.isoformat(), minutes="60")
        step(world.clerk, made, "record", used_on=USED.isoformat(), minutes="90")
        assert indicators.counts(world.platform, 2012).confirmed == 0
        back = step(world.owner, made, "dispute", wrong="只用了一个小时")
        assert (back.minutes, back.used_on) == (None, None)
        step(world.clerk, made, "record", used_on=USED.isoformat(), minutes="60")
        with pytest.raises(PermissionDenied):
            step(world.clerk, made, "confirm", grade="5")
        step(world.owner, made, "confirm", grade="4")
    found = indicators.counts(world.platform, 2012)
    assert (found.confirmed, found.small, found.minutes, found.graded, found.grades) == (1, 1, 60, 1, 4)


def test_data_is_asked_for_without_a_slot(world: World) -> None:
    data = services.offer(world.clerk, world.platform, kind="data", title="谱图库", tariff=200 * YUAN)
    with pytest.raises(Refused, match="不用设时段"):
        services.add_slots(
            world.clerk, data, first=USED, last=USED, opens=time(9), closes=time(17), minutes=60
        )
    made = services.book(world.owner, world.firm, data, purpose="比对谱图", key="d")
    assert (made.slot, made.price) == (None, 0)
    with pytest.raises(CaseRefused, match="不用选时段"):
        services.book(world.owner, world.firm, data, slot=world.slots[0], purpose="比对谱图", key="e")
    step(world.clerk, made, "agree")
    step(world.clerk, made, "record", used_on=DAY.isoformat(), minutes="30")
    assert step(world.owner, made, "confirm", grade="5").case.state == "confirmed"


def test_slots_do_not_overlap_and_leave_out_weekends(world: World) -> None:
    with pytest.raises(Refused, match="与已设的时段 2012-11-06 09:00—11:00 重叠"):
        services.add_slots(
            world.clerk, world.resource, first=USED, last=USED, opens=time(10), closes=time(12), minutes=60
        )
    made = services.add_slots(
        world.clerk, world.resource, first=date(2012, 11, 9), last=date(2012, 11, 12), opens=time(9),
        closes=time(11), minutes=60,
    )  # fmt: skip
    days = [clock.day_of(one.starts_at) for one in made]
    assert days == [date(2012, 11, 9)] * 2 + [date(2012, 11, 12)] * 2
    assert Slot.objects.count() == 4 + 4
    past = DAY - timedelta(days=1)
    with pytest.raises(Refused, match="首日不能早于今天"):
        services.add_slots(
            world.clerk, world.resource, first=past, last=USED, opens=time(9), closes=time(11), minutes=60
        )


def test_nobody_books_his_own_platform_or_for_another_firm(world: World) -> None:
    with pytest.raises(PermissionDenied):
        services.book(of(firm()), world.firm, world.resource, slot=world.slots[0], purpose="试验", key="x")
    own = platform(kept=world.firm, public=False, nature="enterprise")
    data = services.offer(world.owner, own, kind="data", title="谱图库", tariff=0)
    with pytest.raises(CaseRefused, match="不能预约自己单位的平台"):
        services.book(world.owner, world.firm, data, purpose="试验", key="y")
    with pytest.raises(PermissionDenied):
        services.offer(world.owner, world.platform, kind="data", title="x", tariff=0)


def test_only_who_keeps_the_platform_today_answers(world: World) -> None:
    made = world.book()
    with pytest.raises(PermissionDenied):
        step(of(firm()), made, "agree")
    with pytest.raises(PermissionDenied):
        step(world.owner, made, "agree")
    with pytest.raises(PermissionDenied):
        step(official(), made, "agree")


def test_a_platform_is_registered_by_government_with_the_facts_that_decide(world: World) -> None:
    with pytest.raises(PermissionDenied):
        services.register_platform(
            world.clerk, keeper(), name="甲", place="乙", set_up_on=DAY, legal_nature="enterprise",
            public_money=False, document="x",
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.register_platform(
            official(), keeper("bank"), name=" ", place="乙", set_up_on=date(2013, 1, 1),
            legal_nature="enterprise", public_money=False, document=" ",
        )  # fmt: skip
    assert [one.field for one in refused.value.faults] == ["keeper", "name", "set_up_on", "document"]
    assert rules.public_money(world.platform, DAY) is True
    assert queries.of_public_money(DAY) == {world.platform.pk}


def test_a_platform_of_another_register_is_the_same_subject(world: World) -> None:
    body = keeper()
    known = create_subject(SYSTEM, entity="service_platform", name="西湖服务平台", division=body.division)
    given = {
        "name": "西湖服务平台", "place": "学院路", "set_up_on": date(2011, 1, 4), "legal_nature": "enterprise",
        "public_money": False, "document": "西科〔2011〕7号",
    }  # fmt: skip
    made = services.register_platform(official(), body, **given)
    known.refresh_from_db()
    assert (made.subject, known.organisation) == (known, body.organisation)
    with pytest.raises(Refused, match="这个地区已有同名的平台"):
        services.register_platform(official(), body, **given)
    create_subject(
        SYSTEM, entity="service_platform", name="古荡服务平台", division=body.division,
        organisation=world.platform.subject.organisation,
    )  # fmt: skip
    with pytest.raises(Refused, match="已登记在另一单位名下"):
        services.register_platform(official(), body, **given | {"name": "古荡服务平台"})


def test_who_left_the_platform_or_comes_later_is_not_invited(world: World) -> None:
    body, today = world.platform.subject.organisation, clock.today()
    left, later = people.person(), people.person()
    people.member(left, Role.INSTITUTE, organisation=body, to_day=today - timedelta(days=1))
    people.member(later, Role.INSTITUTE, organisation=body, from_day=today + timedelta(days=1))
    invited = world.book().case.participants.values_list("user", flat=True)
    assert list(invited) == [world.clerk.user_id]

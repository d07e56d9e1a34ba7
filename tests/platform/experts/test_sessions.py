"""16.4, the channels: experts of the register hold sessions, a slot is booked once, advice is graded once."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.platform.accounts import people
from tests.platform.experts import world
from tests.platform.experts.world import DAY, HANGZHOU, LATER, XIHU, YIWU, official, session, slots
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.experts import queries, services
from zhiwei.platform.experts.models import Booking, Channel, Expert, Session
from zhiwei.platform.experts.services import Refused
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def test_16_4_three_channels_can_be_booked() -> None:
    (sentence,) = (one for one in load_opinions() if one.id == "16.4")
    assert all(str(label) in sentence.text for label in Channel.labels)
    assert len(Channel) == 3
    expert, firm = world.expert(), world.firm()
    hours = {"special": (9, 10), "clinic": (10, 11), "online": (11, 12)}
    for channel, (first, last) in hours.items():
        made = session(expert, channel, begins=time(first), ends=time(last))
        booked = services.book(world.of(firm), firm, slots(made)[0], need="想问贷款", difficulty="finance")
        assert (booked.state, booked.session.channel, booked.division) == ("booked", channel, XIHU)
    assert queries.bookings_for(expert).count() == 3
    assert sorted(queries.coming().values_list("topic", "places", "taken")) == [
        ("融资clinic", 2, 1), ("融资online", 2, 1), ("融资special", 2, 1),
    ]  # fmt: skip


def test_slots_are_cut_from_the_hours() -> None:
    expert = world.expert()
    made = session(expert, minutes=25)  # 9:00, 9:25; a third would end at 10:15
    assert [str(one) for one in slots(made)] == ["09:00–09:25", "09:25–09:50"]
    seats = session(expert, "special", begins=time(10), ends=time(12), seats=40)
    assert {str(one) for one in slots(seats)} == {"10:00–12:00"}
    assert len(slots(seats)) == 40


def test_a_slot_is_booked_once_and_a_firm_once_in_a_session() -> None:
    made = session(world.expert())
    first, second = world.firm(), world.firm()
    one, other = slots(made)
    booked = services.book(world.of(first), first, one, need="贷款")
    assert services.book(world.of(first), first, one, need="贷款") == booked  # a double click
    with pytest.raises(Refused, match="刚被别人约走"):
        services.book(world.of(second), second, one, need="贷款")
    with pytest.raises(Refused, match="已经预约了这一场（09:00–09:30）"):
        services.book(world.of(first), first, other, need="贷款")
    with pytest.raises(IntegrityError), transaction.atomic():  # past the service the database holds it
        Booking.objects.create(session=made, slot=one, firm=second, division=XIHU, need="x")
    services.cancel(world.of(first), booked)
    assert services.book(world.of(second), second, one, need="贷款").state == "booked"
    assert (
        list(Act.objects.filter(act__startswith="experts.book").values_list("kind", flat=True))
        == ["booking"] * 2
    )


def test_a_booking_is_refused_with_every_reason() -> None:
    made = session(world.expert())
    big = world.firm("medium")
    with pytest.raises(Refused) as refused:
        services.book(world.of(big), big, slots(made)[0], need=" ", difficulty="x")
    said = str(refused.value)
    assert said.startswith("专家咨询面向小型、微型企业（第 16.4 句“组建一批")
    assert said.endswith("请写明想问什么；请从所列各项中选择")
    assert services.book(
        world.of(unknown := world.firm("")), unknown, slots(made)[0], need="问"
    ).pk  # size not known
    mine, other = world.firm(), world.firm()
    with pytest.raises(PermissionDenied):
        services.book(world.of(other), mine, slots(made)[1], need="问")
    with clock.stopped(LATER), pytest.raises(Refused, match="已经开始"):  # noon of the day
        services.book(world.of(mine), mine, slots(made)[1], need="问")


def test_advice_is_closed_after_its_time_and_graded_once() -> None:
    expert, firm = world.expert(), world.firm()
    booked = services.book(world.of(firm), firm, slots(session(expert))[0], need="贷款")
    adviser = world.as_expert(expert)
    with pytest.raises(Refused, match="还没有到预约的时间"):
        services.close(adviser, booked, came=True)
    with pytest.raises(Refused, match="咨询过才能评价"):
        services.rate(world.of(firm), booked, grade=5)
    with clock.stopped(LATER):
        for stranger in (world.as_expert(world.expert(name="别人")), official(division=YIWU), world.of(firm)):
            with pytest.raises(PermissionDenied):
                services.close(stranger, booked, came=True)
        assert services.close(adviser, booked, came=True).state == "held"
        with pytest.raises(Refused, match="不能取消"):
            services.cancel(world.of(firm), booked)
        with pytest.raises(Refused, match="请选择一个评价"):
            services.rate(world.of(firm), booked, grade=6)
        with pytest.raises(PermissionDenied):
            services.rate(world.of(world.firm()), booked, grade=1)
        services.rate(world.of(firm), booked, grade=4, remark="讲得清楚")
        with pytest.raises(Refused, match="已经评价过"):
            services.rate(world.of(firm), booked, grade=1)
    assert queries.mean_grade(expert) == 4


def test_a_session_is_refused_with_every_fault() -> None:
    expert = world.expert()
    session(expert)
    wrong: dict[str, Any] = {"channel": "fax", "field": "law", "division": YIWU, "topic": " ", "day": DAY}
    with pytest.raises(Refused) as refused:
        session(expert, minutes=90, **wrong)
    assert [fault.field for fault in refused.value.faults] == [
        "channel", "field", "division", "day", "minutes", "topic",
    ]  # fmt: skip
    with pytest.raises(Refused, match="与该专家的另一场“融资clinic”时间重叠"):
        session(expert, "online", begins=time(9, 30), ends=time(11))
    assert session(expert, "online", begins=time(10), ends=time(11)).pk  # the next hour does not overlap
    with pytest.raises(PermissionDenied):
        services.open_session(
            official(division=YIWU), expert, channel="clinic", field="finance", division=XIHU, topic="x", place="y",
            day=LATER, begins=time(14), ends=time(15), minutes=30,
        )  # fmt: skip


def test_a_cancelled_session_cancels_its_bookings() -> None:
    made, firm = session(world.expert()), world.firm()
    booked = services.book(world.of(firm), firm, slots(made)[0], need="贷款")
    with pytest.raises(PermissionDenied):
        services.cancel_session(world.of(firm), made, "x")
    with pytest.raises(Refused, match="请写明理由"):
        services.cancel_session(official(), made, " ")
    services.cancel_session(official(), made, "专家出差")
    booked.refresh_from_db()
    assert booked.state == "cancelled"
    assert not queries.coming().exists()
    with pytest.raises(Refused, match="已经取消"):
        services.book(world.of(firm), firm, slots(made)[0], need="贷款")


def test_the_register_is_kept_by_the_place_and_holds_accounts_of_experts_only() -> None:
    stranger = people.person()
    with pytest.raises(Refused) as refused:
        services.register(official(), stranger, background="friend", division=XIHU, fields=["cooking"])
    assert [fault.field for fault in refused.value.faults] == ["background", "fields", "user"]
    user = people.person("甄知")
    people.member(user, Role.EXPERT, organisation=people.organisation("浙江大学"))
    for viewer in (official(division=YIWU), official(Role.FINANCE)):
        with pytest.raises(PermissionDenied):
            services.register(viewer, user, background="scholar", division=XIHU, fields=["law"])
    made = services.register(official(), user, background="scholar", division=XIHU, fields=["law", "tax"])
    with pytest.raises(Refused, match="已在专家名册里"):
        services.register(official(), user, background="scholar", division=XIHU, fields=["law"])
    services.change(official(), made, background="retired", division=XIHU, fields=["law"])
    assert [one.field for one in made.expertise.all()] == ["law"]
    session(made, field="law")
    with pytest.raises(Refused, match="还有 1 个未到日期的场次"):
        services.end(official(), made)
    services.cancel_session(official(), Session.objects.get(), "x")
    services.end(official(), made)
    assert Expert.objects.get().ended_on == date(2012, 11, 5)
    assert queries.expert_of(people.viewer(user)) is None
    assert list(Act.objects.filter(kind="expert").order_by("pk").values_list("act", flat=True)) == [
        "experts.register", "experts.change", "experts.end",
    ]  # fmt: skip
    assert made.division != HANGZHOU

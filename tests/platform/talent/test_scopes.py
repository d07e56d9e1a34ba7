"""Who sees what of the room: names masked and shown for a reason, nothing of others, what ends in time, each office its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.talent.test_pages import NAME, client_of, file, office, text
from tests.platform.talent.world import (
    HANGZHOU,
    XIHU,
    YIWU,
    World,
    act,
    conversion,
    firm,
    institute,
    of,
    official,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent import services
from zhiwei.platform.talent.models import (
    EquityAward,
)

pytestmark = pytest.mark.django_db


def test_officials_see_masked_names_and_give_a_reason_for_one(world: World) -> None:
    one = world.at_firm()
    hr = office()
    for address in (reverse("talent:office"), reverse("talent:office-record", args=[one.pk])):
        page = text(hr.get(address))
        assert "柯**" in page
        assert NAME not in page
    rows = file(hr.get(reverse("talent:office"), {"secondment-export": "csv"}))
    assert "柯**（0001）" in rows
    taken = {item["key"] for item in Reading.objects.order_by("-seq")[0].items}
    assert taken == {str(one.pk), str(one.firm_id), str(one.unit_id)}
    assert NAME not in rows
    names = reverse("talent:names", args=[one.pk])
    assert hr.post(names, {"why": ""})["Location"] == reverse("talent:office-record", args=[one.pk])
    before = Reading.objects.count()
    assert NAME in text(hr.post(names, {"why": "电话核实"}))
    assert Reading.objects.count() == before + 1
    item = Reading.objects.order_by("-pk").first()
    assert item is not None
    assert item.items == [
        {"kind": "researcher", "key": str(world.expert.pk), "fields": ["name"], "why": "电话核实"}
    ]
    expert = client_of(world.expert.organisation, Role.RESEARCHER)
    assert "县级经办" in text(expert.get("/my/access/"))


def test_nothing_of_others_by_address_form_or_file(world: World) -> None:
    one = world.at_firm()
    key = reverse("talent:office-record", args=[one.pk])
    for stranger in (office(Role.COUNTY, YIWU), office(Role.TAX), office(Role.REGISTRATION)):
        assert stranger.get(key).status_code == 404
        assert stranger.post(reverse("talent:names", args=[one.pk]), {"why": "x"}).status_code == 404
    away = office(Role.COUNTY, YIWU)
    assert one.unit.name not in text(away.get(reverse("talent:office")))
    assert one.unit.name not in file(away.get(reverse("talent:office"), {"secondment-export": "csv"}))
    assert office(Role.CITY, HANGZHOU).get(key).status_code == 200
    other = institute()
    for person in (
        client_of(other.organisation, Role.INSTITUTE), client_of(firm().organisation, Role.OWNER),
        client_of(world.people[1].organisation, Role.RESEARCHER),
    ):  # fmt: skip
        assert person.get(reverse("talent:record", args=[one.pk])).status_code == 404
        assert person.get(reverse("talent:step", args=[one.pk, "come_back"])).status_code == 404
        assert NAME not in text(person.get(reverse("talent:mine")))
    assert office(Role.FINANCE).get(reverse("talent:office")).status_code == 403
    assert Client().get(reverse("talent:mine")).status_code == 302


def test_what_comes_to_its_end_is_told_in_time(world: World) -> None:
    moved, tax = world.at_firm(), official(Role.TAX)
    given = act(tax, world.award(), "record", deferral_number="1")

    def clerks_page() -> str:
        client = client_of(world.unit.organisation, Role.INSTITUTE)  # a session does not last for years
        page = text(client.get(reverse("talent:mine")))
        assert "我的人才激励事项" in page
        return page

    def offices_page(role: Role) -> str:
        page = text(office(role).get(reverse("talent:office")))
        assert "等我办的办件" in page
        return page

    with clock.stopped(date(2013, 11, 4)):
        assert "请留意" not in clerks_page()
        assert "一年以上没有确认" not in offices_page(Role.TAX)
    with clock.stopped(date(2013, 11, 5)):  # 365 days
        assert "最近一次确认仍持有是 2012-11-05" in clerks_page()
        assert given.case.number in offices_page(Role.TAX).split("一年以上没有确认")[1]
        act(world.clerk, given, "hold")
        assert "请留意" not in clerks_page()
    with clock.stopped(date(2017, 5, 5)):  # 180 days before 2017-11-01
        assert "人事关系保留到 2017-11-01" in clerks_page()
        assert moved.case is not None
        assert moved.case.number in offices_page(Role.COUNTY).split("180 天内到期")[1]


def test_doors_lead_to_the_room(client: Client, world: World) -> None:
    assert "/talent/" in text(client.get("/"))
    assert "/office/talent/" in text(office().get("/office/"))
    assert "/office/talent/" not in text(office(Role.FINANCE).get("/office/"))
    assert "/my/talent/" in text(client_of(world.expert.organisation, Role.RESEARCHER).get("/my/"))
    assert "/my/talent/" in text(client_of(world.firm.organisation, Role.OWNER).get(f"/my/{world.firm.pk}/"))


def test_officials_of_two_offices_see_each_kind_where_it_is_theirs(world: World) -> None:
    body = firm(technology=True, division=YIWU)
    one = conversion(body, of(body))
    both = people.official(Role.COUNTY, XIHU)
    people.member(both, Role.REGISTRATION, YIWU)
    client = Client()
    client.force_login(both)
    assert client.get(reverse("talent:office-record", args=[one.pk])).status_code == 200
    there = world.at_firm()
    assert client.get(reverse("talent:office-record", args=[there.pk])).status_code == 200
    award = _award_in(YIWU)
    assert client.get(reverse("talent:office-record", args=[award.pk])).status_code == 404


def _award_in(division: str) -> EquityAward:
    """An award of an institute elsewhere."""
    from tests.platform.talent.world import AWARD

    unit: Subject = institute(division)
    clerk = of(unit, Role.INSTITUTE)
    person = services.enter_researcher(clerk, unit, name="别处人", number="1")
    return services.file_award(clerk, person, firm(), dict(AWARD), key="elsewhere")

"""The pages of bases, by who looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.bases.models import Base, Graduation, Residency, Round
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(world.DAY):
        yield


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_operator_keeps_the_register_and_sees_the_indicators() -> None:
    made = world.filled("杭州云栖孵化器", technology=1, others=1, raised=0)
    newcomer = world.firm("杭州新来软件有限公司", True)
    client = as_person(world.operator(made))
    address = f"/my/{made.subject_id}/base/"
    assert address in text(client.get(f"/my/{made.subject_id}/"))
    page = text(client.get(address))
    assert "50%" in page
    assert "由入驻和毕业名录按 2012-09-03 算出" in page
    sent = {"act": "move_in", "move_in-firm": newcomer.name, "move_in-on": "2012-09-03", "move_in-area": "50"}
    assert "66.67%" in text(client.post(address, sent, follow=True))
    again = client.post(address, sent)
    assert (again.status_code, "迁出后才能登记入驻" in text(again)) == (422, True)
    entry = Residency.objects.get(firm=newcomer)
    graduated = {
        "act": "graduate",
        "graduate-firm": newcomer.name,
        "graduate-on": "2012-09-03",
        "graduate-document": "毕字9号",
    }
    client.post(address, graduated)
    assert Graduation.objects.get(firm=newcomer).document == "毕字9号"
    assert "residents-export=xlsx" in text(client.get(address))
    taken = b"".join(client.get(f"{address}?residents-export=csv").streaming_content).decode()
    assert ("杭州新来软件有限公司,2012-09-03,,50" in taken, taken.count("\n")) == (True, 4)
    taken = b"".join(client.get(f"{address}?graduates-export=csv").streaming_content).decode()
    assert "杭州新来软件有限公司,2012-09-03,毕字9号" in taken
    client.post(f"/bases/residents/{entry.pk}/")
    assert Residency.objects.get(pk=entry.pk).moved_out_on == world.DAY
    client.post(f"/bases/graduates/{Graduation.objects.get().pk}/", {"why": "证书作废"})
    assert Graduation.objects.get().struck_why == "证书作废"
    assert "证书作废" in text(client.get(address))
    assert ReadItem.objects.filter(kind="subject", key=str(newcomer.pk)).exists()


def test_a_base_is_registered_first() -> None:
    from zhiwei.platform.accounts.viewer import SYSTEM
    from zhiwei.platform.subjects.services import create_subject

    subject = create_subject(SYSTEM, entity="base", name="杭州新基地", division=world.XIHU)
    client = as_person(people.official(Role.COUNTY, world.XIHU))
    address = f"/office/bases/{subject.pk}/"
    assert address in text(client.get(f"/office/subjects/{subject.pk}/"))
    sent = {
        "kind": "standard_plant",
        "investor": "collective",
        "area": "8000",
        "floors": "5",
        "opened_on": "2011-05-01",
        "boundary": "东至一路，南至二路",
        "industry": "五金",
    }
    assert client.post(address, {**sent, "area": "0"}).status_code == 422
    assert "多层标准厂房" in text(client.post(address, sent, follow=True))
    assert Base.objects.get().area == 8000


def test_strangers_see_the_public_page_without_any_resident() -> None:
    made = world.filled("杭州云栖孵化器", technology=1, others=1, raised=1)
    client = Client()
    for address in (f"/bases/{made.subject_id}/", "/bases/", "/bases/programme/"):
        page = text(client.get(address))
        assert "软件有限公司" not in page
    assert "杭州云栖孵化器" in text(client.get("/bases/"))
    csv = b"".join(client.get("/bases/?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "孵化器,民营,杭州市西湖区,10000,2%,2," in csv
    other = as_person(world.operator(world.base("杭州乙基地")))
    entry = made.residencies.first()
    assert entry is not None
    for stranger in (other, as_person(people.official(Role.COUNTY, "330782")), as_person(people.owner())):
        assert stranger.get(f"/my/{made.subject_id}/base/").status_code == 404
        assert stranger.get(f"/office/bases/{made.subject_id}/").status_code in (403, 404)
        assert stranger.post(f"/bases/residents/{entry.pk}/").status_code == 404
    assert client.get(f"/my/{made.subject_id}/base/").status_code == 302


def test_the_province_opens_a_round_and_ranks() -> None:
    for one in world.three():
        assert one.pk
    desk = as_person(people.official(Role.PROVINCE, world.ZHEJIANG))
    sent = {
        "year": "2012",
        "as_of": "2012-08-31",
        "closes_on": "2012-09-30",
        "reviews": "1",
        "document": "浙企领办〔2012〕9号",
    }
    assert "申请截止日" in text(desk.post("/office/bases/rounds/", {**sent, "as_of": "2012-10-31"}))
    assert "开始受理申请" in text(desk.post("/office/bases/rounds/", sent, follow=True))
    found = Round.objects.get()
    assert "2012 年度正在受理申请" in text(
        as_person(people.official(Role.COUNTY, world.XIHU)).get("/office/bases/")
    )
    for one in Base.objects.all():
        world.applied(one)
    county = as_person(people.official(Role.COUNTY, world.XIHU))
    assert county.post(f"/office/bases/rounds/{found.pk}/rank/").status_code == 403
    assert county.post("/office/bases/rounds/", sent).status_code == 200  # no form for him, nothing done
    assert "之后才能排名" in text(desk.post(f"/office/bases/rounds/{found.pk}/rank/", follow=True))
    with clock.stopped(world.AFTER):
        desk = as_person(people.official(Role.PROVINCE, world.ZHEJIANG))
        page = text(desk.post(f"/office/bases/rounds/{found.pk}/rank/", follow=True))
        assert "名次完全相同" in page
        assert "比重 41.67%，成功培育 1.67 家" in page  # 5/12 and 5/3
        csv = b"".join(desk.get(f"/office/bases/rounds/{found.pk}/?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
        assert csv.splitlines()[1] == "1,杭州云栖孵化器,杭州市西湖区,4,3,0,75%,3,是"
        found.standings.filter(place=1).update(place=2)
        assert "名次与记录不同" in text(desk.get(f"/office/bases/rounds/{found.pk}/"))


def test_a_county_promises_local_money_on_the_base_page() -> None:
    world.supported_here()
    world.opened()
    bases = world.three()
    for one in bases[1:]:
        world.applied(one)
    world.recognised(bases[0])
    fund = world.fund("county", world.XIHU, fen=1_000_000_00)
    with clock.stopped(date(2012, 10, 16)):
        finance = as_person(people.official(Role.FINANCE, world.XIHU))
        address = f"/office/bases/{bases[0].subject_id}/"
        page = text(finance.get(address))
        key = page.split('name="key" value="')[1].split('"')[0]
        sent = {"act": "match", "key": key, "match-fund": str(fund.pk), "match-amount": "30万"}
        assert "300,000.00" in text(finance.post(address, sent, follow=True))
        finance.post(address, sent)
        refused = finance.post(address, {**sent, "key": "other"})
        assert "不能重复" in text(refused)
        page = text(Client().get("/bases/programme/"))
    assert "0 / 100 个" in page
    assert "300,000.00" in page

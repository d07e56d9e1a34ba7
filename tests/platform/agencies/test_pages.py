"""The room's pages by who looks: registers in their scopes, overdue lists, files, refusals at their boxes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.agencies import world
from tests.platform.agencies.test_bodies import separated
from tests.platform.agencies.world import PLAN, XIHU, YIWU, body, legal_person, official, platform, run_by
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.agencies.models import Body, Ground, Listing, Platform
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def county(division: str = XIHU) -> Client:
    """An official of a county, a new person each time."""
    return as_person(people.official(Role.COUNTY, division))


def text(response: Any) -> str:
    return str(response.content.decode())


def file(response: Any) -> str:
    return b"".join(response).decode()


def test_15_4_everybody_sees_the_register_and_all_grounds_of_refusal(client: Client) -> None:
    subject = legal_person("agency", name="杭州文三创业服务有限公司")
    Listing.objects.create(subject=subject, kinds=["guidance"], admitted_on=world.DAY)
    page = text(client.get(reverse("agencies:home")))
    for words in (subject.name, "创业指导", *map(str, Ground.labels)):
        assert words in page
    assert subject.name not in text(client.get(reverse("agencies:home"), {"kind": "rights"}))
    assert f"{subject.name},杭州市西湖区,创业指导,2012-11-05" in file(
        client.get(reverse("agencies:home"), {"listings-export": "csv"})
    )
    assert "/agencies/" in text(client.get("/"))
    assert client.get(reverse("agencies:join")).status_code == 302
    assert "Service agencies for small firms" in text(
        client.get(reverse("agencies:home"), headers={"accept-language": "en"})
    )


def test_everybody_sees_the_open_list_and_the_yearly_report(client: Client) -> None:
    waiting, free, made = platform(), platform("enterprise"), body()
    separated(made)
    page = text(client.get(reverse("agencies:platforms")))
    assert waiting.subject.name in page
    assert "没有方案" in page
    assert free.subject.name not in page
    page = text(client.get(reverse("agencies:separation")))
    for words in (made.subject.name, "已管办分离", "2012-10-31"):
        assert words in page
    assert "杭州市西湖区,1,0,1,0,1,1,0,1,0,0" in file(
        client.get(reverse("agencies:separation"), {"report-export": "csv", "year": 2012})
    )
    assert "2006-05-01,2012-10-31,,," in file(
        client.get(reverse("agencies:separation"), {"bodies-export": "csv"})
    )


def test_a_county_registers_a_platform_and_files_its_plan_at_the_counter() -> None:
    desk = county()
    assert "/office/agencies/" in text(desk.get("/office/"))
    sent = {
        "name": "西湖区技术服务中心", "division": XIHU, "nature": "public_institution", "set_up_on": "2012-05-01",
        "department": "西湖区科技局",
    }  # fmt: skip
    answer = desk.post(reverse("agencies:new-platform"), sent)
    assert (answer.status_code, "今后不再建设事业性质的公共服务平台" in text(answer)) == (422, True)
    assert desk.post(reverse("agencies:new-platform"), {**sent, "division": YIWU}).status_code == 422
    page = text(desk.post(reverse("agencies:new-platform"), {**sent, "set_up_on": "2010-05-01"}, follow=True))
    made = Platform.objects.get()
    assert "没有方案" in page
    assert "代为提交过渡方案" in page
    assert text(desk.get(f"/office/cases/new/platform_transition/{made.key}/")).count("过渡方式") >= 1
    world.opened(official(), "platform_transition", made.subject, "plan", **PLAN)
    before = ReadItem.objects.filter(key=str(made.key)).count()
    assert Case.objects.get().number in text(desk.get(reverse("agencies:platform", args=[made.key])))
    assert ReadItem.objects.filter(key=str(made.key)).count() == before + 1
    page = text(desk.get(reverse("agencies:office"), {"list": "late"}))
    assert made.subject.name in page
    other = county(YIWU)
    assert made.subject.name not in text(other.get(reverse("agencies:office")))
    assert made.subject.name not in file(other.get(reverse("agencies:office"), {"platforms-export": "csv"}))
    assert other.get(reverse("agencies:platform", args=[made.key])).status_code == 404
    finance = as_person(people.official(Role.FINANCE, XIHU))
    assert finance.get(reverse("agencies:new-platform")).status_code == 403
    assert as_person(people.owner()).get(reverse("agencies:office")).status_code == 403


def test_a_platform_named_elsewhere_is_registered_from_the_list() -> None:
    there = world.create_subject(
        world.SYSTEM, entity="service_platform", name="杭州检测平台", division=XIHU, personal_name=False
    )
    desk = county()
    address = f"{reverse('agencies:new-platform')}?of={there.pk}"
    assert address in text(desk.get(reverse("agencies:office")))
    assert 'value="杭州检测平台"' in text(desk.get(address))
    assert desk.get(reverse("agencies:new-platform"), {"of": "x"}).status_code == 200


def test_a_county_lists_a_body_and_enters_its_plan() -> None:
    desk = county()
    sent = {
        "name": "西湖区测绘所", "division": XIHU, "department": "西湖区规划局", "person": "institution",
        "since": "2006-05-01", "document": "西编〔2006〕5号",
    }  # fmt: skip
    assert desk.post(reverse("agencies:new-body"), {**sent, "since": "2013-01-01"}).status_code == 422
    page = text(desk.post(reverse("agencies:new-body"), sent, follow=True))
    made = Body.objects.get()
    assert "未脱钩" in page
    assert "代为报告管办分离" in page
    address = reverse("agencies:body", args=[made.pk])
    answer = desk.post(address, {"document": "西府办3号", "separate_by": "2012-12-01"})
    assert (answer.status_code, "请填写计划转制日期" in text(answer)) == (422, True)
    desk.post(address, {"document": "西府办3号", "separate_by": "2012-11-01", "convert_by": "2013-06-30"})
    assert Body.objects.get().separate_by == date(2012, 11, 1)
    assert "逾期和没有方案的" in text(desk.get(reverse("agencies:office")))
    assert made.subject.name in text(desk.get(reverse("agencies:office"), {"list": "late"}))
    assert county(YIWU).get(address).status_code == 404
    assert (
        as_person(people.official(Role.FINANCE, XIHU)).post(address, sent).status_code == 404
    )  # no form for him
    separated(made)
    page = text(desk.get(address))
    assert "代为报告转制" in page
    assert Case.objects.get().number in page
    lines = file(desk.get(reverse("agencies:report"), {"report-export": "csv", "year": 2012}))
    assert "杭州市西湖区,1,0,1,0,1,1,0,0,0,0" in lines
    assert "没有登记" in text(county(YIWU).get(reverse("agencies:report")))


def test_an_agency_sees_where_it_stands_and_applies() -> None:
    made = body()
    run_by(made.subject)
    agency = as_person(people.owner(made.subject.organisation, Role.AGENCY))
    address = reverse("agencies:own", args=[made.pk])
    assert address in text(agency.get(f"/my/{made.pk}/"))
    page = text(agency.get(address))
    for words in ("未脱钩", "报告管办分离", "申请入册"):
        assert words in page
    sent = {"who": str(made.pk), "kinds": ["policy"], "services": "测绘", "key": "click"}
    answer = agency.post(reverse("agencies:join"), {**sent, "kinds": []})
    assert answer.status_code == 422
    for _ in range(2):
        answer = agency.post(reverse("agencies:join"), sent)
        assert answer["Location"] == reverse("cases:own-case", args=[Case.objects.get().pk])
    assert Case.objects.get().number in text(agency.get(address))
    Listing.objects.create(subject=made.subject, kinds=["policy"], admitted_on=world.DAY)
    assert "退出名录" in text(agency.get(address))
    other = as_person(people.owner(legal_person().organisation))
    assert other.get(address).status_code == 404
    assert other.post(reverse("agencies:leave", args=[made.pk])).status_code == 404
    agency.post(reverse("agencies:leave", args=[made.pk]))
    assert Listing.objects.get().left_on == world.DAY


def test_a_platform_files_its_plan_itself() -> None:
    made = platform()
    run_by(made.subject)
    keeper = as_person(people.owner(made.subject.organisation, Role.AGENCY))
    page = text(keeper.get(reverse("agencies:own", args=[made.key])))
    assert "提交过渡方案" in page
    assert reverse("cases:own-new", args=["platform_transition", made.key]) in page
    assert keeper.get(reverse("cases:own-new", args=["platform_transition", made.key])).status_code == 200
    with clock.stopped(date(2012, 11, 6)):
        firm = as_person(people.owner(legal_person().organisation))
        assert firm.get(reverse("cases:own-new", args=["platform_transition", made.key])).status_code == 404

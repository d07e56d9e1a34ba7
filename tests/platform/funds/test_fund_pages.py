"""Pages of special funds, guarantees and venture capital, by who looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.guarantee_world import (
    DAY,
    WAN,
    XIHU,
    YIWU,
    ZHEJIANG,
    applied,
    cleared,
    decided,
    fund,
    given,
    guarantor,
    pay,
    scheme,
    settled,
    step,
)
from tests.platform.funds.test_special import project, proven, small, upgraded
from tests.platform.funds.test_ventures import guide, institution, invested, left, stake
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act, ReadItem
from zhiwei.platform.funds.models import FiscalRevenue, Investment, Scheme
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        yield


def browser(user: User | None = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def of(party: Subject, role: Role) -> Client:
    user = people.person()
    people.member(user, role, organisation=party.organisation)
    return browser(user)


def official(role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    return browser(people.official(role, division))


def text(response: Any) -> str:
    return str(response.content.decode())


def csv(response: Any) -> str:
    return str(b"".join(response.streaming_content).decode())


def test_everybody_sees_the_map_the_years_and_the_share() -> None:
    fund("county", "26.3", 50 * WAN, document="西政发〔2013〕40号")
    fund("province", "26.2", 80 * WAN)
    there, one = fund("province", "26.4"), small("杭州不公开有限公司")
    upgraded(one, "600000")
    pay(there)
    page = text(browser().get("/funds/"))
    for said in ("杭州市西湖区", "西政发〔2013〕40号", "已设立", "800,000.00", "600,000.00", "100%"):
        assert said in page, said
    assert "不公开" not in page
    found = csv(browser().get("/funds/", {"counties-export": "csv", "colour": "set_up"}))
    assert "西政发〔2013〕40号" in found
    assert "义乌市" not in found
    assert "/funds/" in text(browser().get("/"))


def test_officials_see_projects_matching_and_enter_revenue() -> None:
    fund("province", "26.2")
    fund("county", "26.2")
    proven(project(small()), "100000", "300000", "1000000")
    waiting = project(small("杭州古荡纸品有限公司"), science_plan=True)
    county = official()
    page = text(county.get("/office/funds/"))
    for said in ("杭州古荡纸品有限公司", "资料不全，不能判定优先", "300,000.00", "100,000.00"):
        assert said in page, said
    assert "登记省级财政收入" not in page
    assert ReadItem.objects.filter(kind="subject", key=str(waiting.subject_id)).exists()
    assert "杭州古荡纸品有限公司" not in text(official(division=YIWU).get("/office/funds/"))
    finance, sent = (
        official(Role.FINANCE, ZHEJIANG),
        {"year": "2012", "fen": "6,408亿", "document": "2012 年决算"},
    )
    assert "登记省级财政收入" in text(finance.get("/office/funds/"))
    assert county.post("/office/funds/", sent).status_code == 403
    assert finance.post("/office/funds/", sent).status_code == 302
    assert FiscalRevenue.objects.get().fen == 640_800_000_000_00
    assert Act.objects.filter(act="funds.revenue").exists()
    assert "2012 年已经登记" in text(finance.post("/office/funds/", sent))
    assert browser().get("/office/funds/").status_code in (302, 403)


def test_payments_of_transfers_are_shown_to_officials_of_the_place_only() -> None:
    there, one = fund("province", "26.4"), small()
    upgraded(one, "600000")
    pay(there)
    assert one.name in text(official().get("/office/funds/payments/"))
    assert one.name not in text(official(division=YIWU).get("/office/funds/payments/"))
    assert one.name not in csv(
        official(division=YIWU).get("/office/funds/payments/", {"payments-export": "csv"})
    )


def test_the_province_files_its_rule_and_everybody_reads_it() -> None:
    sent = {
        "from_day": "2012-05-01",
        "limit": "500万",
        "ratio": "40%",
        "cap": "100万",
        "document": "浙财企〔2012〕60号",
    }
    assert official().post("/office/funds/guarantees/", sent).status_code == 403
    province = official(Role.PROVINCE, ZHEJIANG)
    assert "请写百分数" in text(province.post("/office/funds/guarantees/", {**sent, "ratio": "四成"}))
    assert province.post("/office/funds/guarantees/", sent).status_code == 302
    assert Scheme.objects.get().ratio == "2/5"
    page = text(browser().get("/funds/guarantees/"))
    assert "浙财企〔2012〕60号" in page
    assert "40%" in page


def test_the_business_of_a_year_and_the_counties() -> None:
    scheme()
    decided()
    provincial = fund("province", "32.3")
    one = given(guarantor())
    cleared(settled(applied(one)))
    pay(provincial)
    page = text(official().get("/office/funds/guarantees/", {"year": "2012"}))
    for said in ("保1", "计入", "1,200,000.00", "320,000.00", "480,000.00"):
        assert said in page, said
    assert "保1" not in text(official(division=YIWU).get("/office/funds/guarantees/", {"year": "2012"}))
    public = text(browser().get("/funds/guarantees/"))
    assert "西政发〔2012〕30号" in public
    assert "未报备" in public
    assert one.borrower.name not in public
    assert "320,000.00" in public


def test_a_guarantor_begins_an_application_on_the_page_of_its_guarantee() -> None:
    one = given(guarantor())
    client = of(one.guarantor, Role.GUARANTOR)
    page = text(client.get(f"/my/guarantees/{one.subject_id}/"))
    address = f"/my/cases/new/guarantee_province/{one.guarantor_id}/?contract=%E4%BF%9D1"
    assert address in page
    assert 'value="保1"' in text(client.get(address))


def test_an_institution_keeps_its_register_and_enters_an_exit() -> None:
    fund_ = institution()
    client, firm = of(fund_.subject, Role.OWNER), small()
    address = f"/ventures/{fund_.subject_id}/"
    assert address in text(client.get(f"/my/{fund_.subject_id}/"))
    sent = {"firm": firm.name, "agreement": "投1", "fen": "100万", "on_day": "2012-06-01"}
    assert "1,000,000.00" in text(client.post(address, sent, follow=True))
    one = Investment.objects.get()
    here = f"/ventures/investments/{one.subject_id}/"
    exit_ = {"way": "exchange", "on_day": "2012-12-03", "fen": "20万", "buyer": "甲公司", "document": "凭1"}
    page = text(client.post(here, exit_, follow=True))
    assert "800,000.00" in page
    assert f"/my/cases/new/venture_compensation/{fund_.subject_id}/" in page
    assert "这笔投资已经退出" in text(client.post(here, exit_))
    assert "投1" in text(official().get("/office/ventures/"))
    elsewhere = official(division=YIWU)
    assert "投1" not in text(elsewhere.get("/office/ventures/"))
    assert (elsewhere.get(address).status_code, elsewhere.get(here).status_code) == (404, 404)
    assert "投1" not in csv(elsewhere.get("/office/ventures/", {"closed-export": "csv"}))


def test_an_institution_is_registered_first() -> None:
    from tests.platform.funds.guarantee_world import subject

    party = subject("venture_fund", "杭州新创投有限公司")
    client = of(party, Role.OWNER)
    sent = {"fen": "1亿", "established_on": "2010-01-04", "document": "浙创投备〔2010〕9号", "talent": "on"}
    assert "登记投资" in text(client.post(f"/ventures/{party.pk}/", sent, follow=True))


def test_the_look_through_is_for_officials_who_see_the_fund() -> None:
    there, fund_ = guide(), institution(account=False)
    stake(there, fund_, 100 * WAN)
    one = invested(fund_, 500 * WAN)
    left(invested(fund_, 100 * WAN, "投2"))
    province = official(Role.PROVINCE, ZHEJIANG)
    assert f"/office/ventures/through/{there.pk}/" in text(province.get("/office/ventures/"))
    page = text(province.get(f"/office/ventures/through/{there.pk}/"))
    for said in ("1,000,000.00", "500,000.00", "900%", one.firm.name):
        assert said in page, said
    assert official().get(f"/office/ventures/through/{there.pk}/").status_code == 404
    assert province.get(f"/office/ventures/through/{fund('county', '13.2').pk}/").status_code == 404


def test_doors_lead_from_the_desk() -> None:
    page = text(official().get("/office/"))
    for address in (
        "/office/funds/",
        "/office/funds/guarantees/",
        "/office/ventures/",
        "/office/programmes/",
    ):
        assert address in page, address


@pytest.mark.parametrize(
    "address",
    ["/matters/guarantee_province/", "/matters/guarantee_local/", "/matters/venture_compensation/",
     "/matters/sme_project/", "/matters/development_fund/", "/matters/upgrading/"],
)  # fmt: skip
def test_every_programme_is_told_to_everybody(address: str) -> None:
    assert browser().get(address).status_code == 200


def test_a_case_says_what_it_is_about() -> None:
    scheme()
    one = given(guarantor())
    case = applied(one)
    page = text(official(Role.PROVINCE, ZHEJIANG).get(f"/office/cases/{case.pk}/"))
    for said in (f"/office/guarantees/{one.subject_id}/", one.borrower.name, "800,000.00"):
        assert said in page, said
    page = text(of(one.guarantor, Role.GUARANTOR).get(f"/my/cases/{case.pk}/"))
    assert f"/my/guarantees/{one.subject_id}/" in page


def test_a_case_moves_by_its_office_page() -> None:
    fund("province", "26.2")
    case = project(small())
    county = official()
    assert "初审通过" in text(county.get(f"/office/cases/{case.pk}/"))
    step(people.viewer(people.official(Role.COUNTY, XIHU)), case, "accept")
    assert "安排省级资金" in text(official(Role.PROVINCE, ZHEJIANG).get(f"/office/cases/{case.pk}/"))

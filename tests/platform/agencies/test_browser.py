"""15.3 to 15.5 in a real browser: a platform moves, a body is separated and converted, a firm joins the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.agencies import world
from tests.platform.agencies.world import PNG, XIHU, body, legal_person, platform, run_by
from tests.platform.decisions.test_browser import page_of
from tests.platform.experts.test_browser import PHONE, look
from tests.platform.funds.test_browser import Hands
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.agencies.models import Body, Listing, Platform
from zhiwei.platform.kit import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(world.DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def the_county_registers(county: Page) -> None:
    """A new platform of institution nature is refused; an earlier one is registered."""
    county.goto("/office/")
    county.get_by_role("link", name="机构脱钩和平台过渡").click()
    look(county)
    county.get_by_role("link", name="登记公共服务平台").click()
    county.get_by_label("名称").fill("西湖区技术服务中心")
    county.get_by_label("所在地区").select_option(XIHU)
    county.get_by_label("单位性质").select_option("public_institution")
    county.get_by_label("建设（登记）日期").fill("2012-10-08")
    county.get_by_label("主办部门").fill("西湖区科技局")
    county.get_by_role("button", name="登记").click()
    county.get_by_text("今后不再建设事业性质的公共服务平台或中心，不能登记").first.wait_for()
    look(county)
    county.get_by_label("建设（登记）日期").fill("2010-05-01")
    county.get_by_role("button", name="登记").click()
    county.get_by_text("没有方案").wait_for()


def the_plan_is_filed(county: Page, paper: Path) -> None:
    """At the counter."""
    county.get_by_role("link", name="代为提交过渡方案").click()
    county.get_by_label("过渡方式").select_option("market")
    county.get_by_label("方案文号或名称").fill("西科〔2012〕9号")
    county.get_by_label("计划完成日期").fill("2012-12-31")
    county.get_by_label("过渡方案", exact=True).set_input_files(paper)
    county.get_by_label("为谁代办").fill("平台负责人周某")
    county.get_by_label("代办原因").fill("平台没有账号")
    county.get_by_role("button", name="提交过渡方案").click()
    county.get_by_text("方案待审").first.wait_for()


def act(page: Page, case: str, step: str, **filled: str) -> None:
    """Take a step of a case on its page."""
    page.goto(case)
    page.get_by_role("link", name=step, exact=True).click()
    for label, value in filled.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name=step, exact=True).click()
    page.get_by_text("已办理").wait_for()


def test_a_platform_moves_out_of_the_open_list(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    paper = tmp_path / "plan.png"
    paper.write_bytes(PNG)
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    other = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    the_county_registers(county)
    the_plan_is_filed(county, paper)
    case = county.url
    act(other, case, "采纳方案")
    everybody = browser.new_context(base_url=live_server.url, locale="zh-CN", **PHONE).new_page()
    everybody.goto("/agencies/platforms/")
    everybody.get_by_text("按方案过渡").wait_for()
    look(everybody, "agencies-platforms")
    hands.day = date(2012, 12, 20)
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    county.goto(case)
    county.get_by_role("link", name="报告完成，交证明").click()
    county.get_by_label("完成日期").fill("2012-12-18")
    county.get_by_label("批复或证照的文号").fill("西府〔2012〕30号")
    county.get_by_label("完成过渡的证明").set_input_files(paper)
    county.get_by_role("button", name="报告完成，交证明").click()
    county.get_by_text("已办理").wait_for()
    act(page_of(browser, live_server, people.official(Role.COUNTY, XIHU)), case, "确认完成")
    everybody.reload()
    everybody.get_by_text("没有这样的平台").wait_for()
    assert Platform.objects.get().closed_on == date(2012, 12, 18)


def test_a_body_is_separated_and_joins_the_register(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    paper = tmp_path / "proof.png"
    paper.write_bytes(PNG)
    made = body()
    run_by(made.subject)
    agency = page_of(browser, live_server, people.owner(made.subject.organisation, Role.AGENCY), **PHONE)
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    agency.goto("/my/")
    agency.get_by_role("link", name="脱钩、转制和名录").click()
    look(agency)
    agency.get_by_role("link", name="报告管办分离").click()
    agency.get_by_label("管办分离日期").fill("2012-10-31")
    agency.get_by_label("批准文件的文号").fill("西府〔2012〕7号")
    for label, said in (
        ("人员", "公务员全部退出"),
        ("财务", "单独开户"),
        ("办公场所", "另租用房"),
        ("职能", "审批收回"),
    ):
        agency.get_by_label(f"{label}怎样分开").fill(said)
    agency.get_by_label("分离的批准文件和证明").set_input_files(paper)
    look(agency)
    agency.get_by_role("button", name="报告管办分离").click()
    agency.get_by_text("待核实").first.wait_for()
    case = agency.url.replace("/my/", "/office/")
    act(county, case, "确认管办分离")
    agency.goto("/agencies/")
    agency.get_by_role("link", name="申请入册").click()
    agency.get_by_label("政策咨询").check()
    agency.get_by_label("提供哪些服务").fill("测绘成果查询")
    look(agency)
    agency.get_by_role("button", name="提交申请").click()
    agency.get_by_text("申请已提交").wait_for()
    act(county, agency.url.replace("/my/", "/office/"), "准予入册")
    county.goto("/agencies/separation/")
    county.get_by_text("已管办分离").first.wait_for()
    look(county, "agencies-separation")
    county.goto("/office/agencies/")
    look(county)
    county.goto(f"/office/agencies/bodies/{made.pk}/")
    look(county, "agencies-body")
    assert Body.objects.get().state == "separated"
    assert Listing.objects.get().kinds == ["policy"]


def test_a_firm_that_is_refused_reads_the_ground(
    browser: Browser, live_server: LiveServer, hands: Hands
) -> None:
    firm = legal_person()
    platform()
    owner = page_of(browser, live_server, people.owner(firm.organisation), java_script_enabled=False)
    owner.goto("/agencies/")
    owner.get_by_role("link", name="申请入册").click()
    owner.get_by_label("市场开拓").check()
    owner.get_by_label("提供哪些服务").fill("卖办公用品")
    owner.get_by_role("button", name="提交申请").click()
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    county.goto("/research-intensity/")
    look(county)
    county.goto(owner.url.replace("/my/", "/office/"))
    county.get_by_role("link", name="不予入册").click()
    county.get_by_label("理由", exact=True).select_option("no_such_service")
    county.get_by_label("说明").fill("只卖办公用品")
    county.get_by_role("button", name="不予入册").click()
    county.get_by_text("已办理").wait_for()
    owner.reload()
    owner.get_by_text("提供的服务不属于所列五类").first.wait_for()

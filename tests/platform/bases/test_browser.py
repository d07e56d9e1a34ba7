"""14.2 and 14.3 in a real browser, by their actors: from the operator's register to the booked yuan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.bases import world
from tests.platform.decisions.test_browser import page_of
from tests.platform.ledger.in_browser import Hands, give_account, pay
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.bases.models import Base, Round
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import tick
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Fund

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    found = Hands(world.DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def the_province_opens_the_round(province: Page) -> None:
    province.goto("/office/bases/rounds/")
    province.get_by_label("年度").fill("2012")
    province.get_by_label("指标截止日").fill("2012-09-30")
    province.get_by_label("申请截止日").fill("2012-09-30")
    province.get_by_label("每个基地的评审专家数").fill("1")
    province.get_by_label("通知文号").fill("浙企领办〔2012〕9号")
    province.get_by_role("button", name="设立").click()
    province.get_by_text("批次已设立").wait_for()
    assert faults(province) == []


def the_operator_enters_a_resident_and_applies(page: Page, base: Base, newcomer: str) -> None:
    page.goto(f"/my/{base.subject_id}/")
    page.get_by_role("link", name="入驻名录和指标").click()
    page.locator("#id_move_in-firm").fill(newcomer)
    page.locator("#id_move_in-on").fill("2012-09-03")
    page.locator("#id_move_in-area").fill("120")
    page.get_by_role("button", name="登记入驻").click()
    page.get_by_text("80%").wait_for()  # 4 of 5
    assert faults(page) == []
    page.get_by_role("link", name="申请认定 2012 年创业示范基地").click()
    page.get_by_label("自报的科技型和高技术服务型小微企业比重").fill("90%")
    page.get_by_label("服务和管理情况").fill("提供工商代办、融资对接、创业辅导")
    page.get_by_role("button", name="申请认定").click()
    page.get_by_text("县里正在初审").first.wait_for()


def take_step(page: Page, case: Case, name: str, **filled: str) -> None:
    """A step of an official from the page of the case."""
    page.goto(f"/office/cases/{case.pk}/")
    page.get_by_role("link", name=name, exact=True).click()
    for field, value in filled.items():
        page.locator(f"#id_{field}").fill(value)
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"**/office/cases/{case.pk}/")


def the_expert_reviews(page: Page, case: Case) -> None:
    page.goto("/my/cases/")
    page.get_by_role("link", name=case.subject.name).click()
    page.get_by_role("link", name="评审意见").click()
    page.get_by_label("两项指标是否领先").select_option("yes")
    page.locator("#id_opinion").fill("服务体系完整，入驻企业以软件为主")
    page.get_by_role("button", name="评审意见").click()
    page.wait_for_url(f"**/office/cases/{case.pk}/")


def the_county_matches(county: Page, base: Base, fund: Fund) -> None:
    county.goto(f"/office/bases/{base.subject_id}/")
    county.get_by_label("配套资金").select_option(str(fund.pk))
    county.get_by_label("配套金额").fill("50万")
    county.get_by_role("button", name="承诺配套").click()
    county.get_by_text("500,000.00").first.wait_for()
    assert books.balance(fund, Place.COMMITTED) == 500_000_00


def the_province_ranks_and_sends_to_experts(province: Page) -> None:
    province.goto(f"/office/bases/rounds/{Round.objects.get().pk}/")
    province.get_by_role("button", name="按名录排名").click()
    province.get_by_text("按留存的数据重新计算，名次完全相同。").wait_for()
    province.get_by_label("王教授").check()
    province.get_by_role("button", name="送专家评审").click()
    province.get_by_text("已把 3 件申请送专家评审。").wait_for()
    assert faults(province) == []


@pytest.mark.large
def test_from_the_register_to_the_booked_yuan(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    world.supported_here()
    bases = world.three()
    newcomer = world.firm("杭州新来软件有限公司", True)
    runner = world.operator(bases[0])
    expert = people.person("王教授")
    people.member(expert, Role.EXPERT, organisation=people.organisation("浙江大学", kind="university"))

    def someone(role: Role, division: str = world.ZHEJIANG) -> Page:
        return page_of(browser, live_server, people.official(role, division), accept_downloads=True)

    def logged(user: User) -> Page:
        return page_of(browser, live_server, user)

    the_province_opens_the_round(someone(Role.PROVINCE))
    the_operator_enters_a_resident_and_applies(logged(runner), bases[0], newcomer.name)
    case = Case.objects.select_related("subject").get()
    take_step(someone(Role.COUNTY, world.XIHU), case, "初审通过")
    for one in bases[1:]:
        world.applied(one)
    hands.day = world.AFTER
    province = someone(Role.PROVINCE)
    the_province_ranks_and_sends_to_experts(province)
    the_expert_reviews(logged(expert), case)
    take_step(province, case, "公示")
    public = logged(people.person())
    public.goto(f"/notices/{case.notices.get().pk}/")
    public.get_by_text("80%").wait_for()
    public.get_by_text("90%").wait_for()
    assert newcomer.name not in public.locator("main").inner_text()
    hands.day = date(2012, 10, 15)
    tick(clock.now())
    take_step(someone(Role.PROVINCE), case, "认定", document="浙企领〔2012〕8号")
    fund, county_fund = world.fund(), world.fund("county", world.XIHU)
    hands.day = date(2012, 10, 16)
    maker, checker = someone(Role.FINANCE), someone(Role.FINANCE)
    take_step(maker, case, "承诺扶持资金", amount="100万", grant_document="浙财企〔2012〕30号")
    operator = logged(runner)
    operator.goto("/my/money/")
    give_account(operator)
    pay(maker, checker, fund, tmp_path, "2012-10-16")
    assert books.balance(fund, Place.PAID) == 1_000_000_00
    assert Case.objects.get(pk=case.pk).state == "paid"
    the_county_matches(someone(Role.FINANCE, world.XIHU), bases[0], county_fund)
    public.goto("/bases/programme/")
    public.get_by_text("1 / 100 个").first.wait_for()
    public.get_by_text("50%").wait_for()
    assert faults(public) == []
    operator = logged(runner)
    operator.goto(f"/my/cases/{case.pk}/")
    operator.get_by_label("已收到，金额无误").check()
    operator.get_by_role("button", name="告诉我们").click()
    assert Case.objects.get(pk=case.pk).arrival.answer == "yes"


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.large)])
def test_axe_finds_no_serious_fault(
    browser: Browser, live_server: LiveServer, hands: Hands, width: int
) -> None:
    base = world.filled("杭州云栖孵化器", technology=1, others=1, raised=1, unknown=1)
    world.opened()
    size = {"viewport": {"width": width, "height": 900}}
    pages = {
        page_of(browser, live_server, people.official(Role.PROVINCE, world.ZHEJIANG), **size): (
            "/bases/", f"/bases/{base.subject_id}/", "/bases/programme/", "/office/bases/", "/office/bases/rounds/",
            f"/office/bases/rounds/{Round.objects.get().pk}/", f"/office/bases/{base.subject_id}/",
        ),
        page_of(browser, live_server, world.operator(base), **size): (f"/my/{base.subject_id}/base/",),
    }  # fmt: skip
    for page, addresses in pages.items():
        for address in addresses:
            page.goto(address)
            assert faults(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address

"""9.1, 14.4 to 14.7 and 21.2 in a real browser, by their actors: firm, operator, county, city, province, tax, finance."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.bases import world
from tests.platform.bases.test_browser import take_step
from tests.platform.bases.test_design import design_base
from tests.platform.bases.test_design import operator as design_operator
from tests.platform.decisions.papers import in_effect
from tests.platform.decisions.test_browser import page_of
from tests.platform.ledger.in_browser import Hands, give_account, pay
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.models import Base, DesignPlace, Graduation, LandRequest
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import tick
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.subjects.models import Subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]
FIRM = "云栖甲软件有限公司"


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    found = Hands(date(2014, 9, 1))
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def sound(page: Page) -> None:
    """No fault of accessibility, and nothing to scroll sideways to at 390 pixels."""
    assert faults(page) == [], page.url
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
    page.set_viewport_size(size or {"width": 1280, "height": 900})


def owned(firm: Subject) -> User:
    organisation = Organisation.objects.create(kind="enterprise", name=firm.name, division=world.XIHU)
    firm.organisation = organisation
    firm.save()
    return people.owner(organisation)


def the_owner_asks_for_land_and_sees_where_the_firm_stands(owner: Page, firm: Subject) -> None:
    owner.goto(f"/my/{firm.pk}/")
    owner.get_by_role("link", name="用地申请").click()
    owner.get_by_label("用途").fill("新建厂房")
    owner.get_by_label("申请面积（公顷）").fill("0.8")
    owner.get_by_role("button", name="提交申请").click()
    owner.get_by_text("等待安排").wait_for()
    sound(owner)
    owner.goto(f"/my/{firm.pk}/places/")
    owner.get_by_text("入驻至今").wait_for()
    sound(owner)


def the_county_keeps_a_park_and_gives_land_with_a_reason(county: Page, operator: str) -> None:
    county.goto("/office/bases/clusters/")
    county.get_by_label("类型").select_option("park")
    for label, value in (
        ("名称", "云栖产业园区"), ("四至范围", "东至一路，南至二路"), ("主导产业", "软件"), ("运营单位", operator),
        ("面积（公顷）", "90"), ("设立日期", "2010-05-04"),
    ):  # fmt: skip
        county.get_by_label(label).fill(value)
    county.get_by_role("button", name="登记").click()
    county.get_by_role("link", name="云栖产业园区").click()
    county.get_by_label("企业").fill(FIRM)
    county.get_by_label("加入日期").fill("2012-01-09")
    county.get_by_role("button", name="登记", exact=True).click()
    county.get_by_role("cell", name=FIRM).or_(county.get_by_role("rowheader", name=FIRM)).first.wait_for()
    sound(county)
    county.goto("/office/bases/land/")
    for kind, name, area in (("quota", "", "100"), ("released", "旧厂地块", "2")):
        for field, value in (
            ("year", "2014"),
            ("name", name),
            ("area", area),
            ("document", "西土资〔2014〕1号"),
        ):
            county.locator(f"#id_{field}").fill(value)
        county.locator("#id_kind").select_option(kind)
        county.get_by_role("button", name="登记").click()
        county.get_by_text("已登记。").wait_for()
    sound(county)
    county.get_by_role("link", name="旧厂地块").click()
    county.get_by_label("没有在这里申请的用地单位").fill("某物流中心")
    county.get_by_label("安排面积（公顷）").fill("1")
    county.get_by_label("决定日期").fill("2014-09-01")
    county.get_by_label("文号").fill("西土资〔2014〕9号")
    county.get_by_role("button", name="安排").click()
    county.get_by_text("越过它须写明理由").first.wait_for()
    county.get_by_label(f"没有安排“{FIRM}”的理由").fill("地块临街，不宜建厂房")
    county.get_by_role("button", name="安排").click()
    county.get_by_text("某物流中心，1 公顷").wait_for()
    sound(county)
    county.goto("/office/bases/land/")
    county.get_by_role("button", name="公布年度报告").click()
    county.get_by_text("报告已公布。").wait_for()


def the_operator_graduates_a_firm(page: Page, base: Base) -> None:
    page.goto(f"/my/{base.subject_id}/base/")
    page.locator("#id_graduate-firm").fill(FIRM)
    page.locator("#id_graduate-on").fill("2014-09-01")
    page.locator("#id_graduate-document").fill("毕字9号")
    page.get_by_role("button", name="登记毕业").click()
    page.get_by_text("毕字9号").wait_for()
    page.goto("/my/cases/")
    page.get_by_role("cell", name="孵化毕业奖励").first.wait_for()
    sound(page)


def the_operator_files_for_the_tax_relief(page: Page, base: Base) -> Case:
    page.goto(f"/my/{base.subject_id}/base/")
    page.get_by_role("link", name="土地使用税优惠").click()
    page.locator("#id_tax_year").fill("2013")
    page.locator("#id_land_area").fill("4000")
    page.get_by_role("button", name="备案").click()
    if page.get_by_role("button", name="备案").count():  # looked over before it is sent
        page.get_by_role("button", name="备案").click()
    page.get_by_text("税务机关正在核定").first.wait_for()
    return Case.objects.select_related("subject").get(type="land_use_tax_relief")


class People:
    """Pages of those who walk."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server

    def of(self, user: User) -> Page:
        return page_of(self.browser, self.server, user)

    def official(self, role: Role, division: str = world.XIHU) -> Page:
        return page_of(self.browser, self.server, people.official(role, division), accept_downloads=True)


def the_reward_is_paid_and_taken_back(
    who: People, county: Page, operator: Page, base: Base, folder: Path
) -> None:
    case = Case.objects.select_related("subject").get(type="graduation_reward")
    county.goto("/office/bases/rewards/?year=2014")
    county.get_by_text("50,000.00").first.wait_for()
    sound(county)
    there = world.fund("county", world.XIHU, purpose="14.6", year=2014)
    take_step(who.official(Role.COUNTY), case, "已核对，交另一人复核")
    take_step(county, case, "复核无误，承诺奖励")
    operator.goto("/my/money/")
    give_account(operator)
    maker = who.official(Role.FINANCE)
    pay(maker, who.official(Role.FINANCE), there, folder, "2014-09-01")
    assert books.balance(there, Place.PAID) == 50_000_00
    operator.goto(f"/my/{base.subject_id}/base/")
    operator.locator("summary", has_text="登记有误").last.click()
    form = operator.locator(f"form[action='/bases/graduates/{Graduation.objects.get().pk}/']")
    form.locator("input[name=why]").fill("证书作废")
    form.get_by_role("button", name="作废").click()
    operator.get_by_text("已登记。").wait_for()
    assert Case.objects.get(pk=case.pk).state == "claimed"
    take_step(maker, case, "登记退回到账", document="回单77号")
    assert books.balance(there, Place.RETURNED) == 50_000_00


def the_city_recognises_and_the_tax_office_settles(who: People, operator: Page, base: Base) -> None:
    city, tax = who.official(Role.CITY, "330100"), who.official(Role.TAX)
    city.goto(f"/office/bases/{base.subject_id}/recognitions/")
    city.get_by_label("认定日期").fill("2013-06-03")
    city.get_by_label("认定文号").fill("杭科〔2013〕12号")
    city.get_by_role("button", name="登记").click()
    city.get_by_text("杭科〔2013〕12号").wait_for()
    sound(city)
    filing = the_operator_files_for_the_tax_relief(operator, base)
    take_step(tax, filing, "核定并备案", tax_due="12000")
    tax.goto("/office/bases/relief/?year=2013")
    tax.get_by_role("link", name=filing.number).wait_for()
    sound(tax)
    tax.goto("/office/bases/taxes/")
    tax.get_by_label("企业").fill(FIRM)
    tax.get_by_label("缴款日期").fill("2014-08-01")
    tax.get_by_label("缴纳税款").fill("3万")
    tax.get_by_label("完税凭证号").fill("浙税1")
    tax.get_by_role("button", name="登记", exact=True).click()
    tax.get_by_text("30,000.00").first.wait_for()
    sound(tax)


def the_design_base_applies(design: Page, subject: Subject) -> Case:
    design.goto(f"/my/{subject.pk}/design/")
    design.get_by_role("link", name="申请省级特色工业设计示范基地").click()
    design.locator("#id_summary").fill("入驻设计企业三十家")
    design.get_by_role("button", name="申请", exact=True).click()
    if design.get_by_role("button", name="申请", exact=True).count():  # looked over before it is sent
        design.get_by_role("button", name="申请", exact=True).click()
    design.get_by_text("县里正在核对").first.wait_for()
    return Case.objects.select_related("subject").get(type="design_base")


def the_province_supports_and_the_county_matches(who: People, applied: Case, hands: Hands) -> None:
    take_step(who.official(Role.COUNTY), applied, "推荐", opinion="设计企业集聚")
    take_step(who.official(Role.PROVINCE, world.ZHEJIANG), applied, "评定并公示", finding="同意")
    hands.day = date(2014, 9, 9)
    tick(clock.now())
    world.fund(purpose="21.2", year=2014)
    province = who.official(Role.PROVINCE, world.ZHEJIANG)
    take_step(province, applied, "认定并承诺扶持资金", document="浙经信〔2014〕9号")
    assert DesignPlace.objects.get().subject == applied.subject
    local = world.fund("county", world.XIHU, purpose="21.2", year=2014)
    finance = who.official(Role.FINANCE)
    finance.goto(f"/office/bases/design/{applied.subject_id}/")
    finance.get_by_label("配套资金").select_option(str(local.pk))
    finance.get_by_label("配套金额").fill("800万")
    finance.get_by_role("button", name="承诺配套").click()
    finance.get_by_text("8,000,000.00").first.wait_for()
    sound(finance)
    province.goto("/office/bases/design/")
    province.get_by_label("通报文号").fill("浙经信〔2014〕20号")
    province.get_by_role("button", name="公布").click()
    province.get_by_text("年度核对已公布。").wait_for()
    sound(province)


def test_each_programme_is_walked_by_its_actors(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    in_effect(
        sentence="14.6",
        document="西科〔2012〕6号",
        fills={"reward_per_graduate": "50000"},
        from_day=date(2012, 5, 1),
        to_day=None,
    )
    base, firm, who = world.base("杭州云栖孵化器"), world.firm(FIRM, True), People(browser, live_server)
    services.move_in(SYSTEM, base, firm, on=world.MOVED_IN, area=10)
    subject = design_base()
    owner, county, operator = who.of(owned(firm)), who.official(Role.COUNTY), who.of(world.operator(base))
    the_owner_asks_for_land_and_sees_where_the_firm_stands(owner, firm)
    the_county_keeps_a_park_and_gives_land_with_a_reason(county, base.subject.name)
    owner.goto(f"/my/{firm.pk}/land/")
    owner.get_by_text("没有安排给您，理由：地块临街，不宜建厂房").wait_for()
    assert LandRequest.objects.get().state == "waiting"
    owner.goto("/bases/land/?year=2014")
    sound(owner)
    the_operator_graduates_a_firm(operator, base)
    the_reward_is_paid_and_taken_back(who, county, operator, base, tmp_path)
    the_city_recognises_and_the_tax_office_settles(who, operator, base)
    applied = the_design_base_applies(who.of(design_operator(subject)), subject)
    the_province_supports_and_the_county_matches(who, applied, hands)
    for address in ("/bases/", "/bases/design/", "/bases/rewards/", "/bases/clusters/"):
        owner.goto(address)
        sound(owner)

"""27.2 in a real browser, by its actors: from the county's click on a run to the yuan in the books and the firm's word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.funds.world import decided, firm
from tests.platform.ledger.in_browser import Hands, give_account, pay
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    found = Hands(date(2013, 6, 3))
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def run(page: Page, second: Page) -> None:
    """The county begins a run, another of its officials releases it, and both see its report."""
    page.goto("/office/programmes/")
    page.get_by_label("适用日").fill("2012-12-31")
    page.get_by_role("button", name="对杭州市西湖区核算").click()
    page.get_by_text("须由另一位经办人复核后才立案公示").wait_for()
    second.goto(page.url)
    second.get_by_role("button", name="复核无误，立案并公示").click()
    page.reload()
    page.get_by_text("应得合计（元）").first.wait_for()


def the_notice_is_read(public: Page, subject: Subject) -> None:
    """Anybody reads the notice with the verified figures."""
    public.goto("/notices/")
    public.get_by_role("link", name=subject.name).click()
    public.get_by_role("cell", name="9,600.00", exact=True).first.wait_for()
    public.get_by_role("cell", name="300,000.00", exact=True).first.wait_for()
    assert faults(public) == []


def the_fund_is_opened(maker: Page) -> None:
    """Finance opens the fund and books the money."""
    maker.goto("/office/ledger/new/")
    maker.get_by_label("资金名称").fill("小型微利企业奖励资金")
    maker.get_by_label("级次").select_option("county")
    maker.get_by_label("地区").select_option("330106")
    maker.get_by_label("用途").fill("27.2")
    maker.get_by_label("设立文号").fill("西财〔2013〕1号")
    maker.locator("main form button").last.click()
    maker.get_by_text("资金已设立。").wait_for()
    maker.get_by_text("拨款入账").click()
    maker.locator("#id_money-fen").fill("10万")
    maker.locator("#id_money-document").fill("西财〔2013〕2号")
    maker.get_by_role("button", name="入账", exact=True).click()
    maker.get_by_text("拨款已入账。").wait_for()


def the_firm_gives_its_account(owner: Page) -> None:
    """The firm finds its case, enters its account and so confirms it."""
    owner.goto("/my/cases/")
    owner.get_by_role("link", name=Case.objects.get().number).click()
    owner.get_by_text("请确认收款账户，确认后付款").first.wait_for()
    assert faults(owner) == []
    owner.get_by_role("link", name="登记收款账户").click()
    give_account(owner)


def the_firm_says_how_it_was(owner: Page) -> None:
    """Did you get it, and how was it?"""
    owner.goto("/my/cases/")
    owner.get_by_role("link", name=Case.objects.get().number).click()
    owner.get_by_label("已收到，金额无误").check()
    owner.get_by_role("button", name="告诉我们").click()
    owner.get_by_label("非常满意").check()
    owner.get_by_role("button", name="评价").click()
    owner.get_by_text("谢谢您的评价。").wait_for()
    assert faults(owner) == []


def test_from_the_first_click_to_the_booked_yuan(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    decided()
    subject = firm(0, "300000.00")
    firm(1, "60000.00")
    assert subject.organisation is not None

    def someone(role: Role) -> Page:
        return page_of(browser, live_server, people.official(role, "330106"), accept_downloads=True)

    county, public = someone(Role.COUNTY), page_of(browser, live_server, people.person())
    run(county, someone(Role.COUNTY))
    assert faults(county) == []
    county.get_by_label("企业名称").fill("古荡")  # why did this one get nothing?
    county.get_by_role("button", name="查找").click()
    county.get_by_text("应纳税所得额超过奖励起点").first.wait_for()
    the_notice_is_read(public, subject)
    the_fund_is_opened(someone(Role.FINANCE))
    hands.day = date(2013, 6, 10)  # the notice is over, and everybody logs in again
    county, maker, checker = someone(Role.COUNTY), someone(Role.FINANCE), someone(Role.FINANCE)
    owner = page_of(browser, live_server, people.owner(subject.organisation))
    run(county, someone(Role.COUNTY))
    assert Case.objects.get().state == "cleared"
    the_firm_gives_its_account(owner)
    assert Case.objects.get().state == "ready"
    fund = Fund.objects.get()
    pay(maker, checker, fund, tmp_path, "2013-06-10")
    assert books.balance(fund, Place.PAID) == 9_600_00
    assert Case.objects.get().state == "paid"
    the_firm_says_how_it_was(owner)
    case = Case.objects.get()
    assert (case.arrival.answer, case.rating.grade) == ("yes", 5)
    run(county, someone(Role.COUNTY))
    assert books.balance(fund, Place.PAID) == 9_600_00
    public.goto("/programmes/reward/")
    public.get_by_text("9,600.00").wait_for()
    assert subject.name not in public.locator("main").inner_text()


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.large)])
def test_axe_finds_no_serious_fault(
    browser: Browser, live_server: LiveServer, hands: Hands, width: int
) -> None:
    decided()
    subject = firm(0, "300000.00")
    assert subject.organisation is not None
    county = page_of(
        browser, live_server, people.official(Role.COUNTY, "330106"), viewport={"width": width, "height": 900}
    )
    run(county, page_of(browser, live_server, people.official(Role.COUNTY, "330106")))
    case = Case.objects.get()
    science = people.organisation("西湖区科技局", "department")
    people.member(people.person(), Role.COUNTY, "330106", science)
    for type_id, body in (
        ("reward", people.organisation("县级经办330106", "department")),
        ("voucher", science),
    ):
        cases.set_office(
            SYSTEM, division="330106", type_id=type_id, telephone="0571-12345678", organisation=body.pk
        )
    addresses = [
        "/matters/", "/matters/reward/", "/notices/", f"/notices/{case.notices.get().pk}/", "/programmes/reward/",
        "/office/programmes/", "/office/cases/?list=open", "/office/cases/?list=open&bureau=others", "/office/cases/offices/", f"/office/cases/{case.pk}/", "/office/cases/new/",
        county.url,
    ]  # fmt: skip
    for address in addresses:
        county.goto(address)
        assert faults(county) == [], address
        assert county.evaluate("document.documentElement.scrollWidth") <= width, address
    owner = page_of(
        browser, live_server, people.owner(subject.organisation), viewport={"width": width, "height": 900}
    )
    for address in ("/my/cases/", f"/my/cases/{case.pk}/", f"/my/cases/{case.pk}/do/renounce/"):
        owner.goto(address)
        assert faults(owner) == [], address
        assert owner.evaluate("document.documentElement.scrollWidth") <= width, address

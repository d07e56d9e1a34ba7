"""The documented programme in a real browser, by its actors: county, agency, firm, finance, the bank's answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.funds.world import DAY
from tests.platform.ledger.in_browser import Hands, give_account, pay
from tests.platform.programmes.documented import World, installed, write
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.subjects.models import Subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


@pytest.fixture
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with installed(write(tmp_path / "own")):
        yield


def fits(page: Page, name: str = "") -> None:
    """No serious fault, no sideways scrolling at 390 pixels; a picture where ZHIWEI_TEST_PICTURES names a folder."""
    assert faults(page) == []
    if name and (folder := os.environ.get("ZHIWEI_TEST_PICTURES")):
        page.screenshot(path=Path(folder) / f"programmes-{name}.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def the_county_enters_a_fair(county: Page) -> None:
    """From the desk."""
    county.goto("/office/")
    county.get_by_role("link", name="地方扶持项目").click()
    county.get_by_role("link", name="小微企业参展服务补贴").click()
    assert faults(county) == []
    county.get_by_role("link", name="展会", exact=True).click()
    county.get_by_role("link", name="新登记").click()
    county.get_by_label("展会名称").fill("西湖消费品展")
    county.get_by_label("开幕日期").fill("2013-03-08")
    county.get_by_label("展位数").fill("1")
    county.get_by_role("button", name="登记").click()
    county.get_by_text("已登记。").wait_for()
    assert faults(county) == []


def the_agency_enters_stands(clerk: Page, agency: Subject, first: Subject, second: Subject) -> None:
    """From the page of its own subject; the fair has one stand only."""
    clerk.goto(f"/my/{agency.pk}/")
    clerk.get_by_role("link", name="我的扶持项目").click()
    clerk.get_by_role("link", name="登记册：展位").click()
    for number, firm in ((1, first), (2, second)):
        clerk.get_by_role("link", name="新登记").click()
        clerk.get_by_label("合同号").fill(f"展 2013-{number}")
        clerk.get_by_label("展会", exact=True).select_option(label="西湖消费品展")
        clerk.get_by_label("参展企业").fill(firm.name)
        clerk.get_by_label("参展日期").fill("2013-03-08")
        clerk.get_by_label("展位费（元）").fill("1800")
        clerk.get_by_role("button", name="登记").click()
        if number == 1:
            clerk.get_by_text("已登记。").wait_for()
            assert faults(clerk) == []
            clerk.get_by_role("link", name="展位", exact=True).click()
    clerk.get_by_text("名额已满：共 1 个").first.wait_for()
    fits(clerk, "full")
    clerk.goto("/lists/records/of/stands:stands/")
    fits(clerk)


def the_firm_confirms(owner: Page) -> None:
    """What was entered of it."""
    owner.goto("/my/projects/")
    owner.get_by_role("link", name="登记册：展位").click()
    owner.get_by_role("link", name="展 2013-1").click()
    owner.get_by_role("button", name="确认参展").click()
    owner.get_by_text("企业已确认").first.wait_for()
    fits(owner, "record")


def the_agency_applies(clerk: Page) -> None:
    """With nothing to fill in but the year."""
    clerk.goto("/projects/stands/")
    assert faults(clerk) == []
    clerk.get_by_role("link", name="申请补贴").click()
    clerk.get_by_label("补贴年度").fill("2013")
    clerk.get_by_role("button", name="申请补贴").click()
    clerk.get_by_text("县里按登记册核定金额").first.wait_for()


def takes(page: Page, step: str, then: str) -> None:
    """An official takes a step from his list."""
    page.goto("/office/cases/")
    page.get_by_role("link", name=Case.objects.get().number).first.click()
    page.get_by_role("link", name=step).click()
    page.get_by_role("button", name=step).click()
    page.get_by_text(then).first.wait_for()


@pytest.mark.usefixtures("_own_folder")
def test_from_the_fair_to_the_booked_yuan(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    world = World()
    first, second, _third = world.firms
    county = page_of(browser, live_server, people.official(Role.COUNTY, "330106"))
    clerk = page_of(browser, live_server, world.user(world.agency, Role.AGENCY))
    owner = page_of(browser, live_server, world.user(first))
    maker, checker = (
        page_of(browser, live_server, people.official(Role.FINANCE, "330106")) for _n in range(2)
    )
    the_county_enters_a_fair(county)
    the_agency_enters_stands(clerk, world.agency, first, second)
    the_firm_confirms(owner)
    the_agency_applies(clerk)
    takes(county, "按登记册核定", "待财政复核")
    takes(maker, "复核，预留资金", "待确认账户")
    clerk.goto("/my/money/")
    give_account(clerk)
    assert Case.objects.get().state == "ready"
    pay(maker, checker, world.fund, tmp_path, "2013-06-03")
    assert books.balance(world.fund, Place.PAID) == 900_00
    clerk.goto(f"/my/cases/{Case.objects.get().pk}/")
    clerk.get_by_text("银行已付款").first.wait_for()
    county.goto("/office/projects/stands/")
    county.get_by_text("900.00").first.wait_for()
    fits(county, "office")
    county.goto("/registers/stands/stands/")
    fits(county)
    everybody = browser.new_page(base_url=live_server.url, locale="zh-CN")
    everybody.goto("/projects/")
    everybody.get_by_role("rowheader").get_by_role("link", name="小微企业参展服务补贴").click()
    everybody.get_by_text("900.00").first.wait_for()
    fits(everybody, "public")

"""15.1 and 15.2 in a real browser, by their actors: from the agency's offer to three levels' booked yuan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.funds.test_browser import Hands
from tests.platform.ledger.in_browser import pay
from tests.platform.services.world import DAY, LEVELS, YUAN, agency, decided, firm, funds, proof
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.services.models import Order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def the_county_files_its_scheme(county: Page) -> None:
    """Shares that do not make one are refused at once."""
    county.goto("/office/services/")
    county.get_by_role("link", name="报备服务券方案").click()
    county.get_by_label("地区").select_option("330106")
    county.get_by_label("文号").fill("西经信〔2012〕6号")
    for level, share in (("省级", "0.4"), ("市级", "0.3"), ("县级", "0.2")):
        county.get_by_label(f"{level}分担比例").fill(share)
    county.get_by_label("每户每年补贴上限（元）").fill("3000")
    county.get_by_label("起始日").fill("2012-05-01")
    county.get_by_role("button", name="报备").click()
    county.get_by_text("三级的分担比例之和须为 1").first.wait_for()
    assert faults(county) == []
    county.get_by_label("县级分担比例").fill("0.3")
    county.get_by_role("button", name="报备").click()
    county.get_by_text("方案已报备。").wait_for()


def the_agency_offers(clerk: Page) -> None:
    """A service of one of the five kinds."""
    clerk.goto("/my/services/")
    clerk.get_by_role("link", name="上架服务").click()
    clerk.get_by_label("类别").select_option("guidance")
    clerk.get_by_label("服务名称").fill("商业计划书辅导")
    clerk.get_by_label("价格（元）").fill("2000")
    clerk.get_by_role("button", name="上架").click()
    clerk.get_by_text("服务已上架。").wait_for()


def the_firm_orders(owner: Page) -> None:
    """Out of the catalogue, with the subsidy in sight before the click."""
    owner.goto("/services/")
    owner.get_by_role("link", name="商业计划书辅导").click()
    owner.get_by_text("补贴 1,000.00 元").wait_for()
    owner.get_by_text("本年度还可用 3,000.00 元").wait_for()
    assert faults(owner) == []
    owner.get_by_role("button", name="预约这项服务").click()
    owner.get_by_text("补贴已经为这项服务预留").first.wait_for()


def the_agency_delivers(clerk: Page, paper: Path) -> None:
    """With invoice and proof."""
    clerk.goto("/my/services/")
    clerk.get_by_role("link", name=Order.objects.get().case.number).click()
    clerk.get_by_text("没有经确认的服务，补贴为零").wait_for()
    clerk.get_by_role("link", name="已提供服务，交证明").click()
    clerk.get_by_label("发票号码").fill("0081 2345")
    clerk.get_by_label("发票金额").fill("1800")
    clerk.get_by_label("服务证明").set_input_files(paper)
    clerk.get_by_role("button", name="已提供服务，交证明").click()
    clerk.get_by_text("待企业确认").first.wait_for()


def the_firm_confirms(owner: Page) -> None:
    """And rates."""
    owner.reload()
    owner.get_by_role("link", name="确认服务并评价").click()
    owner.get_by_label("评价", exact=True).select_option("5")
    owner.get_by_role("button", name="确认服务并评价").click()
    owner.get_by_text("您已确认服务").first.wait_for()


def the_county_settles(county: Page) -> None:
    """From its list of what waits."""
    county.goto("/office/services/")
    county.get_by_role("link", name=Order.objects.get().case.number).first.click()
    county.get_by_role("link", name="核定补贴").click()
    county.get_by_role("button", name="核定补贴").click()
    county.get_by_text("待付款").first.wait_for()


@pytest.mark.large
def test_from_the_offer_to_the_booked_yuan_of_three_levels(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    decided()
    there, body, client = funds(), agency(), firm()
    county = page_of(browser, live_server, people.official(Role.COUNTY, "330106"))
    clerk = page_of(browser, live_server, people.owner(body.organisation, Role.AGENCY))
    owner = page_of(browser, live_server, people.owner(client.organisation))
    the_county_files_its_scheme(county)
    the_agency_offers(clerk)
    the_firm_orders(owner)
    reserved = [books.balance(there[level], Place.RESERVED) for level, _division in LEVELS]
    assert reserved == [400 * YUAN, 300 * YUAN, 300 * YUAN]
    the_agency_delivers(clerk, _paper(tmp_path))
    the_firm_confirms(owner)
    the_county_settles(county)
    clerk.reload()
    clerk.get_by_text("1,800.00 元 × 50% = 900.00 元").wait_for()
    assert faults(clerk) == []
    clerk.get_by_role("link", name="判定回执：依据、数据和推算过程").click()
    clerk.get_by_text("创业服务实绩补贴比例").first.wait_for(state="attached")
    for level, division in LEVELS:
        maker, checker = (
            page_of(browser, live_server, people.official(Role.FINANCE, division)) for _ in range(2)
        )
        pay(maker, checker, there[level], tmp_path, "2012-11-05")
    paid = [books.balance(there[level], Place.PAID) for level, _division in LEVELS]
    assert paid == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    owner.reload()
    owner.get_by_text("补贴已经付给机构").first.wait_for()
    assert hands.day == date(2012, 11, 5)
    assert [books.verify(fund) for fund in there.values()] == [[], [], []]


def _paper(folder: Path) -> Path:
    """A picture on the agency's disk."""
    path = folder / "proof.png"
    path.write_bytes(uploads.path_of(proof()).read_bytes())
    return path

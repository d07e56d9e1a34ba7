"""Article 19 in a real browser, by its actors: from the platform's registration to the booked yuan that its grade allows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.instruments.world import DAY, USED, XIHU, YUAN, account, firm, fund, keeper
from tests.platform.ledger.in_browser import Hands, pay
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import services as cases
from zhiwei.platform.instruments.models import Booking, Platform, Review
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]
REVIEWED, GRADED, PAID = date(2013, 2, 4), date(2013, 2, 12), date(2013, 3, 4)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def the_county_registers_a_platform(county: Page, body: str) -> None:
    """From its desk; without a word on the money it is refused."""
    county.goto("/office/")
    county.get_by_role("link", name="科技资源共享").click()
    county.get_by_role("link", name="登记平台").click()
    county.get_by_label("管理单位").fill(body)
    county.get_by_label("平台名称").fill("西湖材料检测平台")
    county.get_by_label("所在地区").select_option(XIHU)
    county.get_by_label("地点").fill("文三路 9 号")
    county.get_by_label("建设日期").fill("2011-05-09")
    county.get_by_label("建设或登记的文号").fill("西科〔2011〕4号")
    county.get_by_role("button", name="登记").click()
    assert faults(county) == []
    county.get_by_label("是否由财政投入支持形成").select_option("yes")
    county.get_by_role("button", name="登记").click()
    county.get_by_text("平台已登记。").wait_for()


def the_platform_opens_an_instrument(clerk: Page) -> None:
    """With two slots on the next day."""
    clerk.goto("/my/platforms/")
    clerk.get_by_role("link", name="开放一项资源").click()
    clerk.get_by_text("不能另定价格").wait_for()
    clerk.get_by_label("名称").fill("扫描电镜")
    clerk.get_by_label("收费标准（元，每次）").fill("800")
    clerk.get_by_role("button", name="开放").click()
    clerk.get_by_text("资源已开放。").wait_for()
    clerk.get_by_role("link", name="扫描电镜").click()
    clerk.get_by_label("首日").fill(USED.isoformat())
    clerk.get_by_label("末日").fill(USED.isoformat())
    clerk.get_by_label("每天从").fill("09:00")
    clerk.get_by_label("每天到").fill("13:00")
    clerk.get_by_role("button", name="开放时段").click()
    clerk.get_by_text("时段已开放。").wait_for()
    assert faults(clerk) == []


def a_firm_books(owner: Page, *, price: str) -> None:
    """Out of the catalogue, its price in sight before the click."""
    owner.goto("/instruments/?q=电镜")
    owner.get_by_role("link", name="扫描电镜").click()
    owner.get_by_text(price).first.wait_for()
    owner.get_by_label("时段").select_option(index=1)
    owner.get_by_label("用来做什么").fill("断口分析")
    assert faults(owner) == []
    owner.get_by_role("button", name="预约").click()
    owner.get_by_text("已预约，平台会在三个工作日内答复。").wait_for()


def the_platform_answers(clerk: Page, one: Booking, button: str) -> None:
    """From its list of what waits."""
    clerk.goto("/my/platforms/")
    clerk.get_by_role("link", name=one.case.number).first.click()
    clerk.get_by_role("link", name=button).click()


def the_use_is_recorded_and_confirmed(clerk: Page, owner: Page, one: Booking) -> None:
    """On the next day, by both."""
    the_platform_answers(clerk, one, "登记使用记录")
    clerk.get_by_label("使用日期").fill(USED.isoformat())
    clerk.get_by_label("使用时长（分钟）").fill("90")
    clerk.get_by_role("button", name="登记使用记录").click()
    clerk.get_by_text("待企业确认").first.wait_for()
    owner.goto("/my/instruments/")
    owner.get_by_role("link", name=one.case.number).click()
    owner.get_by_role("link", name="确认使用并评价").click()
    owner.get_by_label("评价", exact=True).select_option("5")
    owner.get_by_role("button", name="确认使用并评价").click()
    owner.get_by_text("已确认").first.wait_for()


def the_county_reviews(county: Page) -> None:
    """It files its scheme, has the scores computed and published; there is no box for a grade."""
    county.goto("/office/instruments/scheme/")
    county.get_by_label("地区").select_option(XIHU)
    county.get_by_label("文号").fill("西科〔2012〕11号")
    county.get_by_label("起始年度").fill("2012")
    figures = {
        "小微企业使用占比的分值": "40", "使用时长的分值": "20", "预约接受率的分值": "20", "企业评价的分值": "20",
        "使用时长满分的小时数": "10", "优秀的最低得分": "85", "良好的最低得分": "70", "合格的最低得分": "50",
        "优秀的下年度经费上限（元）": "30万", "良好的下年度经费上限（元）": "20万", "合格的下年度经费上限（元）": "10万",
    }  # fmt: skip
    for label, value in figures.items():
        county.get_by_label(label).fill(value)
    county.get_by_role("button", name="报备").click()
    county.get_by_text("已报备。").wait_for()
    county.get_by_role("spinbutton", name="年度 考核年度").fill("2012")
    county.get_by_role("button", name="按记录算出各平台的得分").click()
    county.get_by_text("已算出 1 家平台的得分。").wait_for()
    county.get_by_role("link", name="西湖材料检测平台").last.click()
    county.get_by_text("按留存的数据重新计算，得分完全相同。").wait_for()
    assert faults(county) == []
    county.get_by_role("link", name="办理这件考核").click()
    county.get_by_role("link", name="公示得分和等次").click()
    assert county.get_by_label("等次").count() == 0
    county.get_by_role("button", name="公示得分和等次").click()
    county.get_by_text("公示中").first.wait_for()


def finance_grants(finance: Page, one: Review) -> None:
    """More than the grade allows is refused, as much is promised."""
    finance.goto(f"/office/cases/{one.pk}/")
    finance.get_by_role("link", name="安排下年度经费").click()
    finance.get_by_label("经费金额").fill("200000.01")
    finance.get_by_label("资金文号").fill("西财〔2013〕3号")
    finance.get_by_role("button", name="安排下年度经费").click()
    finance.get_by_text("不超过 200,000 元").first.wait_for()
    finance.get_by_label("经费金额").fill("200000")
    finance.get_by_role("button", name="安排下年度经费").click()
    finance.get_by_text("经费待付").first.wait_for()


def test_from_the_registration_to_the_yuan_that_the_grade_allows(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    """40 × 1 + 20 × 1.5/10 + 20 × 1/2 + 20 = 73 points: good."""
    body, small, medium = keeper(), firm(), firm("medium")
    clerk_user, owner_user = (
        people.owner(body.organisation, Role.INSTITUTE), people.owner(small.organisation),
    )  # fmt: skip
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    clerk, owner = page_of(browser, live_server, clerk_user), page_of(browser, live_server, owner_user)
    other = page_of(browser, live_server, people.owner(medium.organisation))
    the_county_registers_a_platform(county, body.name)
    the_platform_opens_an_instrument(clerk)
    a_firm_books(owner, price="：免费")
    a_firm_books(other, price="应付 800.00 元")
    first, second = Booking.objects.order_by("made_at")
    assert (first.price, second.price) == (0, 800 * YUAN)
    the_platform_answers(clerk, first, "同意预约")
    clerk.get_by_role("button", name="同意预约").click()
    the_platform_answers(clerk, second, "拒绝预约，写明理由")
    clerk.get_by_role("button", name="拒绝预约，写明理由").click()
    clerk.locator(".wrong-text").first.wait_for()
    clerk.get_by_label("理由", exact=True).select_option("fault")
    clerk.get_by_label("具体说明").fill("灯丝烧断，更换中")
    clerk.get_by_role("button", name="拒绝预约，写明理由").click()
    clerk.get_by_text("平台已拒绝").first.wait_for()
    hands.day = USED
    clerk, owner = page_of(browser, live_server, clerk_user), page_of(browser, live_server, owner_user)
    the_use_is_recorded_and_confirmed(clerk, owner, first)
    hands.day = REVIEWED
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    the_county_reviews(county)
    hands.day = GRADED
    cases.tick(clock.now())
    public = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 800}
    )
    page = public.new_page()
    page.goto(f"/instruments/platforms/{Platform.objects.get().pk}/?year=2012")
    page.get_by_text("小微企业使用占比").first.wait_for()
    page.get_by_text("设备故障或检修").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults(page) == []
    hands.day = PAID
    budget = fund("19.2")
    account(Platform.objects.get().subject)
    maker, checker = (page_of(browser, live_server, people.official(Role.FINANCE, XIHU)) for _ in range(2))
    finance_grants(maker, Review.objects.get())
    pay(maker, checker, budget, tmp_path, PAID.isoformat())
    assert books.balance(budget, Place.PAID) == 200_000 * YUAN
    assert Review.objects.get().case.state == "paid"

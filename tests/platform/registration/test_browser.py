"""17.1-17.7 in a real browser, by their actors: from the first box to the licence, with one return, and a fee paid back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.ledger.in_browser import Hands, give_account, pay
from tests.platform.registration.world import DAY, XIHU, YUAN, fund, number, picture
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.registration.models import Filing
from zhiwei.platform.subjects.models import Subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def filing_user() -> User:
    """A founder with a unit of his own."""
    return people.owner(Organisation.objects.create(kind="enterprise", name="创办人", division=XIHU))


def the_founder_fills_in(owner: Page) -> None:
    """What is missing and what it costs stands beside the boxes."""
    owner.goto("/registration/")
    owner.get_by_role("link", name="办理登记", exact=True).click()
    owner.get_by_label("登记事项").select_option("establishment")
    owner.get_by_label("登记机关所在地").select_option(XIHU)
    owner.get_by_role("button", name="开始填写").click()
    owner.locator("input[name=entry1-name]").fill("杭州晨光五金制品有限公司")
    owner.get_by_label("组织形式").select_option("limited_company")
    owner.get_by_label("行业代码").fill("3399")
    owner.get_by_label("住所").fill("文三路 90 号")
    owner.get_by_label("从业人员").fill("12")
    owner.get_by_role("button", name="保存").click()
    contribute(owner, "100000", first=True)
    contribute(owner, "900000", first=False)
    owner.get_by_text("首次出资 100,000 元，低于 200,000 元").first.wait_for()
    owner.get_by_text("收费标准 800.00 元，已免").wait_for()
    owner.get_by_text("2014-11-05").first.wait_for()
    assert faults(owner) == []
    owner.get_by_label("我知道还没有齐").check()  # what is missing is known; nothing is handed in unawares
    owner.get_by_role("button", name="提交登记申请").click()
    owner.get_by_text("已提交，待受理").first.wait_for()


def contribute(owner: Page, yuan: str, *, first: bool) -> None:
    """One instalment."""
    form = owner.locator("details", has_text="加一笔出资")
    if not form.evaluate("one => one.open"):
        form.locator("summary").click()
    form.get_by_label("出资人").fill("沈余")
    form.get_by_label("出资额（元）").fill(yuan)
    if first:
        form.get_by_label("登记时缴付").check()
    form.get_by_role("button", name="加上").click()


def the_authority_names_all_at_once(clerk: Page) -> None:
    """The list of defects stands in the box already."""
    clerk.goto("/office/registration/")
    assert faults(clerk) == []
    clerk.get_by_role("link", name="设立登记").click()
    clerk.get_by_role("link", name="一次告知需补齐的材料").click()
    assert "缺少材料：公司章程" in clerk.get_by_label("需要补正的问题").input_value()
    assert faults(clerk) == []
    clerk.get_by_role("button", name="一次告知需补齐的材料").click()
    clerk.get_by_text("待补齐").first.wait_for()


def the_founder_completes(owner: Page, paper: Path) -> None:
    """Every paper, and the first instalment."""
    owner.reload()
    owner.get_by_text("首次出资 100,000 元").first.wait_for()
    with owner.expect_navigation():  # each act is taken on the page that follows the one before
        owner.get_by_role("button", name="去掉").first.click()
    with owner.expect_navigation():
        contribute(owner, "300000", first=True)
    while owner.get_by_text("未交").count():
        label = owner.locator("li", has_text="未交").first.inner_text().split()[0]
        owner.locator("select[name=name]").select_option(label=label)
        owner.get_by_label("文件").set_input_files(paper)
        with owner.expect_navigation():
            owner.get_by_role("button", name="上传").click()
    owner.get_by_text("按名录和规则没有发现问题").wait_for()
    owner.get_by_role("link", name="已补齐，再次提交").click()
    owner.get_by_role("button", name="已补齐，再次提交").click()
    owner.get_by_text("已提交，待受理").first.wait_for()


def the_authority_registers(clerk: Page) -> None:
    """On the spot, with the number it gives."""
    clerk.reload()
    clerk.get_by_role("link", name="当场办结，准予登记").click()
    clerk.get_by_label("赋予的注册号或统一社会信用代码").fill(number())
    clerk.get_by_role("button", name="当场办结，准予登记").click()
    clerk.get_by_text("准予登记").first.wait_for()


def the_firm_asks_its_fee_back(owner: Page) -> Subject:
    """From the page of its registration; how much is paid back is computed."""
    firm = Subject.objects.get(name="杭州晨光五金制品有限公司")
    owner.goto(f"/my/{firm.pk}/registration/")
    owner.get_by_text("1,200,000.00").first.wait_for()
    assert faults(owner) == []
    owner.get_by_role("link", name="登记费收多了，申请退费").click()
    owner.get_by_label("收费事项").select_option("licence_replacement")
    owner.get_by_label("收费票据号").fill("0330 1234")
    owner.get_by_label("收费日期").fill("2012-11-05")
    owner.get_by_label("收取的金额（元）").fill("50")
    owner.get_by_role("button", name="申请退费").click()
    owner.get_by_text("待核对").first.wait_for()
    return firm


def test_from_the_first_box_to_the_licence_and_a_fee_paid_back(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    there = fund()
    owner = page_of(browser, live_server, filing_user())
    clerk = page_of(browser, live_server, people.official(Role.REGISTRATION, XIHU))
    paper = tmp_path / "paper.png"
    paper.write_bytes(uploads.path_of(picture()).read_bytes())
    the_founder_fills_in(owner)
    the_authority_names_all_at_once(clerk)
    the_founder_completes(owner, paper)
    the_authority_registers(clerk)
    firm = the_firm_asks_its_fee_back(owner)
    owner.goto("/my/money/")
    give_account(owner)
    clerk.goto("/office/registration/")
    clerk.get_by_role("link", name="登记费退费").click()
    clerk.get_by_role("link", name=Case.objects.get(subject=firm).number).click()
    clerk.get_by_role("link", name="票据已核对，交另一人复核").click()
    clerk.get_by_role("button", name="票据已核对，交另一人复核").click()
    clerk.get_by_text("已初审，待复核").first.wait_for()
    maker, checker = (page_of(browser, live_server, people.official(Role.FINANCE, XIHU)) for _ in range(2))
    checker.goto(f"/office/cases/{Case.objects.get(subject=firm).pk}/do/confirm/")
    checker.get_by_role("button", name="核对无误，退还多收的").click()
    checker.get_by_text("待退款").first.wait_for()
    pay(maker, checker, there, tmp_path, "2012-11-05")
    assert books.balance(there, Place.PAID) == 50 * YUAN
    everybody = browser.new_page(base_url=live_server.url, locale="zh-CN")
    everybody.goto("/registration/")
    everybody.get_by_text("各地各月办理情况").wait_for()
    assert faults(everybody) == []
    assert (Filing.objects.get().outcome, hands.day) == ("registered", date(2012, 11, 5))

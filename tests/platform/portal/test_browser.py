"""The questions and the answer in a real browser: with a mouse, with keys only, on a phone, without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.platform.axe import faults
from tests.platform.portal.pages import answer_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

REPLIES = {
    "组织形式": ("有限责任公司", "choice"),
    "在哪个市": ("330106", "select"),
    "什么行业": ("5211", "industry"),
    "从业人员有多少": ("9", "text"),
    "哪一天成立": ("2011-03-01", "text"),
    "应纳税所得额": ("6", "wan"),
    "工业企业还是": ("其他企业", "choice"),
    "平均有多少": ("9", "text"),
    "平均资产总额": ("80", "wan"),
    "限制或禁止": ("否", "choice"),
    "怎样征收": ("查账征收", "choice"),
    "高新技术企业证书": ("否", "choice"),
    "符合产业政策": ("是", "choice"),
}
"""What the owner of a shop replies, by a word of the question; to anything else 不知道."""


def keep(page: Page, name: str) -> None:
    """A picture for the eye, where ZHIWEI_TEST_PICTURES names a folder."""
    if folder := os.environ.get("ZHIWEI_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"portal-{name}.png", full_page=True)


def start(page: Page, base: str, day: str) -> None:
    """From the home page through the big door to the first question."""
    page.goto(base + "/")
    page.get_by_role("link", name="算一算：我能享受什么").click()
    page.get_by_label("按哪一天的规定算？").fill(day)
    page.get_by_role("button", name="开始").click()


def reply(page: Page) -> str:
    """Answer the question shown; its text."""
    question = page.locator("h1").inner_text()
    value, way = next((r for word, r in REPLIES.items() if word in question), ("", "unknown"))
    if way == "choice":
        page.get_by_label(value, exact=True).check()
    elif way == "select":
        page.locator("#value").select_option(value)
    elif way == "industry":
        page.get_by_label("查找行业").fill("百货")
        page.get_by_role("button", name="查找").click()
        page.locator(f'input[value="{value}"]').check()
    elif way in ("text", "wan"):
        page.locator("#value").fill(value)
        if way == "wan":
            page.get_by_label("单位").select_option("万元")
    page.get_by_role("button", name="不知道" if way == "unknown" else "继续", exact=True).click()
    return question


def walk(page: Page) -> list[str]:
    """All questions to the answer page."""
    asked: list[str] = []
    while "/answer/" not in page.url:
        asked.append(reply(page))
        assert len(asked) < 40, asked
    return asked


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_the_home_page_to_the_answer_and_away_with_it(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    context = browser.new_context(
        locale="zh-CN", java_script_enabled=javascript, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", hear)
    start(page, live_server.url, "2012-12-31")
    asked = walk(page)
    assert len(asked) == len(set(asked))
    row = page.locator("#m-27-3")
    expect(row).to_contain_text("可以享受")
    expect(row).to_contain_text("9,000 元")
    expect(row.get_by_role("link", name="(二十七) 第3句").first).to_have_attribute("href", "/law/27.3")
    row.locator("summary").click()
    expect(row).to_contain_text("按小型微利企业应纳所得税 6,000.00 元")
    keep(page, f"answer-{'script' if javascript else 'plain'}")

    page.get_by_label("或选一个变化日").select_option("2014-01-01")
    page.get_by_role("button", name="按这一天算").click()
    expect(page.locator("main .lead")).to_contain_text("按 2014-01-01 有效的规定")
    page.get_by_role("button", name="按滑块的日子算").click()
    expect(page.locator("main .lead")).to_contain_text("按 2014-01-01 有效的规定")

    page.get_by_role("link", name="两天对比").click()
    page.get_by_label("从", exact=True).fill("2012-06-30")
    page.get_by_label("到", exact=True).fill("2016-06-30")
    page.get_by_role("button", name="对比").click()
    expect(page.locator("table")).to_contain_text("免除税务发票工本费")
    page.get_by_role("link", name="回到结果").click()

    page.get_by_role("link", name="打开分享链接").click()
    expect(page.locator("#m-27-3")).to_contain_text("可以享受")
    page.get_by_role("link", name="打印版", exact=True).click()
    assert page.locator("details.why[open]").count() == 0
    page.get_by_role("link", name="连同条文和推导").click()
    assert page.locator("details.why:not([open])").count() == 0
    page.go_back()
    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert said == []
    context.close()


def test_an_answer_is_changed_and_everything_forgotten(page: Page, live_server: LiveServer) -> None:
    start(page, live_server.url, "2012-12-31")
    walk(page)
    page.locator('aside a[href="/find/ask/?fact=taxable_income"]').click()
    page.locator("#value").fill("60000.01元")
    page.get_by_role("button", name="继续", exact=True).click()
    while "/answer/" not in page.url:
        reply(page)
    expect(page.locator("#m-27-3")).to_contain_text("不能享受")
    expect(page.locator("#m-27-3")).to_contain_text("怎样才会改变")
    page.get_by_role("button", name="重新开始").click()
    page.goto(live_server.url + "/answer/")
    expect(page.locator("h1")).to_have_text("还没有可以计算的事实")


def test_back_leads_to_the_question_before_with_its_answer(page: Page, live_server: LiveServer) -> None:
    start(page, live_server.url, "2012-12-31")
    first = reply(page)
    reply(page)
    page.get_by_role("link", name="← 上一题").click()
    page.get_by_role("link", name="← 上一题").click()
    assert page.locator("h1").inner_text() == first
    assert page.locator("#value").input_value() == "330106"


def test_nonsense_is_refused_beside_the_box(page: Page, live_server: LiveServer) -> None:
    start(page, live_server.url, "2012-12-31")
    page.goto(live_server.url + "/find/ask/?fact=employees")
    page.locator("#value").fill("很多")
    page.get_by_role("button", name="继续", exact=True).click()
    expect(page.locator(".errors")).to_contain_text("“很多”不是数字")
    assert faults(page) == []
    page.locator("#value").fill("9")
    page.get_by_role("button", name="继续", exact=True).click()
    expect(page.locator("aside")).to_contain_text("从业人员")


def test_keys_alone_are_enough(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + "/find/")
    page.get_by_label("按哪一天的规定算？").fill("2012-12-31")
    page.get_by_role("button", name="开始").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/ask/**")
    page.locator("#value").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(4):
        if page.evaluate("document.activeElement.textContent").strip() == "继续":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "继续"
    page.keyboard.press("Enter")
    expect(page.locator("aside")).to_contain_text("已回答 1 题")


def test_the_slider_says_its_day(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + answer_url("2012-01-01"))
    slider = page.locator("#d")
    slider.focus()
    page.keyboard.press("ArrowRight")
    day = page.locator("output").inner_text()
    assert day > "2012-01-01"
    assert slider.get_attribute("aria-valuetext") == day
    page.get_by_role("button", name="按滑块的日子算").click()
    expect(page.locator("main .lead")).to_contain_text(f"按 {day} 有效的规定")


PAGES = {
    "home": "/",
    "find": "/find/",
    "choice": "/find/ask/?fact=legal_form",
    "money": "/find/ask/?fact=taxable_income",
    "division": "/find/ask/?fact=division",
    "industry": "/find/ask/?fact=industry_code&q=%E8%B6%85%E5%B8%82",
    "answer": answer_url("2012-12-31"),
    "answer-2026": answer_url("2026-06-30"),
    "print": answer_url("2012-12-31") + "&view=print",
    "compare": answer_url("2012-12-31", "/answer/compare/") + "&from=2012-06-30&to=2020-06-30",
    "file": "/answer/file/",
    "law": "/law/",
    "article": "/law/27/",
    "sentence": "/law/27.2",
    "sentence-long": "/law/27.3",
    "coverage": "/law/coverage/",
    "parameters": "/parameters/",
    "parameter": "/parameters/slp_income_limit/",
    "table": "/parameters/size_employees_small_min/",
    "documents": "/documents/",
    "document": "/documents/%E8%B4%A2%E7%A8%8E%E3%80%942011%E3%80%95117%E5%8F%B7/",
    "search": "/search/?q=%E8%B5%B7%E5%BE%81%E7%82%B9",
    "difficulty": "/difficulty/profit/",
}


@pytest.mark.parametrize(
    ("width", "elder"),
    [
        (390, False),
        pytest.param(1280, False, marks=pytest.mark.large),
        pytest.param(390, True, marks=pytest.mark.large),
    ],
    ids=["phone", "wide", "elder"],
)
def test_nothing_bars_the_way(browser: Browser, live_server: LiveServer, width: int, elder: bool) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900})
    if elder:
        context.add_cookies([{"name": "elder", "value": "1", "url": live_server.url}])
    page = context.new_page()
    found: dict[str, object] = {}
    for name, path in PAGES.items():
        page.goto(live_server.url + path)
        keep(page, f"{name}-{width}{'-elder' if elder else ''}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wrong := faults(page) + ([f"{wide} px wide"] if wide > width else []):
            found[name] = wrong
    context.close()
    assert found == {}

"""16.4 in a real browser, by all its actors: the county's register, an expert's hours and answers, firms, the ladder."""

from __future__ import annotations

import os
from datetime import date, datetime, time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.experts import world
from tests.platform.experts.world import HANGZHOU, XIHU, ZHEJIANG
from tests.platform.funds.test_browser import Hands
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import services as cases
from zhiwei.platform.experts.models import Booking, Question
from zhiwei.platform.kit import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(world.DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def look(page: Page, name: str = "") -> None:
    """No serious fault of axe, nothing beside a screen of 390 pixels; a picture where ZHIWEI_TEST_PICTURES names a folder."""
    assert faults(page) == []
    size = page.viewport_size
    assert size is not None
    if name and (folder := os.environ.get("ZHIWEI_TEST_PICTURES")):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.screenshot(path=Path(folder) / f"{name}.png")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(size)


def the_city_registers_an_expert(city: Page, name: str) -> None:
    city.goto("/office/")
    city.get_by_role("link", name="专家志愿服务").click()
    city.get_by_role("link", name="登记专家").click()
    city.get_by_label("专家", exact=True).select_option(label=name)
    city.get_by_label("来自").select_option("scholar")
    city.get_by_label("服务地区").select_option(HANGZHOU)
    city.get_by_role("button", name="登记").click()
    city.locator(".errors").first.wait_for()  # no field chosen
    city.get_by_label("融资").check()
    look(city)
    city.get_by_role("button", name="登记").click()
    city.get_by_text("本领域待解答的问题已送到他的工作页").wait_for()


def the_expert_offers_hours(expert: Page) -> None:
    expert.goto("/my/")
    expert.get_by_role("link", name="专家工作页").click()
    look(expert)
    expert.get_by_role("link", name="安排咨询时段").click()
    expert.get_by_label("方式").select_option("clinic")
    expert.get_by_label("地区").select_option(XIHU)
    expert.get_by_label("主题").fill("融资门诊")
    expert.get_by_label("地点或网上会场").fill("文三路 1 号")
    expert.get_by_label("日期").fill("2012-11-09")
    expert.get_by_label("开始").fill("09:00")
    expert.get_by_label("结束").fill("10:00")
    expert.get_by_label("每位时长（分钟）").fill("30")
    expert.get_by_role("button", name="安排").click()
    expert.get_by_text("企业现在可以预约").wait_for()


def the_firm_books(owner: Page) -> None:
    owner.goto("/")
    owner.get_by_role("link", name="专家志愿服务团").click()
    owner.get_by_role("link", name="融资门诊").click()
    owner.get_by_text("甄知").wait_for()
    look(owner, "experts-session")
    owner.get_by_label("1（09:00–09:30）").check()
    owner.get_by_label("属于哪一难").select_option("finance")
    owner.get_by_label("想问什么").fill("信用贷款要准备什么")
    owner.get_by_role("button", name="预约").click()
    owner.get_by_text("已预约。").wait_for()


def the_firm_asks(owner: Page) -> None:
    owner.goto("/experts/")
    owner.get_by_role("link", name="网上提问").click()
    owner.get_by_label("属于哪个领域").select_option("finance")
    owner.get_by_label("一句话说明").fill("担保费能不能减")
    owner.get_by_label("问题", exact=True).fill("担保公司收百分之三，能不能减？")
    owner.get_by_label("同意隐去名称后公开").check()
    look(owner)
    owner.get_by_role("button", name="提问").click()
    owner.get_by_text("待专家解答").first.wait_for()


def the_expert_answers(expert: Page) -> None:
    expert.goto("/my/expert/")
    look(expert, "experts-desk")
    expert.get_by_role("link", name="担保费能不能减").first.click()
    expert.get_by_role("link", name="解答", exact=True).click()
    expert.get_by_label("解答", exact=True).fill("可以按文件减，带上近两年报表。")
    expert.get_by_role("button", name="解答", exact=True).click()
    expert.get_by_text("办件现为“已解答”").wait_for()


def the_expert_publishes(expert: Page) -> None:
    expert.goto("/my/expert/")
    expert.get_by_role("link", name="担保费能不能减").click()
    expert.get_by_label("公开的解答").fill("可以减，问 13957100000")
    expert.get_by_role("button", name="公开").click()
    expert.get_by_text("会让人认出提问者，请改写：13957100000").first.wait_for()
    expert.get_by_label("公开的解答").fill("可以按文件减。")
    expert.get_by_role("button", name="公开").click()
    expert.get_by_text("已公开，不含提问企业的名称").wait_for()


def test_an_expert_is_registered_booked_asked_and_answers(
    browser: Browser, live_server: LiveServer, hands: Hands
) -> None:
    user, firm = people.person("甄知"), world.firm()
    people.member(user, Role.EXPERT, organisation=people.organisation("浙江大学", kind="other"))
    city = page_of(browser, live_server, people.official(Role.CITY, HANGZHOU))
    expert = page_of(browser, live_server, user)
    boss = people.owner(firm.organisation)
    owner = page_of(browser, live_server, boss, **PHONE)
    the_city_registers_an_expert(city, "甄知")
    the_expert_offers_hours(expert)
    the_firm_books(owner)
    the_firm_asks(owner)
    the_expert_answers(expert)
    the_expert_publishes(expert)
    everybody = browser.new_context(
        base_url=live_server.url, locale="zh-CN", java_script_enabled=False
    ).new_page()
    everybody.goto("/experts/answers/")
    everybody.get_by_role("link", name="担保费能不能减").click()
    everybody.get_by_text("可以按文件减。").wait_for()
    owner.goto("/experts/")  # axe needs scripts
    look(owner, "experts-home")
    assert firm.name not in everybody.content()

    hands.day = date(2012, 11, 9)
    expert = page_of(browser, live_server, user)
    expert.goto("/my/expert/")
    expert.get_by_role("link", name=f"{firm.name} 09:00–09:30").click()
    expert.get_by_role("button", name="已咨询").click()
    expert.get_by_text("已登记。").wait_for()
    owner = page_of(browser, live_server, boss, **PHONE)
    owner.goto(f"/my/{firm.pk}/")
    owner.get_by_role("link", name="评价专家咨询").click()
    owner.get_by_role("link", name="融资门诊").first.click()
    owner.get_by_label("评价", exact=True).select_option("5")
    owner.get_by_role("button", name="评价").click()
    owner.get_by_text("谢谢您的评价").wait_for()
    assert Booking.objects.get().grade == 5


def test_what_nobody_answers_climbs_to_the_province(
    browser: Browser, live_server: LiveServer, hands: Hands
) -> None:
    question = world.asked(world.firm())
    for day in (13, 21):
        hands.day = date(2012, 11, day)
        cases.tick(datetime.combine(hands.day, time(1), clock.ZONE))
    county = page_of(browser, live_server, people.official(Role.COUNTY, XIHU))
    county.goto("/office/experts/unanswered/")
    county.get_by_text("1 个问题过了时限").wait_for()
    county.get_by_text("县里逾期未办，已转省里").wait_for()
    look(county)
    world.expert(division=ZHEJIANG)
    province = page_of(browser, live_server, people.official(Role.PROVINCE, ZHEJIANG))
    province.goto("/office/experts/unanswered/")
    province.get_by_role("link", name="担保费能不能减").click()
    look(province)
    province.get_by_label("指定专家").select_option(label="甄知")
    province.get_by_role("button", name="指定专家").click()
    province.get_by_text("已指定").wait_for()
    province.get_by_role("link", name="办件：状态、期限、答复").click()
    province.get_by_role("link", name="由经办人答复").click()
    province.get_by_label("解答").fill("按第三十二条，担保机构可以得到补偿。")
    province.get_by_role("button", name="由经办人答复").click()
    province.get_by_text("办件现为“已解答”").wait_for()
    province.goto("/office/experts/report/?year=2012")
    province.get_by_text("2012-11").wait_for()
    look(province)
    province.goto("/office/experts/")
    look(province, "experts-office")
    assert Question.objects.get(pk=question.pk).answered_at is not None

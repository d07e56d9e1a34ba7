"""16.2 and 16.3 in a real browser, by their actors: from the commission to the booked yuan, from the announcement to the place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.ledger.in_browser import Hands, pay
from tests.platform.training.world import (
    AFTER,
    DAY,
    ENDS,
    XIHU,
    YUAN,
    ZHEJIANG,
    fill_places,
    firm,
    fund,
    school,
)
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place as Where
from zhiwei.platform.training.models import Course, Enrolment, Year

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


@pytest.fixture
def as_user(browser: Browser, live_server: LiveServer) -> Callable[..., Page]:
    """A page of a user, logged in on the day at which the clock stands; sessions do not last from day to day."""
    return lambda user, **options: page_of(browser, live_server, user, **options)


def narrow(page: Page) -> bool:
    """Whether nothing of the page stands out of a phone's width."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def the_county_commissions(county: Page, body: str) -> None:
    county.goto("/office/")
    county.get_by_role("link", name="经营者培训").first.click()
    county.get_by_role("link", name="登记委托").click()
    county.get_by_label("培训机构").select_option(label=body)
    county.get_by_label("委托文号").fill("西经信〔2012〕21号")
    county.get_by_label("符合的条件").fill("有办学许可证")
    county.get_by_label("每人次费用（元）").fill("80")
    county.get_by_label("起始日").fill("2012-11-05")
    county.get_by_label("终止日").fill("2012-11-01")
    county.get_by_role("button", name="登记委托").click()
    county.get_by_text("终止日早于起始日").first.wait_for()
    assert faults(county) == []
    county.get_by_label("终止日").fill("2012-12-31")
    county.get_by_role("button", name="登记委托").click()
    county.get_by_text("委托已登记。").wait_for()
    assert faults(county) == []


def the_trainer_publishes(trainer: Page) -> None:
    trainer.goto("/my/courses/")
    trainer.get_by_role("link", name="发布课程").click()
    trainer.get_by_label("课程名称").fill("小企业财务管理")
    trainer.get_by_label("领域").select_option("finance")
    trainer.get_by_label("授课人及其资格").fill("王一平，高级会计师")
    trainer.get_by_label("县（市、区）").select_option(XIHU)
    trainer.get_by_label("地点").fill("文三路100号")
    trainer.get_by_label("开课日期").fill("2012-11-12")
    trainer.get_by_label("结束日期").fill(ENDS.isoformat())
    trainer.get_by_label("学时").fill("12")
    trainer.get_by_label("名额").fill("30")
    trainer.get_by_role("button", name="发布").click()
    trainer.get_by_text("课程已发布，学员可以报名。").wait_for()
    assert faults(trainer) == []


def the_owner_chooses(owner: Page) -> None:
    owner.goto("/training/?topic=finance&month=2012-11")
    assert narrow(owner)
    owner.get_by_role("link", name="小企业财务管理").click()
    owner.get_by_role("button", name="我要参加").click()
    owner.get_by_text("已报名“小企业财务管理”。").wait_for()
    assert faults(owner) == []
    assert narrow(owner)


def the_trainer_hands_in_the_sheet(trainer: Page, folder: Path) -> None:
    """Out as a workbook, filled wrongly, given back with its defect marked, then rightly."""
    trainer.goto("/my/courses/")
    trainer.get_by_role("link", name="小企业财务管理").first.click()
    trainer.get_by_text(Course.objects.get().code).wait_for()
    assert faults(trainer) == []
    with trainer.expect_download() as taken:
        trainer.get_by_role("link", name="导出签到表 xlsx").click()
    file = folder / "sheet.xlsx"
    taken.value.save_as(file)
    for word, said in (("来了", "签到表有 1 处错误"), ("是", "签到表已登记，共 1 行。")):
        book = openpyxl.load_workbook(file)
        book.active["D2"] = word  # type: ignore[index]
        book.save(file)
        trainer.locator("input[type=file]").set_input_files(file)
        trainer.get_by_role("button", name="上传签到表").click()
        trainer.get_by_text(said).wait_for()
        if word == "来了":
            trainer.get_by_text("只能写“是”或“否”").wait_for()
            assert faults(trainer) == []
            with trainer.expect_download() as taken:
                trainer.get_by_role("link", name="标出错误的签到表").click()
            assert taken.value.suggested_filename.endswith(".xlsx")


def the_owner_confirms_and_rates(owner: Page) -> None:
    owner.goto("/my/")
    owner.get_by_role("link", name="确认您参加了培训").click()
    owner.get_by_role("button", name="我参加了").click()
    owner.get_by_text("参训有证明，计入人次").wait_for()
    owner.get_by_label("评价").select_option("5")
    owner.get_by_role("button", name="评价").click()
    owner.get_by_text("谢谢您的评价。").wait_for()
    assert faults(owner) == []
    assert narrow(owner)
    with owner.expect_download() as taken:
        owner.get_by_role("link", name="培训证书").click()
    assert taken.value.suggested_filename.endswith(".pdf")
    owner.get_by_role("link", name="判定回执：依据、数据和推算过程").click()
    owner.get_by_text("所在企业为小微企业").first.wait_for(state="attached")


def test_from_the_commission_to_the_booked_yuan(
    as_user: Callable[..., Page], hands: Hands, tmp_path: Path
) -> None:
    there, body, client = fund("16.2", XIHU, "county"), school(), firm()
    county, teacher = people.official(Role.COUNTY, XIHU), people.owner(body.organisation, Role.TRAINER)
    boss = people.owner(client.organisation)
    the_county_commissions(as_user(county), body.name)
    the_trainer_publishes(as_user(teacher))
    the_owner_chooses(as_user(boss, viewport={"width": 390, "height": 844}))
    hands.day = ENDS
    the_trainer_hands_in_the_sheet(as_user(teacher), tmp_path)
    the_owner_confirms_and_rates(as_user(boss, viewport={"width": 390, "height": 844}))
    hands.day = AFTER
    page = as_user(county)
    page.goto("/office/training/")
    page.get_by_role("link", name="小企业财务管理").first.click()
    page.get_by_text("1 人次 × 80.00 元 = 80.00 元").wait_for()
    page.get_by_role("button", name="核定费用").click()
    page.get_by_text("费用已核定，已列入承诺").wait_for()
    assert faults(page) == []
    maker, checker = (as_user(people.official(Role.FINANCE, XIHU)) for _ in range(2))
    pay(maker, checker, there, tmp_path, AFTER.isoformat())
    assert (books.balance(there, Where.PAID), books.verify(there)) == (80 * YUAN, [])
    page.goto("/training/report/")
    page.get_by_text("1 人次，目标 100000 人次").wait_for()
    assert faults(page) == []
    assert Enrolment.objects.get().counts


def the_province_announces(province: Page) -> None:
    province.goto("/office/training/")
    province.get_by_role("link", name="资助培训名额").first.click()
    province.get_by_label("年度").fill("2012")
    province.get_by_label("通知文号").fill("浙中小企〔2012〕24号")
    province.get_by_label("有发展潜力的认定标准").fill("近两年营业收入增长")
    province.get_by_label("受理起始日").fill("2012-11-01")
    province.get_by_label("受理截止日").fill("2012-12-20")
    province.get_by_role("button", name="公布").click()
    province.get_by_text("已占 0 名，共 1000 名").wait_for()
    assert faults(province) == []


def take_step(page: Page, name: str, user: User, **filled: str) -> None:
    """A step of an official from the page of the case."""
    case = Case.objects.get(subject__organisation__memberships__user=user)
    page.goto(f"/office/cases/{case.pk}/")
    page.get_by_role("link", name=name, exact=True).click()
    for field, value in filled.items():
        page.locator(f"#id_{field}").fill(value)
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"**/office/cases/{case.pk}/")


def test_from_the_announcement_to_a_freed_place(as_user: Callable[..., Page], hands: Hands) -> None:
    province = as_user(people.official(Role.PROVINCE, ZHEJIANG))
    the_province_announces(province)
    bosses = [people.owner(firm().organisation) for _ in range(2)]
    pages = [as_user(one, viewport={"width": 390, "height": 844}) for one in bosses]
    for page in pages:
        page.goto("/training/places/")
        assert narrow(page)
        assert faults(page) == []
        page.get_by_label("企业和您本人的发展打算").fill("想系统学一遍管理")
        page.get_by_role("button", name="申请资助名额").click()
        page.get_by_text("省里正在评审有没有发展潜力").first.wait_for()
    fill_places(Year.objects.get(), 999)
    first = as_user(people.official(Role.PROVINCE, ZHEJIANG))
    for boss in bosses:
        take_step(first, "初评通过，交另一人复核", boss)
    take_step(province, "评审通过，给予名额", bosses[0], finding="发展打算明确")
    take_step(province, "评审通过，列入候补", bosses[1], finding="发展打算明确")
    second = Case.objects.get(subject__organisation__memberships__user=bosses[1])
    province.goto("/office/training/places/")
    province.get_by_text(second.number).first.wait_for()
    assert faults(province) == []
    pages[1].goto("/my/training/")
    pages[1].get_by_text("候补第 1 位").wait_for()
    pages[0].goto("/my/training/")
    pages[0].get_by_text("已有名额").wait_for()
    pages[0].get_by_role("link", name="2012 ").click()
    pages[0].get_by_text("不想继续办理？").click()
    pages[0].get_by_role("link", name="放弃名额").click()
    pages[0].get_by_role("button", name="放弃名额").click()
    pages[0].get_by_text("您已退出，名额让给了候补的人。").first.wait_for()
    pages[1].reload()
    pages[1].get_by_text("已有名额").wait_for()
    assert faults(pages[1]) == []
    assert hands.day == date(2012, 11, 5)

"""Article 20 in a real browser, by all its actors: expert, unit, firm, county, registration, tax."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.funds.test_browser import Hands
from tests.platform.talent.test_pages import PNG
from tests.platform.talent.world import DAY, XIHU, YUAN, World, firm
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import EquityAward, Secondment, Split, TechnologyShare

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The day of every thread."""
    found = Hands(DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


def fits(page: Page, name: str = "") -> None:
    """No serious fault of axe, no sideways scrolling at 390 pixels; a picture where ZHIWEI_TEST_PICTURES names a folder."""
    assert faults(page) == []
    if name and (folder := os.environ.get("ZHIWEI_TEST_PICTURES")):
        page.screenshot(path=Path(folder) / f"talent-{name}.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def press(page: Page, step: str) -> None:
    """Take a step whose form is filled in."""
    page.get_by_role("button", name=step, exact=True).click()
    page.get_by_text("已办理").first.wait_for()


def the_unit_enters_the_people(clerk: Page) -> None:
    """A high-level expert without a basis is refused at once."""
    clerk.goto("/my/talent/")
    clerk.get_by_role("link", name="登记科技人员").click()
    clerk.get_by_label("姓名").fill("赵新")
    clerk.get_by_label("工号").fill("0009")
    clerk.get_by_label("高层次人才", exact=True).check()
    clerk.get_by_role("button", name="登记").click()
    clerk.get_by_text("请写明认定为高层次人才的依据").first.wait_for()
    fits(clerk)
    clerk.get_by_label("认定为高层次人才的依据").fill("省千人计划")
    clerk.get_by_role("button", name="登记").click()
    clerk.get_by_text("赵新").first.wait_for()
    fits(clerk)


def the_expert_asks(expert: Page, body: Subject) -> None:
    """From 我的企业, where a researcher has no firm."""
    expert.goto("/my/")
    expert.get_by_role("link", name="人才激励").first.click()
    expert.get_by_role("link", name="申请到小微企业工作").click()
    expert.get_by_label("接收企业").fill(body.name)
    expert.get_by_label("到企业工作起始日").fill("2012-11-01")
    expert.get_by_label("在企业的工作").select_option("research")
    expert.get_by_label("工作内容").fill("轴承研发")
    fits(expert)
    expert.get_by_role("button", name="提出申请").click()
    expert.get_by_text("没有单位同意不能备案").first.wait_for()
    fits(expert)


def a_step(page: Page, waiting: str, step: str, **boxes: str) -> None:
    """From the page of what waits, through a step's form."""
    page.goto("/my/talent/")
    page.get_by_role("link", name=waiting).first.click()
    page.get_by_role("link", name=step, exact=True).click()
    for label, value in boxes.items():
        page.get_by_label(label).fill(value)
    press(page, step)


def the_office(page: Page, step: str, **boxes: str) -> None:
    """From the desk's door to the record, its case and the step."""
    page.goto("/office/")
    page.get_by_role("link", name="人才激励").click()
    fits(page, "office")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="办件：经过和办理").click()
    page.get_by_role("link", name=step, exact=True).click()
    for label, value in boxes.items():
        page.get_by_label(label).fill(value)
    press(page, step)


def the_county_looks_at_a_name(hr: Page) -> None:
    """Masked until a reason is given."""
    hr.goto(f"/office/talent/{Secondment.objects.get().pk}/")
    hr.get_by_text("柯**").first.wait_for()
    fits(hr)
    hr.get_by_label("事由").fill("电话核实")
    hr.get_by_role("button", name="查看姓名").click()
    hr.get_by_text("柯研之").wait_for()


def a_title_at_the_unit(expert: Page, boss: Page, clerk: Page) -> None:
    """Work stated, confirmed by the firm, attached, decided."""
    page = f"/my/talent/{Secondment.objects.get().pk}/"
    expert.goto(page)
    expert.get_by_text("2017-11-01").first.wait_for()
    expert.get_by_text("登记一项业绩").click()
    expert.get_by_label("业绩名称").fill("样机定型")
    expert.get_by_label("完成日期").fill("2012-11-03")
    expert.get_by_role("button", name="登记业绩").click()
    expert.get_by_text("待企业确认").wait_for()
    boss.goto(page)
    boss.get_by_role("button", name="确认业绩").click()
    boss.get_by_text("企业已确认").wait_for()
    expert.goto(page)
    expert.get_by_text("申报专业技术资格").click()
    expert.get_by_label("申报的专业技术资格").fill("正高级工程师")
    expert.get_by_label("样机定型").check()
    expert.get_by_role("button", name="申报").click()
    expert.get_by_text("待评审").wait_for()
    clerk.goto(page)
    fits(clerk)
    clerk.get_by_label("通过", exact=True).check()
    clerk.get_by_label("评审文号").fill("院职〔2012〕3号")
    clerk.get_by_role("button", name="登记评审结果").click()
    clerk.get_by_text("评审通过").wait_for()


def proceeds_are_split(clerk: Page, members: list[Page]) -> None:
    """Shares are written, amounts are not."""
    clerk.goto("/my/talent/")
    clerk.get_by_role("link", name="提出收益分配方案").click()
    for label, value in (
        ("职务发明成果", "低温焊接"), ("转让、许可合同号", "技转7"), ("收益到账凭证号", "银收1"), ("到账日期", "2012-10-01"),
        ("所得收益（元）", "1000.01"), ("划归科技人员及团队的比例", "60%"), ("规定比例的文件", "院发9号"),
        ("团队内的份额", "0001 1/2\n0002 1/4\n0003 1/3"),
    ):  # fmt: skip
        clerk.get_by_label(label).fill(value)
    clerk.get_by_role("button", name="提出方案").click()
    clerk.get_by_text("份额之和须为 1，现在是 13/12").first.wait_for()
    clerk.get_by_label("团队内的份额").fill("0001 1/2\n0002 1/4\n0003 25%")
    clerk.get_by_role("button", name="提出方案").click()
    clerk.get_by_text("等团队每个人同意自己的份额").first.wait_for()
    for one in members:
        a_step(one, "同意我的份额", "同意我的份额")
    a_step(clerk, "定案", "定案")
    clerk.get_by_text("600.01 + 400.00 = 1,000.01 元").wait_for()
    fits(clerk, "split")


def shares_are_filed(boss: Page, register: Page, folder: Path) -> None:
    """Beyond the limit the form shows both readings; within it the authority accepts."""
    paper = folder / "paper.png"
    paper.write_bytes(PNG)
    boss.goto("/my/talent/")
    boss.get_by_role("link", name="申报技术股份折算").click()
    for label, value in (
        ("无形资产名称", "精密轴承"), ("评估机构", "示例评估"), ("评估报告文号", "评18"), ("评估基准日", "2012-09-30"),
        ("评估价值（元）", "1000000"), ("折算为技术股份的金额（元）", "701000"), ("注册资本（元）", "1000000"),
        ("其他非货币出资额（元）", "0"), ("同意的表决权数", "80"), ("全部表决权数", "100"), ("股东决议文号或日期", "股东会"),
    ):  # fmt: skip
        boss.get_by_label(label).fill(value)
    for amount in ("701000", "700000"):
        boss.get_by_label("折算为技术股份的金额（元）").fill(amount)
        boss.get_by_label("评估报告", exact=True).set_input_files(paper)
        boss.get_by_label("股东决议", exact=True).set_input_files(paper)
        boss.get_by_role("button", name="申报").click()
        if amount == "701000":
            boss.get_by_text("判定是“不允许”").first.wait_for()
            boss.get_by_text("可以折算多少").wait_for()
            fits(boss, "limits")
    boss.get_by_text("等登记机关核对评估报告和股东决议").first.wait_for()
    fits(boss)
    the_office(register, "接受折算", 登记编号="杭工商9")


def an_award_is_deferred_and_taken_up(clerk: Page, expert: Page, tax: Page, body: Subject) -> None:
    """No tax now; a dividend later."""
    clerk.goto("/my/talent/")
    clerk.get_by_role("link", name="申报股权奖励").click()
    clerk.get_by_label("获奖人").select_option(label="柯研之（0001）")
    for label, value in (
        ("股权所在企业", body.name), ("转化的职务科技成果", "焊接"), ("转化合同或决定文号", "院决3"),
        ("取得日期", "2012-10-20"), ("取得时的价值（元）", "200000"),
    ):  # fmt: skip
        clerk.get_by_label(label).fill(value)
    clerk.get_by_label("奖励形式").select_option("shares")
    clerk.get_by_role("button", name="申报").click()
    clerk.get_by_text("等税务机关登记递延").first.wait_for()
    the_office(tax, "登记递延", 登记编号="递1")
    page = f"/my/talent/{EquityAward.objects.get().pk}/"
    expert.goto(page)
    expert.get_by_text("0 元", exact=True).wait_for()
    fits(expert)
    expert.get_by_role("link", name="申报分红或转让").click()
    expert.get_by_label("事由").select_option("dividend")
    expert.get_by_label("发生日期").fill("2012-11-02")
    expert.get_by_label("分红或转让收入").fill("5000")
    press(expert, "申报分红或转让")
    the_office(tax, "接续", 核定的税额="1000", 核定文书或税票号="税票88")
    expert.goto(page)
    expert.get_by_text("税票88").first.wait_for()


def test_article_20_by_all_its_actors(
    browser: Browser, live_server: LiveServer, hands: Hands, tmp_path: Path
) -> None:
    world, founders = World(), firm(technology=True)

    def log_in(user: object) -> Page:
        return page_of(browser, live_server, user)  # type: ignore[arg-type]

    clerk = log_in(people.owner(world.unit.organisation, Role.INSTITUTE))
    members = [log_in(people.owner(one.organisation, Role.RESEARCHER)) for one in world.people]
    boss = log_in(people.owner(world.firm.organisation))
    hr, tax = log_in(people.official(Role.COUNTY, XIHU)), log_in(people.official(Role.TAX, XIHU))
    the_unit_enters_the_people(clerk)
    the_expert_asks(members[0], world.firm)
    a_step(clerk, "单位同意", "单位同意", 同意文件的文号="院人5号")
    a_step(boss, "企业接收", "企业接收", 在企业的岗位="总工程师")
    the_office(hr, "备案", 备案号="杭人备1")
    the_county_looks_at_a_name(hr)
    a_title_at_the_unit(members[0], boss, clerk)
    proceeds_are_split(clerk, members)
    founder = log_in(people.owner(founders.organisation))
    shares_are_filed(founder, log_in(people.official(Role.REGISTRATION, XIHU)), tmp_path)
    an_award_is_deferred_and_taken_up(clerk, members[0], tax, world.firm)
    everybody = log_in(people.person())
    everybody.goto("/talent/?year=2012")
    everybody.get_by_text("杭州市").wait_for()
    fits(everybody)
    assert Split.objects.get().team == 600_01
    assert TechnologyShare.objects.get().highest == 700_000 * YUAN
    assert EquityAward.objects.get().assessed == 1_000 * YUAN

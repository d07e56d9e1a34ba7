"""32.3 and 32.4, 13.2, 26.2 in a real browser, by all their actors: from the register to the booked yuan."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people
from tests.platform.axe import faults
from tests.platform.decisions.test_browser import page_of
from tests.platform.funds import guarantee_world as world
from tests.platform.funds.guarantee_world import WAN, XIHU, ZHEJIANG
from tests.platform.funds.test_ventures import decided as venture_decided
from tests.platform.funds.test_ventures import guide, institution, invested, stake
from tests.platform.ledger.in_browser import Hands, give_account, pay
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import tick
from zhiwei.platform.funds.models import Investment
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Guarantee, Subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.large]
NOTICE_OVER, PAID = date(2013, 3, 13), "2013-03-13"


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    found = Hands(world.DAY)
    monkeypatch.setattr(clock, "_stopped", found)
    return found


class Actors:
    """Everybody in a browser of his own."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server

    def logged(self, user: User) -> Page:
        return page_of(self.browser, self.server, user, accept_downloads=True)

    def official(self, role: Role, division: str) -> Page:
        return self.logged(people.official(role, division))

    def of(self, party: Subject, role: Role) -> Page:
        user = people.person()
        people.member(user, role, organisation=party.organisation)
        return self.logged(user)


@pytest.fixture
def actors(browser: Browser, live_server: LiveServer) -> Actors:
    return Actors(browser, live_server)


def drawing(folder: Path) -> Path:
    """A picture of one white point, to hand in."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path = folder / "proof.png"
    parts = (
        chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        chunk(b"IDAT", zlib.compress(b"\0\xff")),
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b""))
    return path


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def filled(page: Page, **values: str) -> None:
    for field, value in values.items():
        page.locator(f"#id_{field}").fill(value)


FIRST = "初审通过，交另一人复核"


def take_step(page: Page, case: Case, name: str, **values: str) -> None:
    """A step of an official from the page of the case."""
    page.goto(f"/office/cases/{case.pk}/")
    page.get_by_role("link", name=name, exact=True).click()
    filled(page, **values)
    press(page, name)
    page.wait_for_url(f"**/office/cases/{case.pk}/")


def the_province_files_its_rule(province: Page) -> None:
    province.goto("/office/")
    province.get_by_role("link", name="担保业务").click()
    filled(
        province,
        from_day="2012-05-01",
        limit="500万",
        ratio="40%",
        cap="100万",
        document="浙财企〔2012〕60号",
    )
    press(province, "报备")
    province.get_by_text("已报备。").wait_for()
    assert faults(province) == []


def the_guarantor_enters_a_claim(page: Page, party: Subject, firm: Subject) -> None:
    page.goto(f"/my/{party.pk}/")
    page.get_by_role("link", name="担保业务").click()
    filled(page, borrower=firm.name, contract="保1", fen="200万", from_day="2012-05-07", to_day="2013-05-06")
    press(page, "登记")
    page.get_by_role("link", name="保1").click()
    page.get_by_label("事项").select_option("claim")
    filled(page, on_day="2012-12-03", fen="80万", document="代1")
    press(page, "登记")
    page.get_by_text("800,000.00").first.wait_for()
    assert faults(page) == []


def the_guarantor_applies(page: Page, level: str, paper: Path) -> None:
    page.goto(f"/my/guarantees/{Guarantee.objects.get().subject_id}/")
    page.get_by_role("link", name=f"申请{level}担保风险补偿").click()
    assert page.locator("#id_contract").input_value() == "保1"
    page.get_by_label("代偿证明").set_input_files(paper)
    press(page, "申请补偿")
    page.get_by_text("正在核定补偿金额").first.wait_for()


def test_a_guarantee_is_compensated_by_both_levels(actors: Actors, hands: Hands, tmp_path: Path) -> None:
    world.decided(ratio="0.5", cap="300000")
    provincial, local = world.fund("province", "32.3"), world.fund("county", "32.4")
    party, firm, paper = world.guarantor(account=False), world.firm(), drawing(tmp_path)
    the_province_files_its_rule(actors.official(Role.PROVINCE, ZHEJIANG))
    own = actors.of(party, Role.GUARANTOR)
    the_guarantor_enters_a_claim(own, party, firm)
    for level in ("省级", "地方"):
        the_guarantor_applies(own, level, paper)
    own.goto("/my/money/")
    give_account(own)
    by_type = {one.type: one for one in Case.objects.all()}
    take_step(actors.official(Role.PROVINCE, ZHEJIANG), by_type[world.PROVINCE], FIRST)
    take_step(actors.official(Role.PROVINCE, ZHEJIANG), by_type[world.PROVINCE], "核定并公示")
    take_step(actors.official(Role.COUNTY, XIHU), by_type[world.LOCAL], FIRST)
    take_step(actors.official(Role.COUNTY, XIHU), by_type[world.LOCAL], "核定并公示")
    public = actors.logged(people.person())
    public.goto(f"/notices/{by_type[world.PROVINCE].notices.get().pk}/")
    public.get_by_text("320,000.00").wait_for()
    assert firm.name not in public.locator("main").inner_text()
    hands.day = NOTICE_OVER
    tick(clock.now())
    for fund, place in ((provincial, ZHEJIANG), (local, XIHU)):
        maker, checker = (actors.official(Role.FINANCE, place) for _ in range(2))
        pay(maker, checker, fund, tmp_path, PAID)
    assert (books.balance(provincial, Place.PAID), books.balance(local, Place.PAID)) == (32 * WAN, 30 * WAN)
    assert set(Case.objects.values_list("state", flat=True)) == {"paid"}
    public.goto("/funds/guarantees/")
    public.get_by_text("320,000.00").first.wait_for()
    assert faults(public) == []
    county = actors.official(Role.COUNTY, XIHU)
    county.goto("/office/funds/guarantees/?year=2012")
    county.get_by_text("180,000.00").first.wait_for()  # what nobody compensated
    assert faults(county) == []


def test_a_venture_loss_is_compensated(actors: Actors, hands: Hands, tmp_path: Path) -> None:
    venture_decided()
    there, fund_, firm = world.fund("county", "13.2"), institution(account=False), world.firm()
    own, party = actors.of(fund_.subject, Role.OWNER), fund_.subject
    own.goto(f"/my/{party.pk}/")
    own.get_by_role("link", name="创业投资登记").click()
    filled(own, firm=firm.name, agreement="投1", fen="100万", on_day="2012-06-01")
    press(own, "登记")
    own.get_by_role("link", name="投1").click()
    own.get_by_label("退出方式").select_option("exchange")
    filled(own, on_day="2012-12-03", fen="60万", buyer="杭州某公司", document="凭1")
    press(own, "登记退出")
    own.get_by_text("400,000.00").wait_for()
    assert faults(own) == []
    own.get_by_role("link", name="申请创业投资风险补贴").click()
    filled(own, agreement="投1")
    own.get_by_label("退出和损失证明").set_input_files(drawing(tmp_path))
    press(own, "申请补贴")
    own.get_by_text("当地正在核定").first.wait_for()
    own.goto("/my/money/")
    give_account(own)
    take_step(actors.official(Role.COUNTY, XIHU), Case.objects.get(), FIRST)
    take_step(actors.official(Role.COUNTY, XIHU), Case.objects.get(), "核定并公示")
    hands.day = NOTICE_OVER
    tick(clock.now())
    pay(actors.official(Role.FINANCE, XIHU), actors.official(Role.FINANCE, XIHU), there, tmp_path, PAID)
    assert books.balance(there, Place.PAID) == 20 * WAN
    assert Case.objects.get().state == "paid"
    own = actors.of(party, Role.OWNER)
    own.goto(f"/ventures/{party.pk}/")
    own.get_by_text("已退出").first.wait_for()
    assert own.get_by_role("link", name="投1").count() == 1


def test_a_project_is_matched_granted_proven_and_paid(actors: Actors, hands: Hands, tmp_path: Path) -> None:
    provincial, local = world.fund("province", "26.2"), world.fund("county", "26.2")
    firm, paper = world.firm(), drawing(tmp_path)
    owner = actors.of(firm, Role.OWNER)
    owner.goto("/my/cases/")
    owner.get_by_role("link", name="中小企业专项资金项目").click()
    filled(owner, title="数控改造", planned_cost="100万")
    owner.get_by_label("用途").select_option("innovation")
    owner.get_by_label("项目方案").set_input_files(paper)
    press(owner, "申请项目资金")
    owner.get_by_text("县里正在初审").first.wait_for()
    case = Case.objects.get()
    take_step(actors.official(Role.COUNTY, XIHU), case, "初审通过并配套", matched="10万")
    province = actors.official(Role.PROVINCE, ZHEJIANG)
    province.goto("/office/funds/")
    province.get_by_text("数控改造").wait_for()
    assert faults(province) == []
    take_step(province, case, "安排省级资金", granted="30万", grant_document="浙财企〔2013〕5号")
    owner.goto(f"/my/cases/{case.pk}/")
    owner.get_by_role("link", name="报完工").click()
    owner.get_by_label("投入凭证").set_input_files(paper)
    press(owner, "报完工")
    owner.get_by_text("县里正在核实投入").first.wait_for()
    take_step(actors.official(Role.COUNTY, XIHU), case, "核实投入", proven_cost="98万", audit_report="审1号")
    owner.goto("/my/money/")
    give_account(owner)
    for fund, place in ((provincial, ZHEJIANG), (local, XIHU)):
        pay(
            actors.official(Role.FINANCE, place),
            actors.official(Role.FINANCE, place),
            fund,
            tmp_path,
            "2013-03-04",
        )
    assert (books.balance(provincial, Place.PAID), books.balance(local, Place.PAID)) == (30 * WAN, 10 * WAN)
    assert Case.objects.get().state == "paid"
    province.goto("/office/funds/")
    province.get_by_text("145%").wait_for()  # 58 private yuan on 40 fiscal ones
    public = actors.logged(people.person())
    public.goto("/funds/")
    public.get_by_text("300,000.00").wait_for()
    assert faults(public) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault(
    browser: Browser, live_server: LiveServer, hands: Hands, width: int
) -> None:
    world.scheme()
    world.fund("county", "26.3")
    one, fund_ = world.given(world.guarantor()), institution("杭州云栖创业投资有限公司")
    invested(fund_)
    there: Fund = guide()
    stake(there, fund_, WAN)
    size = {"viewport": {"width": width, "height": 900}}
    official = page_of(browser, live_server, people.official(Role.PROVINCE, ZHEJIANG), **size)
    guarantor, owner = people.person(), people.person()
    people.member(guarantor, Role.GUARANTOR, organisation=one.guarantor.organisation)
    people.member(owner, Role.OWNER, organisation=fund_.subject.organisation)
    pages = {
        official: (
            "/funds/", "/funds/guarantees/", "/office/funds/", "/office/funds/payments/",
            "/office/funds/guarantees/?year=2012", "/office/ventures/", f"/office/ventures/through/{there.pk}/",
            "/office/guarantees/", f"/office/guarantees/{one.subject_id}/", "/office/loans/",
        ),
        page_of(browser, live_server, guarantor, **size): (
            f"/my/{one.guarantor_id}/records/", f"/my/guarantees/{one.subject_id}/",
        ),
        page_of(browser, live_server, owner, **size): (
            f"/ventures/{fund_.subject_id}/", f"/ventures/investments/{Investment.objects.get().subject_id}/",
        ),
    }  # fmt: skip
    for page, addresses in pages.items():
        for address in addresses:
            page.goto(address)
            assert faults(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address

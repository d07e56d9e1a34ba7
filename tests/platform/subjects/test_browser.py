"""Imports, the register and the firm's page in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.axe import faults
from tests.platform.subjects.files import cells, workbook
from tests.platform.subjects.people import XIHU, subject, uscc, user
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import Contact, Enquiry, ImportBatch, Subject
from zhiwei.platform.subjects.services import add_fact, ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HEAD = ["统一社会信用代码", "名称", "营业收入@2011（万元）", "从业人员"]


@pytest.fixture
def page_of(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> Callable[..., Page]:
    """Gives a page in a browser of his own, logged in as a user or as nobody."""

    def opened(person: User | None, **options: Any) -> Page:
        context = new_context(base_url=live_server.url, **options)
        if person is not None:
            client = Client()
            client.force_login(person)
            name = django_settings.SESSION_COOKIE_NAME
            value = client.cookies[name].value
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return context.new_page()

    return opened


def register() -> Subject:
    """A firm with facts in conflict, a contact and an owner; another firm; enquiries."""
    organisation = Organisation.objects.create(kind="enterprise", name="晨光五金", division=XIHU)
    firm = subject(identifiers={"uscc": uscc(1)}, organisation=organisation, industry="3351")
    Contact.objects.create(subject=firm, person="陈某某", phone="13800001111")
    for source, value in [("statistics", 46), ("tax", 50)]:
        add_fact(SYSTEM, firm, "employees", value, source=source, received_on=date(2012, 3, 1))
    add_fact(
        SYSTEM, firm, "revenue", "1200000", period="2011", source="tax", received_on=date(2012, 5, 31),
        legal_basis="企业所得税年度汇算清缴申报",
    )  # fmt: skip
    subject("杭州乙有限公司", identifiers={"uscc": uscc(2)})
    for tag in ("finance", "finance", "profit"):
        ask(SYSTEM, title="需要流动资金", text="50万元，一年", difficulty=tag, division=XIHU)
    return firm


@pytest.mark.parametrize("javascript", [True, False])
def test_a_faulty_workbook_comes_back_marked_and_its_corrected_version_is_taken(
    page_of: Callable[..., Page], tmp_path: Path, javascript: bool
) -> None:
    firm = register()
    faulty = tmp_path / "税务2011.xlsx"
    rows = [HEAD, [uscc(1), firm.name, "一百二十", 46], [uscc(2), "杭州乙有限公司", 88.5, 12]]
    faulty.write_bytes(workbook(rows))
    page = page_of(user(Role.COUNTY, XIHU), java_script_enabled=javascript)
    page.goto("/office/imports/")
    page.get_by_role("link", name="上传文件").click()
    page.get_by_label("文件", exact=True).set_input_files(faulty)
    page.get_by_label("来源").select_option("tax")
    page.get_by_label("收到日期").fill("2012-06-30")
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_text("文件有错误，没有入库").wait_for()
    assert page.get_by_text("C 营业收入@2011(万元)：不是数字").count() == 1
    if javascript:
        assert faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标出错误的文件").click()
    back = cells(Path(download.value.path()).read_bytes(), "企业")
    assert back[0][-1] == "错误"
    assert "不是数字" in back[1][-1]
    assert back[2][-1] == ""
    back[1][2] = 120
    corrected = tmp_path / "更正.xlsx"
    corrected.write_bytes(workbook(back))
    page.get_by_label("更正后的文件").set_input_files(corrected)
    page.get_by_role("button", name="上传更正后的文件").click()
    page.get_by_text("核对无误，待确认").wait_for()
    assert page.get_by_text("1,200,000 元 → 1,200,000 元").count() == 0
    if javascript:
        assert faults(page) == []
    page.get_by_role("button", name="确认入库").click()
    page.get_by_text("已入库。").wait_for()
    assert ImportBatch.objects.get(state="committed").corrects.state == "cancelled"  # type: ignore[union-attr]
    other = Subject.objects.get(name="杭州乙有限公司")
    assert queries.facts(other, as_of=date(2012, 12, 31))["revenue@2011"]["value"] == "885000.00"


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.large)])
def test_axe_finds_no_serious_fault(page_of: Callable[..., Page], width: int) -> None:
    firm = register()
    view = {"width": width, "height": 900}
    officer = page_of(user(Role.COUNTY, XIHU), viewport=view)
    enquiry = Enquiry.objects.first()
    assert enquiry is not None
    for address in (
        "/office/subjects/", "/office/subjects/new/", f"/office/subjects/{firm.pk}/",
        f"/office/subjects/{firm.pk}/facts/", f"/office/subjects/{firm.pk}/facts/?fact=revenue", "/office/imports/", "/office/imports/new/", "/office/enquiries/",
        f"/office/enquiries/{enquiry.pk}/",
    ):  # fmt: skip
        officer.goto(address)
        assert faults(officer) == [], address
        assert officer.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    owner = page_of(user(Role.OWNER, organisation=firm.organisation), viewport=view)
    for address in (
        f"/my/{firm.pk}/", f"/my/{firm.pk}/declare/", f"/my/{firm.pk}/declare/?fact=industry_code&q=小店",
        f"/my/{firm.pk}/declare/?fact=collection_method", f"/my/{firm.pk}/correct/?fact=employees",
        f"/my/{firm.pk}/ask/", "/my/enquiries/",
    ):  # fmt: skip
        owner.goto(address)
        assert faults(owner) == [], address
        assert owner.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    anybody = page_of(None, viewport=view)
    anybody.goto("/subjects/")
    assert faults(anybody) == []


def test_contact_data_by_asking(page_of: Callable[..., Page]) -> None:
    firm = register()
    page = page_of(user(Role.COUNTY, XIHU))
    page.goto(f"/office/subjects/{firm.pk}/")
    assert page.get_by_text("13800001111").count() == 0
    page.get_by_label("事由").fill("核实补贴发放")
    page.get_by_role("button", name="显示联系方式").click()
    page.get_by_text("13800001111").wait_for()
    assert faults(page) == []

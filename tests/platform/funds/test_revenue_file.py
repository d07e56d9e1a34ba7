"""The fiscal revenue of years: entered and corrected on the page and from a file, each with where it is published (26.2)."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.guarantee_world import HANGZHOU, WAN, ZHEJIANG
from tests.platform.funds.test_fund_pages import csv, text
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.funds.models import FiscalRevenue
from zhiwei.platform.funds.special.revenue import Refused, correct_revenue, enter_revenue
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db
HEAD = "年度,财政收入（万元）,出处"
FINAL = "2012 年全省财政决算"


@pytest.fixture
def finance() -> Any:
    """Of the finance department of the province."""
    return people.viewer(people.official(Role.FINANCE, division=ZHEJIANG))


def handed(viewer: Any, *rows: str, head: str = HEAD, key: str = ZHEJIANG) -> ListUpload:
    """Handed in."""
    kind = list_file("fiscal-revenue")
    assert kind is not None
    file = SimpleUploadedFile("财政收入.csv", "\n".join([head, *rows]).encode("utf-8-sig"))
    return list_uploads.hand_in_list(viewer, kind, key, file)


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    """Number and text of every defect."""
    return [(row["number"], said(one)) for row in upload.rows for one in row["defects"]]


def kept() -> list[tuple[int, int, str]]:
    """Year, fen and document of every figure."""
    return list(FiscalRevenue.objects.order_by("year").values_list("year", "fen", "document"))


def test_a_file_enters_years_and_again_changes_nothing(finance: Any) -> None:
    rows = [f"2012,64084900,{FINAL}", "2013,69081900,2013 年全省财政决算"]
    upload = handed(finance, *rows)
    assert ([row["result"] for row in upload.rows], kept()) == (["new", "new"], [])
    list_uploads.enter_list(finance, upload.pk)
    entered = [
        (2012, 640_849_000_000_00, FINAL),
        (2013, 690_819_000_000_00, "2013 年全省财政决算"),
    ]
    assert kept() == entered
    assert handed(finance, *rows).state == "same"
    yuan = [f"{ZHEJIANG},2012,640849000000,{FINAL}", "浙江省,2013,690819000000,2013 年全省财政决算"]
    assert handed(finance, *yuan, head="地区,年份,财政收入（元）,文号").state == "same"
    large = [f"2012,6408.49,{FINAL}", "2013,6908.19,2013 年全省财政决算", "2014,,"]
    assert handed(finance, *large, head="年度,财政收入（亿元）,出处").state == "same"
    assert kept() == entered


def test_a_year_on_record_is_corrected_and_the_audit_keeps_what_stood_there(finance: Any) -> None:
    enter_revenue(finance, division=ZHEJIANG, year=2012, fen=64_080_000 * WAN, document="2012 年执行快报")
    upload = handed(finance, f"2012,64084900,{FINAL}")
    assert [(row["result"], row["told"]) for row in upload.rows] == [
        (
            "changed",
            f"财政收入（万元）：64,080,000 → 64,084,900；出处：2012 年执行快报 → {FINAL}",
        )
    ]
    list_uploads.enter_list(finance, upload.pk)
    assert kept() == [(2012, 64_084_900 * WAN, FINAL)]
    act = Act.objects.get(act="funds.correct_revenue")
    assert act.detail == {
        "year": 2012,
        "before": {"fen": 64_080_000 * WAN, "document": "2012 年执行快报"},
        "now": {"fen": 64_084_900 * WAN, "document": FINAL},
    }
    correct_revenue(finance, division=ZHEJIANG, year=2012, fen=64_084_900 * WAN, document=f"{FINAL} ")
    assert Act.objects.filter(act="funds.correct_revenue").count() == 1


def test_every_fault_of_a_file_is_told_at_its_place(finance: Any) -> None:
    upload = handed(finance, "1999,0,", "去年,很多,公报", "2012,1,甲", "2012,2,乙")
    assert defects(upload) == [
        (2, "第 1 列“年度”：请填写公历年份，例如 2012"),
        (2, "第 2 列“财政收入（万元）”：不能小于 0.01 元"),
        (2, "第 3 列“出处”：请填写这一格"),
        (3, "第 1 列“年度”：请填写公历年份，例如 2012"),
        (3, "第 2 列“财政收入（万元）”：“很多”不是数字；请只写数字，例如 12000"),
        (5, "第 1 列“年度”：与第 4 行重复；请删去一行"),
    ]
    assert kept() == []


def test_faults_of_entering_and_correcting(finance: Any) -> None:
    with pytest.raises(Refused) as refused:
        enter_revenue(finance, division=ZHEJIANG, year=2012, fen=0, document=" ")
    assert [(one.field, one.text) for one in refused.value.faults] == [
        ("document", "请填写出处"),
        ("fen", "金额须大于零"),
    ]
    with clock.stopped(date(2013, 12, 31)):
        for year, allowed in ((2013, True), (2014, False)):
            with nullcontext() if allowed else pytest.raises(Refused, match="2014 年还没有到"):
                enter_revenue(finance, division=ZHEJIANG, year=year, fen=1, document=FINAL)
        FiscalRevenue.objects.all().delete()
    with pytest.raises(Refused, match="2012 年还没有登记，没有可更正的"):
        correct_revenue(finance, division=ZHEJIANG, year=2012, fen=1, document=FINAL)
    enter_revenue(finance, division=ZHEJIANG, year=2012, fen=64_084_900 * WAN, document=FINAL)
    with pytest.raises(Refused) as refused:
        enter_revenue(finance, division=ZHEJIANG, year=2012, fen=1, document="公报")
    assert [one.text for one in refused.value.faults] == [
        f"2012 年已经登记：640,849,000,000 元（{FINAL}）；要更正，请勾选“更正已登记的年度”"
    ]
    assert kept() == [(2012, 64_084_900 * WAN, FINAL)]


def test_only_the_finance_department_of_the_province_enters(finance: Any) -> None:
    city = people.viewer(people.official(Role.FINANCE, division=HANGZHOU))
    with pytest.raises(PermissionDenied):
        handed(city, f"2012,1,{FINAL}")
    with pytest.raises(PermissionDenied):
        correct_revenue(city, division=ZHEJIANG, year=2012, fen=1, document=FINAL)
    with pytest.raises(Http404):
        handed(finance, f"2012,1,{FINAL}", key=HANGZHOU)


def test_a_row_of_another_place_is_refused(finance: Any) -> None:
    ((number, words),) = defects(handed(finance, f"杭州市,2012,1,{FINAL}", head=f"地区,{HEAD}"))
    assert (number, "这一行是“杭州市”的" in words) == (2, True)


def test_the_page_corrects_a_year_leads_to_the_template_and_its_export_is_read_back(finance: Any) -> None:
    browser = Client()
    browser.force_login(User.objects.get(pk=finance.user_id))
    enter_revenue(SYSTEM, division=ZHEJIANG, year=2012, fen=1_00, document="快报")
    sent = {"year": "2012", "fen": "64084900", "document": FINAL}
    assert "2012 年已经登记：1 元（快报）" in text(browser.post("/office/funds/", sent))
    assert browser.post("/office/funds/", sent | {"correct": "on"}).status_code == 302
    assert kept() == [(2012, 64_084_900 * WAN, FINAL)]
    page = browser.get("/office/funds/")
    assert FINAL in text(page)
    assert "/lists/fiscal-revenue/of/330000/" in page.content.decode()
    exported = csv(browser.get("/office/funds/", {"years-export": "csv"})).encode()
    kind = list_file("fiscal-revenue")
    assert kind is not None
    again = list_uploads.hand_in_list(finance, kind, ZHEJIANG, SimpleUploadedFile("years.csv", exported))
    assert again.state == "same"

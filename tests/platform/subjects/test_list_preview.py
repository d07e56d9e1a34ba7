"""What a file of a list is shown to do before it is entered: as it was read, with doubts, and nothing else afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from tests.platform.subjects.files import cells, workbook
from tests.platform.subjects.test_list_files import FIRM, HEAD, bank, csv, defects, handed, of, xlsx
from tests.platform.subjects.test_records import DAY, firm
from zhiwei.platform.accounts.models import User
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.subjects.list_files import layout

pytestmark = pytest.mark.django_db
DAYS = ("2012-05-07", "2013-05-06")


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def test_cells_are_shown_as_they_were_read() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    upload = handed(viewer, party, xlsx((f" {FIRM}", "贷1", "１５０", "2012.5.7", 41400.0)))
    assert defects(upload) == [(2, "E 列“贷款止日”：日期列里是一个数；在表中把该列设为日期格式")]
    assert upload.rows[0]["cells"] == {
        "borrower": FIRM, "contract": "贷1", "fen": "1,500,000 元（150 万元）", "from_day": "2012-05-07", "to_day": "41400",
    }  # fmt: skip
    with override("en"):
        english = handed(viewer, party, csv((FIRM, "贷1", 2, *DAYS)))
    assert english.rows[0]["cells"]["fen"] == "20,000 yuan"


def test_a_slip_of_the_unit_is_asked_about_from_a_hundred_million_yuan_on() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    rows = [(FIRM, f"贷{n}", wan, *DAYS) for n, wan in enumerate(("9999.999999", "10000", "1500000"))]
    upload = handed(viewer, party, csv(*rows))
    assert [row["doubt"] for row in upload.rows] == [
        "",
        "“金额（元）”读作 100,000,000 元（1 亿元），请核对单位",
        "“金额（元）”读作 15,000,000,000 元（150 亿元），请核对单位",
    ]
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    page = client.get(f"/lists/uploads/{upload.pk}/").content.decode()
    assert "有 2 行的金额特别大，请先核对单位。" in page


def test_what_a_workbook_has_beside_its_table_is_told() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    row = (FIRM, "贷1", 2, *DAYS)
    others = {"二月": [HEAD, row], "空": [], "填写说明": [("列名", "怎样填")]}
    file = SimpleUploadedFile("贷款.xlsx", workbook([HEAD, row], "贷款", others))
    upload = handed(viewer, party, file)
    assert (upload.state, upload.sheet, upload.other_sheets) == ("ready", "贷款", ["二月"])
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    assert "这些工作表没有读：二月" in client.get(f"/lists/uploads/{upload.pk}/").content.decode()


def test_a_title_above_the_headings_is_named() -> None:
    party = bank()
    file = SimpleUploadedFile("贷款.xlsx", workbook([("贷款一览表",), HEAD], "贷款"))
    with pytest.raises(Refused) as refused:
        handed(of(party), party, file)
    assert str(refused.value) == (
        "第一行（空行不算）写的是“贷款一览表”，不是列名；请删去列名上面的标题和说明，把要登记的放在第一张工作表"
    )


def test_a_marked_file_keeps_numbers_and_days() -> None:
    party = bank()
    upload = handed(of(party), party, xlsx(("没有", "贷1", 2.5, date(2012, 5, 7), 41400)))
    line = cells(layout.marked(upload), "贷款")[1]
    assert line[:5] == ["没有", "贷1", 2.5, date(2012, 5, 7), 41400.0]

"""Loans and guarantees from a file: tried first, entered whole or not at all, every defect named at its place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import python_calamine as calamine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils.translation import override

from tests.platform.accounts import people
from tests.platform.subjects.files import workbook
from tests.platform.subjects.test_records import DAY, WAN, YIWU, firm, guarantor, people_of, subject
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.subjects.contract_files import LoanFile
from zhiwei.platform.subjects.list_files import layout, list_file, reading
from zhiwei.platform.subjects.list_files.headings import heading_of
from zhiwei.platform.subjects.models import Guarantee, ListUpload, Loan, Subject
from zhiwei.platform.subjects.services import list_uploads as services
from zhiwei.platform.subjects.services.records import strike_loan

pytestmark = pytest.mark.django_db
HEAD = ("借款企业", "合同编号", "贷款金额（万元）", "贷款起日", "贷款止日")
FIRM, OTHER = "杭州晨光五金制品有限公司", "杭州古荡纸品有限公司"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def bank(name: str = "杭州小微银行") -> Subject:
    return subject("bank", name)


def of(party: Subject) -> Viewer:
    return people_of(party, Role.BANK)


def csv(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> SimpleUploadedFile:
    lines = "".join(",".join(map(str, row)) + "\r\n" for row in (head, *rows))
    return SimpleUploadedFile("贷款.csv", lines.encode("utf-8-sig"))


def xlsx(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD, sheet: str = "贷款") -> SimpleUploadedFile:
    return SimpleUploadedFile("贷款.xlsx", workbook([head, *rows], sheet))


def handed(viewer: Viewer, party: Subject, file: SimpleUploadedFile, name: str = "loans") -> ListUpload:
    kind = list_file(name)
    assert kind is not None
    return services.hand_in_list(viewer, kind, str(party.pk), file)


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    return [(row["number"], reading.said(one)) for row in upload.rows for one in row["defects"]]


def test_a_good_file_is_tried_without_effect_and_then_entered() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM), firm(OTHER)
    upload = handed(
        viewer,
        party,
        xlsx(
            (FIRM, "贷1", 200, date(2012, 5, 7), date(2013, 5, 6)),
            (OTHER, "贷2", "50.5", "2012年6月1日", "2013/5/31"),
        ),
    )
    assert (upload.state, upload.sheet, defects(upload)) == ("ready", "贷款", [])
    assert [row["result"] for row in upload.rows] == ["new", "new"]
    assert not Loan.objects.exists()
    assert not Act.objects.filter(act="records.small_firm_loan").exists()
    services.enter_list(viewer, upload.pk)
    assert sorted(Loan.objects.values_list("contract", "fen", "from_day", "borrower__name")) == [
        ("贷1", 200 * WAN, date(2012, 5, 7), FIRM),
        ("贷2", 505_000_00, date(2012, 6, 1), OTHER),
    ]
    assert {one.source for one in Loan.objects.all()} == {"self"}
    assert Act.objects.filter(act="records.small_firm_loan").count() == 2
    told = Act.objects.get(act="lists.enter", key=str(upload.pk)).detail
    assert (told["title"], told["who"], told["count"]) == ("贷款", "杭州小微银行", 2)
    assert told["sha256"] == upload.file.sha256


def test_the_same_file_again_changes_nothing_and_confirming_twice_neither() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    row = (FIRM, "贷1", 200, "2012-05-07", "2013-05-06")
    upload = handed(viewer, party, csv(row))
    services.enter_list(viewer, upload.pk)
    services.enter_list(viewer, upload.pk)
    acts = Act.objects.filter(act="records.small_firm_loan").count()
    again = handed(viewer, party, csv(row))
    assert (again.state, again.rows[0]["result"]) == ("same", "same")
    with pytest.raises(Refused, match="这份文件不能登记"):
        services.enter_list(viewer, again.pk)
    assert (Loan.objects.count(), acts) == (1, 1)
    more = handed(viewer, party, csv(row, (FIRM, "贷2", 1, "2012-05-07", "2013-05-06")))
    assert [one["result"] for one in more.rows] == ["same", "new"]
    services.enter_list(viewer, more.pk)
    assert Loan.objects.count() == 2


def test_every_defect_of_a_messy_file_is_named_at_its_place() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM), firm("杭州同名有限公司"), subject("enterprise", "杭州同名有限公司", YIWU)
    services.enter_list(viewer, handed(viewer, party, csv((FIRM, "贷0", 100, "2012-05-07", "2013-05-06"))).pk)
    upload = handed(
        viewer,
        party,
        xlsx(
            (FIRM, "贷1", 200, "2012-05-07", "2013-05-06"),
            ("没有的有限公司", "贷1", "很多", "2012-13-01", ""),
            ("杭州同名有限公司", "贷2", "3元", 41000, "2012-01-01"),
            (FIRM, "", 0, "2012-05-07", "2012-05-06"),
            (FIRM, "贷3", "-1", "2013-03-05", "2013-05-06"),
            (FIRM, "贷0", 100.01, "2012-05-07", "2013-05-06"),
            (FIRM, "贷4", "0.0000001", "2012-05-07", "2013-05-06"),
        ),
    )
    assert upload.state == "faulty"
    assert defects(upload) == [
        (3, "A 列“借款企业”：名录里没有“没有的有限公司”；请写登记的全称或统一社会信用代码"),
        (3, "B 列“合同编号”：与第 2 行重复；请删去一行"),
        (3, "C 列“贷款金额（万元）”：“很多”不是数字；请只写数字，例如 12000"),
        (3, "D 列“贷款起日”：没有这一天；核对年月日"),
        (3, "E 列“贷款止日”：请填写这一格"),
        (4, "A 列“借款企业”：有多个企业叫“杭州同名有限公司”，请写统一社会信用代码"),
        (4, "C 列“贷款金额（万元）”：同一列声明了两个单位：列名写明万元，这里写元；全列统一用万元或元"),
        (4, "D 列“贷款起日”：日期列里是一个数；在表中把该列设为日期格式"),
        (5, "B 列“合同编号”：请填写这一格"),
        (5, "C 列“贷款金额（万元）”：不能小于 0.01 元"),
        (6, "C 列“贷款金额（万元）”：不能小于 0.01 元"),
        (
            7,
            f"B 列“合同编号”：这份合同已经登记，内容不同：{FIRM}，1,000,000 元，2012-05-07 至 2013-05-06；请改为一致或删去这一行，登记有误的先在页面上作废",
        ),
        (8, "C 列“贷款金额（万元）”：金额最小到分：最多两位小数（以元计）"),
    ]
    with pytest.raises(Refused, match="改正后重新上传"):
        services.enter_list(viewer, upload.pk)
    assert Loan.objects.count() == 1


def test_days_and_amounts_on_both_sides_of_their_bounds() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    upload = handed(
        viewer,
        party,
        csv(
            (FIRM, "贷1", "0.000001", "2013-03-04", "2013-03-04"),
            (FIRM, "贷2", 1, "2013-03-05", "2013-03-05"),
            (FIRM, "贷3", 1, "2013-03-04", "2013-03-03"),
            (FIRM, "长" * 80, 1, "2013-03-04", "2013-03-04"),
            (FIRM, "长" * 81, 1, "2013-03-04", "2013-03-04"),
        ),
    )
    assert defects(upload) == [
        (3, "第 4 列“贷款起日”：日期不能晚于今天"),
        (4, "第 5 列“贷款止日”：止日早于起日 2013-03-04"),
        (6, "第 2 列“合同编号”：最多 80 个字，现有 81 个；请缩短"),
    ]
    assert [row["result"] for row in upload.rows] == ["new", "refused", "refused", "new", "refused"]


def test_rows_of_another_lender_and_lists_of_another_are_refused() -> None:
    party, other = bank(), bank("义乌小微银行")
    viewer = of(party)
    firm(FIRM)
    head = (*HEAD, "贷款机构", "地区")
    row = (FIRM, "贷1", 1, "2012-05-07", "2013-05-06")
    upload = handed(
        viewer,
        party,
        csv((*row, "杭州小微银行", "西湖区"), (FIRM, "贷2", *row[2:], "义乌小微银行", "西湖区"), head=head),
    )
    assert defects(upload) == [
        (3, "第 6 列“贷款机构”：这一行是“义乌小微银行”的，不在这份清单里登记；请删去这一行")
    ]
    assert upload.unread == ["地区"]
    with pytest.raises(Http404):
        handed(viewer, other, csv(row))
    with pytest.raises(Http404):
        handed(people.viewer(people.official()), party, csv(row))
    with pytest.raises(Http404):
        handed(of(party), party, csv(row), "guarantees")
    mine = handed(viewer, party, csv(row))
    with pytest.raises(PermissionDenied):
        services.enter_list(of(party), mine.pk)


def test_a_file_that_no_longer_fits_is_refused_whole() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM), firm(OTHER)
    row = (FIRM, "贷1", 1, "2012-05-07", "2013-05-06")
    first = handed(viewer, party, csv(row, (FIRM, "贷2", *row[2:])))
    second = handed(viewer, party, csv((OTHER, *row[1:])))
    services.enter_list(viewer, second.pk)
    with pytest.raises(Refused, match="上传以后情况有变"):
        services.enter_list(viewer, first.pk)
    first.refresh_from_db()
    assert (first.state, [number for number, _said in defects(first)]) == ("faulty", [2])
    assert Loan.objects.count() == 1
    cancelled = handed(viewer, party, csv((FIRM, "贷3", *row[2:])))
    services.cancel_list(viewer, cancelled.pk)
    with pytest.raises(Refused):
        services.enter_list(viewer, cancelled.pk)
    with pytest.raises(Refused, match="已经登记的文件不能取消"):
        services.cancel_list(viewer, second.pk)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (("企业名称", "起", "止"), "缺少列：合同编号、贷款金额（万元）；请用下载的模板填写"),
        ((*HEAD, "借款人"), "1 列和 6 列都是“借款人”；请只留一列"),
        (
            (*HEAD[:2], "贷款金额（千元）", *HEAD[3:]),
            "3 列“贷款金额（千元）”的单位不认识；请写（元）、（万元）或（亿元）",
        ),
    ],
)
def test_headings_that_cannot_be_read_are_named(head: tuple[str, ...], said: str) -> None:
    party = bank()
    with pytest.raises(Refused) as refused:
        handed(
            of(party), party, csv((FIRM, "1", "2", "2012-01-01", "2012-02-01", "")[: len(head)], head=head)
        )
    assert said in str(refused.value)
    assert not ListUpload.objects.exists()


def test_a_file_without_rows_or_with_too_many_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    party = bank()
    with pytest.raises(Refused, match="文件里没有内容"):
        handed(of(party), party, csv())
    monkeypatch.setattr(LoanFile, "most", 2)
    rows = [(FIRM, f"贷{n}", 1, "2012-05-07", "2013-05-06") for n in range(3)]
    assert len(handed(of(party), party, csv(*rows[:2])).rows) == 2
    with pytest.raises(Refused, match="一个文件最多 2 行"):
        handed(of(party), party, csv(*rows))


def test_rows_that_cannot_be_cut_and_cells_with_errors_are_defects() -> None:
    party = bank()
    firm(FIRM)
    file = csv((FIRM, "贷1", 1, "2012-05-07"), (FIRM, "贷2", 1, "2012-05-07", "2013-05-06", "多"))
    upload = handed(of(party), party, file)
    assert [said for _number, said in defects(upload) if "列名" in said] == [
        "这一行有4格，列名有5格；检查是否多了或少了分隔符；含逗号的内容加引号",
        "这一行有6格，列名有5格；检查是否多了或少了分隔符；含逗号的内容加引号",
    ]


def test_a_firm_is_named_whole_or_by_its_number_never_by_a_part() -> None:
    party = bank()
    one = firm(FIRM)
    one.identifiers.create(kind="unified_code", number="91330106MA2ABCDE1X")
    rows = [(text, f"贷{n}", 1, "2012-05-07", "2013-05-06") for n, text in enumerate(
        (FIRM, "91330106MA2ABCDE1X", "晨光", "chenguang", "91330106MA2ABCDE"), 1
    )]  # fmt: skip
    upload = handed(of(party), party, csv(*rows))
    assert [row["result"] for row in upload.rows] == ["new", "new", "refused", "refused", "refused"]
    assert upload.rows[1]["cells"]["borrower"] == f"91330106MA2ABCDE1X（{FIRM}）"
    assert upload.rows[1]["subjects"] == [str(one.pk)]


def test_what_looks_like_a_formula_goes_out_and_comes_back_as_it_was() -> None:
    party = bank()
    firm(FIRM)
    row = (FIRM, "'=1+1", 1, "2012-05-07", "2013-05-06")
    assert handed(of(party), party, csv(row)).rows[0]["data"]["contract"] == "=1+1"


def test_guarantees_are_a_list_of_the_same_kind() -> None:
    party = guarantor()
    viewer = people_of(party)
    firm(FIRM)
    head = ("被担保企业", "合同编号", "担保金额（元）", "担保起日", "担保止日")
    file = csv((FIRM, "保1", "2000000", "2012-05-07", "2013-05-06"), head=head)
    services.enter_list(viewer, handed(viewer, party, file, "guarantees").pk)
    made = Guarantee.objects.get()
    assert (made.contract, made.fen, made.guarantor) == ("保1", 200 * WAN, party)


def cells(content: bytes, sheet: str) -> list[list[Any]]:
    book = calamine.load_workbook(io.BytesIO(content))
    return book.get_sheet_by_name(sheet).to_python()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_read_as_it_is_filled_in(language: str) -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    kind = list_file("loans")
    assert kind is not None
    with override(language):
        content = layout.template(kind, viewer, party)
        assert cells(content, "贷款") == [
            ["借款企业", "合同编号", "贷款金额（万元）", "贷款起日", "贷款止日"]
        ]
        notes = cells(content, "填写说明")
        assert notes[1] == ["借款企业", "必填；登记的全称或统一社会信用代码"]
        assert notes[4] == ["贷款起日", "必填；日期，例如 2012-06-30"]
        head = tuple(cells(content, "贷款")[0])
        upload = handed(viewer, party, xlsx((FIRM, "贷1", "2", "2012-05-07", "2013-05-06"), head=head))
        assert upload.state == "ready"


def test_a_faulty_file_comes_back_marked_and_is_read_again_once_mended() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    upload = handed(viewer, party, xlsx(("没有", "贷1", "2", "2012-05-07", "2013-05-06")))
    content = layout.marked(upload)
    rows = cells(content, "贷款")
    assert rows[0][-1] == "错误"
    assert rows[1][-1].startswith("借款企业：名录里没有“没有”")
    mended = xlsx((FIRM, *rows[1][1:]), head=tuple(rows[0]))
    again = handed(viewer, party, mended)
    assert (again.state, again.unread) == ("ready", [])


def test_a_heading_is_known_by_its_words() -> None:
    assert heading_of("贷款金额 (万元)") == heading_of("贷款金额（元）") == heading_of(" 贷款金额")
    assert heading_of("Loan amount (yuan)") == heading_of("loan  amount")


def test_texts_stay_as_they_were_written() -> None:
    party = bank()
    viewer = of(party)
    firm("浙江（西湖）五金有限公司"), firm("浙江(江干)五金有限公司")
    rows = [(name, f"贷（{n}）：甲", 1, "2012-05-07", "2013-05-06") for n, name in enumerate(
        ("浙江（西湖）五金有限公司", "浙江(西湖)五金有限公司", "浙江（江干）五金有限公司")
    )]  # fmt: skip
    upload = handed(viewer, party, xlsx(*rows))
    assert (upload.state, defects(upload)) == ("ready", [])
    services.enter_list(viewer, upload.pk)
    assert sorted(Loan.objects.values_list("contract", flat=True)) == [
        "贷（0）：甲",
        "贷（1）：甲",
        "贷（2）：甲",
    ]
    assert cells(layout.marked(upload), "贷款")[1][1] == "贷（0）：甲"


def test_a_struck_loan_does_not_come_back_by_a_file_and_its_number_is_free() -> None:
    party = bank()
    viewer = of(party)
    firm(FIRM)
    row, right = ((FIRM, "贷1", amount, "2012-05-07", "2013-05-06") for amount in (200, 20))
    services.enter_list(viewer, handed(viewer, party, csv(row)).pk)
    strike_loan(viewer, Loan.objects.get(), "多了一个零")
    words = "这份合同已经作废（多了一个零）；请删去这一行，确要登记的在页面上逐份登记"
    assert defects(handed(viewer, party, csv(row))) == [(2, f"第 2 列“合同编号”：{words}")]
    services.enter_list(viewer, handed(viewer, party, csv(right)).pk)
    assert handed(viewer, party, csv(right)).state == "same"
    assert sorted(Loan.objects.values_list("fen", "struck_why")) == [
        (20 * WAN, ""),
        (200 * WAN, "多了一个零"),
    ]

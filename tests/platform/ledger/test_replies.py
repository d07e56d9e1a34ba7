"""The bank's file out and back: text cells, faults marked in the same workbook, booked in one go."""

from __future__ import annotations

import csv
import io

import pytest
import python_calamine as calamine
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.ledger.test_payments import ordered
from tests.platform.ledger.world import DAY, committed, fund, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.audit.queries import who_looked
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.bank.marking import marked
from zhiwei.platform.ledger.bank.order import bank_file
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import PaymentList
from zhiwei.platform.ledger.services import Refused

pytestmark = pytest.mark.django_db
HEAD = (
    "序号", "付款编号", "收款人", "收款账号", "开户银行", "联行号", "金额（元）", "附言",
    "处理结果", "处理日期", "银行流水号", "失败原因",
)  # fmt: skip


def sheet(content: bytes) -> list[list[str]]:
    """The cells of a workbook."""
    return calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def answered(
    made: PaymentList, answers: list[tuple[str, ...]], *, as_csv: bool = False, first: bytes = b""
) -> SimpleUploadedFile:
    """The file that was exported for the open payments, or ``first``, with the bank's columns filled in."""
    rows = sheet(first or bank_file(official(), made, "xlsx"))
    for row, given in zip(rows[1:], answers, strict=False):
        row[8 : 8 + len(given)] = given
    if as_csv:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return SimpleUploadedFile("回单.csv", text.getvalue().encode("gb18030"))
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.write_string(line, place, cell)
    book.close()
    return SimpleUploadedFile("回单.xlsx", target.getvalue())


def test_the_file_for_the_bank_holds_whole_numbers_as_text_and_is_audited() -> None:
    made = ordered(1234_56)
    line, taker = made.lines.get(), official()
    rows = sheet(bank_file(taker, made, "xlsx"))
    number = services.reveal_account(official(), line.account, why="核对")
    assert tuple(rows[0]) == HEAD
    assert rows[1] == [
        "1", line.reference, line.payee, number, "中国工商银行杭州分行", "", "1234.56",
        f"{made.number} 27.2", "", "", "", "",
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        bank_file(official(role=Role.COUNTY), made, "xlsx")
    text = bank_file(taker, made, "csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [list(HEAD), rows[1]]
    acts = Act.objects.filter(act="payments.export")
    assert [(act.detail["fen"], act.detail["lines"]) for act in acts] == [(1234_56, 1)] * 2
    fields = [look.items[0]["fields"] for look in who_looked("subject", str(line.commitment.subject_id))]
    assert fields == [["bank_account"]] * 3


def test_no_file_before_the_check() -> None:
    there = fund(100)
    made = services.make_payment_list(official(), there, [committed(there, 10)], key="L")
    with pytest.raises(Refused) as refused:
        bank_file(official(), made, "xlsx")
    assert refused.value.codes == ["state"]


@pytest.mark.parametrize("as_csv", [False, True])
def test_a_reply_is_read_shown_and_booked_once(as_csv: bool) -> None:
    made = ordered(10, 20, 30)
    file = answered(
        made, [("成功", "2012-11-05", "T1"), ("失败", "2012-11-05", "", "账号不存在"), ("",)], as_csv=as_csv
    )
    reply = services.upload_reply(official(), made, file)
    assert reply.state == "ready"
    assert queries.balance(made.fund, Place.PAID) == 0
    for _ in range(2):
        services.book_reply(official(), reply)
    states = list(made.lines.values_list("state", "bank_reference", "failure"))
    assert states == [("paid", "T1", ""), ("failed", "", "账号不存在"), ("ordered", "", "")]
    made.refresh_from_db()
    assert made.state == "approved"
    (_head, *rest) = sheet(bank_file(official(), made, "xlsx"))
    assert [row[0] for row in rest] == ["3"]  # neither what was paid nor what came back is ordered again
    last = services.upload_reply(official(), made, answered(made, [("已付", "2012/11/5", "T3")]))
    services.book_reply(official(), last)
    made.refresh_from_db()
    assert (made.state, queries.balance(made.fund, Place.PAID)) == ("done", 40)
    assert queries.verify(made.fund) == []


def test_faults_come_back_in_the_same_workbook_and_nothing_is_booked() -> None:
    made = ordered(10, 20, 30)
    rows = sheet(answered(made, [("好", "2012-11-05"), ("成功", "明天"), ("失败", "2012-11-05")]).read())
    rows[1][1] = "0000"
    rows[3][6] = "0.31"
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.write_string(line, place, cell)
    book.close()
    reply = services.upload_reply(official(), made, SimpleUploadedFile("r.xlsx", target.getvalue()))
    assert reply.state == "faulty"
    with pytest.raises(Refused):
        services.book_reply(official(), reply)
    back = sheet(marked(reply))
    assert back[0] == [*HEAD, "错误"]
    assert back[1][12] == "付款编号：清单中没有付款编号“0000”；处理结果：只能写“成功”或“失败”，不能写“好”"
    assert back[2][12].startswith("处理日期：")
    assert (
        back[3][12] == "失败原因：失败的付款须写明原因；金额：金额与清单不符：清单为 0.30 元，回单为 0.31 元"
    )
    assert queries.balance(made.fund, Place.ORDERED) == 60


def test_what_the_reply_says_is_held_against_the_list() -> None:
    made = ordered(10, 20)
    file = bank_file(official(), made, "xlsx")
    first = services.upload_reply(official(), made, answered(made, [("成功", "2012-11-05", "T1")]))
    services.book_reply(official(), first)
    late = services.upload_reply(
        official(),
        made,
        answered(made, [("成功", "2012-11-05", "T9"), ("成功", "2012-11-04", "T2")], first=file),
    )
    (one, two) = late.rows.order_by("number")
    assert one.defects == [["处理结果", f"第 1 笔（{one.line.payee}）：已按银行流水号 T1 入账"]]
    assert two.defects == [["处理日期", f"第 2 笔（{two.line.payee}）：处理日期须在 2012-11-05 与今天之间"]]


def test_a_reply_about_another_payee_or_account_is_a_fault() -> None:
    made = ordered(10, 20, 30, 40)
    rows = sheet(bank_file(official(), made, "xlsx"))
    numbers = [row[3] for row in rows[1:]]
    rows[1][2] = "别的公司"
    rows[2][3] = "6222000000009999"
    rows[3][3] = f"{numbers[2][:4]}****{numbers[2][-4:]}"
    rows[4][3] = f"{numbers[3][:4]} {numbers[3][4:]}"
    for row in rows[1:]:
        row[8:11] = ["成功", "2012-11-05", f"T{row[0]}"]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    reply = services.upload_reply(
        official(), made, SimpleUploadedFile("回单.csv", text.getvalue().encode("gb18030"))
    )
    assert reply.state == "faulty"
    one, two, three, four = reply.rows.order_by("number")
    assert one.defects == [["收款人", f"收款人与清单不符：清单为“{one.line.payee}”"]]
    assert two.defects == [["收款账号", f"收款账号与清单不符：清单为 {two.line.account.masked}"]]
    assert three.defects == four.defects == []


def test_a_reply_with_the_needed_columns_alone_has_no_number_and_no_reason() -> None:
    made = ordered(10, 20)
    one, two = made.lines.order_by("number")
    text = f"付款编号,处理结果,处理日期\n{one.reference},成功,2012-11-05\n{two.reference},失败,2012-11-05\n"
    reply = services.upload_reply(official(), made, SimpleUploadedFile("r.csv", text.encode()))
    first, second = reply.rows.order_by("number")
    assert (first.bank_reference, first.defects) == ("", [])
    assert second.defects == [["失败原因", "失败的付款须写明原因"]]


def test_a_file_that_is_no_reply_says_which_columns_it_lacks() -> None:
    made = ordered(10)
    file = SimpleUploadedFile("r.csv", "付款编号,金额\nA,1\n".encode())
    with pytest.raises(Refused) as refused:
        services.upload_reply(official(), made, file)
    assert str(refused.value) == "缺少列：处理结果、处理日期；请用导出的银行文件填写结果"


@pytest.mark.parametrize("as_csv", [False, True])
def test_a_file_without_any_result_is_no_reply(as_csv: bool) -> None:
    made = ordered(10, 20)
    with pytest.raises(Refused) as refused:
        services.upload_reply(official(), made, answered(made, [], as_csv=as_csv))
    assert (refused.value.codes, str(refused.value)) == (
        ["result"],
        "回单里没有填写处理结果，没有可以入账的；请在“处理结果”一列写“成功”或“失败”后重新上传",
    )
    assert not made.replies.exists()


def test_the_order_holds_what_is_still_to_be_paid_and_none_is_written_without() -> None:
    made, taker = ordered(10, 20, 30), official()
    one, two, three = made.lines.order_by("number")
    services.confirm_paid(taker, made, [services.Paid(one.pk, DAY, "T1")])
    services.fail_paid(taker, made, [services.Failed(two.pk, "账号不存在")])
    for kind in ("xlsx", "csv"):
        content = bank_file(taker, made, kind)
        rows = (
            sheet(content) if kind == "xlsx" else list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        )
        assert [row[:2] + row[6:7] for row in rows[1:]] == [["3", three.reference, "0.30"]]
    act = Act.objects.filter(act="payments.export").latest("pk")
    assert (act.detail["fen"], act.detail["lines"]) == (30, 1)
    seen = [len(who_looked("subject", str(line.commitment.subject_id))) for line in (one, three)]
    assert seen == [0, 2]
    services.confirm_paid(taker, made, [services.Paid(three.pk, DAY, "T3")])
    made.refresh_from_db()
    assert made.state == "done"
    with pytest.raises(Refused) as refused:
        bank_file(taker, made, "xlsx")
    assert refused.value.codes == ["paid"]


def test_a_booking_tells_how_many_payments_it_moved() -> None:
    made, taker = ordered(10, 20, 30), official()
    file = bank_file(taker, made, "xlsx")
    said = [("成功", "2012-11-05", "T1"), ("失败", "2012-11-05", "", "账号不存在")]
    first = services.book_reply(taker, services.upload_reply(taker, made, answered(made, said, first=file)))
    assert (first.booked_paid, first.booked_failed) == (1, 1)
    again = [*said[:1], ("",), ("成功", "2012-11-05", "T3")]  # the first row is told a second time
    second = services.book_reply(taker, services.upload_reply(taker, made, answered(made, again, first=file)))
    assert (second.booked_paid, second.booked_failed) == (1, 0)
    back = [("失败", "2012-11-05", "", "退汇")]
    third = services.book_reply(taker, services.upload_reply(taker, made, answered(made, back, first=file)))
    assert (third.booked_paid, third.booked_failed) == (0, 1)
    third = services.book_reply(taker, third)
    assert (third.booked_paid, third.booked_failed) == (0, 1)
    assert queries.verify(made.fund) == []

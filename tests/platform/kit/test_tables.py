"""Lists on pages and in files."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.kit.tables.columns import percent
from zhiwei.platform.kit.tables.export import disposition
from zhiwei.platform.kit.tables.harmless import harmless

ROWS = [
    {"name": "=1+1", "amount": 1_234_567, "count": 3, "rate": Fraction(1, 8), "day": date(2012, 6, 30), "seen": datetime(2012, 6, 30, 16, tzinfo=UTC), "on": True, "code": "007"},
    {"name": "乙", "amount": -5, "count": 10_000, "rate": Fraction(2, 3), "day": date(2011, 1, 1), "seen": None, "on": False, "code": "-12"},
    {"name": "甲", "amount": None, "count": 0, "rate": None, "day": None, "seen": None, "on": None, "code": "+8657112345678 转 1"},
]  # fmt: skip
COLUMNS = [
    Column("name", "名称", sort=True, head=True),
    Column("amount", "金额", kind="money", sort=True),
    Column("count", "户数", kind="count"),
    Column("rate", "比例", kind="rate"),
    Column("day", "日期", kind="date"),
    Column("seen", "时间", kind="moment"),
    Column("on", "有效", kind="flag"),
    Column("code", "代码", screen=False),
]


def table(**kwargs: Any) -> Table:
    return Table(COLUMNS, ROWS, caption="清单", **kwargs)


def shown(listed: Table, query: str = "") -> str:
    request = RequestFactory().get(f"/x/?{query}")
    return Template("{% load kit %}{% table t %}").render(Context({"t": listed, "request": request}))


def exported(query: str, listed: Table | None = None) -> Any:
    return export_response(listed or table(), RequestFactory().get(f"/x/?{query}"))


def content(response: Any) -> bytes:
    whole = b"".join(response.streaming_content)
    shut(response)
    return whole


def shut(response: Any) -> None:
    """As the server does at the end, without its look after the database."""
    for closer in response._resource_closers:
        closer()


def names(listed: Table, query: str) -> list[str]:
    return [row["name"] for row in listed.ordered(QueryDict(query))]


def test_cells_are_written_for_people() -> None:
    html = shown(table())
    for cell in ("12,345.67", "-0.05", "10,000", "12.5%", "66.67%", "2012-06-30", "2012-07-01 00:00", "—"):
        assert f">{cell}<" in html
    assert "007" not in html
    assert 'data-l="金额"' in html


def test_cells_are_escaped_and_linked() -> None:
    column = Column("name", "名称", link=lambda row: f"/f/?a=1&b={row['name']}")
    assert column.shown({"name": "<i>"}) == '<a href="/f/?a=1&amp;b=&lt;i&gt;">&lt;i&gt;</a>'


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["=1+1", "乙", "甲"]),
        ("sort=amount", ["乙", "=1+1", "甲"]),
        ("sort=-amount", ["=1+1", "乙", "甲"]),
        ("sort=count", ["=1+1", "乙", "甲"]),
        ("sort=no-such", ["=1+1", "乙", "甲"]),
    ],
)
def test_heads_sort_and_the_unknown_comes_last(query: str, order: list[str]) -> None:
    assert names(table(), query) == order


def test_heads_keep_the_filters_and_forget_the_page() -> None:
    html = shown(table(order="-amount"), "q=a&page=2")
    assert '<th scope="col" class="num" aria-sort="descending"><a href="?q=a&amp;sort=amount">' in html


def test_pages() -> None:
    listed = Table([Column("n", "数")], [{"n": number} for number in range(101)], size=50)
    assert [len(listed.page(QueryDict(f"page={page}"))) for page in ("1", "3", "99", "x", "-1")] == [
        50,
        1,
        1,
        50,
        1,
    ]
    html = shown(listed, "page=2")
    assert 'href="?page=3" rel="next"' in html
    assert '<b aria-current="page">2</b>' in html
    assert "pager" not in shown(table())


def test_an_empty_list_says_so() -> None:
    html = shown(Table(COLUMNS, [], empty="还没有记录。"))
    assert "还没有记录。" in html
    assert "export=" not in html


@pytest.mark.parametrize(("share", "text"), [(Fraction(1, 2), "50%"), (Fraction(-1, 3), "-33.33%"), (Fraction(1, 100_000), "0%"), (0, "0%"), (Fraction(-1, 100_000), "0%")])  # fmt: skip
def test_percent(share: Any, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "＠x",
        " =1",
        "\u200b=1",
        "\ufeff=1",
        "-1+1",
    ],
)
def test_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12", "+12", "-1,234.50", "12%", "小微", "a=b", "", "3-4"])
def test_a_number_or_word_stays(text: str) -> None:
    assert harmless(text) == text


def test_csv_has_a_mark_plain_numbers_and_no_formula() -> None:
    response = exported("export=csv")
    raw = content(response)
    assert raw.startswith(b"\xef\xbb\xbf")
    head, first, second, third = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert head == ["名称", "金额（元）", "户数", "比例", "日期", "时间", "有效", "代码"]
    assert first == ["'=1+1", "12345.67", "3", "12.5%", "2012-06-30", "2012-07-01 00:00", "是", "007"]
    assert second == ["乙", "-0.05", "10000", "66.67%", "2011-01-01", "", "否", "-12"]
    assert third == ["甲", "", "0", "", "", "", "", "'+8657112345678 转 1"]
    assert "filename*=UTF-8''%E6%B8%85%E5%8D%95_" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_xlsx_has_numbers_dates_and_texts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content(exported("export=xlsx&sort=-amount"))))
    sheet = book.active
    assert sheet.freeze_panes == "A2"
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    assert [value for value, _kind in rows[0]] == [
        "名称",
        "金额（元）",
        "户数",
        "比例",
        "日期",
        "时间",
        "有效",
        "代码",
    ]
    assert rows[1] == [
        ("=1+1", "s"), (12345.67, "n"), (3, "n"), (0.125, "n"), (datetime(2012, 6, 30), "d"),
        (datetime(2012, 7, 1), "d"), ("是", "s"), ("007", "s"),
    ]  # fmt: skip
    assert rows[3][0] == ("甲", "s")
    assert rows[3][1] == (None, "n")


@pytest.mark.parametrize("label", ["金额", "金额（元）", "金额（元，每次）", "金额(元)"])
def test_a_file_names_the_unit_of_money_once(label: str) -> None:
    listed = Table([Column("a", label, kind="money")], [{"a": 1}])
    head, _row = csv.reader(io.StringIO(content(exported("export=csv", listed)).decode("utf-8-sig")))
    assert head == [label if label != "金额" else "金额（元）"]


def test_an_amount_beyond_a_spreadsheets_numbers_is_a_text() -> None:
    listed = Table([Column("a", "金额", kind="money")], [{"a": 10**15 - 1}, {"a": 10**15}, {"a": 10**17 + 1}])
    sheet = openpyxl.load_workbook(io.BytesIO(content(exported("export=xlsx", listed)))).active
    assert [cell.value for cell in sheet["A"]] == [
        "金额（元）",
        9999999999999.99,
        "10000000000000.00",
        "1000000000000000.01",
    ]


def test_no_export_where_none_is_asked_for_or_given() -> None:
    assert exported("page=1") is None
    assert exported("export=csv", table(export=False)) is None
    assert exported("export=pdf").status_code == 400
    assert exported("b-export=csv") is None
    assert exported("b-export=csv", table(name="b")) is not None


def test_a_name_cannot_leave_its_header() -> None:
    assert (
        disposition('a"\r\nX: 1/..\\b.csv')
        == "attachment; filename=\"a_X_ 1_.._b.csv\"; filename*=UTF-8''a_X_%201_.._b.csv"
    )
    assert disposition("表.csv") == "attachment; filename=\"_.csv\"; filename*=UTF-8''%E8%A1%A8.csv"


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two columns of a table have one name"):
        Table([Column("a", "x"), Column("a", "y")], [])
    with pytest.raises(ValueError, match="kind 'colour' is none of"):
        Column("a", "x", kind="colour")


@pytest.mark.django_db
def test_a_queryset_is_sorted_by_the_database_and_paged() -> None:
    people = get_user_model()
    people.objects.bulk_create([people(username=f"u{number:03}") for number in range(120)])
    listed = Table([Column("username", "名", sort=True)], people.objects.all())
    page = listed.page(QueryDict("sort=-username&page=2"))
    assert [row.username for row in page][:2] == ["u069", "u068"]
    lines = content(exported("export=csv&sort=username", listed)).decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1], lines[-1]) == (121, "u000", "u119")


class Rows(list[dict[str, Any]]):
    """So many rows, none of them kept."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return ({"name": f"企业{n}", "amount": n, "day": date(2012, 1, 1)} for n in range(self.count))


def peak(kind: str, count: int) -> int:
    """The most memory that writing a file of so many rows takes."""
    listed = Table(
        [Column("name", "名"), Column("amount", "额", kind="money"), Column("day", "日", kind="date")], []
    )
    listed.rows = Rows(count)
    tracemalloc.start()
    response = exported(f"export={kind}", listed)
    size = sum(len(piece) for piece in response.streaming_content)
    shut(response)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > count  # the rows are in it
    return used


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("rows", [20_000, pytest.param(100_000, marks=pytest.mark.large)])
def test_memory_does_not_grow_with_the_list(kind: str, rows: int) -> None:
    """Ten times the rows take about as much: they pass through piece by piece."""
    assert peak(kind, rows) < peak(kind, rows // 10) + 500_000

"""A list's file is named after the list and its filters, its sheets after the list."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from django import forms
from django.test import RequestFactory

from tests.platform.closing import closed
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.kit.tables.workbook import sheet_name


class Narrow(FilterForm):
    """A filter of every sort."""

    q = forms.CharField(label="名称包含")
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), ("open", "在办")])
    from_day = forms.DateField(label="自", widget=DateInput)
    free = forms.BooleanField(label="只看免费的")
    year = forms.IntegerField(label="年度")


def _file(query: str) -> tuple[str, list[str]]:
    """The name of the file and of its sheets."""
    request = RequestFactory().get(f"/?export=xlsx&{query}")
    Narrow(request.GET).chosen()
    answer = export_response(Table([Column("a", "甲")], [{"a": "x"}], caption="办件", file="办件"), request)
    assert answer is not None
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]
    closed(answer)
    return unquote(answer["Content-Disposition"].partition("UTF-8''")[2]), book.sheetnames


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", ""),
        ("q=甲/乙", "_甲_乙"),
        ("state=open&from_day=2012-06-30", "_在办_自2012-06-30"),
        ("free=on&year=2013", "_只看免费的_2013"),
        ("free=&state=none", ""),
    ],
)
def test_a_file_says_of_which_list_and_which_filters_it_is(
    query: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 27))
    assert _file(query) == (f"办件{told}_20261127.xlsx", ["办件"])


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("办件", 1, "办件"),
        ("办件", 2, "办件 2"),
        ("a/b:c", 1, "a_b_c"),
        ("'办件'", 1, "办件"),
        ("长" * 40, 1, "长" * 31),
        ("长" * 40, 2, "长" * 29 + " 2"),
        ("", 1, None),
    ],
)
def test_a_sheet_has_a_name_that_a_spreadsheet_takes(title: str, number: int, name: str | None) -> None:
    assert sheet_name(title, number) == name

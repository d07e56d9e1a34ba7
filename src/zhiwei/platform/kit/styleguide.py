"""Every component on one page, for those who build pages and for the tests of how they look; not part of a site."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.kit import charts
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.tables import Column, Table, export_response

CITIES = {
    "330100": 74, "330200": 48, "330300": 70, "330400": 37, "330500": 0, "330600": 11,
    "330700": 59, "330800": 22, "330900": 85, "331000": 96, "331100": 33,
}  # fmt: skip


class Example(forms.Form):
    """One box of each sort."""

    name = forms.CharField(label="企业名称", help_text="按营业执照填写")
    income = FenFormField(label="年应纳税所得额（元）", help_text="亏损请填 0", required=False, least=0)
    founded = forms.DateField(label="成立日期", widget=DateInput)
    size = forms.ChoiceField(
        label="规模", widget=forms.RadioSelect, choices=[("micro", "微型企业"), ("small", "小型企业")]
    )
    difficulty = forms.ChoiceField(
        label="主要困难", choices=[("", "请选择"), ("money", "融资难"), ("growth", "提升发展难")]
    )
    file = forms.FileField(label="附件", required=False, help_text="xlsx 或 csv，不超过 50 MB")
    note = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="以上内容属实")


class Narrow(FilterForm):
    """What narrows the example's list."""

    q = forms.CharField(label="名称包含")
    day = forms.DateField(label="起始日", widget=DateInput)


def rows() -> list[dict[str, Any]]:
    """A list of three pages."""
    kinds = ("适用", "需申报", "不适用", "已到期")
    return [
        {
            "id": number, "name": f"增值税起征点（第 {number} 例）", "amount": number * 1_234_567, "count": number * 317,
            "from_day": date(2012, 1 + number % 12, 1), "clause": "第（二十七）条", "state": kinds[number % 4],
        }
        for number in range(1, 121)
    ]  # fmt: skip


def columns() -> list[Column]:
    """A column of each sort."""
    tags = {"适用": "ok", "需申报": "todo", "不适用": "no", "已到期": "off"}
    return [
        Column("name", "政策", link=lambda row: f"/law/{row['id']}/", sort=True, head=True),
        Column("clause", "依据"),
        Column("amount", "金额", kind="money", sort=True),
        Column("count", "户数", kind="count", sort=True),
        Column("from_day", "生效日", kind="date", sort=True),
        Column("state", "结果", kind="tag", tags=tags),
    ]


def styleguide(request: HttpRequest) -> HttpResponseBase:
    """The page; a POST shows the form with its faults."""
    narrow = Narrow(request.GET)
    wanted = narrow.chosen()
    found = [row for row in rows() if wanted.get("q", "") in row["name"]]
    table = Table(columns(), found, caption="可享受的政策", order="-amount", size=8)
    if file := export_response(table, request):
        return file
    if request.method == "POST":
        messages.warning(request, "没有保存：请改正标红的各项。")
    months = [f"{month} 月" for month in range(1, 13)]
    context = {
        "form": Example(request.POST or None),
        "narrow": narrow,
        "table": table,
        "steps": ("上传文件", "核对列名", "改正错误", "确认入库"),
        "tabs": [("全部", "?", True, 120), ("待办", "?q=1", False, 3), ("已办", "?q=2", False)],
        "map": charts.tile_map(CITIES, title="全省享受户数", unit="户"),
        "bars": charts.bars([("融资难", 412), ("盈利难", 318), ("提升发展难", 95), ("成功创业难", 41)], title="按困难计的咨询", unit="件"),
        "lines": charts.lines(
            months,
            {"申报": [5, 9, 14, 20, 31, 30, 41, 47, 52, 66, 70, 82], "批准": [2, 4, 11, 12, 26, 28, 30, 40, 45, 51, 63, 71]},
            title="每月申报和批准", unit="件",
        ),
    }  # fmt: skip
    return render(request, "kit/styleguide.html", context)

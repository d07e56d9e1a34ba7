"""The public registers of the rooms, with the filters of their pages: bases, agencies, instruments, courses, experts, programmes."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.platform.api.openapi import gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL, paged
from zhiwei.platform.api.problems import Faults
from zhiwei.platform.api.replies import reply
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.forms import FilterForm
from zhiwei.platform.kit.open_lists import Listing, OpenList, open_list, open_lists
from zhiwei.platform.kit.tables import Column, Table

router = Router()
OWN = ("page", "size", "sort")
"""Parameters of every register; the others are its filters."""


@router.get("", openapi_extra=gives("registers"), operation_id="registers")
def registers(request: HttpRequest) -> HttpResponse:
    """The public registers: columns, filters with their choices, the page that shows the same."""
    empty = request.GET.copy()
    empty.clear()
    return reply({"items": [_about(one, one.make(empty), request.path) for one in open_lists()]})


def _about(one: OpenList, found: Listing, path: str) -> dict[str, Any]:
    return {
        "name": one.name, "label": str(one.label), "href": f"{path}/{one.name}", "page": one.page,
        "columns": [
            {"name": column.slug, "label": str(column.label), "kind": column.kind, "sort": bool(column.sort)}
            for column in found.table.exported
        ],
        "filters": _filters(found.filters),
    }  # fmt: skip


def _filters(form: FilterForm | None) -> list[dict[str, Any]]:
    return [
        {
            "name": name, "label": str(field.label),
            "choices": [
                {"value": str(value), "label": str(label)} for value, label in field.choices if value not in (None, "")
            ]
            if hasattr(field, "choices")
            else None,
        }
        for name, field in (form.fields.items() if form is not None else ())
    ]  # fmt: skip


@router.get("/{name}", openapi_extra=gives("register"), operation_id="register")
def register(
    request: HttpRequest,
    name: str,
    sort: str = Query(
        "", max_length=60, description="A column that can be sorted, with - before it for falling."
    ),
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """Rows of one register, narrowed by its own filters (see the list of registers): money in yuan, days as ISO."""
    known = open_list(name)
    if known is None:
        raise Http404(name)
    found = known.make(request.GET)
    _check(request, found, sort)
    table, query = found.table, request.GET.copy()
    query[table.parameter("sort")] = sort or table.first_order
    content = paged(request, table.ordered(query), page, size, lambda row: _row(table, row))
    return reply({"register": known.name, **content})


def _check(request: HttpRequest, found: Listing, sort: str) -> None:
    """Raises Problem with every filter that is unknown or cannot be read."""
    faults, form = Faults(), found.filters
    names = list(form.fields) if form is not None else []
    for name in request.GET:
        if name not in (*OWN, *names):
            known = "、".join((*names, *OWN))
            faults.add(
                f"?{name}",
                "没有这个筛选条件",
                "no such filter",
                remedy_zh=f"可用：{known}",
                remedy_en=f"use {', '.join((*names, *OWN))}",
            )
    for name, texts in (form.errors if form is not None else {}).items():
        faults.add(f"?{name}", "；".join(map(str, texts)), "not a value of this filter")
    sortable = [column.slug for column in found.table.columns if column.sort]
    if sort and sort.removeprefix("-") not in sortable:
        faults.add(
            "?sort",
            f"不能按“{sort}”排序",
            f"cannot be sorted by {sort}",
            remedy_zh="可用：" + "、".join(sortable),
            remedy_en=f"use {', '.join(sortable)}",
        )
    faults.refuse()


def _row(table: Table, row: Any) -> dict[str, Any]:
    head = next((column for column in table.columns if column.head and column.link), None)
    return {
        "href": head.link(row) if head is not None and head.link else None,
        "values": {column.slug: _plain(column, row) for column in table.exported},
    }


def _plain(column: Column, row: Any) -> Any:
    """A cell as JSON: money as yuan in text, whole numbers, days, yes or no; shares as exact fractions; the rest in words."""
    value = column.of(row)
    if value is None:
        return None
    match column.kind:
        case "money":
            return money.yuan(int(value), grouped=False)
        case "count":
            return int(value)
        case "flag":
            return bool(value)
        case "rate":
            return str(Fraction(value))
        case "date":
            return date.isoformat(clock.day_of(value) if isinstance(value, datetime) else value)
        case "moment":
            return str(value.isoformat())
    return str(value)

"""Lists on pages: `{% load kit_tables %}{% filters form %}{% table table %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from zhiwei.platform.kit.forms import FilterForm
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.kit.tables.columns import written
from zhiwei.platform.kit.tables.export import FORMATS

register = template.Library()


def address(query: QueryDict, **changes: Any) -> str:
    """The page's own address with some parameters changed; None takes one away."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@register.inclusion_tag("kit/parts/table.html", takes_context=True)
def table(context: Any, table: Table) -> dict[str, Any]:
    """The rows of this page with heads that sort, pages, and the files to take away."""
    request: HttpRequest = context["request"]
    query = request.GET
    page = table.page(query)
    sorted_by, falling = table.sorting(query)
    columns = table.shown
    return {
        "caption": table.caption,
        "empty": table.empty,
        "in_common": table.in_common,
        "heads": [_head(table, column, sorted_by, falling, query) for column in columns],
        "rows": [[_cell(column, row) for column in columns] for row in page.object_list],
        "totals": _totals(table) if table.total and page.paginator.count > 1 else [],
        "count": page.paginator.count,
        "count_shown": f"{page.paginator.count:,}",
        "exports": _exports(table, query) if page.paginator.count else [],
        **pager_context(page, table.parameter("page"), query),
    }


@register.inclusion_tag("kit/parts/exports.html", takes_context=True)
def exports(context: Any, table: Table) -> dict[str, Any]:
    """`{% exports table %}`: the files of a list that the page draws in a way of its own."""
    return {"exports": _exports(table, context["request"].GET)}


@register.inclusion_tag("kit/parts/pager.html", takes_context=True)
def pager(context: Any, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """`{% pager page %}`: the pages of a list that is no table."""
    return pager_context(page, parameter, context["request"].GET)


@register.inclusion_tag("kit/parts/filters.html", takes_context=True)
def filters(context: Any, form: FilterForm) -> dict[str, Any]:
    """`{% filters form %}`: what narrows the list, as a form whose answers stand in the address."""
    query: QueryDict = context["request"].GET
    own = {form.add_prefix(name) for name in form.fields}
    kept = [
        (name, value)
        for name, values in query.lists()
        for value in values
        if name not in own and not name.endswith(("page", "export"))
    ]
    cleared = query.copy()
    for name in [name for name in query if name in own or name.endswith("page")]:
        cleared.pop(name)
    active = any(query.get(name) for name in own)
    return {"form": form, "kept": kept, "active": active, "clear": f"?{cleared.urlencode()}"}


def pager_context(page: Page[Any], parameter: str, query: QueryDict) -> dict[str, Any]:
    """What the pager shows: nothing for a single page, else first, last and those around the current one."""
    if page.paginator.num_pages <= 1:
        return {"pages": []}
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    pages = [
        (None, "")
        if not isinstance(number, int)
        else (number, "" if number == page.number else address(query, **{parameter: number}))
        for number in shown
    ]  # fmt: skip
    before = address(query, **{parameter: page.number - 1}) if page.has_previous() else ""
    after = address(query, **{parameter: page.number + 1}) if page.has_next() else ""
    return {"pages": pages, "before": before, "after": after, "pager_title": _("分页")}


def _head(
    table: Table, column: Column, sorted_by: Column | None, falling: bool, query: QueryDict
) -> dict[str, Any]:
    mine = column is sorted_by
    turn = f"-{column.slug}" if mine and not falling else column.slug
    link = address(query, **{table.parameter("sort"): turn, table.parameter("page"): None})
    direction = ("descending" if falling else "ascending") if mine else ""
    return {
        "label": column.label,
        "numeric": column.numeric,
        "address": link if column.sort else "",
        "sorted": direction,
    }


def _cell(column: Column, row: Any) -> dict[str, Any]:
    css = "num" if column.numeric else "nw" if column.kind in ("date", "moment", "tag", "flag") else ""
    return {"head": column.head, "label": column.label, "html": column.shown(row), "css": css}


def _totals(table: Table) -> list[list[dict[str, Any]]]:
    """The closing rows: the sums of the parts where there are several, then those of all."""
    parts = table.totals_of_parts()
    named = (
        [(_("其中%(part)s") % {"part": name}, sums) for name, sums in parts.items()] if len(parts) > 1 else []
    )
    return [_closing(table, name, sums) for name, sums in [*named, (_("合计"), table.totals())]]


def _closing(table: Table, name: str, sums: dict[str, int]) -> list[dict[str, Any]]:
    """The cells of a closing row: the sums, and under the column that names the rows whose sums they are."""
    return [
        {
            "head": column.head, "label": column.label, "css": "num" if column.numeric else "",
            "html": written(sums[column.slug], "money") if column.slug in sums else name if column.head else "",
        }
        for column in table.shown
    ]  # fmt: skip


def _exports(table: Table, query: QueryDict) -> list[tuple[str, str]]:
    if not table.export:
        return []
    wanted = {table.parameter("page"): None}
    return [
        (_("下载 %(kind)s") % {"kind": kind}, address(query, **wanted, **{table.parameter("export"): kind}))
        for kind in FORMATS
    ]

"""The officials' list of indicators, narrowed by the four difficulties of 2.1 beside the enquiries under each."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.forms import IndicatorFilter
from zhiwei.platform.subjects.indicators import Indicator, indicators
from zhiwei.platform.subjects.models import Difficulty


@never_cache
@may("enquiries.answer")
def listed(request: HttpRequest) -> HttpResponseBase:
    """The indicators of the official's divisions in a year; sums name nobody, so the look is no read of anybody's data."""
    viewer = viewer_of(request)
    narrow = IndicatorFilter(request.GET)
    chosen = narrow.chosen()
    year = chosen.get("year") or clock.today().year
    every = indicators(queries.divisions_for(viewer, "enquiries.answer"), year)
    wanted = chosen.get("difficulty", "")
    table = _table([one for one in every if not wanted or one.difficulty == wanted])
    if file := export_response(table, request):
        return file
    counted = Counter(one.difficulty for one in every)
    asked = queries.by_difficulty(queries.visible_enquiries(viewer))
    context = {
        "table": table,
        "filters": narrow,
        "year": year,
        "totals": [
            (label, counted[value], f"?difficulty={value}&year={year}", asked[value])
            for value, label in Difficulty.choices
        ],
    }
    return render(request, "subjects/indicators.html", context)


def _table(rows: list[Indicator]) -> Table:
    columns = [
        Column("label", _("指标"), head=True, link=lambda one: one.address),
        Column("report", _("出自")),
        Column("difficulty", _("属于哪一难"), value=lambda one: one.difficulty_words, sort=True),
        Column("value", _("数值"), value=lambda one: one.text),
        Column("unit", _("计量单位"), value=_unit),
    ]
    return Table(columns, rows, caption=_("指标"), size=200, empty=_("没有符合条件的指标。"))


def _unit(one: Indicator) -> str:
    return _("元") if one.kind == "money" else ""

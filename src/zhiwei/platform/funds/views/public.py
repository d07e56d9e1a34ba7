"""What everybody may see of a programme: which county pays how much to how many; nobody's name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases import casetypes
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.funds import queries
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.kit.tables import Column, Table, export_response


def programme(request: HttpRequest, name: str) -> HttpResponseBase:
    """One programme by year and county."""
    if name not in PROGRAMMES:
        raise Http404
    kind = casetypes.get(name)
    years = queries.years(name)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else next(iter(years), 0)
    columns = [
        Column("place", _("地区"), head=True),
        Column("cases", _("办件"), kind="count", sort=True),
        Column("published", _("公示中"), kind="count", sort=True),
        Column("payees", _("已付企业"), kind="count", sort=True),
        Column("paid", _("已付金额（元）"), kind="money", sort=True),
    ]
    rows = [
        {
            "place": name_of(p.division),
            "cases": p.cases,
            "published": p.published,
            "payees": p.payees,
            "paid": p.paid,
        }
        for p in queries.places(name, year)
    ]
    table = Table(columns, rows, caption=_("各县（市、区）"), order="-paid", empty=_("还没有办件。"))
    if file := export_response(table, request):
        return file
    context = {
        "kind": kind, "table": table, "year": year, "tabs": [(str(y), f"?year={y}", y == year) for y in years],
        "sentences": [one for one in map(sentence_of, kind.sentences) if one],
    }  # fmt: skip
    return render(request, "funds/programme.html", context)

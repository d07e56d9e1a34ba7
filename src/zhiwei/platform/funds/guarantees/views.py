"""Pages of guarantee compensation: counties for everybody, the business of a year and the province's rule for officials."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.funds.guarantees import business, schemes, tables
from zhiwei.platform.funds.guarantees.forms import SchemeForm, YearFilter
from zhiwei.platform.funds.models import Scheme
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects.queries import records

SENTENCES = ("32.3", "32.4")


def public(request: HttpRequest) -> HttpResponseBase:
    """Which county has a rule of its own, and what was paid; nobody's name."""
    shown = [tables.places(business.places()), tables.schemes(Scheme.objects.all())]
    for one in shown:
        if file := export_response(one, request):
            return file
    context = {"tables": shown, "sentences": [one for one in map(sentence_of, SENTENCES) if one]}
    return render(request, "funds/guarantees.html", context)


@never_cache
@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """The business of a year in the official's divisions; the province files its rule here."""
    viewer, narrow = viewer_of(request), YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    rows = business.of_year(records.guarantees(viewer).filter(struck_at=None), year)
    table, rules = tables.business(rows), tables.schemes(Scheme.objects.all())
    file = export_response(table, request) or export_response(rules, request)
    keys = sorted({str(one.guarantee.borrower_id) for one in rows})
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "answer"], why=gettext_lazy("年度担保业务")
    )
    if file:
        return file
    form = SchemeForm(request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda **given: schemes.file_scheme(viewer, **given), _("已报备。")
    ):
        return redirect("funds:guarantees-office")
    context = {
        "year": year, "filters": narrow, "table": table, "rules": rules, "form": form,
        "may_file": viewer.may(schemes.FILE, division=schemes.PROVINCE),
        "counted": sum(one.counts is True for one in rows), "balance": sum(one.balance for one in rows),
        "sentences": [one for one in map(sentence_of, SENTENCES) if one],
    }  # fmt: skip
    return render(request, "funds/guarantees_office.html", context, status=422 if form.errors else 200)

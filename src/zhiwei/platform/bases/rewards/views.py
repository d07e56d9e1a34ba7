"""Pages of rewards: numbers for everybody, the office's lists, and the tax office's payments."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.bases.forms import FirmField
from zhiwei.platform.bases.rewards import law, payment_file, payments, queries, services, tables
from zhiwei.platform.bases.views.years import year_asked, year_tabs
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response


class PaymentForm(forms.Form):
    """A payment of tax."""

    firm = FirmField(label=_("企业"), max_length=200, help_text=_("登记的全称或统一社会信用代码"))
    paid_on = forms.DateField(label=_("缴款日期"), widget=DateInput)
    fen = FenFormField(label=_("缴纳税款"), least=1)
    number = forms.CharField(label=_("完税凭证号"), max_length=60)


class PaymentFileForm(forms.Form):
    """Many payments as a file."""

    file = forms.FileField(
        label=_("缴税记录表"), help_text=_("xlsx 或 csv，列名：企业、缴款日期、缴纳税款（元）、完税凭证号")
    )

    def clean_file(self) -> uploads.Checked:
        """The file, looked into."""
        try:
            return uploads.check(self.cleaned_data["file"], {"xlsx", "csv"})
        except uploads.Refused as refused:
            raise forms.ValidationError(str(refused)) from None


def _sentences() -> list[object]:
    return [sentence_of(law.PER_GRADUATE), sentence_of(law.BY_TAX)]


def public(request: HttpRequest) -> HttpResponseBase:
    """What was rewarded, year by year."""
    table = tables.totals(queries.totals())
    if file := export_response(table, request):
        return file
    return render(request, "bases/rewards/public.html", {"table": table, "sentences": _sentences()})


@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """Graduations and incubators' years of the official's divisions."""
    viewer = viewer_of(request)
    years = queries.years()
    year = year_asked(request, years)
    found = queries.graduations(year, viewer.divisions)
    graduations, rated = tables.graduations(found), tables.rated(queries.rated(year, viewer.divisions))
    reads.reveal_all(
        viewer, kind="subject", keys={one.graduation.firm_id for one in found}, fields=["name"],
        why=_("查看毕业奖励"),
    )  # fmt: skip
    for table in (graduations, rated):
        if file := export_response(table, request):
            return file
    context = {
        "graduations": graduations, "rated": rated, "year": year, "tabs": year_tabs(years, year), "sentences": _sentences(),
        "may_open": viewer.may("bases.land"), "may_tax": viewer.may("bases.tax"),
    }  # fmt: skip
    return render(request, "bases/rewards/office.html", context)


@require_POST
@may("bases.land")
def open_due(request: HttpRequest) -> HttpResponseBase:
    """Open what a later decision or later facts made due in a year."""
    viewer, said = viewer_of(request), request.POST.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == 4 else 0
    found = queries.incubators(viewer.divisions)
    return done(
        request,
        lambda: services.open_due(viewer, found, year),
        now("已按现行决定和名录核对。"),
        "bases:rewards-office",
    )


@may("bases.tax")
def taxes(request: HttpRequest) -> HttpResponseBase:
    """The tax office's payments of firms of its divisions."""
    viewer = viewer_of(request)
    rows = queries.payments(viewer.divisions)
    reads.reveal_all(
        viewer, kind="subject", keys=set(rows.order_by().values_list("firm", flat=True)), fields=["payments"],
        why=_("查看缴税记录"),
    )  # fmt: skip
    table = tables.payments(rows)
    if file := export_response(table, request):
        return file
    by_file = "upload" in request.POST
    form = PaymentForm(request.POST if request.method == "POST" and not by_file else None)
    upload = PaymentFileForm(*((request.POST, request.FILES) if by_file else ()))
    if by_file:
        entered = accepted(request, upload, lambda file: _entered(request, viewer, file), now("文件已核对。"))
    else:
        entered = request.method == "POST" and accepted(
            request,
            form,
            lambda firm, **given: payments.enter_payment(viewer, firm, **given),
            now("已登记。"),
        )
    if entered:
        return redirect("bases:taxes")
    context = {
        "table": table,
        "form": form,
        "upload": upload,
        "rows": rows.filter(struck_at=None)[:20],
        "sentences": _sentences(),
    }
    status = 422 if form.errors or upload.errors else 200
    return render(request, "bases/rewards/taxes.html", context, status=status)


def _entered(request: HttpRequest, viewer: Viewer, file: uploads.Checked) -> None:
    made, there = payment_file.enter(viewer, file)
    messages.success(
        request, now("登记了 %(made)d 笔，%(there)d 笔原已登记。") % {"made": made, "there": there}
    )


@require_POST
@may("bases.tax")
def strike(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A payment was entered by mistake."""
    viewer = viewer_of(request)
    entry = get_object_or_404(queries.payments(viewer.divisions), pk=which)
    return done(
        request, lambda: payments.strike_payment(viewer, entry, request.POST.get("why", "")), now("已作废。"),
        "bases:taxes",
    )  # fmt: skip

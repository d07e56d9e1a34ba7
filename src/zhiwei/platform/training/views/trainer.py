"""The training body's pages: its courses, the sign-in sheet on the page and as a workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import export_response, workbook_response
from zhiwei.platform.training import queries, services, tables, workbook
from zhiwei.platform.training.faults import Refused
from zhiwei.platform.training.forms import CancelForm, CourseForm, SheetForm
from zhiwei.platform.training.models import Commission, Course
from zhiwei.platform.training.services.courses import FIELDS
from zhiwei.platform.training.words import enrolment_tag, enrolment_words


@never_cache
@may("training.teach")
def listed(request: HttpRequest) -> HttpResponseBase:
    """Courses and commissions of the viewer's bodies."""
    viewer = viewer_of(request)
    courses = tables.courses(queries.courses_of(viewer), "training:sheet")
    held = Commission.objects.filter(body__in=queries.bodies_of(viewer)).select_related("body")
    commissions = tables.commissions(held)
    for table in (courses, commissions):
        if file := export_response(table, request):
            return file
    context = {"courses": courses, "commissions": commissions, "able": _able(request)}
    return render(request, "training/courses.html", context)


def _able(request: HttpRequest) -> Any:
    """The commissions under which the viewer may offer courses from today."""
    rows = Commission.objects.filter(
        body__in=queries.bodies_of(viewer_of(request)), to_day__gte=clock.today()
    )
    return rows.filter(ended_on=None).select_related("body")


def _course(request: HttpRequest, key: UUID) -> Course:
    return get_object_or_404(queries.courses_of(viewer_of(request)), pk=key)


@may("training.teach")
def new(request: HttpRequest) -> HttpResponseBase:
    """A new course."""
    form = CourseForm(_able(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = services.publish(viewer_of(request), given.pop("commission"), **given)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("课程已发布，学员可以报名。"))
            return redirect("training:sheet", made.pk)
    return render(request, "training/course_form.html", {"form": form}, status=422 if form.errors else 200)


@may("training.teach")
def edit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A course, changed before it begins."""
    one = _course(request, key)
    initial = {name: getattr(one, name) for name in FIELDS} | {"commission": one.commission_id}
    form = CourseForm(Commission.objects.filter(pk=one.commission_id), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("commission")
        try:
            services.change(viewer_of(request), one, **given)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("课程已更改。"))
            return redirect("training:sheet", key)
    context = {"form": form, "course": one}
    return render(request, "training/course_form.html", context, status=422 if form.errors else 200)


@require_POST
@may("training.teach")
def cancel(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Cancel a course."""
    form = CancelForm(request.POST)
    one = _course(request, key)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    return done(
        request,
        lambda: services.cancel(viewer_of(request), one, why),
        _("课程已取消。"),
        "training:sheet",
        key,
    )


@never_cache
@may("training.teach")
def sheet(request: HttpRequest, key: UUID, **forms: Any) -> HttpResponseBase:
    """A course with its sign-in sheet: who is enrolled, who was there, who has signed in."""
    one, viewer = _course(request, key), viewer_of(request)
    people = list(queries.sheet(one))
    for each in people:
        each.course = one
    table = tables.sheet(queries.sheet(one).select_related("course"))
    keys = sorted({str(each.firm_id) for each in people})
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "owner"], why=gettext_lazy("查看培训学员名单")
    )
    if file := export_response(table, request):
        return file
    over = one.ends_on <= clock.today()
    context = {
        "course": one, "place": name_of(one.division), "table": table, "due": services.due(one),
        "rows": [(each, enrolment_words(each), enrolment_tag(each)) for each in people],
        "began": one.starts_on <= clock.today(), "open": one.state == Course.State.OPEN,
        "may_mark": over and one.settled_at is None and one.state == Course.State.OPEN,
        "sheet_form": forms.get("sheet_form") or SheetForm(), "cancel_form": CancelForm(), "handed": one.sheets.first(),
    }  # fmt: skip
    return render(request, "training/sheet.html", context, status=422 if forms else 200)


@require_POST
@may("training.teach")
def mark(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The trainer's list as ticked on the page; a row nobody touched stays without a word."""
    one = _course(request, key)
    said = {each.pk: request.POST.get(f"present-{each.pk}", "") for each in queries.sheet(one)}
    words = {pk: word == "yes" for pk, word in said.items() if word in ("yes", "no")}
    return done(
        request,
        lambda: services.mark(viewer_of(request), one, words),
        _("到课已登记。"),
        "training:sheet",
        key,
    )


@never_cache
@may("training.teach")
def download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The sign-in sheet as a workbook."""
    one, viewer = _course(request, key), viewer_of(request)
    people = list(queries.sheet(one))
    keys = sorted({str(each.firm_id) for each in people})
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "owner"], why=gettext_lazy("导出培训签到表")
    )
    return workbook_response(workbook.written(people), _("签到表_%(title)s.xlsx") % {"title": one.title})


@require_POST
@may("training.teach")
def upload(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A filled sheet: taken as a whole, or shown with what is wrong."""
    one, form = _course(request, key), SheetForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = services.hand_in(viewer_of(request), one, form.cleaned_data["file"])
        except (Refused, uploads.Refused) as refused:
            form.add_error("file", str(refused))
        else:
            if made.defects:
                messages.error(
                    request, _("签到表有 %(n)d 处错误，没有登记；错误已标在表里。") % {"n": len(made.defects)}
                )
            else:
                messages.success(request, _("签到表已登记，共 %(n)d 行。") % {"n": made.rows})
            return redirect("training:sheet", key)
    return sheet(request, key, sheet_form=form)


@never_cache
@may("training.teach")
def marked_sheet(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """A faulty sheet as a workbook with its defects marked."""
    one = _course(request, key)
    handed = get_object_or_404(one.sheets.select_related("file"), pk=which)
    keys = sorted({str(each.firm_id) for each in queries.sheet(one)})
    reads.reveal_all(
        viewer_of(request),
        kind="subject",
        keys=keys,
        fields=["name", "owner"],
        why=gettext_lazy("导出培训签到表"),
    )
    return workbook_response(workbook.marked(handed), _("签到表_标出错误.xlsx"))

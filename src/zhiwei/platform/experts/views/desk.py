"""The expert's desk: questions of his fields, his sessions and bookings, answers to be published."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.experts import queries, services, tables
from zhiwei.platform.experts.forms import ReasonForm, SessionForm
from zhiwei.platform.experts.models import Booking, Expert, Session
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response


@never_cache
@may("experts.advise")
def home(request: HttpRequest) -> HttpResponseBase:
    """What waits for the expert, what is to come, what he did; who is in no register is told how to get there."""
    viewer = viewer_of(request)
    expert = queries.expert_of(viewer)
    if expert is None:
        return render(request, "experts/desk_none.html", {})
    questions = queries.questions_for(expert)
    waiting = tables.questions(questions.filter(case__ended_at=None), "cases:office-case", order="-waited")
    bookings = tables.bookings(queries.bookings_for(expert))
    sessions = tables.sessions(queries.counted(expert.sessions.all()), office=True)
    today = clock.today()
    to_close = queries.bookings_for(expert).filter(state=Booking.State.BOOKED, session__day__lte=today)
    shown = {one.firm_id for one in questions.filter(case__ended_at=None)}
    shown |= {one.firm_id for one in queries.bookings_for(expert)}
    reads.reveal_all(viewer, kind="subject", keys=sorted(map(str, shown)), fields=["advice"])
    for table in (waiting, bookings, sessions):
        if file := export_response(table, request):
            return file
    context = {
        "expert": expert, "place": name_of(expert.division), "fields": tables.fields_of(expert), "waiting": waiting,
        "bookings": bookings, "sessions": sessions, "to_close": to_close, "grade": queries.mean_grade(expert),
        "answered": expert.answered.count(), "to_publish": queries.to_publish(expert.answered.all()),
    }  # fmt: skip
    return render(request, "experts/desk.html", context)


@may("experts.advise")
def new_session(request: HttpRequest) -> HttpResponseBase:
    """Hours of the expert's own."""
    expert = queries.expert_of(viewer_of(request))
    if expert is None:
        return redirect("experts:desk")
    return session_page(request, expert, covered_by(expert.division), "experts:desk")


def session_page(
    request: HttpRequest, expert: Expert, codes: frozenset[str], back: str, *args: object
) -> HttpResponseBase:
    """The form of a new session of an expert, in one of some divisions; then back to a page."""
    form = SessionForm(expert, codes, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.open_session(viewer_of(request), expert, **form.cleaned_data)
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("场次已安排，企业现在可以预约。"))
            return redirect(back, *args)
    context = {"form": form, "expert": expert, "own": back == "experts:desk"}
    return render(request, "experts/session_form.html", context, status=422 if form.errors else 200)


@logged_in
def cancel_session(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Cancel a session with the reason; its bookings are cancelled with it."""
    found = get_object_or_404(Session.objects.select_related("expert__user"), pk=key)
    viewer = viewer_of(request)
    own = viewer.user_id == found.expert.user_id
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_session(viewer, found, form.cleaned_data["reason"])
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("场次已取消，预约的企业在自己的页面看到理由。"))
            return redirect("experts:desk" if own else "experts:office")
    return render(
        request, "experts/cancel.html", {"form": form, "session": found}, status=422 if form.errors else 200
    )

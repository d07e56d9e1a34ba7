"""The firm's side: booking, its bookings and questions, grading; and the page of one booking for all who share it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.experts import queries, services, tables
from zhiwei.platform.experts.forms import BookForm, GradeForm
from zhiwei.platform.experts.models import Booking, Session, Slot
from zhiwei.platform.experts.services.sessions import may_run
from zhiwei.platform.kit.refusals import Refused, done
from zhiwei.platform.kit.tables import export_response


@never_cache
@may("experts.book")
def own(request: HttpRequest) -> HttpResponseBase:
    """What the viewer's firms booked and asked, and where to book and ask."""
    viewer = viewer_of(request)
    bookings = tables.bookings(queries.bookings_of_firms(viewer), own=True)
    questions = tables.questions(queries.questions_of_firms(viewer), "cases:own-case")
    for table in (bookings, questions):
        if file := export_response(table, request):
            return file
    context = {
        "bookings": bookings, "questions": questions, "firms": queries.firms_of(viewer),
        "to_grade": queries.bookings_of_firms(viewer).filter(state=Booking.State.HELD, grade=None),
    }  # fmt: skip
    return render(request, "experts/own.html", context)


@may("experts.book")
def ask(request: HttpRequest) -> HttpResponseBase:
    """The form of a question, at once where the viewer has one firm; else a choice of firms."""
    firms = list(queries.firms_of(viewer_of(request)))
    if len(firms) == 1:
        return redirect("cases:own-new", "expert_question", firms[0].pk)
    return render(request, "experts/ask.html", {"firms": firms})


def book(request: HttpRequest, session: Session, slots: list[Slot]) -> HttpResponseBase:
    """Book a slot of a session; the page of the session with what is wrong where it is refused."""
    from zhiwei.platform.experts.views.public import session as page

    viewer = viewer_of(request)
    form = BookForm(queries.firms_of(viewer), slots, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        wanted = given.pop("slot")
        slot = next(one for one in slots if str(one.pk) == wanted)
        try:
            made = services.book(viewer, given.pop("firm"), slot, **given)
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已预约。"))
            return redirect("experts:booking", made.pk)
    request.method = "GET"
    return page(request, session.pk, form=form)


def _booking(viewer: Viewer, key: UUID) -> Booking:
    rows = Booking.objects.select_related("session__expert__user", "slot", "firm")
    found = get_object_or_404(rows, pk=key)
    if not queries.may_see(viewer, found):
        raise Http404
    return found


@never_cache
@logged_in
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One booking, for the firm, the expert and officials of the place, each with what he may do."""
    viewer = viewer_of(request)
    found = _booking(viewer, key)
    own = found.firm.organisation_id in viewer.organisation_ids and viewer.may("experts.book")
    form = GradeForm(request.POST or None) if own else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.rate(viewer, found, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("谢谢您的评价。"))
            return redirect("experts:booking", key)
    if not own:
        reads.reveal(viewer, kind="subject", key=str(found.firm_id), fields=["advice"])
    booked = found.state == Booking.State.BOOKED
    context: dict[str, Any] = {
        "booking": found, "session": found.session, "place": name_of(found.session.division), "own": own,
        "tag": tables.BOOKING_TAGS[Booking.State(found.state)], "may_cancel": own and booked,
        "may_close": booked and may_run(viewer, found.session.expert, found.session.division),
        "form": form if found.state == Booking.State.HELD and found.grade is None else None,
    }  # fmt: skip
    failed = form is not None and bool(form.errors)
    return render(request, "experts/booking.html", context, status=422 if failed else 200)


@require_POST
@may("experts.book")
def cancel(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give the slot back."""
    viewer = viewer_of(request)
    found = _booking(viewer, key)
    return done(
        request, lambda: services.cancel(viewer, found), _("已取消预约，号已放出。"), "experts:booking", key
    )


@require_POST
@logged_in
def close(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Say whether the firm came."""
    viewer = viewer_of(request)
    found, came = _booking(viewer, key), request.POST.get("came") == "yes"
    return done(
        request, lambda: services.close(viewer, found, came=came), _("已登记。"), "experts:booking", key
    )

"""The owner's pages: the courses he chose himself, the word that he was there, his grade, his certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.kit import clock, pdf
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.training import certificates, law, queries, services
from zhiwei.platform.training.faults import Refused
from zhiwei.platform.training.forms import CodeForm, EnrolForm, RatingForm
from zhiwei.platform.training.models import Course, Enrolment
from zhiwei.platform.training.views import public
from zhiwei.platform.training.words import enrolment_tag, enrolment_words


@require_POST
@may("training.enrol")
def enrol(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Choose a course."""
    viewer = viewer_of(request)
    one = get_object_or_404(Course, pk=key)
    form = EnrolForm(queries.firms_of(viewer), request.POST)
    if form.is_valid():
        try:
            services.enrol(viewer, one, form.cleaned_data["firm"])
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已报名“%(title)s”。") % {"title": one.title})
            return redirect("training:own")
    return public.course(request, key, form=form)


@never_cache
@logged_in
def own(request: HttpRequest) -> HttpResponseBase:
    """The viewer's own courses and places, with what he can do now."""
    viewer = viewer_of(request)
    rows = [_shown(one) for one in queries.own_enrolments(viewer)]
    places = [(one, queries.position(one)) for one in queries.own_places(viewer)]
    context = {
        "rows": rows, "places": places, "owner": queries.firms_of(viewer).exists(),
        "open_year": queries.open_year(clock.today()), "code_form": CodeForm(), "rating_form": RatingForm(),
    }  # fmt: skip
    return render(request, "training/own.html", context)


def _shown(one: Enrolment) -> dict[str, Any]:
    today, course = clock.today(), one.course
    live = one.withdrawn_at is None and course.state == Course.State.OPEN
    waits = live and one.confirmed_at is None and course.settled_at is None and course.starts_on <= today
    against = [law.words(name) for name in ([one.deciding] if one.deciding else one.missing)]
    return {
        "one": one, "course": course, "words": enrolment_words(one), "tag": enrolment_tag(one),
        "may_leave": live and course.starts_on > today, "may_click": waits and one.present is True,
        "may_code": waits and one.present is not True, "against": [] if one.counts or not one.proved else against,
    }  # fmt: skip


def _own(request: HttpRequest, key: UUID) -> Enrolment:
    return get_object_or_404(queries.own_enrolments(viewer_of(request)), pk=key)


@require_POST
@logged_in
def confirm(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The viewer's own word that he was there."""
    one, form = _own(request, key), CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    return done(
        request, lambda: services.confirm(viewer_of(request), one, code), _("已确认参训。"), "training:own"
    )


@require_POST
@logged_in
def withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Leave a course."""
    one = _own(request, key)
    return done(
        request, lambda: services.withdraw(viewer_of(request), one), _("已退出，名额已让出。"), "training:own"
    )


@require_POST
@logged_in
def rate(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Grade a course."""
    one, form = _own(request, key), RatingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择评价。"))
        return redirect("training:own")
    given = form.cleaned_data
    return done(
        request, lambda: services.rate(viewer_of(request), one, **given), _("谢谢您的评价。"), "training:own"
    )


@never_cache
@logged_in
def certificate(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The viewer's certificate of a proved attendance."""
    one = _own(request, key)
    if not one.counts:
        messages.error(request, _("有参训证明以后才有证书。"))
        return redirect("training:own")
    address = request.build_absolute_uri(reverse("training:certificate", args=[one.pk]))
    name = _("培训证书_%(number)s.pdf") % {"number": one.number}
    return pdf.response(certificates.TEMPLATE, certificates.document(one, address), name)

"""Standing in during leave: for the holder of a role, and for superiors."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.forms import LeaveForm
from zhiwei.platform.accounts.models import Delegation, Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.requests import may, viewer_of
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import DELEGABLE
from zhiwei.platform.accounts.services.delegations import candidates, may_arrange
from zhiwei.platform.kit import clock

arranger = may("delegations.make")


@require_GET
@arranger
def index(request: HttpRequest) -> HttpResponse:
    """One's own roles and those of the offices below, with who stands in."""
    viewer = viewer_of(request)
    memberships = [(m, name_of(m.division), _open(m)) for m in _arrangeable(viewer)]
    standing_in = Delegation.objects.filter(
        to_user_id=viewer.user_id, ended_at=None, to_day__gte=clock.today()
    )
    context = {
        "memberships": memberships,
        "standing_in": standing_in.select_related("membership__user", "membership__organisation"),
        "me": viewer.user_id,
    }
    return render(request, "accounts/leave.html", context)


@require_http_methods(["GET", "POST"])
@arranger
def arrange(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Arrange who stands in for a role."""
    viewer = viewer_of(request)
    membership = next((m for m in _arrangeable(viewer) if m.pk == key), None)
    if membership is None:
        raise Http404
    people = candidates(membership, clock.today())
    form = LeaveForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            services.delegate(viewer, membership, **form.cleaned_data)
        except services.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已安排代理。代理人办理的每件事都记明代谁办理。"))
            return redirect("accounts:leave")
    context = {"form": form, "membership": membership, "place": name_of(membership.division)}
    return render(request, "accounts/leave_arrange.html", context)


@require_POST
@arranger
def end(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """End a stand-in at once."""
    delegation = get_object_or_404(Delegation.objects.select_related("membership__user"), pk=key)
    viewer = viewer_of(request)
    if not may_arrange(viewer, delegation.membership) and viewer.user_id != delegation.to_user_id:
        raise Http404
    try:
        services.end_delegation(viewer, delegation)
    except services.Refused as refused:
        messages.error(request, str(refused))
    except PermissionError as error:
        raise PermissionDenied from error
    else:
        messages.success(request, _("代理已结束。"))
    return redirect("accounts:leave")


def _arrangeable(viewer: Viewer) -> list[Membership]:
    today = clock.today()
    held: QuerySet[Membership] = Membership.objects.filter(
        on(today), role__in=sorted(DELEGABLE), division__in=sorted(viewer.divisions), user__is_active=True
    ).select_related("user", "organisation")
    return [m for m in held.order_by("division", "user__display_name") if may_arrange(viewer, m)]


def _open(membership: Membership) -> list[Delegation]:
    coming = membership.delegations.filter(ended_at=None, to_day__gte=clock.today())
    return list(coming.select_related("to_user").order_by("from_day"))

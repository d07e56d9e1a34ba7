"""One's own account: roles, open log-ins, who may do what."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiwei.platform.accounts import sessions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import UserSession
from zhiwei.platform.accounts.permissions import TABLE, Scope
from zhiwei.platform.accounts.requests import viewer_of
from zhiwei.platform.accounts.roles import Role

REACH = {Scope.DIVISION: "◐", Scope.OWN: "○", Scope.EVERYWHERE: "●"}


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and from where one is logged in."""
    viewer = viewer_of(request)
    roles = [
        {
            "organisation": grant.organisation,
            "role": grant.role,
            "place": name_of(grant.division) if grant.division else "",
            "acting_for": grant.acting_for,
        }
        for grant in viewer.grants
    ]
    context = {
        "viewer": viewer,
        "roles": roles,
        "sessions": UserSession.objects.filter(user=viewer.user_id or 0),
        "key": request.session.session_key,
        "may_delegate": viewer.may("delegations.make"),
        "may_manage": viewer.may("users.manage"),
    }
    return render(request, "accounts/account.html", context)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all log-ins but this one."""
    assert request.user.is_authenticated
    count = sessions.end_all(request.user, but=request.session.session_key)
    messages.success(request, _("已退出 %(count)s 处登录。") % {"count": count})
    return redirect("accounts:account")


@require_GET
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what: the table of permissions as it runs."""
    rows = [
        (permission.label, [(role.label, _reach(permission.scopes_of(role))) for role in Role])
        for permission in TABLE
    ]
    return render(request, "accounts/permissions.html", {"roles": list(Role), "rows": rows})


@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without one's password: no letters are sent, an administrator checks who one is."""
    return render(request, "accounts/forgotten.html")


def _reach(scopes: frozenset[Scope]) -> str:
    return "".join(REACH[scope] for scope in Scope if scope in scopes)

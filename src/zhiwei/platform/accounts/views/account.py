"""One's own account: roles, open log-ins, who may do what."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zhiwei.platform.accounts import sessions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import UserSession
from zhiwei.platform.accounts.permissions import TABLE, Scope
from zhiwei.platform.accounts.requests import viewer_of
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit.language import listed

REACH = {
    Scope.DIVISION: gettext_lazy("在所辖的行政区划内"),
    Scope.OWN: gettext_lazy("对本单位"),
    Scope.EVERYWHERE: gettext_lazy("不限地域"),
}


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
        "may_audit": viewer.may("audit.read"),
        "has_firm": viewer.may("access.read"),
        "may_manage": viewer.may("users.manage"),
        "may_token": viewer.may("tokens.make"),
        "may_hook": viewer.may("webhooks.make"),
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
        (
            permission.label,
            [(label, _named(permission.roles.get(scope, frozenset()))) for scope, label in REACH.items()],
        )
        for permission in TABLE
    ]
    return render(request, "accounts/permissions.html", {"reach": list(REACH.values()), "rows": rows})


@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without one's password: no letters are sent, an administrator checks who one is."""
    return render(request, "accounts/forgotten.html")


def _named(roles: frozenset[Role]) -> str:
    return listed(role.label for role in Role if role in roles)

"""Log-ins with one click, in the demonstration only."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.adapter import AccountAdapter
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.words import GROUPS, WORDS
from zhiwei.platform.kit import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Choose a role and be logged in as somebody who has it."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        user = _somebody(request.POST.get("who", ""))
        login(request, user, backend=BACKEND)
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, {request.get_host()}, require_https=request.is_secure()
        )
        return redirect(wanted if safe else AccountAdapter().get_login_redirect_url(request))
    return render(request, "accounts/demo.html", {"groups": _groups(), "next": request.GET.get("next", "")})


def _somebody(who: str) -> User:
    try:
        return User.objects.get(uuid=uuid.UUID(who), demo=True, is_active=True)
    except (ValueError, User.DoesNotExist):
        raise Http404 from None


def _groups() -> list[tuple[str, list[dict[str, object]]]]:
    """The demonstration's people by group of roles, each under his first role."""
    people = []
    for user in User.objects.filter(demo=True, is_active=True):
        held = queries.grants(user, clock.today())
        if held:
            role = held[0].role
            office = queries.viewer(user).office
            people.append(
                {"user": user, "first": role, "role": role.label, "office": office, "words": WORDS[role]}
            )
    grouped = []
    for title, roles in GROUPS:
        members = [one for role in roles for one in people if one["first"] == role]
        if members:
            grouped.append((str(title), members))
    return grouped

"""The security administrator's pages: users and their roles."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.acts import announce_look
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.forms import DayForm, GrantForm, UserFilter, UserForm, WhyForm
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.requests import may, viewer_of
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import aside, semicolons
from zhiwei.platform.kit.tables import Column, Table, export_response

manager = may("users.manage")


@require_GET
@manager
def index(request: HttpRequest) -> HttpResponseBase:
    """All users, narrowed by name, role or state."""
    form = UserFilter(request.GET)
    table = Table(COLUMNS, _chosen(form), caption=_("用户"), order="username")
    if file := export_response(table, request):
        if file.status_code == 200:
            _told(request, table.every(request.GET))
        return file
    _told(request, table.page(request.GET).object_list)
    return render(request, "accounts/users.html", {"table": table, "filter": form})


@require_http_methods(["GET", "POST"])
@manager
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Make a user; the one-time password is shown once."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = services.create(viewer_of(request), **form.cleaned_data)
        except services.Refused as refused:
            form.add_error("username", str(refused))
        else:
            return _hand_over(request, user, password)
    return render(request, "accounts/user_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@manager
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One user: roles with their days, and a form for a further role."""
    user = get_object_or_404(User, uuid=key)
    _told(request, [user])
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _grant(request, user, form.cleaned_data)
        except services.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已授予角色。"))
            return redirect("accounts:user", key=user.uuid)
    held = [
        (m, name_of(m.division) if m.division else "")
        for m in user.memberships.select_related("organisation")
    ]
    context = {
        "person": user,
        "form": form,
        "held": held,
        "today": clock.today(),
        "factors": Authenticator.objects.filter(user=user).exclude(type="recovery_codes").count(),
    }
    return render(request, "accounts/user.html", context)


@require_POST
@manager
def end_role(request: HttpRequest, key: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    """Set the last day of a role."""
    held = get_object_or_404(Membership, pk=membership, user__uuid=key)
    form = DayForm(request.POST)
    if form.is_valid():
        _try(
            request,
            lambda: services.end(viewer_of(request), held, form.cleaned_data["day"]),
            _("已终止角色。"),
        )
    else:
        messages.error(request, _("请填写最后一日。"))
    return redirect("accounts:user", key=key)


@require_POST
@manager
def suspend(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Close an account, with the reason."""
    user = get_object_or_404(User, uuid=key)
    form = WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    _try(request, lambda: services.suspend(viewer_of(request), user, why), _("已停用，所有登录已退出。"))
    return redirect("accounts:user", key=key)


@require_POST
@manager
def resume(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Open an account again."""
    user = get_object_or_404(User, uuid=key)
    _try(request, lambda: services.resume(viewer_of(request), user), _("已启用。"))
    return redirect("accounts:user", key=key)


@require_POST
@manager
@never_cache
def new_password(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A new one-time password, shown once."""
    user = get_object_or_404(User, uuid=key)
    try:
        return _hand_over(request, user, services.reset_password(viewer_of(request), user))
    except services.Refused as refused:
        messages.error(request, str(refused))
        return redirect("accounts:user", key=key)


@require_POST
@manager
def forget_factors(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Forget the second factors of somebody who lost them."""
    user = get_object_or_404(User, uuid=key)
    _try(
        request, lambda: services.reset_factors(viewer_of(request), user), _("已清除双因素认证，须重新启用。")
    )
    return redirect("accounts:user", key=key)


def _told(request: HttpRequest, users: Iterable[User]) -> None:
    keys = [str(user.uuid) for user in users]
    announce_look(viewer_of(request), kind="user", keys=keys, fields=["name", "roles", "last_login"])


def _grant(request: HttpRequest, user: User, said: dict[str, Any]) -> None:
    with transaction.atomic():  # a refused role leaves no new organisation behind
        services.grant(
            viewer_of(request),
            user,
            organisation=services.organisation(said["kind"], said["organisation"], said["division"]),
            role=Role(said["role"]),
            division=said["division"],
            from_day=said["from_day"],
            to_day=said["to_day"],
        )


def _try(request: HttpRequest, act: object, done: str) -> None:
    assert callable(act)
    try:
        act()
    except services.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)


def _hand_over(request: HttpRequest, user: User, password: str) -> HttpResponse:
    return render(request, "accounts/password_once.html", {"person": user, "password": password})


def _chosen(form: UserFilter) -> QuerySet[User]:
    chosen = form.chosen()
    users = User.objects.prefetch_related("memberships__organisation").order_by("username")
    if text := chosen.get("q"):
        users = users.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    if role := chosen.get("role"):
        held = Membership.objects.filter(on(clock.today()), role=role)
        users = users.filter(pk__in=held.values("user"))
    if state := chosen.get("state"):
        users = users.filter(is_active=state == "active")
    return users


def _roles_of(user: User) -> str:
    today = clock.today()
    current = [
        m for m in user.memberships.all() if m.from_day <= today and (m.to_day is None or today <= m.to_day)
    ]
    return semicolons(aside(m.organisation.name, m.get_role_display()) for m in current)


def _state_of(user: User) -> str:
    return _("启用") if user.is_active else _("停用")


COLUMNS = [
    Column(
        "display_name",
        _("姓名"),
        sort=True,
        head=True,
        link=lambda user: reverse("accounts:user", args=[user.uuid]),
    ),
    Column("username", _("用户名"), sort=True),
    Column("roles", _("角色"), value=_roles_of),
    Column(
        "state",
        _("状态"),
        "tag",
        value=_state_of,
        sort="is_active",
        tags=lambda user: "ok" if user.is_active else "off",
    ),
    Column("last_login", _("上次登录"), "moment", sort=True),
]

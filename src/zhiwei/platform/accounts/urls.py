"""Addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from zhiwei.platform.accounts.views import account, demo, leave, sign_on, users

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.account, name="account"),
    path("sessions/end/", account.end_sessions, name="end_sessions"),
    path("permissions/", account.permissions, name="permissions"),
    path("forgotten/", account.forgotten, name="forgotten"),
    # the library's pages that need letters by e-mail give way to ours
    path("password/reset/", RedirectView.as_view(pattern_name="accounts:forgotten")),
    path("email/", RedirectView.as_view(pattern_name="accounts:account")),
    path("oidc/<slug:provider_id>/login/", sign_on.to_sign_on),
    path("demo/", demo.demo, name="demo"),
    path("leave/", leave.index, name="leave"),
    path("leave/<uuid:key>/", leave.arrange, name="leave_arrange"),
    path("leave/<uuid:key>/end/", leave.end, name="leave_end"),
    path("users/", users.index, name="users"),
    path("users/new/", users.new, name="user_new"),
    path("users/<uuid:key>/", users.detail, name="user"),
    path("users/<uuid:key>/roles/<uuid:membership>/end/", users.end_role, name="role_end"),
    path("users/<uuid:key>/suspend/", users.suspend, name="user_suspend"),
    path("users/<uuid:key>/resume/", users.resume, name="user_resume"),
    path("users/<uuid:key>/password/", users.new_password, name="user_password"),
    path("users/<uuid:key>/factors/", users.forget_factors, name="user_factors"),
]

"""Before every page: who asks, whether his log-in still holds, and whether he must change his password first."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from zhiwei.platform.accounts import sessions
from zhiwei.platform.accounts.models import UserSession
from zhiwei.platform.accounts.requests import viewer_of

OPEN_BEFORE_CHANGE = ("account_change_password", "account_logout", "kit:language", "kit:elder")
"""Pages open to somebody who still has the password that was handed to him."""


class AccountsMiddleware:
    """Puts the viewer on the request (``request.viewer``), ends log-ins that are over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        if not user.is_authenticated:
            return self.get_response(request)
        if sessions.is_over(request, user):
            sessions.close(request, user)
            messages.info(request, _("登录已结束：长时间没有操作、已满八小时，或已在别处退出。请重新登录。"))
            return self.get_response(request)
        if user.must_change_password and request.path not in map(reverse, OPEN_BEFORE_CHANGE):
            messages.info(request, _("这是管理员交给您的一次性密码，请先改成自己的密码。"))
            return redirect("account_change_password")
        request.zhiwei_session = key = request.session.session_key  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.session.session_key not in (key, None):  # a changed password gives the session a new key
            UserSession.objects.filter(key=key or "").update(key=request.session.session_key)
        return response

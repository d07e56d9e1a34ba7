"""The way to the sign-on; where it does not answer, the page says so instead of failing."""

from __future__ import annotations

import structlog
from allauth.socialaccount.providers.openid_connect.views import login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from zhiwei.platform.kit.views import refusal

logger = structlog.get_logger(__name__)


def to_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The library's view; a sign-on that is down or answers nonsense gives 503 with what to do."""
    try:
        response: HttpResponse = login(request, provider_id)
    except (OSError, ValueError, KeyError) as error:  # the network's errors are OSErrors
        logger.warning("sign_on_down", error=type(error).__name__)
        return refusal(
            request,
            503,
            _("统一身份认证暂时不能用"),
            _("对方的系统没有应答。您在这里填写的内容没有丢失。"),
            (_("过几分钟再试一次。"), _("有本站用户名和密码的，可以直接登录。")),
        )
    return response

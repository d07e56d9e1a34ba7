"""The language, large type, and the pages of refusals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from structlog.contextvars import get_contextvars

from zhiwei.platform.kit import ways_back
from zhiwei.platform.kit.context import ELDER

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> str:
    """Where the form says to come back to, if that is on this site; else the home page."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Switch large type (长者模式) on or off for this browser."""
    response = HttpResponseRedirect(back(request))
    if request.POST.get("on") == "1":
        response.set_cookie(
            ELDER, "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(ELDER, samesite="Lax")
    return response


def refusal(
    request: HttpRequest, status: int, title: str, why: str, what_to_do: tuple[str, ...], way_back: str = ""
) -> HttpResponse:
    """A page that says in plain words what went wrong and what to do; rooms may give refusals of their own with it.

    ``way_back``: the page of this site to go on from, where this address has none; the language is then changed there.
    """
    context = {"title": title, "why": why, "what_to_do": what_to_do}
    if way_back:
        context |= {"way_back": way_back, "here": way_back}
    return render(request, "kit/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    return refusal(
        request,
        400,
        _("没能读懂这个请求"),
        _("浏览器发来的内容不完整或有误。"),
        (_("返回上一页，刷新后再试一次。"), _("如果是从别处复制的链接，请检查链接是否完整。")),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, but not allowed here."""
    return refusal(
        request,
        403,
        _("您没有权限做这件事"),
        _("登录的身份不能查看或办理这一项。"),
        (_("如果您有别的身份，请退出后用那个账号登录。"), _("需要这项权限时，请联系本单位的系统管理员。")),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or did not come from this site."""
    return refusal(
        request,
        403,
        _("页面已过期"),
        _("为了安全，表单打开太久或浏览器不接受 Cookie 时不能提交。没有任何内容被保存。"),
        (_("返回上一页，刷新后重新提交。"), _("如果仍不行，请在浏览器里允许本站使用 Cookie。")),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or nothing the reader may know of."""
    return refusal(
        request,
        404,
        _("没有找到这个页面"),
        _("链接可能不完整，内容可能已经移走，或者需要登录后才能看到。"),
        (_("请检查链接，或者从首页、搜索重新进入。"),),
    )


def no_page(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes what a form sends, opened as a page; switching the language leads away from it."""
    back_to = ways_back.way_back(request)
    return refusal(
        request,
        405,
        _("这个地址没有可以打开的页面"),
        _("它只接收表单提交的内容。直接打开、刷新，或在提交没有成功的页面上切换语言，都会来到这里。"),
        (_("这次打开没有提交或改动任何内容。"), _("请回到表单所在的页面，需要时重新填写。")),
        back_to,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the request's identifier finds it in the log. Plain text where even the layout fails."""
    title = _("系统出了问题")
    why = _("这是我们的错误，已经记录下来。您填写的内容可能没有保存。")
    what_to_do = (_("过几分钟再试一次。"), _("如果仍不行，请把下面的编号告诉我们。"))
    try:
        return refusal(request, 500, title, why, what_to_do)
    except Exception:
        text = "\n".join((title, why, *what_to_do, str(get_contextvars().get("request_id", ""))))
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")

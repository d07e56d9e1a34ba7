"""The person's webhooks: the list, what was sent to one, a trial, the end of one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, may, viewer_of
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import Webhook
from zhiwei.platform.api.pages.forms import WebhookForm
from zhiwei.platform.api.webhooks import events, posting, services
from zhiwei.platform.api.webhooks.addresses import Refused

SHOWN = 50
"""Deliveries on the page of a webhook."""


@never_cache
@may("webhooks.make")
def hooks(request: HttpRequest) -> HttpResponse:
    """The webhooks, and a form for a new one."""
    viewer = viewer_of(request)
    form = WebhookForm(request.POST or None, memberships=tokens.memberships(viewer, "webhooks.make"))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = services.make(
                viewer, url=told["url"], events=told["events"], membership_id=uuid.UUID(told["role"])
            )
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            messages.success(request, _("已建立。请把密钥记到接收方的程序里。"))
            return redirect("api_pages:webhook", made.pk)
    context = {"hooks": services.own(viewer), "form": form}
    return render(request, "api/webhooks.html", context, status=422 if form.errors else 200)


@never_cache
@may("webhooks.make")
def hook(request: HttpRequest, webhook: uuid.UUID) -> HttpResponse:
    """One webhook: its secret, its events, and what was sent."""
    found = _own(viewer_of(request), webhook)
    told = [label for name, label in events.EVENTS.items() if name in found.events]
    context = {"hook": found, "events": told, "deliveries": found.deliveries.all()[:SHOWN]}
    return render(request, "api/webhook.html", context)


@require_POST
@may("webhooks.make")
def ping(request: HttpRequest, webhook: uuid.UUID) -> HttpResponse:
    """Send a trial."""
    found = _own(viewer_of(request), webhook)
    if found.stopped_at is None:
        events.ping(found)
        posting.ask_to_post()
        messages.success(request, _("试发已排队，稍后刷新看结果。"))
    return redirect("api_pages:webhook", found.pk)


@require_POST
@may("webhooks.make")
def stop(request: HttpRequest, webhook: uuid.UUID) -> HttpResponse:
    """Send nothing more."""
    found = services.stop(viewer_of(request), webhook)
    messages.success(request, _("已停用，不再发送。"))
    return redirect("api_pages:webhook", found.pk)


def _own(viewer: Viewer, webhook: uuid.UUID) -> Webhook:
    found = services.own(viewer).filter(pk=webhook).first()
    if found is None:
        raise Http404
    return found

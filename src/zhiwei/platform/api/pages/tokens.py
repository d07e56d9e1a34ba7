"""The person's tokens: the list, a new one shown once, the end of one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.api import tokens as services
from zhiwei.platform.api.pages.forms import TokenForm


@never_cache
@may("tokens.make")
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens, and a form for a new one; its text is on the answer to the form and nowhere else."""
    viewer = viewer_of(request)
    form = TokenForm(request.POST or None, memberships=services.memberships(viewer))
    made = text = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made, text = services.make(
            viewer,
            name=told["name"],
            scopes=told["scopes"],
            membership_id=uuid.UUID(told["role"]),
            days=told["days"],
        )
        form = TokenForm(memberships=services.memberships(viewer))
    context = {
        "tokens": [
            (token, [services.SCOPES.get(scope, scope) for scope in token.scopes])
            for token in services.own(viewer)
        ],
        "form": form,
        "made": made,
        "text": text,
    }
    status = 422 if form.errors else 200
    return render(request, "api/tokens.html", context, status=status)


@require_POST
@may("tokens.make")
def revoke(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """End a token."""
    ended = services.revoke(viewer_of(request), token)
    messages.success(request, _("令牌“%(name)s”已吊销。") % {"name": ended.name})
    return redirect("api_pages:tokens")

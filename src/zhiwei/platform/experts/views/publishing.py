"""Publishing an answer without names, and taking it off again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.experts import services
from zhiwei.platform.experts.anonymous import masked
from zhiwei.platform.experts.forms import PublishForm
from zhiwei.platform.experts.models import Question
from zhiwei.platform.experts.services.publishing import may_publish
from zhiwei.platform.kit.refusals import done


def _question(key: UUID) -> Question:
    return get_object_or_404(Question.objects.select_related("case", "firm", "expert"), pk=key)


@logged_in
def publish(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The draft with names replaced, to be read and rewritten; what still tells who asked is named."""
    viewer, found = viewer_of(request), _question(key)
    if not may_publish(viewer, found) or not found.agrees or found.answered_at is None:
        raise Http404
    draft = {
        "title": found.public_title or masked(found.firm, found.title),
        "text": found.public_text or masked(found.firm, found.text),
        "answer": found.public_answer or masked(found.firm, found.answer),
    }
    reads.reveal(viewer, kind="subject", key=str(found.firm_id), fields=["advice"])
    form = PublishForm(request.POST or None, initial=draft)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish(viewer, found, **form.cleaned_data)
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已公开，不含提问企业的名称。"))
            return redirect("experts:answer", key)
    return render(
        request, "experts/publish.html", {"form": form, "question": found}, status=422 if form.errors else 200
    )


@require_POST
@logged_in
def withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take it off; the firm that asked may do so at any time."""
    viewer, found = viewer_of(request), _question(key)
    return done(request, lambda: services.withdraw(viewer, found), _("已撤下。"), "experts:answers")

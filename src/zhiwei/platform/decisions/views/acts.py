"""What is done to a filing by a button: submit, approve, return, withdraw, end."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, official_only, viewer_of
from zhiwei.platform.decisions import endings, queries, services, standing
from zhiwei.platform.decisions.forms import DropForm, EndForm, ReturnForm, WithdrawForm
from zhiwei.platform.decisions.models import Ending, Filing
from zhiwei.platform.decisions.views.office import detail
from zhiwei.platform.kit.refusals import done, revision_of


@require_POST
@official_only
def submit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand it over for the check."""
    return _done(request, key, services.submit, _("已提交，等待另一位经办人复核。"))


@require_POST
@official_only
def approve(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Let it take effect."""
    filing = get_object_or_404(queries.own(viewer_of(request)), pk=key)
    said = _("已生效。本地主体的判定从现在起按这份决定计算。")
    if standing.begins(filing):
        said = _("已批准，自 %(day)s 起施行；本地主体那一天起的判定按这份决定计算。") % {
            "day": filing.from_day
        }
    return _done(request, key, services.approve, said)


@require_POST
@official_only
def return_(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give it back with every reason, a line each."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return detail(request, key, return_form=form)
    reasons = form.cleaned_data["reasons"].splitlines()

    def act(viewer: object, pk: UUID, *, revision: int) -> Filing:
        return services.return_(viewer_of(request), pk, reasons, revision=revision)

    return _done(request, key, act, _("已退回填报人。"))


@require_POST
@official_only
def withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take it back before it takes effect, with the reason."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return detail(request, key, withdraw_form=form)
    reason = form.cleaned_data["reason"]

    def act(viewer: Viewer, pk: UUID, *, revision: int) -> Filing:
        return services.withdraw(viewer, pk, reason, revision=revision)

    return _done(request, key, act, _("已撤回。"))


@require_POST
@official_only
def propose_end(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose that a decision in effect ends, with the reason and the day."""
    form = EndForm(request.POST)
    if not form.is_valid():
        return detail(request, key, end_form=form)
    given = form.cleaned_data

    def act(viewer: Viewer, pk: UUID, *, revision: int) -> Ending:
        return endings.propose(
            viewer, pk, given["reason"], revision=revision, lapses_from=given["lapses_from"]
        )

    return _done(request, key, act, _("已提出撤回，等待另一位经办人同意；在此之前这份决定照常适用。"))


@require_POST
@official_only
def agree_end(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Let it end as another official proposed."""
    viewer, one = viewer_of(request), _ending(request, key, which)
    return done(request, lambda: endings.agree(viewer, one.pk), _("已撤回。"), "decisions:office-detail", key)


@require_POST
@official_only
def drop_end(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Take the proposal back, or do not agree to it."""
    viewer, one, form = viewer_of(request), _ending(request, key, which), DropForm(request.POST)
    if not form.is_valid():
        return detail(request, key, drop_form=form)
    reason, said = form.cleaned_data["reason"], _("提议已作废，这份决定照常适用。")
    return done(request, lambda: endings.drop(viewer, one.pk, reason), said, "decisions:office-detail", key)


def _ending(request: HttpRequest, key: UUID, which: UUID) -> Ending:
    filing = get_object_or_404(queries.own(viewer_of(request)), pk=key)
    return get_object_or_404(filing.endings, pk=which)


def _done(request: HttpRequest, key: UUID, act: Callable[..., object], said: str) -> HttpResponseBase:
    """Do it and go back to the filing; what was refused is said there."""
    viewer = viewer_of(request)
    get_object_or_404(queries.own(viewer), pk=key)
    return done(
        request, lambda: act(viewer, key, revision=revision_of(request)), said, "decisions:office-detail", key
    )

"""What is done to a filing by a button: submit, approve, return, withdraw, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import official_only, viewer_of
from zhiwei.platform.decisions import endings, queries, services, standing
from zhiwei.platform.decisions.forms import DropForm, EndForm, ReturnForm, WithdrawForm
from zhiwei.platform.decisions.models import Ending, Filing
from zhiwei.platform.decisions.views.office import detail
from zhiwei.platform.kit.refusals import accepted, done, revision_of


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

    def act(reasons: str) -> Filing:
        revision = revision_of(request)
        return services.return_(viewer_of(request), key, reasons.splitlines(), revision=revision)

    return _filled_in(request, key, "return_form", ReturnForm(request.POST), act, _("已退回填报人。"))


@require_POST
@official_only
def withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take it back before it takes effect, with the reason."""

    def act(reason: str) -> Filing:
        return services.withdraw(viewer_of(request), key, reason, revision=revision_of(request))

    return _filled_in(request, key, "withdraw_form", WithdrawForm(request.POST), act, _("已撤回。"))


@require_POST
@official_only
def propose_end(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose that a decision in effect ends, with the reason and the day."""

    def act(reason: str, lapses_from: date | None) -> Ending:
        revision = revision_of(request)
        return endings.propose(viewer_of(request), key, reason, revision=revision, lapses_from=lapses_from)

    said = _("已提出撤回，等待另一位经办人同意；在此之前这份决定照常适用。")
    return _filled_in(request, key, "end_form", EndForm(request.POST), act, said)


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
    one, said = _ending(request, key, which), _("提议已作废，这份决定照常适用。")

    def act(reason: str) -> Ending:
        return endings.drop(viewer_of(request), one.pk, reason)

    return _filled_in(request, key, "drop_form", DropForm(request.POST), act, said)


def _ending(request: HttpRequest, key: UUID, which: UUID) -> Ending:
    filing = get_object_or_404(queries.own(viewer_of(request)), pk=key)
    return get_object_or_404(filing.endings, pk=which)


def _filled_in(
    request: HttpRequest, key: UUID, name: str, form: Form, act: Callable[..., object], said: str
) -> HttpResponseBase:
    """Do what a form of the filing's page asks for and go back to it; what was refused is said beside what was typed."""
    get_object_or_404(queries.own(viewer_of(request)), pk=key)
    if accepted(request, form, act, said):
        return redirect("decisions:office-detail", key)
    return detail(request, key, **{name: form})


def _done(request: HttpRequest, key: UUID, act: Callable[..., object], said: str) -> HttpResponseBase:
    """Do it and go back to the filing; what was refused is said there."""
    viewer = viewer_of(request)
    get_object_or_404(queries.own(viewer), pk=key)
    return done(
        request, lambda: act(viewer, key, revision=revision_of(request)), said, "decisions:office-detail", key
    )

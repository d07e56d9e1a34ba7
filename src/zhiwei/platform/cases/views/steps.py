"""The form of one step, and taking it; the same for officials and applicants."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import hanging, permissions, queries, services
from zhiwei.platform.cases.about import lines_before
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.forms import AtTheCounterForm, StepForm
from zhiwei.platform.cases.models import Case, Origin, Step
from zhiwei.platform.cases.plain import words_of
from zhiwei.platform.cases.tables import state_words
from zhiwei.platform.cases.titles import named
from zhiwei.platform.cases.values import amount_words
from zhiwei.platform.cases.views.shown import amount_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.refusals import revision_of


def step_page(
    request: HttpRequest, viewer: Viewer, case: Case, transition: str, back: str, needed: Container[str] = ()
) -> HttpResponseBase:
    """The page of a step; ``back`` is the address of the case, ``needed`` what this case cannot do without of what the step
    asks for at will. Raises Http404 for a step that is not the viewer's."""
    kind = get(case.type)
    rule = kind.transitions.get(transition)
    if rule is None or not permissions.may_act(viewer, case, rule):
        raise Http404
    if request.method != "POST" and case.state not in rule.sources:
        messages.warning(request, services.out_of_turn(kind, case, rule))
        return redirect(back)
    if request.method != "POST" and (why := permissions.barred(viewer, case, kind, rule)):
        messages.warning(request, why)
        return redirect(back)
    handed_in = frozenset(case.documents.values_list("name", flat=True))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    anew = rule.amends or rule.corrects  # what the application said stands in the boxes again
    form = StepForm(kind, rule, handed_in, *sent, said=case.content if anew else None)
    counter = (
        AtTheCounterForm(request.POST or None) if permissions.at_the_counter(viewer, case, rule) else None
    )
    for name, field in form.fields.items():
        field.required = field.required or name in needed
    complete = form.is_valid() and (counter is None or counter.is_valid())
    if sent and complete:
        before = case.revision
        try:
            done = services.act(
                viewer, case.pk, transition, revision=revision_of(request),
                content=form.content(), documents=kept(viewer, form), defects=form.defects(),
                counter=for_whom(counter),
            )  # fmt: skip
        except Refused as refused:
            case.refresh_from_db()
            if case.state not in rule.sources:  # nothing that is corrected here would help
                messages.warning(request, str(refused))
                return redirect(back)
            form.add_faults(refused.faults)
        else:
            taken = done.steps.filter(transition=rule.id).order_by("-number").first()
            if done.revision == before and taken is not None and not as_taken(taken, form):
                messages.warning(request, _("这一步已经办理过；这次改动的内容没有保存。"))
                return redirect(back)
            said = _("已办理“%(step)s”，办件现为“%(state)s”。")
            messages.success(request, said % {"step": rule.words, "state": state_words(done)})
            return redirect(back)
    target = kind.states[rule.to]
    context = {
        "case": case, "kind": kind, "rule": rule, "form": form, "back": back, "target": target, "title": named(case),
        "counter": counter,
        "defects": queries.to_correct(case) if anew else [],
        "plain": words_of(case, target), "lines": lines_before(viewer, case, rule),
        "loss": _loss(case, rule) if rule.withdraws else None,
        "office": back.startswith("/office/"),
        "sentences": [one for one in map(sentence_of, kind.sentences) if one],
    }  # fmt: skip
    return render(request, "cases/step.html", context, status=422 if sent else 200)


def as_taken(step: Step, form: StepForm) -> bool:
    """Whether a form sent again says what the step was taken with; files that are not sent again say nothing."""
    asked = {one.name for one in form.rule.form}
    said = {name: value for name, value in step.content.items() if name in asked}
    had = dict(step.documents.values_list("name", "file__sha256"))
    sent = {name: one.sha256 for name, one in form.handed_in().items()}
    return said == form.content() and step.defects == form.defects() and sent.items() <= had.items()


def for_whom(form: AtTheCounterForm | None) -> services.AtTheCounter | None:
    """What a form says of somebody at the counter; None where nobody is there."""
    if form is None:
        return None
    return services.AtTheCounter(form.cleaned_data["counter_person"], form.cleaned_data["counter_reason"])


def _loss(case: Case, rule: Transition) -> dict[str, Any]:
    """What an applicant loses who gives up: the money set aside, else the amount settled; whether the case can go on after
    all, and whether he may apply again."""
    kind, hangs = get(case.type), hanging.of(case)
    own = sum(one.reserved + one.promised for one in hangs if not one.payee)
    return {
        "money": amount_words(own) if own else "" if hangs else amount_of(case),
        "final": all(one.rejects for one in kind.leaving(rule.to)),
        "again": Origin.APPLICANT in kind.start.ways,
    }


def kept(viewer: Viewer, form: StepForm) -> dict[str, StoredFile]:
    """The files of a form, kept."""
    return {name: uploads.keep(file, viewer.user_id) for name, file in form.handed_in().items()}

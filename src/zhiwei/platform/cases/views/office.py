"""The officials' work: the list, a case, what may be done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import level_of, name_of, with_above
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.viewer import Viewer, logged_in, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.cases import queries, services, who
from zhiwei.platform.cases.about import lines_of
from zhiwei.platform.cases.bureaus import aside, of_complaints, of_objections, part
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.filters import WorkFilter
from zhiwei.platform.cases.forms import AssignForm, ObjectionAnswerForm, TextForm
from zhiwei.platform.cases.hands import with_trait
from zhiwei.platform.cases.lateness import deadline_of
from zhiwei.platform.cases.models import Case, Complaint, Objection
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.cases.services.notices import may_answer
from zhiwei.platform.cases.services.reminding import may_remind
from zhiwei.platform.cases.services.voices import handled_words
from zhiwei.platform.cases.standing import waits_for_applicant
from zhiwei.platform.cases.tables import (
    complaints_table,
    late_words,
    objections_table,
    standing_table,
    work_table,
)
from zhiwei.platform.cases.views.shown import doers, page_of, stands_of
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.cases.waiting import offices_of
from zhiwei.platform.cases.work import LISTS, STANDING, objections, of_list
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import Table
from zhiwei.platform.kit.templatetags.kit_tables import address


@may("cases.read")
@official_only
def work(request: HttpRequest) -> HttpResponseBase:
    """The cases of the official's divisions: those he can act on first, his own, those due, those over their time."""
    viewer = viewer_of(request)
    wanted = request.GET.get("list", "todo")
    wanted = wanted if wanted in LISTS else "todo"
    others = aside(viewer)
    narrow = WorkFilter(request.GET, divided=others is not None)
    chosen = narrow.chosen()
    bureau = chosen.get("bureau", "")

    def narrowed(rows: QuerySet[Case]) -> QuerySet[Case]:
        if text := chosen.get("q"):
            rows = rows.filter(Q(subject__name__icontains=text) | Q(subject__found_by__icontains=text))
        rows = with_trait(rows, chosen.get("trait", ""))
        return rows.filter(type=chosen["type"]) if chosen.get("type") else rows

    def listed(name: str, which: str = bureau) -> QuerySet[Case]:
        return part(narrowed(of_list(viewer, name)), others, which)

    rows = listed(wanted).select_related("subject", "assignee")
    looking_back = wanted in ("ended", "all") or bool(chosen.get("trait"))
    file_name = f"{_('办件')}_{LISTS[wanted]}"
    if wanted in STANDING:
        table = standing_table(rows, file=file_name)
    else:
        table = work_table(rows, looking_back=looking_back, file=file_name)
    beside: dict[Table, Whose | None] = {}
    if wanted == "todo":
        against = objections_table(of_objections(objections(viewer), others, bureau))
        complained = _complaints(viewer, of_complaints(queries.open_complaints(viewer), others, bureau))
        beside = {against: lambda o: o.notice.case.subject_id, complained: lambda c: c.case.subject_id}
    lists: dict[Table, Whose | None] = {table: lambda c: c.subject_id, **beside}
    if file := read_or_taken(viewer, request, lists, fields=["cases"]):
        return file
    plain: dict[str, Any] = {name: None for name in request.GET if name.endswith(("page", "sort", "export"))}
    tabs = [
        (label, address(request.GET, **{**plain, "list": name}), name == wanted, listed(name).count())
        for name, label in LISTS.items()
    ]
    context = {
        **{one.name: one for one in beside if one.rows},
        "may_reach": viewer.may("cases.assign"), "may_bulk": not viewer.only_reads,
        "table": table, "filters": narrow, "tabs": tabs, "may_file": viewer.may("cases.counter"), "list": wanted,
        "about_list": STANDING.get(wanted, ""),
        "bureaus": _bureaus(request, bureau, {one: listed(wanted, one).count() for one in ("", "others")}) if others is not None else None,
    }  # fmt: skip
    return render(request, "cases/work.html", context)


def _complaints(viewer: Viewer, rows: QuerySet[Complaint]) -> Table:
    """Complaints that wait for an answer, with whether the viewer may give it."""
    others = queries.to_answer(viewer).order_by().values("pk")
    return complaints_table(rows, frozenset(rows.exclude(pk__in=others).values_list("case_id", flat=True)))


def _bureaus(request: HttpRequest, bureau: str, counts: Mapping[str, int]) -> Mapping[str, Any]:
    """Which part of a divided list is shown, and the way to the other with its number of cases."""
    to = "" if bureau else "others"
    plain = {name: None for name in request.GET if name.endswith(("page", "export"))}
    return {
        "shown": bureau,
        "count": counts[to],
        "address": address(request.GET, **{**plain, "bureau": to or None}),
    }


def _case(request: HttpRequest, key: UUID) -> tuple[Viewer, Case]:
    viewer = viewer_of(request)
    return viewer, queries.visible_one(viewer, key)


@may("cases.act")
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step."""
    viewer, case = _case(request, key)
    return step_page(request, viewer, case, transition, reverse("cases:office-case", args=[key]))


@logged_in
def case(request: HttpRequest, key: UUID, **sent: Form) -> HttpResponseBase:
    """One case: what it is about, what comes next and who does it, its history, its documents; ``sent`` is an answer that is
    to be corrected, under :func:`_box` of what it answers."""
    viewer, found = _case(request, key)
    here = who.sees_names(viewer, found)
    if not here and who.is_own(viewer, found):
        return redirect("cases:own-case", key)
    reads.reveal(viewer, kind="subject", key=str(found.subject_id), fields=["cases"], why=found.number)
    answering = viewer.may("cases.answer", division=found.division)
    able = queries.may_do(viewer, found)
    context = page_of(viewer, found) | {
        "office": True,
        "late": late_words(found),
        "deadline": deadline_of(found),
        "about": lines_of(viewer, found),
        "steps": doers(one for one in able if not one.amends),
        "amendments": [one for one in able if one.amends],
        "barred": queries.barred(viewer, found),
        "objections": _with_forms(queries.objections(found) if here else (), ObjectionAnswerForm, sent),
        "may_answer": any(may_answer(viewer, one) for one in found.notices.all()[:1]),
        "may_reply": answering,
        "handled": handled_words() if answering and queries.handled(viewer, found) else "",
        "complaints": _with_forms(found.complaints.all() if here else (), TextForm, sent),
        "may_assign": viewer.may("cases.assign", division=found.division) and not found.ended,
        "may_take": found.assignee_id != viewer.user_id and viewer.may("cases.act", division=found.division) and not found.ended,
        "call_back_form": sent.get(CALL_BACK) or TextForm(),
        "assign_form": AssignForm(officials(found), initial={"user": found.assignee_id}),
        "stands": stands_of(found),
        "may_remind": may_remind(viewer, found) and waits_for_applicant(found),
    }  # fmt: skip
    return render(request, "cases/office_case.html", context, status=422 if sent else 200)


CALL_BACK = "call_back"


def _box(one: Objection | Complaint) -> str:
    """Under which name the page of a case takes the answer to an objection or a complaint, and how its boxes begin."""
    return f"answer_{one.pk.hex}"


def _with_forms(
    rows: Iterable[Objection | Complaint], form: type[Form], sent: Mapping[str, Form]
) -> list[tuple[Objection | Complaint, Form]]:
    """What is to be answered with the form for it: the one sent, where it is to be corrected."""
    return [(one, sent.get(_box(one)) or form(auto_id=f"id_{_box(one)}_%s")) for one in rows]


@logged_in
def accepted(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """受理凭证: on one sheet what was handed in, when and to whom, to be printed for the person at the desk."""
    viewer, found = _case(request, key)
    reads.reveal(viewer, kind="subject", key=str(found.subject_id), fields=["cases"], why=found.number)
    kind = get(found.type)
    papers = [
        (kind.document(one.name) or one.name, one.file.name)
        for one in found.documents.select_related("file").filter(step__number=1)
    ]
    context = {
        "case": found, "kind": kind, "papers": papers, "place": name_of(found.division), "reached": office_of(found.type, found.division),
        "deadline": deadline_of(found), "person": "" if who.only_invited(viewer, found) else found.counter.get("person", ""),
    }  # fmt: skip
    return render(request, "cases/accepted.html", context)


def officials(case: Case) -> QuerySet[User]:
    """Officials in office whom the case waits for in its division, while it waits for no office those whom its type ever
    waits for; and those of the level it was handed to."""
    today, kind, level = clock.today(), get(case.type), level_of(case.division)
    roles = (offices_of(kind, level, (case.state,)) or offices_of(kind, level)) | {case.escalated_to} - {""}
    held = Membership.objects.filter(
        Q(to_day=None) | Q(to_day__gte=today), role__in=sorted(roles),
        division__in=with_above(case.division), from_day__lte=today,
    )  # fmt: skip
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("display_name")


def _done(request: HttpRequest, key: UUID, act: Callable[[], object], said: str) -> HttpResponseBase:
    return done(request, act, said, "cases:office-case", key)


@require_POST
@may("cases.act")
def take(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take a case oneself."""
    viewer, _found = _case(request, key)
    own = User.objects.get(pk=viewer.user_id or 0)
    return _done(request, key, lambda: services.assign(viewer, key, own), _("已由您经办。"))


@require_POST
@may("cases.assign")
def assign(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give a case to an official, or back to all."""
    viewer, found = _case(request, key)
    form = AssignForm(officials(found), request.POST)
    if not form.is_valid():
        messages.error(request, _("请从列表中选择经办人。"))
        return redirect("cases:office-case", key)
    chosen = form.cleaned_data["user"]
    said = _("已分派。") if chosen else _("已交回，由本地经办人员共同办理。")
    return _done(request, key, lambda: services.assign(viewer, key, chosen), said)


@require_POST
@may("cases.act")
def remind(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Remind the applicant; who has no log-in does not see it, which is said."""
    viewer, found = _case(request, key)
    if found.subject.organisation_id is None:
        said = _("提醒已记下。申请人没有账号，在平台上看不到，请用别的方式告诉他。")
    else:
        said = _("已提醒，申请人登录后在首页和办件里都能看到。")
    return _done(request, key, lambda: services.remind(viewer, key), said)


@require_POST
@may("cases.act")
def objection(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Answer an objection."""
    viewer, _found = _case(request, key)
    box = _box(get_object_or_404(Objection, pk=which, notice__case=key))
    form = ObjectionAnswerForm(request.POST, auto_id=f"id_{box}_%s")
    if not form.is_valid():
        return case(request, key, **{box: form})
    upheld, answer = form.cleaned_data["upheld"] == "yes", form.cleaned_data["answer"]
    return _done(
        request,
        key,
        lambda: services.answer_objection(viewer, which, upheld=upheld, answer=answer),
        _("异议已处理。"),
    )


@require_POST
@may("cases.answer")
def complaint(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Answer a complaint."""
    viewer, _found = _case(request, key)
    box = _box(get_object_or_404(Complaint, pk=which, case=key))
    form = TextForm(request.POST, auto_id=f"id_{box}_%s")
    if not form.is_valid():
        return case(request, key, **{box: form})
    answer = form.cleaned_data["text"]
    return _done(
        request, key, lambda: services.answer_complaint(viewer, which, answer=answer), _("投诉已答复。")
    )


@require_POST
@may("cases.answer")
def call_back(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Write down the outcome of calling back a poor grade."""
    viewer, _found = _case(request, key)
    form = TextForm(request.POST)
    if not form.is_valid():
        return case(request, key, **{CALL_BACK: form})
    outcome = form.cleaned_data["text"]
    return _done(
        request, key, lambda: services.call_back(viewer, key, outcome=outcome), _("回访结果已记下。")
    )


@logged_in
def document(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """A document of a case, for whoever may see the case."""
    viewer, found = _case(request, key)
    one = get_object_or_404(found.documents.select_related("file"), pk=which)
    reads.reveal(viewer, kind="subject", key=str(found.subject_id), fields=["cases"], why=found.number)
    return uploads.response(one.file, inline=True)

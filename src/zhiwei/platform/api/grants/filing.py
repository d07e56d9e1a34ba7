"""Filing an application and going on with it for a firm, as a program of the firm's people does."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.api.bodies import escaped, only_known
from zhiwei.platform.api.grants import forms
from zhiwei.platform.api.grants.naming import competition_id, form_id
from zhiwei.platform.api.problems import Fault, Faults, Problem, invalid
from zhiwei.platform.api.refusals import Told, both
from zhiwei.platform.cases import casetypes, permissions, services
from zhiwei.platform.cases.casetypes import CaseType, registry
from zhiwei.platform.cases.casetypes.model import APPLICANT, OPEN, Transition
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.cases.services.acting import repeated
from zhiwei.platform.cases.services.moving import lacking
from zhiwei.platform.cases.values import checked
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Subject

FILING = ("competitionId", "subject", "formResponses", "documents")
STEP = ("revision", "response", "documents")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a program sent for a step: values as a form has them, and files it handed in before."""

    content: dict[str, Any]
    documents: dict[str, StoredFile]


def file(viewer: Viewer, body: Mapping[str, Any], key: str) -> tuple[Case, bool]:
    """A new application and True, or the one that the same key filed before and False.

    Raises Problem with every defect, and a conflict for a key that filed something else; PermissionDenied for a matter
    that the viewer may not apply for.
    """
    faults = Faults()
    only_known(body, FILING, faults)
    kind, subject = _kind(body, faults), _subject(viewer, body, faults)
    if kind is None:
        faults.refuse()
    assert kind is not None
    pointer = f"#/formResponses/{form_id(kind)}/response"
    sent = _sent(viewer, kind.start, _response(kind, body, faults), body, pointer, faults)
    if subject is None or faults.found:
        _refuse_form(kind, kind.start, sent, pointer, faults)
    assert subject is not None
    whole = f"api/{subject.pk}/{hashlib.sha256(key.encode()).hexdigest()[:40]}"
    before = Case.objects.filter(key=whole).first()
    if before is not None and before.type != kind.id:
        raise _taken()

    def opened() -> Case:
        return services.open_case(
            viewer, kind.id, subject, key=whole, origin=Origin.APPLICANT.value, content=sent.content,
            documents=sent.documents,
        )  # fmt: skip

    try:
        case = both(opened, _place(kind.start, sent, pointer))
    except Told as told:
        raise invalid(told.faults) from None
    if not _same(case, sent):
        raise _taken()
    return case, before is None


def step(viewer: Viewer, case: Case, transition: str, body: Mapping[str, Any]) -> Case:
    """Take a step that is the applicant's; the same step sent again does nothing.

    Raises Problem with every defect, and a conflict where the case is no longer as ``revision`` says; PermissionDenied for a
    step that is not the applicant's.
    """
    kind = casetypes.get(case.type)
    rule = kind.transitions.get(transition)
    if rule is None:
        raise Problem(
            "not-found", f"此事项没有“{transition}”这一步", f"this matter has no step {transition!r}"
        )
    if permissions.actor_of(viewer, case, rule) != APPLICANT:
        raise PermissionDenied(_("这一步不由您办理"))
    faults = Faults()
    only_known(body, STEP, faults)
    revision, given = body.get("revision"), body.get("response")
    if not isinstance(revision, int) or isinstance(revision, bool) or not 0 < revision < 2**31:
        faults.add(
            "#/revision", "应为读取办件时的 revision", "the revision under which the case was read is needed"
        )
    if given is not None and not isinstance(given, dict):
        faults.add("#/response", "应为“名称: 值”的形式", "an object of names and values is needed")
    sent = _sent(viewer, rule, given if isinstance(given, dict) else {}, body, "#/response", faults)
    if faults.found:
        _refuse_form(kind, rule, sent, "#/response", faults)
    assert isinstance(revision, int)
    if not repeated(viewer, case, transition, revision):
        _current(kind, case, rule, revision)

    def act() -> Case:
        return services.act(
            viewer, case.pk, transition, revision=revision, content=sent.content, documents=sent.documents
        )

    try:
        return both(act, _place(rule, sent, "#/response"))
    except Told as told:
        raise invalid(told.faults) from None


def _current(kind: CaseType, case: Case, rule: Transition, revision: int) -> None:
    """Raise a conflict where the case has moved on."""
    if case.revision != revision:
        zh = f"办件现在是第 {case.revision} 版，请重新读取"
        raise Problem("conflict", zh, f"the case is at revision {case.revision} now; read it again")
    if case.state not in rule.sources:
        state = kind.states[case.state].words
        zh = f"办件现为“{state.zh}”，不能办理“{rule.words.zh}”"
        raise Problem("conflict", zh, f"the case is “{state.en}”; “{rule.words.en}” cannot be done")


def withdrawal(viewer: Viewer, case: Case) -> str:
    """The step with which the applicant takes his application back now, or took it back last. Raises Problem."""
    kind = casetypes.get(case.type)
    own = [rule for rule in kind.transitions.values() if rule.withdraws and APPLICANT in rule.actors]
    open_now = [rule.id for rule in own if case.state in rule.sources]
    if open_now:
        return open_now[0]
    last = case.steps.order_by("-number").first()
    if last is not None and last.by_id == viewer.user_id and last.transition in {rule.id for rule in own}:
        return str(last.transition)
    state = kind.states[case.state].words
    raise Problem(
        "conflict", f"办件现为“{state.zh}”，不能撤回", f"the case is “{state.en}” and cannot be withdrawn"
    )


def _kind(body: Mapping[str, Any], faults: Faults) -> CaseType | None:
    wanted = body.get("competitionId")
    found = next((one for one in registry.all_types().values() if str(competition_id(one)) == wanted), None)
    if found is None:
        faults.add(
            "#/competitionId", "没有这个事项", "no such matter", remedy_zh="取自 /common-grants/opportunities",
            remedy_en="take it from /common-grants/opportunities",
        )  # fmt: skip
    elif Origin.APPLICANT not in found.start.ways:
        faults.add("#/competitionId", "此事项不须申请", "this matter is not applied for")
    return found


def _subject(viewer: Viewer, body: Mapping[str, Any], faults: Faults) -> Subject | None:
    key = _uuid(body.get("subject"))
    rows = Subject.objects.filter(organisation__in=viewer.organisation_ids)
    found = rows.filter(pk=key).first() if key else None
    if found is None:
        faults.add(
            "#/subject", "没有这个主体，或不由您登录办理", "no such subject of yours",
            remedy_zh="取自 /subjects", remedy_en="take it from /subjects",
        )  # fmt: skip
    return found


def _response(kind: CaseType, body: Mapping[str, Any], faults: Faults) -> Mapping[str, Any]:
    given, key = body.get("formResponses"), str(form_id(kind))
    if given is None:
        return {}
    if not isinstance(given, dict):
        faults.add("#/formResponses", "应为“表单: 内容”的形式", "an object of forms is needed")
        return {}
    for name in given:
        if name != key:
            faults.add(
                "#/formResponses/" + escaped(name), "不是此事项的表单", "no form of this matter",
                remedy_zh=f"应为 {key}", remedy_en=f"use {key}",
            )  # fmt: skip
    own = given.get(key, {})
    if not isinstance(own, dict) or not isinstance(own.get("response", {}), dict):
        faults.add(f"#/formResponses/{key}/response", "应为“名称: 值”的形式", "an object of names and values is needed")  # fmt: skip
        return {}
    response: Mapping[str, Any] = own.get("response", {})
    return response


def _sent(
    viewer: Viewer, rule: Transition, given: Mapping[str, Any], body: Mapping[str, Any], pointer: str, faults: Faults
) -> Sent:  # fmt: skip
    content = forms.plain(rule, given, pointer, faults)
    named, documents = body.get("documents"), {}
    if named is not None and not isinstance(named, dict):
        faults.add("#/documents", "应为“名称: 文件编号”的形式", "an object of names and files is needed")
        named = None
    for name, raw in (named or {}).items():
        key = _uuid(raw)
        mine = StoredFile.objects.filter(pk=key, uploaded_by=viewer.user_id).first() if key else None
        if mine is None:
            faults.add(
                "#/documents/" + escaped(name), "没有您交的这个文件", "no such file of yours",
                remedy_zh="先用 POST /files 上传", remedy_en="hand it in by POST /files first",
            )  # fmt: skip
        else:
            documents[name] = mine
    return Sent(content, documents)


def _refuse_form(kind: CaseType, rule: Transition, sent: Sent, pointer: str, faults: Faults) -> NoReturn:
    """Add what the form itself has against it to what is known, and refuse."""
    told = {one.pointer for one in faults.found}

    def look() -> None:
        _values, wrong = checked(rule.form, sent.content)
        wrong += lacking(kind, rule, sent.documents)
        if wrong:
            raise Refused(wrong)

    try:
        both(look, _place(rule, sent, pointer))
    except Told as more:
        faults.found += [one for one in more.faults if one.pointer not in told]
    raise invalid(faults.found)


def _place(rule: Transition, sent: Sent, pointer: str) -> Callable[[str], str]:
    """Where a field or a document of a fault stands in the body."""
    fields = {one.name for one in rule.form} | set(sent.content)

    def place(name: str) -> str:
        if name in fields:
            return f"{pointer}/{escaped(name)}"
        return f"#/documents/{escaped(name)}" if name else "#"

    return place


def _same(case: Case, sent: Sent) -> bool:
    """Whether a case began with exactly this."""
    first = case.steps.filter(transition=OPEN).first()
    if first is None:
        return False
    content, _wrong = checked(casetypes.get(case.type).start.form, sent.content)
    files = {one.name: one.file.sha256 for one in first.documents.select_related("file")}
    return first.content == content and files == {name: one.sha256 for name, one in sent.documents.items()}


def _taken() -> Problem:
    return Problem(
        "conflict", "此 Idempotency-Key 已用于另一申请", "this Idempotency-Key filed another application",
        [Fault("Idempotency-Key", "换一个新的值", "use a new one")],
    )  # fmt: skip


def _uuid(raw: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(raw) if isinstance(raw, str) else None
    except ValueError:
        return None

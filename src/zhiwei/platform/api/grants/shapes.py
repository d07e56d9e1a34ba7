"""A matter as an opportunity, a case as an application."""

from __future__ import annotations

from typing import Any

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.api.grants.forms import documents_of, form_json, schema_of
from zhiwei.platform.api.grants.naming import competition_id, custom, form_id, opportunity_id
from zhiwei.platform.cases import permissions, queries
from zhiwei.platform.cases.casetypes import CaseType, registry
from zhiwei.platform.cases.casetypes.model import APPLICANT, OPEN
from zhiwei.platform.cases.models import Case, Clock, Origin, Step
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import lang

CURRENCY = "CNY"


def opportunity_json(kind: CaseType) -> dict[str, Any]:
    """A matter as the protocol's opportunity; with its form where firms apply for it themselves."""
    forms = {str(form_id(kind)): form_json(kind)} if Origin.APPLICANT in kind.start.ways else {}
    competition = {
        "id": str(competition_id(kind)),
        "title": str(kind.title),
        "status": {"value": "open"},
        "forms": {"forms": forms},
    }
    return {
        "id": str(opportunity_id(kind)),
        "title": str(kind.title),
        "status": {"value": "open"},
        "description": str(kind.about),
        "acceptedApplicantTypes": [{"value": "custom", "customValue": kind.entity}],
        "competitions": [competition],
        "customFields": {
            "matter": custom("matter", "string", kind.id),
            "sentences": custom("sentences", "array", list(kind.sentences)),
            "measure": custom("measure", "string", kind.measure),
            "ways": custom("ways", "array", list(kind.start.ways)),
            "content": custom("content", "string", kind.hash),
        },
    }


def application_json(case: Case) -> dict[str, Any]:
    """A case as the protocol's application: its form, where it stands, and its clocks."""
    kind = registry.all_types()[case.type]
    steps = list(case.steps.all())
    fields = {
        "number": custom("number", "string", case.number),
        "subject": custom("subject", "string", str(case.subject_id)),
        "division": custom("division", "string", case.division),
        "division_name": custom("division_name", "string", name_of(case.division)),
        "origin": custom("origin", "string", case.origin),
        "as_of": custom("as_of", "string", case.as_of.isoformat()),
        "due_on": custom("due_on", "string", _iso(case.due_on)),
        "revision": custom("revision", "integer", case.revision),
        "ended_at": custom("ended_at", "string", _iso(case.ended_at)),
        "receipt": custom("receipt", "string", str(case.receipt_id) if case.receipt_id else None),
        "documents": custom("documents", "array", sorted({one.name for one in case.documents.all()})),
        "clocks": custom("clocks", "array", [_clock(kind, one) for one in case.clocks.all()]),
        "defects": custom("defects", "array", _defects(kind, steps)),
    }
    amount = case.data.get("amount")
    if amount is not None:
        given = {"amount": money.yuan(amount, grouped=False), "currency": CURRENCY}
        fields["amount"] = custom("amount", "object", given)
    colon = "：" if lang() == "zh" else ": "
    return {
        "id": str(case.pk),
        "name": f"{case.subject.name}{colon}{kind.title}",
        "competitionId": str(competition_id(kind)),
        "formResponses": _responses(kind, steps),
        "status": _status(kind, case),
        "submittedAt": case.opened_at.isoformat(),
        "createdAt": case.opened_at.isoformat(),
        "lastModifiedAt": max([case.opened_at, *(one.at for one in steps)]).isoformat(),
        "customFields": fields,
    }


def with_steps(viewer: Viewer, case: Case) -> dict[str, Any]:
    """An application with what its applicant may do now, and what each step asks."""
    kind, found = registry.all_types()[case.type], application_json(case)
    steps = [
        {
            "step": rule.id, "title": str(rule.words), "withdraws": rule.withdraws, "schema": schema_of(rule),
            "documents": documents_of(kind, rule),
        }
        for rule in queries.may_do(viewer, case)
        if permissions.actor_of(viewer, case, rule) == APPLICANT
    ]  # fmt: skip
    found["customFields"]["steps"] = custom("steps", "array", steps)
    return found


def _responses(kind: CaseType, steps: list[Step]) -> dict[str, Any]:
    """What the form said when the case began; nothing where it began without a form."""
    first = next((one for one in steps if one.transition == OPEN), None)
    if first is None or not first.content:
        return {}
    key = str(form_id(kind))
    return {key: {"formId": key, "response": first.content}}


def _clock(kind: CaseType, one: Clock) -> dict[str, Any]:
    rule = kind.clocks.get(one.name)
    return {
        "clock": one.name, "title": str(rule.words) if rule else one.name, "state": one.state, "days": one.days,
        "unit": one.unit, "started_on": one.started_on.isoformat(), "due_on": _iso(one.due_on), "certain": one.certain,
        "ended_on": _iso(one.ended_on), "lapsed_on": _iso(one.lapsed_on),
    }  # fmt: skip


def _defects(kind: CaseType, steps: list[Step]) -> list[str]:
    """What the last return named; nothing where the case went on since."""
    last = steps[-1] if steps else None
    rule = kind.transition(last.transition) if last else None
    return list(last.defects) if last is not None and rule is not None and rule.returns else []


def _status(kind: CaseType, case: Case) -> dict[str, str]:
    """The protocol's word where it has one: submitted before the first step, accepted once paid; else our own state."""
    state = kind.states[case.state]
    told = {"description": str(state.plain)}
    if state.ends and state.asks_arrival:
        return {"value": "accepted", **told}
    if case.state == kind.start.to:
        return {"value": "submitted", **told}
    return {"value": "custom", "customValue": state.id, **told}


def _iso(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())

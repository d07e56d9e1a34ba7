"""What a step of a matter asks, as a JSON Schema; and what a program sent for it, made ready for the cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.api.bodies import escaped
from zhiwei.platform.api.grants.naming import custom, form_id
from zhiwei.platform.api.problems import Faults
from zhiwei.platform.cases.casetypes import CaseType
from zhiwei.platform.cases.casetypes.model import SUPPLEMENT, Field, Transition
from zhiwei.platform.cases.values import LINE, LONGEST
from zhiwei.platform.kit import money

AMOUNT = {"type": ["string", "number"], "description": "yuan"}


def form_json(kind: CaseType) -> dict[str, Any]:
    """The form with which a matter is applied for, as the protocol's form."""
    return {
        "id": str(form_id(kind)),
        "name": str(kind.title),
        "description": str(kind.start.words),
        "jsonSchema": schema_of(kind.start),
        "uiSchema": {},
        "customFields": {"documents": custom("documents", "array", documents_of(kind, kind.start))},
    }


def schema_of(rule: Transition) -> dict[str, Any]:
    """What a step asks, as a JSON Schema (draft 2020-12) of an object."""
    return {
        "type": "object",
        "properties": {one.name: _property(one) for one in rule.form},
        "required": [one.name for one in rule.form if one.required],
        "additionalProperties": False,
    }


def _property(one: Field) -> dict[str, Any]:
    about = {"title": str(one.words)}
    if one.hint or one.unit:
        about["description"] = str(one.hint or one.unit)
    match one.kind:
        case "money":
            return AMOUNT | about
        case "count":
            return {"type": "integer", "minimum": int(one.positive)} | about
        case "rate":
            return {"type": ["string", "number"]} | about
        case "date":
            return {"type": "string", "format": "date"} | about
        case "flag":
            return {"type": "boolean"} | about
        case "choice":
            return {
                "oneOf": [{"const": name, "title": str(words)} for name, words in one.choices.items()]
            } | about
    return {"type": "string", "maxLength": LINE if one.kind == "text" else LONGEST} | about


def documents_of(kind: CaseType, rule: Transition) -> list[dict[str, str]]:
    """The documents a step takes, by the names under which they are sent."""
    found = []
    for name in rule.documents:
        one = kind.documents[name]
        found.append({"name": name, "title": str(one.words), "description": str(one.hint or "")})
    optional = _("可以不交")
    found += [{"name": name, "title": str(SUPPLEMENT), "description": optional} for name in rule.at_will]
    return found


def plain(rule: Transition, given: Mapping[str, Any], pointer: str, faults: Faults) -> dict[str, Any]:
    """JSON values as a form sends them: numbers as text in yuan, switches as they are; null is left out.

    What is of the wrong JSON type is added to the faults; everything else is for the case to judge.
    """
    fields = {one.name: one for one in rule.form}
    found: dict[str, Any] = {}
    for name, raw in given.items():
        place, one = f"{pointer}/{escaped(name)}", fields.get(name)
        if raw is None:
            continue
        if one is None:
            found[name] = ""  # refused by its name, whatever it holds
        elif one.kind == "flag":
            if isinstance(raw, bool):
                found[name] = raw
            else:
                faults.add(place, "应为 true 或 false", "true or false is needed")
        elif isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
            faults.add(place, "应为文本或数字", "a text or a number is needed")
        else:
            text = raw if isinstance(raw, str) else format(Decimal(raw), "f")
            if not _bounded(one, text, place, faults):
                continue
            found[name] = text
    return found


def _bounded(one: Field, text: str, place: str, faults: Faults) -> bool:
    if one.kind == "text" and len(text) > LINE:
        faults.add(place, f"不能超过 {LINE} 字", f"{LINE} signs at most")
        return False
    if one.kind == "money":
        try:
            below = money.parse(text) < 0
        except money.Unreadable:
            return True  # told by the case in its own words
        if below:
            faults.add(place, "不能小于零", "below zero")
            return False
    return True

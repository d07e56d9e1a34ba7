"""The stored form of a rulebook: one canonical JSON file, named by its content hash."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.declare import Force, Measure, Modality
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.model import (
    FORMAT,
    Binding,
    Citation,
    Constraint,
    Entity,
    Link,
    Member,
    RulebookData,
    RuleRecord,
    Variable,
)
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.types import ValueType


def to_bytes(book: RulebookData) -> bytes:
    """The canonical bytes: UTF-8 JSON, keys sorted, no spaces; equal rulebooks give equal bytes."""
    return json.dumps(_to_json(book), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(stored: bytes) -> str:
    """SHA-256 of the stored bytes, hexadecimal."""
    return hashlib.sha256(stored).hexdigest()


def from_bytes(stored: bytes) -> RulebookData:
    """The rulebook of a stored file of this or an earlier format; raises :class:`LoadError` for a later one."""
    data = json.loads(stored)
    number = data.get("format")
    reader = _READERS.get(number)
    if reader is None:
        raise LoadError(
            [Defect("rulebook", f"format {number} is not known", f"this version reads 1 to {FORMAT}")]
        )
    return reader(data)


def _exact(value: Any) -> Any:
    """Values that JSON lacks, tagged: fractions, days, money and counts stay integers."""
    if isinstance(value, Fraction):
        return {"fraction": [value.numerator, value.denominator]}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"rows": {str(k): _exact(v) for k, v in value.items()}}
    return str(value) if isinstance(value, str) else value


def _inexact(data: Any) -> Any:
    if isinstance(data, dict):
        if "fraction" in data:
            return Fraction(*data["fraction"])
        if "date" in data:
            return datetime.date.fromisoformat(data["date"])
        return {k: _inexact(v) for k, v in data["rows"].items()}
    return data


def _day(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


def _undated(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _lean(data: dict[str, Any]) -> dict[str, Any]:
    """Without the fields that hold nothing."""
    return {k: v for k, v in data.items() if v not in (None, "", (), [], {}, False)}


def _to_json(book: RulebookData) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "entities": {e.name: _entity(e) for e in book.entities.values()},
        "variables": [_variable(v) for _, v in sorted(book.variables.items())],
        "rules": [_rule(r) for _, versions in sorted(book.rules.items()) for r in versions],
        "parameters": [_parameter(p) for _, p in sorted(book.parameters.items())],
        "measures": [_measure(m) for m in book.measures.values()],
        "citations": [
            _lean({f: getattr(c, f) for f in c.__dataclass_fields__})
            for _, c in sorted(book.citations.items())
        ],
        "code_lists": {k: " ".join(v) for k, v in book.code_lists.items()},
        "parents": dict(book.parents),
        "vocabularies": {k: [[m.value, m.zh, m.en] for m in v] for k, v in book.vocabularies.items()},
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "zh": entity.zh,
        "en": entity.en,
        "facts": list(entity.facts),
        "links": {k: [v.to, v.zh, v.en] for k, v in entity.links.items()},
        "constraints": [[tree.to_json(c.when), c.text, c.zh, c.en] for c in entity.constraints],
    }


def _variable(v: Variable) -> dict[str, Any]:
    bounds = {"minimum": v.minimum, "maximum": v.maximum, "step": v.step}
    return _lean({
        "name": v.name, "entity": v.entity, "zh": v.zh, "en": v.en, "type": v.type.to_json(), "computed": v.computed,
        "period": v.period, "optional": v.optional, "aliases": list(v.aliases), "note": v.note, "cites": list(v.cites),
        "doc": v.doc,
    }) | {name: _exact(bound) for name, bound in bounds.items() if bound is not None}  # fmt: skip


def _rule(r: RuleRecord) -> dict[str, Any]:
    return _lean({
        "variable": r.variable, "entity": r.entity, "name": r.name, "body": tree.to_json(r.body), "cites": list(r.cites),
        "bindings": [[getattr(b, f) for f in b.__dataclass_fields__] for b in r.bindings],
        "rounding": r.rounding, "starts": _day(r.starts), "ends": _day(r.ends), "doc": r.doc,
    })  # fmt: skip


def _parameter(p: Parameter) -> dict[str, Any]:
    plain = ("name", "zh", "en", "unit", "boundary", "applies", "key", "match", "note")
    return _lean({f: getattr(p, f) for f in plain}) | _lean({
        "type": p.type.to_json(), "reading": dict(p.reading or {}), "delegated": dict(p.delegated or {}),
        "quotes": [dict(q) for q in p.quotes], "values": [_value(v) for v in p.values],
    })  # fmt: skip


def _value(v: Value) -> dict[str, Any]:
    days = {
        f: _day(getattr(v, f))
        for f in ("starts", "ends", "enacted_to", "ended_published", "published", "recorded_on")
    }
    plain = {f: getattr(v, f) for f in ("source", "article", "evidence", "ended_by", "state", "note")}
    exact = {f: _exact(getattr(v, f)) for f in ("value", "minimum", "maximum")}
    kept = {k: e for k, e in exact.items() if e is not None}
    return _lean({**days, **plain, "also": list(v.also)}) | kept


def _measure(m: Measure) -> dict[str, Any]:
    lists = ("cites", "criteria", "scope", "window", "delegated")
    plain = ("id", "entity", "zh", "en", "amount", "maximum", "progress")
    return _lean({
        **{f: getattr(m, f) for f in plain}, **{f: list(getattr(m, f)) for f in lists},
        "modality": m.modality.value, "force": m.force.value, "notes": dict(m.notes),
    })  # fmt: skip


def _read_format_1(data: dict[str, Any]) -> RulebookData:
    vocabularies = {k: tuple(Member(*m) for m in v) for k, v in data["vocabularies"].items()}
    variables = {(v["entity"], v["name"]): _read_variable(v, vocabularies) for v in data["variables"]}
    rules: dict[tuple[str, str], tuple[RuleRecord, ...]] = {}
    for r in data["rules"]:
        key = (r["entity"], r["variable"])
        rules[key] = (*rules.get(key, ()), _read_rule(r))
    return RulebookData(
        entities={
            name: Entity(
                name,
                e["zh"],
                e["en"],
                {f: variables[name, f] for f in e["facts"]},
                {k: Link(k, *v) for k, v in e["links"].items()},
                tuple(Constraint(tree.from_json(c[0]), *c[1:]) for c in e["constraints"]),
            )
            for name, e in data["entities"].items()
        },
        variables=variables,
        rules=rules,
        parameters={p["name"]: _read_parameter(p) for p in data["parameters"]},
        measures={m["id"]: _read_measure(m) for m in data["measures"]},
        citations={c["cite"]: Citation(**c) for c in data["citations"]},
        code_lists={k: tuple(v.split()) for k, v in data["code_lists"].items()},
        parents=data["parents"],
        vocabularies=vocabularies,
    )


def _read_variable(v: dict[str, Any], vocabularies: Mapping[str, tuple[Member, ...]]) -> Variable:
    kind = ValueType.from_json(v["type"])
    exact: dict[str, Any] = {f: _inexact(v[f]) for f in ("minimum", "maximum", "step") if f in v}
    lists: dict[str, Any] = {f: tuple(v[f]) for f in ("aliases", "cites") if f in v}
    rest = {
        f: v[f]
        for f in ("name", "entity", "zh", "en", "computed", "period", "optional", "note", "doc")
        if f in v
    }
    return Variable(**rest, **exact, **lists, type=kind, enum=vocabularies.get(kind.enum or "", ()))


def _read_rule(r: dict[str, Any]) -> RuleRecord:
    return RuleRecord(
        r["variable"], r["entity"], r["name"], tuple(Binding(*b) for b in r.get("bindings", ())),
        tree.from_json(r["body"]), tuple(r["cites"]), r["rounding"], _undated(r.get("starts")), _undated(r.get("ends")),
        r.get("doc", ""),
    )  # fmt: skip


def _read_parameter(p: dict[str, Any]) -> Parameter:
    plain = {
        f: p[f] for f in ("name", "zh", "en", "unit", "boundary", "applies", "key", "match", "note") if f in p
    }
    return Parameter(
        **plain, type=ValueType.from_json(p["type"]), values=tuple(_read_value(v) for v in p["values"]),
        reading=p.get("reading"), delegated=p.get("delegated"), quotes=tuple(p.get("quotes", ())),
    )  # fmt: skip


def _read_value(v: dict[str, Any]) -> Value:
    days: dict[str, Any] = {
        f: _undated(v.get(f)) for f in ("ends", "enacted_to", "ended_published", "published", "recorded_on")
    }
    exact = {f: _inexact(v.get(f)) for f in ("value", "minimum", "maximum")}
    plain = {f: v.get(f, "") for f in ("source", "article", "evidence", "note")}
    return Value(
        starts=datetime.date.fromisoformat(v["starts"]), **days, **exact, **plain,
        ended_by=v.get("ended_by"), state=v["state"], also=tuple(v.get("also", ())),
    )  # fmt: skip


def _read_measure(m: dict[str, Any]) -> Measure:
    lists: dict[str, Any] = {
        f: tuple(m.get(f, ())) for f in ("cites", "criteria", "scope", "window", "delegated")
    }
    plain: dict[str, Any] = {f: m.get(f) for f in ("amount", "maximum", "progress")}
    return Measure(
        id=m["id"], entity=m["entity"], zh=m["zh"], en=m["en"], modality=Modality(m["modality"]),
        force=Force(m["force"]), notes=m.get("notes", {}), **lists, **plain,
    )  # fmt: skip


_READERS = {1: _read_format_1}

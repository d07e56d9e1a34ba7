"""判定回执: what makes an answer reproducible, and the check that it still comes out the same.

A receipt names the rulebook by content hash and holds dates, facts with sources, decisions, readings and the whole
answer. It is re-run with the rulebook it names, never with today's source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from zhiwei.engine.decisions import decision_json
from zhiwei.engine.errors import Defect, InputError
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.model import RulebookData
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.trace import amount_json

if TYPE_CHECKING:
    from zhiwei.engine.answer import Answer

FORMAT = 1
_FIELDS = ("format", "rulebook", "as_of", "entity", "subject", "decisions", "readings", "measures", "answer")


def receipt(answer: Answer) -> dict[str, Any]:
    """The receipt of an answer, as plain data in file form."""
    law, data = answer.law, answer.book.data
    return {
        "format": FORMAT,
        "rulebook": answer.book.hash,
        "as_of": law.as_of.isoformat(),
        "known_on": law.known_on.isoformat() if law.known_on else None,
        "entity": answer.case.entity,
        "subject": _subject(answer.case, data, "", answer.case.entity),
        "decisions": [decision_json(d, data) for d in law.decisions],
        "readings": dict(law.readings),
        "measures": list(answer.measures),
        "answer": answer.explanation,
    }


def _subject(case: Case, data: RulebookData, path: str, entity: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for (where, name, period), fact in case.facts.items():
        if where == path:
            facts[f"{name}@{period}" if period else name] = _fact(fact, data, entity, name)
    depth = path.count(".") + 1 if path else 0
    below = [
        p for p in case.paths if p and p.startswith(f"{path}." if path else "") and p.count(".") == depth
    ]
    links = {
        p.rpartition(".")[2]: _subject(case, data, p, data.entities[entity].links[p.rpartition(".")[2]].to)
        for p in below
    }
    return {"facts": dict(sorted(facts.items())), "links": links}


def _fact(fact: Fact, data: RulebookData, entity: str, name: str) -> Any:
    core: dict[str, Any] = {"status": fact.state}
    if fact.state == "known":
        kind = data.variables[entity, name].type
        core = {"value": fact.value if kind.kind in ("flag", "count") else shown(kind, fact.value)}
    for field in ("source", "legal_basis"):
        if getattr(fact, field):
            core[field] = getattr(fact, field)
    for field in ("received_on", "expires_on"):
        if getattr(fact, field):
            core[field] = getattr(fact, field).isoformat()
    return core


def rerun(record: Mapping[str, Any], book: Rulebook) -> Answer:
    """The receipt's question asked of a rulebook; raises :class:`InputError` for a record that is no receipt."""
    missing = [f for f in _FIELDS if f not in record]
    if missing or record["format"] != FORMAT:
        what = "lacks " + ", ".join(missing) if missing else f"format {record['format']} is not known"
        raise InputError([Defect("receipt", what, f"this version reads format {FORMAT}")])
    subject = record["subject"]
    known = set(book.select(record["entity"], None))
    return book.answer(
        subject["facts"], links=subject["links"], entity=record["entity"], as_of=record["as_of"],
        known_on=record.get("known_on"), decisions=record["decisions"], readings=record["readings"],
        measures=[m for m in record["measures"] if m in known],
    )  # fmt: skip


def check(record: Mapping[str, Any], stored: Rulebook) -> list[str]:
    """Differences between a receipt and its re-run under the rulebook it names; empty if it is reproduced.

    Compared are verdicts, amounts, missing facts and every step with its value, citations and inputs; not the wording,
    which may get better over the years.
    """
    if stored.hash != record.get("rulebook"):
        return [f"the rulebook has hash {stored.hash}, the receipt names {record.get('rulebook')}"]
    then, now = _reproducible(record["answer"]), _reproducible(rerun(record, stored).explanation)
    return [f"{place}: {old!r} then, {new!r} now" for place, old, new in _differ("answer", then, now)]


_OF_MEASURE = (
    "id",
    "verdict",
    "deciding",
    "missing",
    "amount",
    "cites",
    "sources",
    "recalled",
    "readings",
    "steps",
)
_OF_STEP = (
    "kind",
    "name",
    "status",
    "value",
    "missing",
    "cites",
    "sources",
    "inputs",
    "decision",
    "period",
)


def _reproducible(explanation: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an explanation that must come out the same for ever."""
    return {
        "as_of": explanation["as_of"],
        "known_on": explanation["known_on"],
        "measures": [{f: m.get(f) for f in _OF_MEASURE} for m in explanation["measures"]],
        "steps": {k: {f: s[f] for f in _OF_STEP if f in s} for k, s in explanation["steps"].items()},
    }


def against(record: Mapping[str, Any], book: Rulebook) -> list[dict[str, Any]]:
    """What the same question gets under another rulebook: measures whose verdict, amount or missing facts differ."""
    now = {
        name: {"verdict": one.verdict, "amount": amount_json(one.amount), "missing": list(one.missing)}
        for name, one in rerun(record, book).measures.items()
    }
    then = {m["id"]: m for m in record["answer"]["measures"]}
    found = []
    for measure in dict.fromkeys([*then, *now]):
        old, new = (_core(side.get(measure)) for side in (then, now))
        if old != new:
            found.append({"measure": measure, "then": old, "now": new})
    return found


def _core(measure: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if measure is None:
        return None
    amount = measure["amount"] or {}
    return {"verdict": measure["verdict"], "amount": amount.get("value"), "missing": measure["missing"]}


def _differ(place: str, old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        keys = dict.fromkeys([*old, *new])
        return [d for k in keys for d in _differ(f"{place}.{k}", old.get(k), new.get(k))]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            d for i, (a, b) in enumerate(zip(old, new, strict=True)) for d in _differ(f"{place}[{i}]", a, b)
        ]
    return [] if old == new else [(place, old, new)]

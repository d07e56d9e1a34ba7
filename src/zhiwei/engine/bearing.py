"""Which steps of an explanation bear on what: on the verdict, on the amount alone, on the step that decided.

Works on the plain data of an explanation, so that a stored answer is read like a fresh one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhiwei.engine.outcome import NEGATIVE

SETTLED_AGAINST = frozenset({*NEGATIVE.values(), "not_in_force", "not_offered", "out_of_scope"})
"""Verdicts that give no amount, whatever else becomes known."""


def closure(steps: Mapping[str, Any], keys: Iterable[str]) -> frozenset[str]:
    """The given steps and all that they rest on."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(steps[key]["inputs"])
    return frozenset(found)


def amount_roots(steps: Mapping[str, Any], measure: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps that are figures of the measure and not conditions of it: its amount and the most it can be."""
    apart = {measure.get("progress"), *measure.get("window", ())}
    return tuple(
        key
        for key in measure["roots"]
        if key not in apart
        and steps[key]["kind"] == "rule"
        and steps[key]["status"] == "known"
        and steps[key].get("value") not in ("true", "false")
    )


def amount_label(steps: Mapping[str, Any], measure: Mapping[str, Any], lang: str) -> str:
    """What the amount of a measure is, in one language; empty where it is called as the measure is."""
    value = (measure["amount"] or {}).get("value")
    if value is None:
        return ""
    found = next((steps[k] for k in amount_roots(steps, measure) if steps[k]["value"] == value), None)
    label = str(found[lang]) if found else ""
    return "" if label == measure[lang] else label


def parted(steps: Mapping[str, Any], measure: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The steps to tell, and apart from them those worked out as if the conditions were met.

    Where the verdict gives an amount all are told. Where it is settled against the subject, what only serves the
    amount is left out; where it is open, it is told apart. Steps that only name a table stand in the conditions that
    read it, and are left out, as is what has been said word for word.
    """
    told: list[str] = []
    for key in measure["steps"]:
        if steps[key].get("shown_en") != "table" and all(steps[key] != steps[k] for k in told):
            told.append(key)
    figures = amount_roots(steps, measure)
    if not figures or "value" in (measure["amount"] or {}):
        return told, []
    bears = closure(steps, (k for k in measure["roots"] if k not in figures))
    first = [k for k in told if k in bears]
    if measure["verdict"] in SETTLED_AGAINST:
        return first, []
    return first, [k for k in told if k not in bears]


def deciding_path(steps: Mapping[str, Any], measure: Mapping[str, Any]) -> frozenset[str]:
    """The step that decided with all it rests on; without one, all steps that are told."""
    if measure["deciding"]:
        return closure(steps, [measure["deciding"]])
    return frozenset(key for part in parted(steps, measure) for key in part)


def recalled(steps: Mapping[str, Any], measure: Mapping[str, Any]) -> list[str]:
    """Values on the deciding path whose text was not seen; a reading is no value, and is told as a reading."""
    path = deciding_path(steps, measure)
    return [
        k
        for k in measure["recalled"]
        if k in path and k not in measure["readings"] and steps[k]["status"] == "known"
    ]


def readings(steps: Mapping[str, Any], measure: Mapping[str, Any]) -> list[str]:
    """Readings taken on the deciding path."""
    path = deciding_path(steps, measure)
    return [k for k in measure["readings"] if k in path]


def awaited(steps: Mapping[str, Any], measure: Mapping[str, Any]) -> list[str]:
    """The parameters that hold up an open verdict: of unknown law, or awaiting a local decision."""
    if measure["verdict"] not in ("unknown_law", "no_decision_filed"):
        return []
    path = deciding_path(steps, measure)
    held = [k for k in measure["steps"] if k in path and steps[k]["status"] == measure["verdict"]]
    return [k for k in held if steps[k]["kind"] == "parameter"] or held[-1:]

"""Parameter values as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiwei.engine.display import display
from zhiwei.engine.model import RulebookData
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.words import EVIDENCE_WORDS, STATUS_WORDS, pick


def value_text(parameter: Parameter, value: Any, data: RulebookData, lang: str) -> str:
    """A value with its unit; a table row by row."""
    members = data.vocabularies.get(parameter.type.enum or "", ())
    if isinstance(value, Mapping):
        rows = [
            f"{_key(parameter, k, data, lang)} {_one(parameter, v, members, lang)}" for k, v in value.items()
        ]
        return ("；" if lang == "zh" else "; ").join(rows)
    return _one(parameter, value, members, lang)


def entry_text(parameter: Parameter, entry: Value, data: RulebookData, lang: str) -> str:
    """A dated value on one line: from, to, value or bounds, source, evidence."""
    zh = lang == "zh"
    until = entry.ends.isoformat() if entry.ends else ("至今" if zh else "open")
    states = {"not_in_force": "not_in_force", "unknown": "unknown_law"}
    if entry.state in states:
        said = pick(STATUS_WORDS[states[entry.state]], lang)
    elif entry.value is None:
        said = _left_open(parameter, entry, data, lang)
    else:
        said = value_text(parameter, entry.value, data, lang)
    grade = pick(EVIDENCE_WORDS[entry.evidence], lang) if entry.evidence in EVIDENCE_WORDS else ""
    return f"{entry.starts.isoformat()} – {until}  {said}  {entry.cite}  {grade}".rstrip()


def _left_open(parameter: Parameter, entry: Value, data: RulebookData, lang: str) -> str:
    """What a locality may choose: between two bounds, up to one, from one on, or anything."""
    zh = lang == "zh"
    low, high = (
        None if bound is None else value_text(parameter, bound, data, lang)
        for bound in (entry.minimum, entry.maximum)
    )
    said = "由当地确定" if zh else "left to localities"
    if low is not None and high is not None:
        return f"{said}，{low} 至 {high}" if zh else f"{said}, {low} to {high}"
    if high is not None:
        return f"{said}，最高 {high}" if zh else f"{said}, at most {high}"
    if low is not None:
        return f"{said}，最低 {low}" if zh else f"{said}, at least {low}"
    return said


def _one(parameter: Parameter, value: Any, members: Any, lang: str) -> str:
    return "—" if value is None else display(parameter.type, value, members, lang)


def _key(parameter: Parameter, key: str, data: RulebookData, lang: str) -> str:
    for member in data.vocabularies.get(parameter.key or "", ()):
        if member.value == key:
            return member.zh if lang == "zh" else member.en
    return key

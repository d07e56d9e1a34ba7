"""A sentence as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhiwei.law.bindings import Runner
from zhiwei.law.citations import citation_label
from zhiwei.law.sentences import Sentence


def sentence_json(sentence: Sentence, bound: Mapping[str, Sequence[Runner]]) -> dict[str, Any]:
    """The stable JSON form of ``zhiwei law show``: the text and the names of what runs it."""
    runners = bound.get(sentence.id, ())
    return {
        "id": sentence.id,
        "label_zh": citation_label(sentence.id, "zh"),
        "label_en": citation_label(sentence.id, "en"),
        "kind": sentence.kind,
        "operative": sentence.operative,
        "text": sentence.text,
        "gloss": sentence.gloss,
        "rules": [one.name for one in runners if one.kind == "rule"],
        "measures": [one.name for one in runners if one.kind == "measure"],
        "rooms": [one.name for one in runners if one.kind == "room"],
        "parameters": [one.name for one in runners if one.kind == "parameter"],
    }

"""Who states facts, and whose statement is used where two differ: ``data/sources.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.loading import read_yaml

DATA = Path(__file__).parent / "data" / "sources.yaml"
SELF = "self"
"""What the firm declares of itself."""
REGISTRATION = "registration"
"""The register of enterprises, from which a subject's own columns come."""


@dataclass(frozen=True, slots=True)
class Source:
    """An agency, or another origin of facts."""

    code: str
    zh: str
    en: str

    def label(self, lang: str) -> str:
        """The Chinese or English label."""
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Precedence:
    """All sources, the one that is used first in front, and why."""

    order: tuple[str, ...]
    zh: str
    en: str

    def rank(self, source: str) -> int:
        """Place of a source; one that the file no longer names comes last."""
        return self.order.index(source) if source in self.order else len(self.order)

    def reason(self, lang: str) -> str:
        """Why, in Chinese or English."""
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True)
class Sources:
    """The sources by code, and the precedence of each fact."""

    entries: Mapping[str, Source]
    default: Precedence
    facts: Mapping[str, Precedence]

    def precedence(self, fact: str) -> Precedence:
        """Whose statement of a fact is used."""
        return self.facts.get(fact, self.default)

    def label(self, code: str, lang: str = "zh") -> str:
        """Name of a source; the code itself where the file no longer names it."""
        return self.entries[code].label(lang) if code in self.entries else code


_GOES_BEFORE = re.compile(
    r"(?P<name>[^（）]+(?:（[^（）]+）[^（）]*)?)（与(?P<others>.+)不一致，按先后取用）"
)


def in_words(text: str, lang: str) -> str:
    """A source as answers and receipts keep it, which is in Chinese, in the reader's language; a name of no source stays."""
    if lang.startswith("zh") or not text:
        return text
    known = {one.zh: one.en for one in sources().entries.values()}
    found = _GOES_BEFORE.fullmatch(text)
    if found is None:
        return known.get(text, text)
    others = ", ".join(known.get(one, one) for one in found["others"].split("、"))
    return f"{known.get(found['name'], found['name'])} (goes before {others}, which differ)"


@cache
def sources(path: Path = DATA) -> Sources:
    """The file read and checked; raises LoadError with every unknown source and every fact named twice."""
    defects: list[Defect] = []
    raw = read_yaml(path, defects) or {}
    entries = {c: Source(c, fields["zh"], fields["en"]) for c, fields in raw.get("sources", {}).items()}
    first = raw.get("default", {"order": [], "zh": "", "en": ""})
    default = Precedence(tuple(first["order"]), first["zh"], first["en"])
    facts: dict[str, Precedence] = {}
    for group in [first, *raw.get("facts", [])]:
        for code in group["order"]:
            if code not in entries:
                defects.append(Defect(path.name, f"unknown source {code}", suggest(code, entries)))
    for code in entries:
        if code not in default.order:
            defects.append(Defect(path.name, f"{code} has no place in the default order", "give it one"))
    for group in raw.get("facts", []):
        order = tuple(dict.fromkeys([*group["order"], *default.order]))
        for name in group["names"]:
            if name in facts:
                defects.append(Defect(path.name, f"{name} stands twice", "keep one"))
            facts[name] = Precedence(order, group["zh"], group["en"])
    if defects:
        raise LoadError(defects)
    return Sources(entries, default, facts)

"""What a visitor asks: a kind of subject, its facts as written, the day; kept in addresses and tokens, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zhiwei.engine.rulebook import Rulebook

ENTITY = "enterprise"
NOT_APPLICABLE = "n/a"
"""How a fact that does not apply is written in files and here."""


@dataclass(frozen=True)
class Asked:
    """``facts`` in file form by name; of a linked subject ``bidder.revenue``, of another period ``revenue@2011``.
    ``order`` lists what was answered, ``unknown`` what the visitor said not to know; ``measures`` narrow the answer."""

    entity: str = ENTITY
    facts: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    unknown: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    def answered(self, name: str, value: str) -> Asked:
        """With one more fact, or another value of it."""
        order = self.order if name in self.order else (*self.order, name)
        unknown = tuple(n for n in self.unknown if n != name)
        return replace(self, facts={**self.facts, name: value}, order=order, unknown=unknown)

    def not_known(self, name: str) -> Asked:
        """With the visitor's word that a fact is not known."""
        facts = {n: v for n, v in self.facts.items() if n != name}
        order = self.order if name in self.order else (*self.order, name)
        return replace(self, facts=facts, order=order, unknown=tuple(dict.fromkeys((*self.unknown, name))))

    def before(self, name: str) -> str | None:
        """What was asked before a question: the way back."""
        asked = list(self.order)
        at = asked.index(name) if name in asked else len(asked)
        return asked[at - 1] if at else None

    def to_json(self) -> dict[str, Any]:
        """Plain data with short keys; what is empty is left out."""
        data: dict[str, Any] = {
            "e": self.entity,
            "f": dict(self.facts),
            "d": self.as_of.isoformat() if self.as_of else "",
            "u": list(self.unknown),
            "o": list(self.order),
            "m": list(self.measures),
        }
        return {key: value for key, value in data.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Asked:
        """Inverse of :meth:`to_json`."""
        return cls(
            entity=str(data.get("e", ENTITY)),
            facts={str(k): str(v) for k, v in data.get("f", {}).items()},
            as_of=date.fromisoformat(data["d"]) if data.get("d") else None,
            unknown=tuple(data.get("u", ())),
            order=tuple(data.get("o", ())),
            measures=tuple(data.get("m", ())),
        )


def owner_label(book: Rulebook, entity: str, name: str, lang: str) -> str:
    """How the linked subject of a name is called, before its fact: 投标人的."""
    label = ""
    owner = book.entities[entity]
    for part in name.split(".")[:-1]:
        link = owner.links[part]
        label += f"{link.zh.partition('（')[0]}的" if lang == "zh" else f"{link.en.partition(';')[0]}: "
        owner = book.entities[link.to]
    return label


def nested(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts by path as the engine takes them: the subject's own, and those of its links."""
    own: dict[str, Any] = {}
    links: dict[str, Any] = {}
    for name, value in facts.items():
        *path, last = name.split(".")
        if not path:
            own[last] = value
            continue
        level = links
        for part in path[:-1]:
            level = level.setdefault(part, {"facts": {}, "links": {}})["links"]
        level.setdefault(path[-1], {"facts": {}, "links": {}})["facts"][last] = value
    return own, links


def flat(facts: Mapping[str, Any], links: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, Any]]:
    """Inverse of :func:`nested`: names with their paths."""
    for name, value in facts.items():
        yield f"{path}{name}", value
    for link, inner in links.items():
        within = inner if "facts" in inner else {"facts": inner}
        yield from flat(within["facts"], within.get("links", {}), f"{path}{link}.")

"""Duties as data: which sentence demands what of whom, every year by which day, or once as a task with its lead body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.law.divisions import load_divisions
from zhiwei.law.sentences import Opinions, load_opinions

FILE = Path(__file__).parent / "data" / "duties.yaml"
LEVELS = {"province": 1, "city": 2, "county": 3}
KEYS = {"id", "sentence", "quote", "zh", "en", "owed_by", "from", "to", "publish", "reading"}
TASK_KEYS = KEYS - {"to"} | {"lead"}
NEEDED = ("id", "sentence", "quote", "zh", "en", "owed_by", "from")


@dataclass(frozen=True, slots=True)
class Duty:
    """What a sentence demands every year; ``levels`` owe it; ``publish``: the sentence says that it is made public.

    A task is demanded once, of the year in which it was given; ``lead`` names the body that the sentence puts in the lead. It
    has no due day but the one its lead body plans (:func:`zhiwei.platform.wheel.states.spoke`).
    """

    id: str
    sentence: str
    quote: str
    zh: str
    en: str
    levels: tuple[int, ...]
    first_year: int
    last_year: int | None
    publish: bool
    reading: Mapping[str, str]
    lead: Mapping[str, str] = field(default_factory=dict)

    @property
    def once(self) -> bool:
        """Whether it is a task."""
        return bool(self.lead)

    def label(self, lang: str) -> str:
        """Its name in a language."""
        return self.en if lang == "en" else self.zh

    def in_year(self, year: int) -> bool:
        """Whether it is owed for a year."""
        return self.first_year <= year <= (self.last_year or year)

    def due(self, year: int) -> date:
        """The last day to fulfil it for a year, whatever day is planned."""
        return date(year + 1, 1, 1) - timedelta(days=1)

    def owed_by(self, year: int) -> tuple[str, ...]:
        """The codes of the divisions that owe it for a year: those of its levels that exist on its last day."""
        day = self.due(year)
        return tuple(
            one.code
            for one in load_divisions()
            if one.level in self.levels and one.exists(day) and not _gone(one, day)
        )


def _gone(division: Any, day: date) -> bool:
    """Whether its successors took over before the end of the year of the change."""
    return division.abolished is not None and division.abolished <= day.year


def read(raw: Mapping[str, Any], opinions: Opinions) -> tuple[Duty, ...]:
    """Duties from the form of the file; raises LoadError with every defect at once."""
    defects: list[Defect] = []
    found: dict[str, Duty] = {}
    listed = [
        *((one, KEYS) for one in raw.get("duties", ())),
        *((one, TASK_KEYS) for one in raw.get("tasks", ())),
    ]
    for place, (entry, keys) in enumerate(listed, 1):
        where = f"duties.yaml: {entry.get('id') or f'entry {place}'}"
        wrong = list(_defects(entry, where, opinions, keys))
        if entry.get("id") in found:
            wrong.append(Defect(where, "stands there twice", "give it another id"))
        defects += wrong
        if not wrong:
            found[entry["id"]] = _duty(entry)
    if defects:
        raise LoadError(defects)
    return tuple(found.values())


def _defects(entry: Mapping[str, Any], where: str, opinions: Opinions, keys: set[str]) -> Iterable[Defect]:
    needed = (*NEEDED, "lead") if "lead" in keys else NEEDED
    lacking = [key for key in needed if not entry.get(key)]
    if lacking:
        yield Defect(where, f"lacks {', '.join(lacking)}", "fill it in")
    unknown = sorted(set(entry) - keys)
    if unknown:
        yield Defect(where, f"unknown keys {', '.join(unknown)}", f"known are {', '.join(sorted(keys))}")
    sentence = opinions.records.get(entry.get("sentence", ""))
    if sentence is None:
        yield Defect(where, f"there is no sentence {entry.get('sentence')}", "name one of the Opinions")
    elif entry.get("quote") and entry["quote"] not in sentence.text:
        yield Defect(where, f"{entry['quote']} does not stand in {sentence.id}", "quote its exact text")
    levels = sorted(set(entry.get("owed_by") or ()) - set(LEVELS))
    if levels:
        yield Defect(where, f"unknown levels {', '.join(levels)}", f"known are {', '.join(LEVELS)}")
    if entry.get("from") and entry.get("to") and entry["to"] < entry["from"]:
        yield Defect(where, "ends before it begins", "correct `to`")


def _duty(entry: Mapping[str, Any]) -> Duty:
    return Duty(
        id=entry["id"], sentence=entry["sentence"], quote=entry["quote"], zh=entry["zh"], en=entry["en"],
        levels=tuple(LEVELS[one] for one in entry["owed_by"]), first_year=entry["from"],
        last_year=entry["from"] if entry.get("lead") else entry.get("to"), publish=bool(entry.get("publish")),
        reading=dict(entry.get("reading") or {}), lead=dict(entry.get("lead") or {}),
    )  # fmt: skip


@cache
def _all() -> tuple[Duty, ...]:
    return read(_raw(), load_opinions())


def duties() -> tuple[Duty, ...]:
    """All yearly duties in the order of the sentences. Raises LoadError with the defects of the file."""
    return tuple(one for one in _all() if not one.once)


def tasks() -> tuple[Duty, ...]:
    """What is demanded once, in the order of the sentences. Raises LoadError with the defects of the file."""
    return tuple(one for one in _all() if one.once)


def duty(name: str) -> Duty | None:
    """The duty or task of a name, None where there is none."""
    return next((one for one in _all() if one.id == name), None)


def due_reading(lang: str) -> str:
    """Why the last day of the year counts."""
    return str(_raw()["due_reading"][lang])


@cache
def _raw() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found

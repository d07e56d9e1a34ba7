"""The common options as one object, checked against the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.facts_file import DEFAULT_ENTITY
from zhiwei.population.text_files import read_file

DESCRIPTIVE = ("title", "issued_on", "note")
"""Fields of a decision that the register keeps and no rule reads."""
_NUMBERED = re.compile(r"decision (\d+)")


@dataclass(frozen=True)
class Asked:
    """What ``law_options`` hands to a command."""

    as_of: str
    known_on: str | None = None
    division: str | None = None
    decisions: tuple[Path, ...] = ()
    reading: tuple[tuple[str, str], ...] = ()
    entity: str | None = None
    lang: str = "zh"
    filed: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The entity asked for, enterprise where none was named."""
        return self.entity or DEFAULT_ENTITY

    def law(self, book: Rulebook) -> Law:
        """The law asked for, decisions read from their files.

        Raises InputDefects for files that cannot be read, InputError for decisions that are refused,
        click.UsageError for an unknown entity or reading.
        """
        check_name("--entity", self.kind, book.entities)
        self._check_readings(book)
        places: list[str] = []
        for path in self.decisions:
            found = listed(read_file(path))
            self.filed.extend(found)
            places += [f"{path.name} {n}" if len(found) > 1 else path.name for n in range(1, len(found) + 1)]
        try:
            return book.law(
                self.as_of, known_on=self.known_on, decisions=self.filed, readings=dict(self.reading)
            )
        except InputError as error:
            raise InputError([_placed(defect, places) for defect in error.defects]) from None

    def _check_readings(self, book: Rulebook) -> None:
        readings = {p.name: p for p in book.data.parameters.values() if p.reading}
        for name, option in self.reading:
            check_name("--reading", name, readings)
            members = [m.value for m in book.data.vocabularies[readings[name].type.enum or ""]]
            check_name(f"--reading {name}", option, members)


def check_name(option: str, name: str, known: Iterable[str]) -> None:
    """Wrong usage if a name given on the command line is not known."""
    words = list(known)
    if name not in words:
        hint = suggest(name, words) or "known: " + ", ".join(words[:30])
        raise click.UsageError(f"{option}: there is no {name!r}; {hint}")


def listed(content: Any, *, described: bool = False) -> list[Any]:
    """The decisions of a file: one, a list, or under ``decisions``; true and false of YAML as flags.

    What describes a document and decides nothing is left out unless ``described``.
    """
    if isinstance(content, Mapping) and "decisions" in content:
        content = content["decisions"]
    found = content if isinstance(content, list) else [content]
    return [_read(item, described) if isinstance(item, Mapping) else item for item in found]


def _read(item: Mapping[str, Any], described: bool) -> dict[str, Any]:
    words = {"true": True, "false": False, "yes": True, "no": False}
    kept = {name: value for name, value in item.items() if described or name not in DESCRIPTIVE}
    declines = kept.get("declines")
    if isinstance(declines, str) and declines.lower() in words:
        kept["declines"] = words[declines.lower()]
    return kept


def _placed(defect: Defect, places: list[str]) -> Defect:
    """The defect under the name of the decision's file."""
    match = _NUMBERED.fullmatch(defect.where)
    return replace(defect, where=places[int(match[1]) - 1]) if match else defect

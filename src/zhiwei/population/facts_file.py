"""Facts of one subject out of a JSON or YAML file, every defect reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from zhiwei.engine.facts import KNOWN, FactError, read_fact
from zhiwei.engine.facts import Fact as EngineFact
from zhiwei.engine.model import Entity
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.cells import Absent, CellReader, absent
from zhiwei.population.columns import Column, Role
from zhiwei.population.defects import Defect, InputDefects, Place, Problem, refuse
from zhiwei.population.headings import Headings
from zhiwei.population.identifiers import check_identifier
from zhiwei.population.industries import check_industry
from zhiwei.population.running import code_lists
from zhiwei.population.subjects import STATES
from zhiwei.population.text import shown
from zhiwei.population.text_files import read_file

FIELDS = ("entity", "facts", "links")
DEFAULT_ENTITY = "enterprise"


@dataclass
class FactsFile:
    """One subject: its entity, facts by ``name`` or ``name@period``, and the subjects it is linked to."""

    entity: str
    facts: dict[str, EngineFact] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)


def read_facts_file(path: Path, book: Rulebook, entity: str | None = None) -> FactsFile:
    """The subject in a file: ``{"entity", "facts", "links"}``, or plain facts.

    ``entity`` is what the command asked for; the file may name it, not contradict it. Raises InputDefects with every
    defect.
    """
    return read_facts(read_file(path), book, entity, path.name)


def read_facts(content: Any, book: Rulebook, entity: str | None = None, name: str = "") -> FactsFile:
    """The same for content already read; ``name`` is the file's, for the places of defects.

    Numbers in it must be text, int or Decimal: a float cannot tell what was written.
    """
    if not isinstance(content, Mapping):
        raise refuse(_not_a_mapping(), value=content, file=name)
    wrapped = "facts" in content
    own = str(content["entity"]) if wrapped and content.get("entity") else None
    if own and entity and own != entity:
        raise refuse(_other_entity(entity), value=own, file=name, heading="entity")
    named = own or entity or DEFAULT_ENTITY
    if named not in book.entities:
        raise refuse(_unknown_entity(list(book.entities)), value=named, file=name, heading="entity")
    reader = _Reader(book, name)
    unknown = [str(field) for field in content if field not in FIELDS] if wrapped else []
    for heading in unknown:
        reader.defects.append(Defect(_unknown_field(), Place(name, heading=heading)))
    inner = content if wrapped else {"facts": content}
    read = reader.subject("", book.entities[named], inner)
    if reader.defects:
        raise InputDefects(reader.defects)
    return FactsFile(named, read["facts"], read["links"])


class _Reader:
    def __init__(self, book: Rulebook, file: str) -> None:
        self.book, self.file = book, file
        self.codes = code_lists(book)
        self.defects: list[Defect] = []

    def subject(self, path: str, entity: Entity, content: Any) -> dict[str, Any]:
        """Facts and links of a subject; ``path`` names it among the links."""
        if not isinstance(content, Mapping):
            self._defect(_not_a_mapping(), path, content)
            return {"facts": {}, "links": {}}
        parts = {name: content.get(name) for name in ("facts", "links")}
        for name, part in parts.items():
            if part is not None and not isinstance(part, Mapping):
                self._defect(_not_a_mapping(), path + name, part)
                parts[name] = None
        facts, links = parts["facts"] or {}, parts["links"] or {}
        return {"facts": self._facts(path, entity, facts), "links": self._links(path, entity, links)}

    def _facts(self, path: str, entity: Entity, facts: Mapping[str, Any]) -> dict[str, EngineFact]:
        names = [str(name) for name in facts]
        headings = Headings(entity.facts.values(), unknown=_unknown_fact, ignorable=False)
        columns, defects = headings.read(names, [""] * len(names))
        for defect in defects:
            self.defects.append(defect.at(file=self.file, heading=path + defect.place.heading))
        read: dict[str, EngineFact] = {}
        for column, raw in zip(columns, facts.values(), strict=True):
            self._fact(path, column, raw, read)
        code, edition = read.get("industry_code"), read.get("industry_edition")
        if code and code.state == KNOWN:
            found = check_industry(code.value, edition.value if edition else None)
            if found:
                self._defect(found, f"{path}industry_code", code.value)
        return read

    def _fact(self, path: str, column: Column, raw: Any, read: dict[str, EngineFact]) -> None:
        where = path + column.heading
        if column.role is Role.IDENTIFIER and not absent(raw):
            found = check_identifier(column.name, str(raw))
            if found:
                self._defect(found, where, raw)
            elif column.variable is not None:
                read[column.name] = EngineFact(KNOWN, str(raw))
        if column.role is not Role.FACT or column.variable is None:
            return
        period = column.period or None
        particulars = EngineFact(KNOWN, period=period)
        value = raw
        if isinstance(raw, Mapping):
            try:
                rest = {k: v for k, v in raw.items() if k != "value"}
                particulars = read_fact(column.variable, {"status": "missing", "period": period, **rest})
            except FactError as error:
                self._defect(Problem("fact", error.zh, error.en, error.remedy_zh, error.remedy_en), where)
                return
            if period and particulars.period != period:
                self._defect(_two_periods(period), where, particulars.period)
                return
            if "status" in raw and raw["status"] != KNOWN:
                read[column.fact] = particulars
                return
            value = raw.get("value")
        if isinstance(value, (list, Mapping)):
            self._defect(_not_a_value(), where, value)
            return
        cell = CellReader(column, self.codes).read(value)
        if isinstance(cell, Problem):
            self._defect(cell, where, value)
        elif isinstance(cell, Absent):
            read[column.fact] = replace(particulars, state=STATES[cell], value=None)
        else:
            read[column.fact] = replace(particulars, state=KNOWN, value=cell)

    def _links(self, path: str, entity: Entity, links: Mapping[str, Any]) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for name, inner in links.items():
            link = entity.links.get(str(name))
            if link is None:
                self._defect(_unknown_link(list(entity.links)), f"{path}{name}")
                continue
            content = inner if isinstance(inner, Mapping) and "facts" in inner else {"facts": inner}
            read[link.name] = self.subject(f"{path}{link.name}.", self.book.entities[link.to], content)
        return read

    def _defect(self, problem: Problem, where: str, value: object = None) -> None:
        place = Place(self.file, heading=where.rstrip("."))
        self.defects.append(Defect(problem, place, None if value is None else shown(value)))


def _not_a_mapping() -> Problem:
    return Problem(
        "not_a_mapping",
        "应为“名称: 值”的形式",
        "should be names with values",
        "格式见 docs/files.md",
        "see docs/files.md for the form",
    )


def _unknown_entity(known: list[str]) -> Problem:
    listed = ", ".join(known)
    return Problem("unknown_entity", "不认识的主体类型", "unknown entity", f"可用：{listed}", f"use {listed}")


def _other_entity(asked: str) -> Problem:
    return Problem(
        "other_entity",
        f"与 --entity {asked} 不一致",
        f"contradicts --entity {asked}",
        "去掉该选项，或改正这一项",
        "drop the option or correct the file",
    )


def _unknown_field() -> Problem:
    listed = ", ".join(FIELDS)
    return Problem("unknown_field", "不认识的项", "unknown field", f"可用：{listed}", f"use {listed}")


def _unknown_link(known: list[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        "unknown_link",
        "不认识的关联",
        "unknown link",
        f"可用：{listed}" if known else "这类主体没有关联",
        f"use {listed}" if known else "this kind of subject has no links",
    )


def _unknown_fact(name: str, suggestions: list[str]) -> Problem:
    zh = "是否应为" + "、".join(f"“{s}”" for s in suggestions) + "？" if suggestions else ""
    en = "did you mean " + " or ".join(f'"{s}"' for s in suggestions) + "? " if suggestions else ""
    return Problem(
        "unknown_fact",
        "不认识的事实名",
        "unknown fact",
        f"{zh}可用的名称见 zhiwei law variables",
        f"{en}see zhiwei law variables for the names",
    )


def _two_periods(period: str) -> Problem:
    return Problem(
        "two_periods",
        f"名称写明 {period}，period 写的是另一期间",
        f"the name says {period}, its period another",
        "只写一处",
        "write it once",
    )


def _not_a_value() -> Problem:
    return Problem(
        "not_a_value",
        "应为一个值",
        "a single value is needed",
        "格式见 docs/files.md",
        "see docs/files.md for the form",
    )

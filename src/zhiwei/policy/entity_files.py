"""Entities and their facts, read from ``entities/*.yaml`` (form: docs/engine.md, section 1)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhiwei.engine.conditions import parse_condition
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.model import Constraint, Entity, Link, Variable
from zhiwei.engine.raw import RawError, read_raw
from zhiwei.engine.types import KINDS, PERIODS, ValueType
from zhiwei.engine.vocabulary import Vocabulary
from zhiwei.law.loading import Record, read_yaml

FOLDER = Path(__file__).parent / "entities"
_FACT = (
    "zh",
    "en",
    "type",
    "enum",
    "unit",
    "period",
    "min",
    "max",
    "step",
    "optional",
    "list",
    "aliases",
    "note",
)


def load_entities(
    folder: Path = FOLDER, vocabularies: Mapping[str, type[Vocabulary]] | None = None
) -> tuple[Entity, ...]:
    """All entities; raises LoadError with the defects of every file.

    ``vocabularies`` are those whose members the constraints may name.
    """
    defects: list[Defect] = []
    entities = []
    for path in sorted(folder.glob("*.yaml")):
        fields = read_yaml(path, defects)
        if not isinstance(fields, dict) or "entity" not in fields:
            defects.append(Defect(path.name, "names no entity", "start with entity: <name>"))
            continue
        record = Record(fields, path.name, str(fields["entity"]), defects)
        record.only("entity", "zh", "en", "links", "facts", "constraints", "conflicts")
        entities.append(_entity(record, vocabularies or {}))
    if defects:
        raise LoadError(defects)
    return tuple(entities)


def _entity(record: Record, vocabularies: Mapping[str, type[Vocabulary]]) -> Entity:
    facts = {name: _fact(record, name, given) for name, given in (record.fields.get("facts") or {}).items()}
    links = {
        name: Link(name, str(link.get("to")), str(link.get("zh", name)), str(link.get("en", name)))
        for name, link in (record.fields.get("links") or {}).items()
    }
    constraints = []
    for given in record.fields.get("constraints") or ():
        try:
            when = parse_condition(given["when"], facts, vocabularies)
        except LoadError as error:
            record.wrong(str(error))
            continue
        constraints.append(Constraint(when, given["when"], given["zh"], given["en"]))
    return Entity(
        record.name,
        record.text("zh", needed=True),
        record.text("en", needed=True),
        facts,
        links,
        tuple(constraints),
    )


def _fact(entity: Record, name: str, given: Any) -> Variable:
    fact = entity.inner(given, name)
    fact.only(*_FACT)
    kind = fact.word("type", KINDS, needed=True) or "text"
    value_type = ValueType(
        kind,
        fact.text("unit") or None if kind == "count" else None,
        fact.text("enum") or None,
        fact.text("list") or None,
    )
    return Variable(
        name=name,
        entity=entity.name,
        zh=fact.text("zh", needed=True),
        en=fact.text("en", needed=True),
        type=value_type,
        period=fact.word("period", PERIODS) or None,
        minimum=_bound(fact, value_type, "min"),
        maximum=_bound(fact, value_type, "max"),
        step=_bound(fact, value_type, "step"),
        optional=bool(fact.fields.get("optional", False)),
        aliases=tuple(fact.fields.get("aliases") or ()),
        note=fact.text("note"),
    )


def _bound(fact: Record, kind: ValueType, key: str) -> Any:
    raw = fact.fields.get(key)
    if raw is None:
        return None
    try:
        return read_raw(kind, raw, {})
    except RawError as error:
        fact.wrong(f"{key}: {error.en}", error.remedy_en)
        return None

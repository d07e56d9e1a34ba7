"""A validator for the part of JSON Schema that our schemas use; other keywords are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

KEYWORDS = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties",
    "additionalProperties", "items", "enum", "const", "pattern", "anyOf",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def faults(value: Any, schema: dict[str, Any]) -> list[str]:
    """Everything in which a value departs from a schema, each with its place."""
    return list(_faults("$", value, schema, schema))


def _faults(place: str, value: Any, schema: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    unknown = schema.keys() - KEYWORDS
    assert not unknown, f"keywords this validator does not know: {unknown}"
    if "$ref" in schema:
        yield from _faults(place, value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "anyOf" in schema:
        attempts = [list(_faults(place, value, one, root)) for one in schema["anyOf"]]
        if all(attempts):
            yield f"{place}: fits none of the alternatives: {attempts}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{place}: {value!r} is not of type {schema['type']}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{place}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{place}: {value!r} does not match {schema['pattern']}"
    if isinstance(value, dict):
        yield from _object(place, value, schema, root)
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            yield from _faults(f"{place}[{i}]", item, schema["items"], root)


def _object(place: str, value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{place}: lacks {name}" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        if name in properties:
            yield from _faults(f"{place}.{name}", item, properties[name], root)
        elif others is False:
            yield f"{place}: has {name}, which the schema does not know"
        elif isinstance(others, dict):
            yield from _faults(f"{place}.{name}", item, others, root)


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool) and kind != "boolean":
        return False
    return isinstance(value, TYPES[kind])

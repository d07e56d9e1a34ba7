"""Schemas that lean on each other put into one document; a file may refer to ``other.json#/$defs/part``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhiwei.schemas import schema

PARTS = "#/$defs/"


def bundled(name: str) -> dict[str, Any]:
    """The schema with everything it refers to in its own ``$defs``; raises KeyError for an unknown name."""
    parts: dict[str, Any] = {}
    whole = _moved(schema(name), name, PARTS, parts)
    own = whole.pop("$defs", None)
    assert own is None
    return {**whole, "$defs": parts} if parts else whole


def components(names: Iterable[str], base: str) -> dict[str, Any]:
    """Several schemas and all their parts by name, referring to each other under ``base``."""
    parts: dict[str, Any] = {}
    for name in names:
        whole = _moved(schema(name), name, base, parts)
        parts[name] = {key: value for key, value in whole.items() if not key.startswith("$")}
    return dict(sorted(parts.items()))


def _moved(node: Any, file: str, base: str, parts: dict[str, Any]) -> Any:
    """The node with its references under ``base``; what they name is put into ``parts`` as ``file.part``."""
    if isinstance(node, list):
        return [_moved(item, file, base, parts) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {
        key: _moved(value, file, base, parts) for key, value in node.items() if key not in ("$defs", "$ref")
    }
    if "$ref" in node:
        other, _, part = node["$ref"].partition(PARTS)
        named = other.removesuffix(".json") or file
        key = f"{named}.{part}"
        if key not in parts:
            parts[key] = None  # a part may refer to itself
            parts[key] = _moved(schema(named)["$defs"][part], named, base, parts)
        moved["$ref"] = base + key
    return moved

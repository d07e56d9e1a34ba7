"""JSON and YAML files whose scalars stay as written: 0111 is not a number in base eight, 60000.01 not a float."""

from __future__ import annotations

import json
from collections.abc import Hashable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from zhiwei.population.defects import Problem, refuse

LONGEST_INT = 40


class _TextLoader(yaml.SafeLoader):
    """Every plain scalar is text, except null; a key given twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        _no_twins(keys)
        return super().construct_mapping(node, deep=deep)


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Twin(ValueError):
    """A key that occurs twice."""


def _no_twins(keys: list[Any]) -> None:
    seen = set()
    for key in keys:
        if str(key) in seen:
            raise _Twin(str(key))
        seen.add(str(key))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _no_twins([key for key, _ in pairs])
    return dict(pairs)


def _whole(digits: str) -> int | Decimal:
    """A whole number; Python refuses to read an int of thousands of digits, Decimal does not."""
    return int(digits) if len(digits) <= LONGEST_INT else Decimal(digits)


def read_file(path: Path) -> Any:
    """The content of a .json, .yaml or .yml file; raises InputDefects where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse(_unreadable(str(error)), file=path.name) from error
    return read_text(content, path.name)


def read_text(content: bytes, name: str = "") -> Any:
    """The same for bytes already read: YAML if the name ends so, else JSON."""
    try:
        text = content.decode("utf-8-sig")
        if name.lower().endswith((".yaml", ".yml")):
            return yaml.load(text, Loader=_TextLoader)
        return json.loads(
            text, parse_int=_whole, parse_float=Decimal, parse_constant=str, object_pairs_hook=_object
        )
    except _Twin as error:
        raise refuse(_twin(), value=error, file=name) from error
    except UnicodeDecodeError as error:
        raise refuse(_unreadable(str(error)), file=name) from error
    except RecursionError as error:
        raise refuse(_too_deep(), file=name) from error
    except (json.JSONDecodeError, yaml.YAMLError) as error:
        raise refuse(_syntax(str(error)), file=name) from error


def _twin() -> Problem:
    return Problem("given_twice", "这一项写了两次", "given twice", "只留一处", "keep one of them")


def _unreadable(reason: str) -> Problem:
    return Problem(
        "unreadable_file",
        f"无法读取文件（{reason}）",
        f"the file cannot be read ({reason})",
        "存为 UTF-8 编码的 JSON 或 YAML",
        "save it as JSON or YAML in UTF-8",
    )


def _too_deep() -> Problem:
    return Problem(
        "too_deep", "嵌套过深", "nested too deeply", "格式见 docs/files.md", "see docs/files.md for the form"
    )


def _syntax(reason: str) -> Problem:
    reason = " ".join(reason.split())
    return Problem(
        "syntax",
        f"不是有效的 JSON 或 YAML（{reason}）",
        f"not valid JSON or YAML ({reason})",
        "格式见 docs/files.md",
        "see docs/files.md for the form",
    )

"""Reading of the YAML files: plain scalars stay text, and every defect is collected before anything is raised."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from zhiwei.engine.errors import Defect, suggest

DATA = Path(__file__).parent / "data"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def _plain(node: yaml.Node) -> Any:
    """Build plain data; a plain scalar stays the text that was written, so that 0.001 is exactly one thousandth."""
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style else _WORDS.get(node.value, node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in mapping:
            raise yaml.MarkedYAMLError(problem=f"key {key.value!r} stands twice", problem_mark=key.start_mark)
        mapping[key.value] = _plain(value)
    return mapping


def read_yaml(path: Path, defects: list[Defect]) -> Any:
    """Return the content of a YAML file, numbers and dates as text; a syntax error becomes a defect with its line."""
    try:
        loader = _Loader(path.read_bytes())
        try:
            node = loader.get_single_node()
            return None if node is None else _plain(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path.name}: line {mark.line + 1}" if mark else path.name
        defects.append(Defect(where, error.problem or "not YAML"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        defects.append(Defect(path.name, f"not readable as YAML: {error}"))
    return None


class Record:
    """One mapping of a data file, read field by field; what is wrong is noted and reading goes on."""

    def __init__(self, fields: Mapping[str, Any], file: str, name: str, defects: list[Defect]) -> None:
        self.fields = fields
        self.file = file
        self.name = name
        self.defects = defects

    def wrong(self, what: str, remedy: str = "") -> None:
        """Note a defect of this record."""
        self.defects.append(Defect(f"{self.file}: {self.name}", what, remedy))

    def inner(self, fields: Any, name: str) -> "Record":
        """Return a record inside this one, named behind this one's name."""
        if not isinstance(fields, Mapping):
            self.wrong(f"{name} is not a mapping of fields")
            fields = {}
        return Record(fields, self.file, f"{self.name} {name}", self.defects)

    def only(self, *known: str) -> None:
        """Refuse every field that is not known."""
        for key in self.fields:
            if key not in known:
                self.wrong(f"unknown field {key!r}", suggest(str(key), known) or "known: " + ", ".join(known))

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text field; '' if absent."""
        value = self.fields.get(key)
        if value is None:
            if needed:
                self.wrong(f"{key} is missing")
            return ""
        if not isinstance(value, str):
            self.wrong(f"{key} is not a text: {value!r}", "quote it")
            return ""
        return value

    def flag(self, key: str) -> bool:
        """Return a yes/no field; False if absent."""
        value = self.fields.get(key, False)
        if not isinstance(value, bool):
            self.wrong(f"{key} is neither true nor false: {value!r}")
        return value is True

    def word(self, key: str, known: Collection[str], *, needed: bool = False) -> str:
        """Return a text field that must be one of the known words."""
        value = self.text(key, needed=needed)
        if value and value not in known:
            self.wrong(f"{key} {value!r} is not known", suggest(value, known) or "known: " + ", ".join(known))
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; () if absent."""
        value = self.fields.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(f"{key} is not a list of texts", "write [a, b]")
            return ()
        return tuple(value)

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """Return a date field (ISO); None if absent."""
        value = self.text(key, needed=needed)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(f"{key} {value!r} is not a date", "write YYYY-MM-DD")
            return None

    def records(self, key: str) -> Iterator["Record"]:
        """Yield the mappings of a list field, each named by its place."""
        value = self.fields.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.wrong(f"{key} is not a list")
            return
        for number, fields in enumerate(value, 1):
            yield self.inner(fields, f"{key}[{number}]")


def read_records(path: Path, key: str, defects: list[Defect]) -> Iterator[Record]:
    """Yield the records of a file that is a list of mappings, each named by its field ``key``."""
    content = read_yaml(path, defects)
    if content is None:
        return
    if not isinstance(content, list):
        defects.append(Defect(path.name, "not a list of records", "start each record with '- '"))
        return
    for number, fields in enumerate(content, 1):
        if not isinstance(fields, dict) or not isinstance(fields.get(key), str):
            defects.append(
                Defect(f"{path.name}: record {number}", f"has no {key}", f"give each record a {key}")
            )
            continue
        yield Record(fields, path.name, fields[key], defects)

"""Reading of the YAML files: plain scalars stay text, and every defect is collected before anything is raised."""

import difflib
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_Base):  # type: ignore[misc]
    """YAML whose numbers and dates stay the text that was written, so that 0.001 is exactly one thousandth."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing wrong in the data: the file, the record in it, what is wrong and what to do."""

    file: str
    record: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}: {self.record}" if self.record else self.file
        return f"{place}: {self.what}" + (f" ({self.remedy})" if self.remedy else "")


class LawDataError(ValueError):
    """The data cannot be used; ``defects`` holds all that was found, the message lists them line by line."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(defects)
        super().__init__("\n".join(map(str, self.defects)))


def suggestion(name: str, known: Collection[str]) -> str:
    """Return 'did you mean …' with the nearest known names, or '' if none is near."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    return f"did you mean {', '.join(near)}?" if near else ""


def read_yaml(path: Path, defects: list[Defect]) -> Any:
    """Return the content of a YAML file; a syntax error becomes a defect with its line, and None is returned."""
    try:
        return yaml.load(path.read_bytes(), Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        defects.append(Defect(path.name, f"line {mark.line + 1}" if mark else "", error.problem or "not YAML"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        defects.append(Defect(path.name, "", f"not readable as YAML: {error}"))
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
        self.defects.append(Defect(self.file, self.name, what, remedy))

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
                self.wrong(f"unknown field {key!r}", suggestion(str(key), known) or "known: " + ", ".join(known))

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
            self.wrong(f"{key} {value!r} is not known", suggestion(value, known) or "known: " + ", ".join(known))
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
        defects.append(Defect(path.name, "", "not a list of records", "start each record with '- '"))
        return
    for number, fields in enumerate(content, 1):
        if not isinstance(fields, dict) or not isinstance(fields.get(key), str):
            defects.append(Defect(path.name, f"record {number}", f"has no {key}", f"give each record a {key}"))
            continue
        yield Record(fields, path.name, fields[key], defects)

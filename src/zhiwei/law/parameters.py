"""Parameters (参数): the dated values of ``data/parameters/*.yaml`` as the engine takes them, checked one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.types import KINDS, ValueType
from zhiwei.law.citations import citation_defect
from zhiwei.law.documents import EVIDENCE, Register, load_documents
from zhiwei.law.loading import DATA, Record, read_yaml
from zhiwei.law.scalars import Vocabularies, read_scalar
from zhiwei.law.text import read_text, split

_ITEM = (
    "name", "zh", "en", "type", "unit", "enum", "list", "boundary", "applies", "quotes", "values", "key", "match",
    "columns", "reading", "delegated", "note",
)  # fmt: skip
_COLUMN = ("zh", "en", "type", "unit", "enum", "list", "boundary", "applies", "quotes", "note")
_VALUE = (
    "from", "to", "enacted_to", "ended_by", "value", "rows", "min", "max", "state", "source", "article", "also",
    "published", "recorded_on", "evidence", "note",
)  # fmt: skip
_SHARED = ("boundary", "applies", "note")
_STATES = ("value", "not_in_force", "unknown")


@dataclass(frozen=True)
class _Library:
    """What parameters are checked against: documents, sentence texts by id, vocabularies where known."""

    register: Register
    texts: Mapping[str, str]
    vocabularies: Vocabularies = field(default_factory=dict)


def load_parameters(
    folder: Path = DATA, register: Register | None = None, vocabularies: Vocabularies | None = None
) -> dict[str, Parameter]:
    """Return all parameters by name, read from every file of ``folder/parameters``.

    ``vocabularies`` gives the members of each vocabulary by its name; without it enum values and table keys are not
    checked. Raises LoadError with all defects of all files.
    """
    texts = {passage.id: passage.text for passage in split(read_text(folder))}
    library = _Library(register or load_documents(folder), texts, vocabularies or {})
    defects: list[Defect] = []
    parameters: dict[str, Parameter] = {}
    places: dict[str, str] = {}
    for path in sorted((folder / "parameters").glob("*.yaml")):
        for parameter in _file(path, library, defects):
            if parameter.name in places:
                where = f"{path.name}: {parameter.name}"
                defects.append(Defect(where, f"is in {places[parameter.name]} already", "names are unique"))
            places[parameter.name] = path.name
            parameters.setdefault(parameter.name, parameter)
    if defects:
        raise LoadError(defects)
    return parameters


def _file(path: Path, library: _Library, defects: list[Defect]) -> Iterator[Parameter]:
    items = read_yaml(path, defects) or []
    if not isinstance(items, list):
        defects.append(Defect(path.name, "not a list of parameters", "start each with '- name: …'"))
        return
    for number, fields in enumerate(items, 1):
        if not isinstance(fields, dict) or not (
            fields.get("name") or isinstance(fields.get("columns"), dict)
        ):
            defects.append(
                Defect(f"{path.name}: record {number}", "has no name", "give each parameter a name")
            )
            continue
        record = Record(
            fields, path.name, str(fields.get("name") or next(iter(fields["columns"]), "")), defects
        )
        record.only(*_ITEM)
        if "columns" in fields:
            yield from _columns(record, library)
        else:
            yield _Reader(record, record, library).parameter()


def _columns(item: Record, library: _Library) -> Iterator[Parameter]:
    """Yield the tables of one key that an item carries side by side."""
    columns = item.fields["columns"]
    if not isinstance(columns, dict) or "key" not in item.fields:
        item.wrong("columns need a key", "give columns: {name: {zh, en, type}} and key")
        return
    for value in item.records("values"):
        for key, cells in _rows(value).items():
            for name in cells if isinstance(cells, dict) else ():
                if name not in columns:
                    value.wrong(f"row {key} has unknown column {name}", suggest(name, columns))
    shared = {key: item.fields[key] for key in _SHARED if key in item.fields}
    for name, fields in columns.items():
        own = Record(shared | (fields if isinstance(fields, dict) else {}), item.file, name, item.defects)
        own.only(*_COLUMN)
        yield _Reader(item, own, library, name).parameter()


class _Reader:
    """Reads one parameter: ``own`` holds what is its own, ``item`` what the columns of a table share."""

    def __init__(self, item: Record, own: Record, library: _Library, column: str | None = None) -> None:
        self.item = item
        self.own = own
        self.library = library
        self.column = column
        self.key = item.text("key") or None
        self.prefix = item.word("match", ("exact", "prefix")) == "prefix"
        self.kind = self._kind()
        self.reading = self._reading()
        self.delegated = self._delegated()

    def parameter(self) -> Parameter:
        """Return the parameter with its values in order; what is wrong is noted."""
        own = self.own
        values = [value for record in self.item.records("values") if (value := self._value(record))]
        values.sort(key=lambda one: one.starts)
        if not values:
            own.wrong("has no values", "give at least one value with from, source and evidence")
        _check_order(own, values)
        return Parameter(
            name=own.name,
            zh=own.text("zh", needed=True),
            en=own.text("en", needed=True),
            type=self.kind,
            values=tuple(values),
            unit=own.text("unit"),
            boundary=own.word("boundary", ("inclusive", "exclusive")),
            applies=own.word("applies", ("day", "period_start", "pieces")) or "day",
            key=self.key,
            match="prefix" if self.prefix else "exact",
            reading=self.reading,
            delegated=self.delegated,
            quotes=_quotes(own, self.library.texts),
            note=own.text("note"),
        )

    def _kind(self) -> ValueType:
        own = self.own
        kind = own.word("type", KINDS, needed=True) or "text"
        unit = own.text("unit").split("/")[0] or None
        if kind == "count" and unit is None:
            own.wrong("a count needs a unit", "give unit: person, year, day …")
        if kind == "enum" and not own.text("enum"):
            own.wrong("an enum needs its vocabulary", "give enum: <name of the vocabulary>")
        return ValueType(
            kind,
            unit if kind == "count" else None,
            own.text("enum") or None if kind == "enum" else None,
            own.text("list") or None if kind == "code" else None,
        )

    def _reading(self) -> Mapping[str, str] | None:
        if "reading" not in self.own.fields:
            return None
        reading = self.own.inner(self.own.fields["reading"], "reading")
        reading.only("default", "reason")
        if self.kind.kind != "enum":
            reading.wrong("only an enum can be a reading", "give type: enum and its vocabulary")
        default = reading.text("default", needed=True)
        self._scalar(default, reading, "default")
        return {"default": default, "reason": reading.text("reason", needed=True)}

    def _delegated(self) -> Mapping[str, str] | None:
        if "delegated" not in self.own.fields:
            return None
        delegated = self.own.inner(self.own.fields["delegated"], "delegated")
        delegated.only("sentence", "as")
        sentence = delegated.text("sentence", needed=True)
        if sentence and sentence not in self.library.texts:
            delegated.wrong(f"unknown sentence {sentence}", suggest(sentence, self.library.texts))
        return {"sentence": sentence, "as": delegated.text("as") or self.own.name}

    def _scalar(self, raw: Any, record: Record, key: str) -> Any:
        return read_scalar(raw, self.kind, record, key, self.library.vocabularies)

    def _value(self, record: Record) -> Value | None:
        if self.column is not None:
            record = Record(record.fields, record.file, f"{self.column} in {record.name}", record.defects)
        record.only(*_VALUE)
        register = self.library.register
        starts, ends = record.day("from", needed=True), record.day("to")
        if starts and ends and ends < starts:
            record.wrong(f"ends {ends} before it starts {starts}")
        state = record.word("state", _STATES) or "value"
        source, ended_by = record.text("source", needed=True), record.text("ended_by") or None
        for cite in filter(None, (source, ended_by, *record.texts("also"))):
            if defect := citation_defect(cite, self.library.texts, register):
                record.wrong(*defect)
        content: Any = None
        if state == "value":
            content = self._content(record)
        elif "value" in record.fields or "rows" in record.fields:
            record.wrong(f"is {state} and has a value", "leave one of them out")
        low, high = self._bounds(record, content)
        evidence = record.word("evidence", EVIDENCE, needed=state == "value" and self.reading is None)
        if starts is None:
            return None
        return Value(
            starts=starts,
            ends=ends,
            value=content,
            source=source,
            article=record.text("article"),
            evidence=evidence,
            enacted_to=record.day("enacted_to"),
            ended_by=ended_by,
            ended_published=_issued(ended_by, register),
            published=record.day("published") or _issued(source, register),
            recorded_on=record.day("recorded_on"),
            state=state,
            also=record.texts("also"),
            minimum=low,
            maximum=high,
            note=record.text("note"),
        )

    def _content(self, record: Record) -> Any:
        if self.reading is not None:
            return self.reading["default"]
        if self.key is not None:
            return self._table(record)
        if "value" in record.fields:
            return self._scalar(record.fields["value"], record, "value")
        if self.delegated is None:
            record.wrong("has no value", "give value, or state: unknown where no text was found")
        return None

    def _table(self, record: Record) -> dict[str, Any]:
        """Return the cells by key; an empty cell of an exact table is left out, of a prefix table it stays as None."""
        table: dict[str, Any] = {}
        keys = self.library.vocabularies.get(self.key or "")
        if "rows" not in record.fields:
            record.wrong("a table has no rows", "give rows: {key: value}")
        for key, row in _rows(record).items():
            if keys is not None and key not in keys:
                record.wrong(f"row {key} is not in {self.key}", suggest(key, keys))
            cell = row if self.column is None else row.get(self.column) if isinstance(row, dict) else None
            if cell is not None:
                table[key] = self._scalar(cell, record, f"row {key}")
            elif self.prefix:
                table[key] = None
        return table

    def _bounds(self, record: Record, content: Any) -> tuple[Any, Any]:
        low, high = (
            self._scalar(record.fields[key], record, key) if key in record.fields else None
            for key in ("min", "max")
        )
        if low is not None and high is not None and low > high:
            record.wrong("min is above max")
        single = content is not None and not isinstance(content, dict)
        if single and ((low is not None and content < low) or (high is not None and content > high)):
            record.wrong("value lies outside min and max")
        return low, high


def _quotes(own: Record, texts: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    quotes = []
    for record in own.records("quotes"):
        record.only("sentence", "text", "nth")
        sentence, text = record.text("sentence", needed=True), record.text("text", needed=True)
        nth = record.text("nth") or "1"
        if sentence and sentence not in texts:
            record.wrong(f"unknown sentence {sentence}", suggest(sentence, texts))
        elif not nth.isdigit() or not text or texts.get(sentence, "").count(text) < int(nth):
            record.wrong(
                f"{text!r} does not stand {nth} times in sentence {sentence}", "quote the text exactly"
            )
        else:
            quotes.append({"sentence": sentence, "text": text, "nth": int(nth)})
    return tuple(quotes)


def _rows(record: Record) -> Mapping[str, Any]:
    rows = record.fields.get("rows") or {}
    if not isinstance(rows, dict):
        record.wrong("rows is not a mapping", "give rows: {key: value}")
        return {}
    return rows


def _issued(cite: str | None, register: Register) -> date | None:
    document = register.get(cite.split("#")[0]) if cite else None
    return document.issued if document else None


def _check_order(own: Record, values: list[Value]) -> None:
    for before, after in pairwise(values):
        if before.ends is None or before.ends >= after.starts:
            until = before.ends or "an open end"
            own.wrong(
                f"values overlap: {before.starts} to {until}, and {after.starts} on",
                "end the first one earlier",
            )

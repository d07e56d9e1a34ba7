"""Parameters (参数): the dated values of ``data/parameters/*.yaml`` as the engine takes them, checked one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
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
        if not isinstance(fields, dict) or not (fields.get("name") or isinstance(fields.get("columns"), dict)):
            defects.append(Defect(f"{path.name}: record {number}", "has no name", "give each parameter a name"))
            continue
        record = Record(fields, path.name, str(fields.get("name") or next(iter(fields["columns"]), "")), defects)
        record.only(*_ITEM)
        if "columns" in fields:
            yield from _columns(record, library)
        else:
            yield _parameter(record, record, record.name, library, None)


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
    for name, fields in columns.items():
        column = Record(fields if isinstance(fields, dict) else {}, item.file, name, item.defects)
        column.only(*_COLUMN)
        yield _parameter(item, column, name, library, name)


def _parameter(item: Record, own: Record, name: str, library: _Library, column: str | None) -> Parameter:
    """Read one parameter: ``own`` holds what is its own, ``item`` what columns share (key, values)."""
    kind = _type(own)
    reading = _reading(own, kind, library)
    delegated = _delegated(own, library)
    values = [
        _value(Record(one.fields, one.file, f"{name} {one.name.rsplit(' ', 1)[-1]}", one.defects), kind, library, item,
               reading, delegated, column)
        for one in item.records("values")
    ]  # fmt: skip
    dated = sorted((one for one in values if one is not None), key=lambda one: one.starts)
    if not dated:
        own.wrong("has no values", "give at least one value with from, source and evidence")
    _check_order(own, dated)
    return Parameter(
        name=name,
        zh=own.text("zh", needed=True),
        en=own.text("en", needed=True),
        type=kind,
        values=tuple(dated),
        unit=own.text("unit"),
        boundary=own.word("boundary", ("inclusive", "exclusive")),
        applies=own.word("applies", ("day", "period_start", "pieces")) or "day",
        key=item.text("key") or None,
        match=item.word("match", ("exact", "prefix")) or "exact",
        reading=reading,
        delegated=delegated,
        quotes=_quotes(own, library.texts),
        note=own.text("note"),
    )


def _type(own: Record) -> ValueType:
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


def _reading(own: Record, kind: ValueType, library: _Library) -> Mapping[str, str] | None:
    if "reading" not in own.fields:
        return None
    reading = own.inner(own.fields["reading"], "reading")
    reading.only("default", "reason")
    default, reason = reading.text("default", needed=True), reading.text("reason", needed=True)
    if kind.kind == "enum":
        read_scalar(default, kind, reading, "default", library.vocabularies)
    else:
        reading.wrong("only an enum can be a reading", "give type: enum and its vocabulary")
    return {"default": default, "reason": reason}


def _delegated(own: Record, library: _Library) -> Mapping[str, str] | None:
    if "delegated" not in own.fields:
        return None
    delegated = own.inner(own.fields["delegated"], "delegated")
    delegated.only("sentence", "as")
    sentence = delegated.text("sentence", needed=True)
    if sentence and sentence not in library.texts:
        delegated.wrong(f"unknown sentence {sentence}", suggest(sentence, library.texts))
    return {"sentence": sentence, "as": delegated.text("as") or own.name}


def _quotes(own: Record, texts: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    quotes = []
    for record in own.records("quotes"):
        record.only("sentence", "text", "nth")
        sentence, text = record.text("sentence", needed=True), record.text("text", needed=True)
        nth = record.text("nth") or "1"
        if sentence and sentence not in texts:
            record.wrong(f"unknown sentence {sentence}", suggest(sentence, texts))
        elif not nth.isdigit() or not text or texts.get(sentence, "").count(text) < int(nth):
            record.wrong(f"{text!r} does not stand {nth} times in sentence {sentence}", "quote the text exactly")
        else:
            quotes.append({"sentence": sentence, "text": text, "nth": int(nth)})
    return tuple(quotes)


def _value(
    record: Record,
    kind: ValueType,
    library: _Library,
    item: Record,
    reading: Mapping[str, str] | None,
    delegated: Mapping[str, str] | None,
    column: str | None,
) -> Value | None:
    record.only(*_VALUE)
    starts, ends = record.day("from", needed=True), record.day("to")
    if starts and ends and ends < starts:
        record.wrong(f"ends {ends} before it starts {starts}")
    state = record.word("state", _STATES) or "value"
    source = record.text("source", needed=True)
    evidence = record.word("evidence", EVIDENCE, needed=state == "value" and reading is None)
    ended_by = record.text("ended_by") or None
    for cite in filter(None, (source, ended_by, *record.texts("also"))):
        if defect := citation_defect(cite, library.texts, library.register):
            record.wrong(*defect)
    content: Any = None
    if state == "value":
        content = _content(record, kind, library, item, reading, delegated, column)
    elif "value" in record.fields or "rows" in record.fields:
        record.wrong(f"is {state} and has a value", "leave one of them out")
    low, high = _bounds(record, kind, library, content)
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
        ended_published=_issued(ended_by, library.register),
        published=record.day("published") or _issued(source, library.register),
        recorded_on=record.day("recorded_on"),
        state=state,
        also=record.texts("also"),
        minimum=low,
        maximum=high,
        note=record.text("note"),
    )


def _content(
    record: Record,
    kind: ValueType,
    library: _Library,
    item: Record,
    reading: Mapping[str, str] | None,
    delegated: Mapping[str, str] | None,
    column: str | None,
) -> Any:
    if reading is not None:
        return reading["default"]
    if "key" in item.fields:
        return _table(record, kind, library, item, column)
    if "value" in record.fields:
        return read_scalar(record.fields["value"], kind, record, "value", library.vocabularies)
    if delegated is None:
        record.wrong("has no value", "give value, or state: unknown where no text was found")
    return None


def _table(record: Record, kind: ValueType, library: _Library, item: Record, column: str | None) -> dict[str, Any]:
    """Return the cells by key; an empty cell of an exact table is left out, of a prefix table it stays as None."""
    table: dict[str, Any] = {}
    keys = library.vocabularies.get(item.text("key"))
    if "rows" not in record.fields:
        record.wrong("a table has no rows", "give rows: {key: value}")
    for key, cell in _rows(record).items():
        if keys is not None and key not in keys:
            record.wrong(f"row {key} is not in {item.text('key')}", suggest(key, keys))
        if column is not None:
            cell = cell.get(column) if isinstance(cell, dict) else None
        if cell is not None:
            table[key] = read_scalar(cell, kind, record, f"row {key}", library.vocabularies)
        elif item.fields.get("match") == "prefix":
            table[key] = None
    return table


def _rows(record: Record) -> Mapping[str, Any]:
    rows = record.fields.get("rows") or {}
    if not isinstance(rows, dict):
        record.wrong("rows is not a mapping", "give rows: {key: value}")
        return {}
    return rows


def _bounds(record: Record, kind: ValueType, library: _Library, content: Any) -> tuple[Any, Any]:
    low, high = (
        read_scalar(record.fields[key], kind, record, key, library.vocabularies) if key in record.fields else None
        for key in ("min", "max")
    )
    if low is not None and high is not None and low > high:
        record.wrong("min is above max")
    if content is not None and not isinstance(content, dict):
        if (low is not None and content < low) or (high is not None and content > high):
            record.wrong("value lies outside min and max")
    return low, high


def _issued(cite: str | None, register: Register) -> date | None:
    document = register.get(cite.split("#")[0]) if cite else None
    return document.issued if document else None


def _check_order(own: Record, values: list[Value]) -> None:
    for before, after in zip(values, values[1:], strict=False):
        if before.ends is None or before.ends >= after.starts:
            until = before.ends or "an open end"
            own.wrong(f"values overlap: {before.starts} to {until}, and {after.starts} on", "end the first one earlier")

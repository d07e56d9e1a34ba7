"""Rows of the database as lines of JSON that any of the databases can take back."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.duration import duration_iso_string

AT_ONCE = 1_000
"""Rows written by one statement's many."""
MODULUS = 2**256

Model = type[models.Model]


@dataclass
class Digest:
    """Count and hash of a set of lines, whatever their order: databases sort texts differently."""

    rows: int = 0
    total: int = field(default=0, repr=False)

    def add(self, line: bytes) -> None:
        """Take one line in."""
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest(), "big")) % MODULUS

    def text(self) -> str:
        """The hash in hexadecimal."""
        return f"{self.total:064x}"


def tables(apps: Apps) -> dict[str, Model]:
    """Every model with a table of its own, by label; tables of many-to-many relations included."""
    found = apps.get_models(include_auto_created=True)
    owned = (m for m in found if m._meta.managed and not m._meta.proxy and not m._meta.swapped)
    return {model._meta.label_lower: model for model in sorted(owned, key=lambda m: m._meta.label_lower)}


def fields(model: Model) -> list[models.Field[Any, Any]]:
    """The columns of a model."""
    return [f for f in model._meta.concrete_fields if not getattr(f, "generated", False)]


def lines(model: Model, using: str) -> Iterator[bytes]:
    """Every row as a line, read in portions."""
    columns = fields(model)
    names = [str(f.attname) for f in columns]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=5_000):
        yield line(columns, row)


def line(columns: Sequence[models.Field[Any, Any]], row: Sequence[Any]) -> bytes:
    """One row in its canonical form."""
    content = {f.attname: _plain(f, value) for f, value in zip(columns, row, strict=True)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _plain(column: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(column, models.JSONField):
        return value
    match value:
        case bytes() | memoryview() | bytearray():
            return base64.b64encode(bytes(value)).decode()
        case datetime():
            return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case UUID() | Decimal():
            return str(value)
        case bool() | int() | float() | str():
            return value
    return str(value)


def write(model: Model, connection: BaseDatabaseWrapper, told: Iterable[bytes]) -> Digest:
    """Insert rows from their lines as they are: no default, no signal, no time of now. Raises ValueError for a bad line."""
    columns = fields(model)
    quote = connection.ops.quote_name
    named = ", ".join(quote(str(f.column)) for f in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES ({marks})"  # quoted names
    digest, waiting = Digest(), list[list[Any]]()
    with connection.cursor() as cursor:
        for number, text in enumerate(told, 1):
            try:
                content = json.loads(text)
                waiting.append([_prepared(f, content[f.attname], connection) for f in columns])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"line {number}: {error}") from error
            digest.add(text)
            if len(waiting) >= AT_ONCE:
                cursor.executemany(statement, waiting)
                waiting.clear()
        if waiting:
            cursor.executemany(statement, waiting)
    return digest


def _prepared(column: models.Field[Any, Any], value: Any, connection: BaseDatabaseWrapper) -> Any:
    if isinstance(column, models.BinaryField) and value is not None:
        value = base64.b64decode(value)
    elif not isinstance(column, models.JSONField):
        value = column.to_python(value)
    return column.get_db_prep_save(value, connection)

"""Columns of answers in Spark's types, which has no unsigned ones: the same numbers, each in the next wider type.

Bit 63 of a mask of missing facts is the sign of its ``long``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zhiwei.population.spark.source import FILE, ROW, Source
from zhiwei.population.writers.table import INT64, TEXT, UINT8, UINT64, OutColumn

REASONS = "reasons"
SPARK_TYPES = {TEXT: "string", UINT8: "short", INT64: "long", UINT64: "long"}


def answer_schema(columns: Sequence[OutColumn], *, whole_ids: bool) -> Any:
    """The ``StructType`` of answered rows; ids that are whole numbers stay so."""
    fields = [(c.name, SPARK_TYPES[c.kind]) for c in columns]
    return struct([("id", "long"), *fields[1:]] if whole_ids else fields)


def reject_schema(source: Source) -> Any:
    """The ``StructType`` of rows set aside: where the row stands, as far as it is known, why, and its cells as text."""
    return struct([(name, "string" if name != ROW else "long") for name in reject_columns(source)])


def reject_columns(source: Source) -> tuple[str, ...]:
    """Names of the columns of rows set aside."""
    placed = [name for name, there in ((FILE, source.files), (ROW, source.numbered)) if there]
    return (*placed, REASONS, *source.headings)


def struct(fields: Sequence[tuple[str, str]]) -> Any:
    """A ``StructType`` of names and types."""
    from pyspark.sql.types import StructType

    made = StructType()
    for name, kind in fields:
        made = made.add(name, kind)
    return made

"""What a Python worker does with a partition: answers its good rows, or tells its bad ones with their reasons.

A worker loads the rulebook by its content hash and the kernel once, and keeps both for the partitions that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs
import pyarrow as pa
from pyspark import SparkFiles

from zhiwei.policy import library
from zhiwei.population.answering import Answers
from zhiwei.population.defects import Defect
from zhiwei.population.encode import Codes, Words
from zhiwei.population.encode_columns import table_of
from zhiwei.population.native import Native
from zhiwei.population.spark.lock import alone
from zhiwei.population.spark.repeats import Repeated, repeated_id
from zhiwei.population.spark.schema import reject_columns
from zhiwei.population.spark.source import ROW, PlacedRow, Source
from zhiwei.population.spark.task import Task
from zhiwei.population.stream import Batch
from zhiwei.population.subjects import Subject
from zhiwei.population.words import as_text


class Worker:
    """What this process keeps for a task."""

    def __init__(self, task: Task) -> None:
        """Raises LoadError where the rulebook did not arrive."""
        self.task = task
        self.book = library.find(task.rulebook, [Path(SparkFiles.getRootDirectory())])

    @cached_property
    def encoding(self) -> Words | Codes:
        """How answers are written."""
        return self.task.encoding(self.book)

    @cached_property
    def native(self) -> Native:
        """The kernel, on one thread: Spark gives every core a worker of its own."""
        return Native(self.book, self.task.question, cache=self.task.kernels, threads=1)

    def answer(self, batch: Batch) -> Answers:
        """The answers for a batch; of the workers of a machine one compiles, the others wait for it."""
        if self.native.compiled:
            return self.native.answer(batch)
        with alone(self.task.kernels):
            return self.native.answer(batch)


_workers: dict[str, Worker] = {}


def worker_for(task: Task) -> Worker:
    """The worker of this process for a task; those for other tasks are let go."""
    key = task.key
    if key not in _workers:
        _workers.clear()
        _workers[key] = Worker(task)
    return _workers[key]


def answered(task: Task, repeated: Repeated, batches: Iterable[Any]) -> Iterator[Any]:
    """Record batches of the good rows' answers."""
    worker = worker_for(task)
    for batch in task.stream(worker.book, task.source.part(batches), repeated).batches():
        table = table_of(batch, worker.answer(batch), worker.encoding)
        yield from in_spark_types(table)


def rejected(task: Task, repeated: Repeated, batches: Iterable[Any]) -> Iterator[Any]:
    """Record batches of the rows set aside, as they stood, with their reasons."""
    worker = worker_for(task)
    names = list(reject_columns(task.source))
    for batch in task.stream(worker.book, task.source.part(batches), repeated).batches():
        if batch.rejects:
            cells = zip(*(_told(task, subject) for subject in batch.rejects), strict=True)
            kinds = [pa.int64() if name == ROW else pa.string() for name in names]
            arrays = [pa.array(column, kind) for column, kind in zip(cells, kinds, strict=True)]
            yield pa.RecordBatch.from_arrays(arrays, names)


def in_spark_types(table: pl.DataFrame) -> list[Any]:
    """The table as record batches in the types of :mod:`schema`."""
    whole = cs.signed_integer()
    signed = table.with_columns(
        cs.by_dtype(pl.UInt8).cast(pl.Int16), cs.by_dtype(pl.UInt64).reinterpret(signed=True), whole.cast(pl.Int64)
    )  # fmt: skip
    arrow = signed.to_arrow(compat_level=pl.CompatLevel.oldest())
    kinds = [(f.name, pa.string() if pa.types.is_large_string(f.type) else f.type) for f in arrow.schema]
    return list(arrow.cast(pa.schema(kinds)).combine_chunks().to_batches())


def _told(task: Task, subject: Subject) -> list[Any]:
    """The cells of a row set aside in the order of the reject columns."""
    source, row = task.source, subject.row
    file = row.file if isinstance(row, PlacedRow) else source.name
    number = row.number if source.numbered else None
    reasons = " ".join(
        _placed(defect, source, file, number).describe(task.lang) for defect in subject.defects
    )
    place = ([file] if source.files else []) + ([number] if source.numbered else [])
    return [*place, reasons, *(None if cell is None else as_text(cell) for cell in row.cells)]


def _placed(defect: Defect, source: Source, file: str, number: int | None) -> Defect:
    """The defect where the user finds it; where rows have no order, none came first."""
    if defect.problem.code == "duplicate_id" and not source.ordered:
        defect = replace(defect, problem=repeated_id())
    return defect.at(file=file, row=number)

"""A question put to every row of a DataFrame, on whatever cluster it lives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiwei.engine.rulebook import Rulebook
from zhiwei.policy.library import cache_folder, keep
from zhiwei.population.asking import Question
from zhiwei.population.defects import Defect, Problem, refuse
from zhiwei.population.encode import Codes
from zhiwei.population.spark.repeats import Repeated, find, is_whole
from zhiwei.population.spark.schema import answer_schema, reject_schema
from zhiwei.population.spark.source import FILE, ROW, Source
from zhiwei.population.spark.task import Task


@dataclass(frozen=True)
class OnSpark:
    """The answers to come. Both DataFrames are lazy, and each reads the source when it is asked for.

    ``answered`` has a row per good row, in the columns of ``zhiwei run``; ``rejected`` the rows set aside, with their
    reasons and as they stood. ``dictionary`` says what codes mean; ``defects`` are those of the headings.
    """

    answered: Any
    rejected: Any
    dictionary: Mapping[str, Any]
    defects: Sequence[Defect]


def answer(
    frame: Any, book: Rulebook, question: Question, *, name: str = "DataFrame", row: str | None = None,
    file: str | None = None, ignore: Sequence[str] = (), encode: str = "codes", lang: str = "zh",
    cache: str | None = None,
) -> OnSpark:  # fmt: skip
    """Answer a DataFrame whose columns are named as facts (``revenue``, ``营业收入（万元）``), and ``id``.

    ``row`` names a column that numbers the rows from 1, ``file`` one that tells in which of several files they are
    numbered; both are for reasons only. Of rows that share an id the first is answered where ``row`` alone puts them
    in order, else none is. ``cache`` is the folder of compiled kernels on the machines of the cluster. Ids are counted
    at once, everything else when it is asked for.

    Raises the engine's InputError for a law that is refused, InputDefects where rows have no id or too many share one.
    """
    headings = tuple(n for n in frame.columns if n not in (row, file))
    source = Source(name, headings, numbered=row is not None, files=file is not None)
    task = Task(book.hash, question, source, tuple(ignore), encode, lang, cache)
    asked = task.stream(book, source.part(()))
    named, encoding = asked.subjects.named, task.encoding(book)
    if named is None and not source.ordered:
        raise refuse(_no_id_column(), file=name)
    given = frame.toDF(*_positions(frame.columns, row, file))
    repeated, whole = Repeated({}), True
    if named is not None:
        ids = given.select(given[str(named.position)].alias("id"), *([ROW] if source.ordered else []))
        repeated, whole = find(ids, name=name), is_whole(ids.schema["id"].dataType)
    needed = [str(n) for n in source.columns_read(lambda table: task.stream(book, table))]
    if source.ordered and (named is None or repeated.keepers):
        needed.append(ROW)
    frame.sparkSession.sparkContext.addFile(str(keep(book, cache_folder() / "rulebooks")))
    answers = answer_schema(encoding.columns, whole_ids=whole and encode == "codes")
    return OnSpark(
        _mapped("answered", given.select(*needed), task, repeated, answers),
        _mapped("rejected", given, task, repeated, reject_schema(source)),
        encoding.dictionary() if isinstance(encoding, Codes) else {},
        asked.defects,
    )


def _positions(columns: Sequence[str], row: str | None, file: str | None) -> list[str]:
    """The names under which the columns are handed over."""
    places, count = [], 0
    for name in columns:
        if name in (row, file):
            places.append(ROW if name == row else FILE)
        else:
            places.append(str(count))
            count += 1
    return places


def _mapped(function: str, frame: Any, task: Task, repeated: Repeated, schema: Any) -> Any:
    """The DataFrame that a function of :mod:`work` makes of each partition."""

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        from zhiwei.population.spark import work

        found: Iterator[Any] = getattr(work, function)(task, repeated, batches)
        return found

    return frame.mapInArrow(run, schema)


def _no_id_column() -> Problem:
    return Problem(
        "no_id_column",
        "没有编号列，行也没有顺序",
        "no id column, and rows without an order",
        "加一列编号（id）",
        "add a column id",
    )

"""Parquet in, Parquet out on a cluster: a folder of part files, one for each partition."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question
from zhiwei.population.defects import Defect, Place, Problem, refuse
from zhiwei.population.kernels import kernel_cache
from zhiwei.population.native import Native
from zhiwei.population.notices import Notice, compiling
from zhiwei.population.running import Summary
from zhiwei.population.spark import folders
from zhiwei.population.spark.answer import answer
from zhiwei.population.spark.session import LOCAL, session
from zhiwei.population.writers import writes_over_input

ROW_NUMBER, FILE_NAME = "zhiwei: row", "zhiwei: file"
"""Names that no table of subjects has."""
_GLOB = re.compile(r"[\[\]{}*?\\]")
"""Characters of a path that Spark would read as a pattern."""


def run(
    book: Rulebook, source: Path, target: Path, question: Question, *, master: str = LOCAL,
    ignore: Sequence[str] = (), encode: str = "words", lang: str = "zh", cache: Path | None = None,
    notify: Callable[[Notice], None] = lambda notice: None,
) -> Summary:  # fmt: skip
    """Answer a Parquet file, or a folder of them, into the folder ``target``.

    Every machine of a cluster must see both under the same path. Rows set aside go to the folder ``target.rejects.csv``;
    ``target.dictionary.json`` says what codes mean. An earlier answer is replaced when the new one is complete.
    ``master`` is Spark's, ``cache`` the folder of compiled kernels on each machine; ``notify`` is told what the user should
    know meanwhile.

    Raises InputDefects where Spark is not to be had, the source cannot be read or the target is something else; the
    engine's InputError for a law that is refused.
    """
    if _within(target, source) or _within(source, target):
        raise refuse(writes_over_input(), file=target.name)
    folders.check(target)
    rejects = target.with_name(f"{target.name}.rejects.csv")
    dictionary = target.with_name(f"{target.name}.dictionary.json")
    with session(master) as spark, _told(source):
        frame, several = _read(spark, source)
        asked = answer(
            frame, book, question, name=source.name, row=ROW_NUMBER, file=FILE_NAME if several else None,
            ignore=ignore, encode=encode, lang=lang, cache=None if cache is None else str(cache),
        )  # fmt: skip
        if master.startswith("local") and not Native(book, question, cache=cache or kernel_cache()).compiled:
            notify(compiling())
        summary = Summary(defects=list(asked.defects), files=[target])
        with folders.replacing(target) as folder:
            summary.answered = _write(asked.answered, folder)
        folders.remove(dictionary)
        if asked.dictionary:
            text = json.dumps(asked.dictionary, ensure_ascii=False, indent=1) + "\n"
            dictionary.write_text(text, encoding="utf-8")
            summary.files.append(dictionary)
        folders.remove(rejects)
        summary.rejected = frame.count() - summary.answered
        if summary.rejected:
            with folders.replacing(rejects) as folder:
                asked.rejected.write.options(header=True, escape='"').csv(_address(folder))
            summary.files.append(rejects)
            summary.defects.append(Defect(_set_aside(summary.rejected, rejects.name), Place(source.name)))
    return summary


def _within(one: Path, other: Path) -> bool:
    """Whether a path is the other one or lies below it."""
    return one.resolve().is_relative_to(other.resolve())


def _read(spark: Any, source: Path) -> tuple[Any, bool]:
    """The rows with their numbers, and whether they lie in several files, whose names then go with them."""
    frame = spark.read.parquet(_GLOB.sub(r"\\\g<0>", _address(source)))
    several = len(frame.inputFiles()) > 1
    hidden = {ROW_NUMBER: "_metadata.row_index + 1"} | ({FILE_NAME: "_metadata.file_name"} if several else {})
    return frame.selectExpr("*", *(f"{what} AS `{name}`" for name, what in hidden.items())), several


def _write(answered: Any, folder: Path) -> int:
    """Write the answers; the number of rows, counted while they are written."""
    from pyspark.sql import Observation
    from pyspark.sql.functions import count, lit

    rows = Observation()
    answered.observe(rows, count(lit(1)).alias("rows")).write.parquet(_address(folder))
    return int(rows.get["rows"])


def _address(path: Path) -> str:
    """A path of the machines' own file systems, whatever the cluster's default is; Spark wants it unquoted."""
    return f"file://{path.absolute()}"


@contextmanager
def _told(source: Path) -> Iterator[None]:
    """Whatever the cluster raises, as a defect in one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise refuse(_failed(str(error)), file=source.name) from error


def reason(said: str) -> str:
    """The line that tells why: the first, or the last of a worker's traceback."""
    lines = said.partition(" SQLSTATE")[0].strip().splitlines() or [""]
    return lines[-1] if "Traceback" in lines[0] else lines[0]


def _failed(said: str) -> Problem:
    first = reason(said)
    return Problem(
        "spark_failed",
        f"Spark 未能完成（{first}）",
        f"Spark did not finish ({first})",
        "检查文件和集群，然后重新运行",
        "look at the file and the cluster, then run again",
    )


def _set_aside(rows: int, file: str) -> Problem:
    return Problem(
        "rows_set_aside",
        f"{rows:,} 行有误，未判定",
        f"rows wrong and not answered: {rows:,}",
        f"按 {file} 所列原因改正",
        f"correct them by the reasons in {file}",
    )

"""Ids that several rows of a whole DataFrame have: counted by Spark, told to the workers that meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.vector.naming import id_texts

LIMIT = 1_000_000
"""More different repeated ids than this are no slips: the column does not name subjects."""
NOBODY = 0
"""In place of the number of a row: the rows have no order, and none of them keeps the id."""


class Repeated:
    """Ids that several rows have, each with the number of the row that keeps it."""

    def __init__(self, keepers: Mapping[Any, int]) -> None:
        self.keepers = dict(keepers)

    @cached_property
    def _ids(self) -> pl.Series:
        return pl.Series(list(self.keepers))

    def repeated(self, ids: pl.Series, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions of the rows that have another row's id, and the number of that one."""
        if not self.keepers:
            return np.empty(0, np.intp), np.empty(0, np.int64)
        places = np.flatnonzero(ids.cast(self._ids.dtype).is_in(self._ids).to_numpy())
        keepers = np.array([self.keepers[i] for i in ids.gather(places)], np.int64)
        later = keepers != numbers[places]
        return places[later], keepers[later]


def find(ids: Any, *, name: str) -> Repeated:
    """Count the ids of a DataFrame with a column ``id`` and, if rows are in order, ``row``; one pass over it.

    Where there is a row number, the first row keeps the id. Raises InputDefects where more ids are repeated than a
    worker should hold; ``name`` is what the DataFrame is called then.
    """
    from pyspark.sql import functions

    ordered = "row" in ids.columns
    rows = (ids["row"] if ordered else functions.lit(NOBODY)).cast("long").alias("row")
    given = ids.where(ids["id"].isNotNull()).select("id", rows)
    if not is_whole(ids.schema["id"].dataType):
        given = given.mapInArrow(_as_texts, "id string, row bigint").where("id != ''")
    counted = given.groupBy("id").agg(
        functions.count(functions.lit(1)).alias("times"), functions.min("row").alias("keeper")
    )
    found = counted.where("times > 1").select("id", "keeper").limit(LIMIT + 1).collect()
    if len(found) > LIMIT:
        raise refuse(_too_many(), file=name)
    return Repeated({row["id"]: row["keeper"] for row in found})


def _as_texts(batches: Iterable[Any]) -> Iterator[Any]:
    """Ids as the readers of tables spell them."""
    import pyarrow as pa

    for batch in batches:
        rows = batch.column(1)
        ids = id_texts(pl.Series(pl.from_arrow(batch.column(0))))
        yield pa.RecordBatch.from_arrays([ids.to_arrow().cast(pa.string()), rows], ["id", "row"])


def is_whole(kind: Any) -> bool:
    """Whether a type of Spark's holds whole numbers."""
    from pyspark.sql.types import IntegralType

    return isinstance(kind, IntegralType)


def repeated_id() -> Problem:
    """Rows without an order that share an id: which of them is meant cannot be told."""
    return Problem(
        "repeated_id",
        "编号不止出现一次",
        "the id occurs more than once",
        "每个主体一个编号，重复的删去",
        "one id per subject; remove the duplicates",
    )


def _too_many() -> Problem:
    return Problem(
        "too_many_repeated_ids",
        f"编号重复的超过{LIMIT:,}个，编号列不是主体的编号",
        f"more than {LIMIT:,} ids occur more than once: the id column does not name subjects",
        "换用每个主体唯一的编号列",
        "use a column that names each subject once",
    )

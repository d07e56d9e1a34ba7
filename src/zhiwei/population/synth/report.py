"""Target against result, from the file alone: plain counts of the whole, and the rulebook's own answers on a sample."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question, TracedEngine
from zhiwei.population.readers import open_table
from zhiwei.population.run import code_lists
from zhiwei.population.subjects import Subjects
from zhiwei.population.synth.bounds import UNCLASSED
from zhiwei.population.synth.margins import Margin, margins_of
from zhiwei.population.synth.province import Province
from zhiwei.population.synth.sources import SIZES, group_of, sector_of, targets

SAMPLE = 20_000
"""Rows answered by the rulebook itself."""
FEN = 100
_KINDS = {"individual_business": "individual", "farmer_cooperative": "cooperative"}
HELD, UNCLEAR, MISSED = "held", "too few rows to tell", "missed"


@dataclass(frozen=True)
class Line:
    """A margin with its result over the whole file and over the sample, both None where no row shows it."""

    name: str
    grade: str
    unit: str
    target: float
    tolerance: float
    result: float | None
    standard_error: float | None
    by_rules: float | None
    verdict: str


@dataclass
class Report:
    """All margins; ``refused`` rows of the sample `zhiwei run` would set aside, ``otherwise`` those whose class the bounds
    read from the rulebook and the rules themselves give differently; neither may occur."""

    rows: int
    as_of: str
    sample: int
    refused: int
    otherwise: int
    margins: list[Line] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The report as data."""
        return {**asdict(self), "not_represented": dict(targets()["not_represented"])}


def report(book: Rulebook, province: Province, source: Path) -> Report:
    """Measure a file against the targets of the province it was made from."""
    wanted = margins_of(province.kinds, province.places)
    classes, refused = _answered(book, province.day, source)
    whole, sampled = np.zeros((2, len(wanted))), np.zeros((2, len(wanted)))
    rows, otherwise = 0, 0
    for batch in _batches(source):
        table = _described(province, batch)
        whole += _sums(wanted, table)
        known = classes[rows : rows + len(batch)]
        if known:
            own = table.head(len(known)).with_columns(pl.Series("answered", known, dtype=pl.String))
            both = own.filter(pl.col("size").is_not_null() & pl.col("answered").is_not_null())
            otherwise += int((both["size"] != both["answered"]).sum())
            answered = pl.when(pl.col("size").is_not_null()).then(pl.col("answered")).alias("size")
            sampled += _sums(wanted, own.with_columns(answered))
        rows += len(batch)
    lines = [_line(m, whole[:, i], sampled[:, i]) for i, m in enumerate(wanted)]
    return Report(rows, province.day.isoformat(), len(classes), refused, otherwise, lines)


def _answered(book: Rulebook, day: datetime.date, source: Path) -> tuple[list[str | None], int]:
    """The size classes of the first rows, read and answered as `zhiwei run` does; None where undetermined."""
    table = open_table(source)
    subjects = Subjects(table, book.entities["enterprise"], code_lists(book))
    engine = TracedEngine(book, Question(day.isoformat(), variables=("size_class",)))
    found: list[str | None] = []
    refused = 0
    for subject in islice(subjects, SAMPLE):
        if subject.defects:
            refused += 1
            found.append(None)
            continue
        answer = engine.ask(subject.facts).variables["size_class"]
        found.append(str(answer.value) if answer.status == "known" and answer.value in SIZES else None)
    return found, refused


def _batches(source: Path) -> Iterator[pl.DataFrame]:
    if source.suffix.lower() == ".csv":
        text = {name: pl.String for name in ("division", "industry_code", "industry_edition")}
        lazy = pl.scan_csv(source, schema_overrides=text, try_parse_dates=True)
    else:
        lazy = pl.scan_parquet(source)
    needed = ["legal_form", "division", "founded_on", "industry_code", "employees", "revenue", "total_assets",
              "taxable_income", "high_tech_certified", "technology_based"]  # fmt: skip
    yield from lazy.select(needed).collect_batches(chunk_size=100_000, maintain_order=True)


def _described(province: Province, batch: pl.DataFrame) -> pl.DataFrame:
    """The columns that margins speak of: kind, section, group, sector, age in completed years, size by the bounds."""
    classes, bounds = province.classes, province.bounds
    places = {
        code: (a.section, group_of(a.section), sector_of(a.section), -1 if a.row is None else bounds.rows.index(a.row))
        for code, a in zip(classes.codes, (classes.activities[i] for i in classes.place), strict=True)
    }
    code = pl.col("industry_code").cast(pl.String)
    day = province.day
    named = batch.with_columns(
        pl.col("legal_form").cast(pl.String).replace_strict(_KINDS, default="enterprise").alias("kind"),
        *(
            code.replace_strict({c: p[i] for c, p in places.items()}, return_dtype=pl.String).alias(name)
            for i, name in enumerate(("section", "group", "sector"))
        ),
        code.replace_strict({c: p[3] for c, p in places.items()}, return_dtype=pl.Int64).alias("row"),
        (
            day.year
            - pl.col("founded_on").dt.year()
            - (pl.col("founded_on").dt.strftime("%m%d") > f"{day:%m%d}").cast(pl.Int32)
        ).alias("age"),
        *(pl.col(name).cast(pl.Float64) for name in ("revenue", "total_assets", "taxable_income")),
    ).with_columns(pl.when(pl.col("legal_form").is_null()).then(None).otherwise(pl.col("kind")).alias("kind"))
    return named.with_columns(_sizes(province, named))


def _sizes(province: Province, table: pl.DataFrame) -> pl.Series:
    """The size class of each row by the bounds; null where a fact is missing, even if the rest would decide.

    So that the rows left out are a fair part of all: those that the rest decides are micro more often than others.
    """
    row = table["row"].fill_null(-1).to_numpy()
    staff = table["employees"].fill_null(0).to_numpy()
    revenue, assets = (
        np.rint(table[name].fill_null(0).to_numpy() * FEN).astype(np.int64) for name in ("revenue", "total_assets")
    )
    found = province.bounds.classify(row, staff, revenue, assets)
    for name in ("legal_form", "industry_code", "employees", "revenue", "total_assets"):
        found[table[name].is_null().to_numpy()] = UNCLASSED
    names = np.array([*SIZES, None], dtype=object)
    return pl.Series("size", list(names[found]), dtype=pl.String)


def _sums(margins: Sequence[Margin], table: pl.DataFrame) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    tops = [m.top.cast(pl.Float64).alias(f"t{i}") for i, m in enumerate(margins)]
    bases = [m.base.cast(pl.Float64).alias(f"b{i}") for i, m in enumerate(margins)]
    return np.array([table.select(part).row(0) for part in (tops, bases)], dtype=np.float64)


def _line(margin: Margin, whole: np.ndarray[tuple[int], np.dtype[np.float64]], sampled: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Line:
    result, by_rules = _quotient(margin, whole), _quotient(margin, sampled)
    error = None
    if margin.share and result is not None:
        share = min(max(whole[0] / whole[1], 1 / whole[1]), 1.0)
        error = margin.scale * math.sqrt(share * (1 - share) / whole[1])
    off = math.inf if result is None else abs(result - margin.target)
    verdict = MISSED
    if off <= margin.tolerance:
        verdict = HELD
    elif result is None or off <= margin.tolerance + 3 * (error or 0.0):
        verdict = UNCLEAR
    return Line(
        margin.name, margin.grade, margin.unit, margin.target, margin.tolerance, result, error, by_rules, verdict
    )


def _quotient(margin: Margin, sums: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    return float(margin.scale * sums[0] / sums[1]) if sums[1] else None

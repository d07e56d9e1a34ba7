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
from zhiwei.population.running import code_lists
from zhiwei.population.subjects import Subjects
from zhiwei.population.synth.arrays import Floats
from zhiwei.population.synth.bounds import UNCLASSED
from zhiwei.population.synth.margins import Margin, margins_of
from zhiwei.population.synth.province import Province
from zhiwei.population.synth.sources import SIZES, group_of, sector_of, targets

SAMPLE = 20_000
"""Rows answered by the rulebook itself."""
SURE = 4
"""A result so many standard errors beyond its tolerance is missed, not a matter of few rows."""
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
    whole, sampled = np.zeros((5, len(wanted))), np.zeros((5, len(wanted)))
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
        text = dict.fromkeys(("division", "industry_code", "industry_edition"), pl.String)
        lazy = pl.scan_csv(source, schema_overrides=text, try_parse_dates=True)
    else:
        lazy = pl.scan_parquet(source, glob=False)
    needed = ["legal_form", "division", "founded_on", "industry_code", "employees", "revenue", "total_assets",
              "taxable_income", "high_tech_certified", "technology_based"]  # fmt: skip
    yield from lazy.select(needed).collect_batches(chunk_size=100_000, maintain_order=True)


def _described(province: Province, batch: pl.DataFrame) -> pl.DataFrame:
    """The columns that margins speak of: kind, section, group, sector, age in completed years, size by the bounds."""
    classes, bounds = province.classes, province.bounds
    places = {
        code: (
            a.section,
            group_of(a.section),
            sector_of(a.section),
            -1 if a.row is None else bounds.rows.index(a.row),
        )
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
        np.rint(table[name].fill_null(0).to_numpy() * FEN).astype(np.int64)
        for name in ("revenue", "total_assets")
    )
    found = province.bounds.classify(row, staff, revenue, assets)
    for name in ("legal_form", "industry_code", "employees", "revenue", "total_assets"):
        found[table[name].is_null().to_numpy()] = UNCLASSED
    names = np.array([*SIZES, None], dtype=object)
    return pl.Series("size", list(names[found]), dtype=pl.String)


def _sums(margins: Sequence[Margin], table: pl.DataFrame) -> Floats:
    """For each margin the sums of top and base, and of their squares and product."""
    found = np.zeros((5, len(margins)))
    shares = [i for i, m in enumerate(margins) if m.share]
    others = [i for i, m in enumerate(margins) if not m.share]
    counts = table.select(
        column.fill_null(False).sum().cast(pl.Float64).alias(f"{name}{i}")
        for i in shares
        for name, column in (("t", margins[i].top), ("b", margins[i].base))
    )
    found[:, shares] = np.array(counts.row(0)).reshape(-1, 2).T[[0, 1, 0, 0, 1]] if shares else 0.0
    for i in others:
        top, base = (s.to_numpy() for s in table.select(t=margins[i].top, b=margins[i].base).get_columns())
        found[:, i] = top.sum(), base.sum(), (top * top).sum(), (top * base).sum(), (base * base).sum()
    return found


def _line(margin: Margin, whole: Floats, sampled: Floats) -> Line:
    result, by_rules = (float(margin.scale * s[0] / s[1]) if s[1] else None for s in (whole, sampled))
    error, off = None, math.inf
    if result is not None:
        error, off = margin.scale * _standard_error(whole), abs(result - margin.target)
    verdict = MISSED
    if off <= margin.tolerance:
        verdict = HELD
    elif error is None or off <= margin.tolerance + SURE * error:
        verdict = UNCLEAR
    return Line(
        margin.name,
        margin.grade,
        margin.unit,
        margin.target,
        margin.tolerance,
        result,
        error,
        by_rules,
        verdict,
    )


def _standard_error(sums: Floats) -> float:
    """That of a quotient under random sampling; an upper bound here, as rows are spread evenly over the cells."""
    top, base, tops, both, bases = sums
    quotient = top / base
    return float(math.sqrt(max(tops - 2 * quotient * both + quotient**2 * bases, 1.0)) / base)

"""Firms of the synthetic province with gaps, and the answers of the native engine to hold Spark's against."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from zhiwei import rulebook
from zhiwei.population import Question
from zhiwei.population.running import Summary, run
from zhiwei.population.synth import Frames, Province, batches

DAY = "2012-12-31"
LEFT_OUT = ("name", "registration_number", "organisation_code", "uscc")
MEASURES = ("27.2", "27.3", "27.6")
VARIABLES = ("reward_base", "slp_effective_rate", "small_low_profit", "founded_on", "tax_industry")
FILED = [
    {"division": division, "document": f"test {division}", "filed_on": "2012-05-10", "from": "2012-01-01",
     "sentence": "27.2", **content}
    for division, content in {
        "330100": {"fills": {"reward_share": "60%"}},
        "330300": {"fills": {"reward_share": "100%"}},
        "330382": {"declines": True},
    }.items()
]  # fmt: skip
"""Local decisions of two cities, and of a county that declines."""


def question(**more: Any) -> Question:
    """Measures with amounts and local decisions, and variables of every kind."""
    return Question(DAY, measures=MEASURES, variables=VARIABLES, **more)


def firms(rows: int, seed: int = 1) -> pl.DataFrame:
    """Firms, each fact missing in one row of eight; incomes are text, one in nine of them not applicable."""
    book = rulebook()
    made = pl.concat(batches(Frames(book, Province(book, date.fromisoformat(DAY), "2011"), seed), rows))
    made = made.drop(LEFT_OUT).with_columns(pl.col("taxable_income").cast(pl.String))
    chance = np.random.default_rng(seed)
    return made.with_columns(
        pl.when(pl.Series(chance.random(rows) < 1 / 9)).then(pl.lit("无")).otherwise("taxable_income")
        .alias("taxable_income")
    ).with_columns(
        pl.when(pl.Series(chance.random(rows) < 1 / 8)).then(None).otherwise(pl.col(name)).alias(name)
        for name in made.columns if name != "id"
    )  # fmt: skip


def native(source: Path, kernels: Path, encode: str = "codes", **more: Any) -> tuple[pl.DataFrame, Summary]:
    """What ``zhiwei run --engine native`` writes, in Spark's types."""
    target = source.with_name(f"native-{encode}-{source.stem}.parquet")
    summary = run(
        rulebook(), source, target, question(**more), encode=encode, engine="native", cache=kernels
    )  # fmt: skip
    return pl.read_parquet(target).with_columns(
        pl.col(pl.UInt8).cast(pl.Int16), pl.col(pl.UInt64).reinterpret(signed=True)
    ), summary  # fmt: skip


def collected(frame: Any) -> pl.DataFrame:
    """The rows of a DataFrame in the order of their ids."""
    return pl.DataFrame(pl.from_arrow(frame.toArrow())).sort("id")

"""`zhiwei run --engine spark`: what it takes of the command's options, and the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question
from zhiwei.population.running import Summary

SPARK = "spark"
LOCAL = "local[2]"


def check_usage(source: str, target: Path | None, others: Mapping[str, object]) -> Path:
    """The folder to be written; wrong usage where Spark cannot do what is asked. ``others`` are options it has not."""
    named = Path(source)
    if not named.exists() or (named.is_file() and named.suffix.lower() != ".parquet"):
        raise click.UsageError("--engine spark reads a Parquet file, or a folder of them")
    for option, given in others.items():
        if given is not None:
            raise click.UsageError(f"--engine spark has no {option}")
    if target is None:
        raise click.UsageError("--engine spark needs -o OUT, a folder")
    return target


def run_on_spark(
    book: Rulebook, source: str, target: Path, question: Question, *, master: str, encode: str,
    ignore: Sequence[str], lang: str,
) -> Summary:  # fmt: skip
    """Answer on the cluster of a master; raises InputDefects and InputError as the other engines do."""
    from zhiwei.population.spark.files import run

    return run(
        book, Path(source), target, question, master=master, encode=encode, ignore=ignore, lang=lang,
        notify=lambda notice: click.echo(notice.text(lang), err=True),
    )  # fmt: skip

"""`zhiwei run`: a table in, a table out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import report, reported
from zhiwei.cli.many import command
from zhiwei.cli.on_spark import LOCAL, SPARK, check_usage, run_on_spark
from zhiwei.cli.options import law_options
from zhiwei.cli.progress import progress_bar
from zhiwei.cli.question import Asked, check_name
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.running import ENCODINGS, ENGINES, Summary

DONE = {
    "zh": "已判定 {answered} 行，另存 {rejected} 行；写入 {files}",
    "en": "{answered} rows answered, {rejected} set aside; written: {files}",
}
UNTOLD = {
    "zh": "另有 {untold} 处问题未在此列出，见 rejects.csv",
    "en": "{untold} more defects are not listed here; see rejects.csv",
}
NO_MEASURES = "none"


@command(name="run")
@click.argument("source", metavar="IN")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    help="Answers, a row per subject.",
)
@click.option(
    "--totals",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Totals by division, industry and size (json, xlsx, parquet, csv).",
)
@click.option(
    "--measures", metavar="27.2,28.1...", help="Measures, all by default; 'none' for variables alone."
)
@click.option("--variables", metavar="NAME,...", help="Variables, one column each.")
@click.option(
    "--engine",
    type=click.Choice([*ENGINES, SPARK]),
    help="native by default, trace for a few rows whose kernel was never compiled; spark for a cluster, from Parquet "
    "into a folder of Parquet. The answers are the same.",
)
@click.option(
    "--spark-master", "master", metavar="URL", default=LOCAL, show_default=True, help="With --engine spark."
)
@click.option("--encode", type=click.Choice(ENCODINGS), default="words", show_default=True)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; 企业 or the first by default.")
@click.option("--ignore", multiple=True, metavar="COLUMN...", help="Columns to pass over.")
@law_options()
def run(
    source: str,
    target: Path | None,
    totals: Path | None,
    measures: str | None,
    variables: str | None,
    engine: str | None,
    master: str,
    encode: str,
    sheet: str | None,
    ignore: tuple[str, ...],
    **options: Any,
) -> None:
    """All rows of IN (csv, xlsx, parquet, a database's address) answered into OUT, or counted into FILE.

    Columns are named as facts. Bad rows are reported with row and column and set aside in OUT.rejects.csv. A run that
    was broken off goes on where it stopped when the same command is given again.
    """
    from zhiwei import rulebook
    from zhiwei.population.asking import Question
    from zhiwei.population.running import run as run_table

    if target is None and totals is None:
        raise click.UsageError("-o OUT or --totals FILE is needed, or both")
    folder = check_usage(source, target, {"--totals": totals, "--sheet": sheet}) if engine == SPARK else None
    if folder is None:
        check_source(source)
        check_target(target)
    asked = Asked(**options)
    book = rulebook()
    with reported(asked.lang):
        asked.law(book)
        question = Question(
            as_of=asked.as_of,
            entity=asked.kind,
            measures=_measures(book, asked.kind, measures),
            variables=_variables(book, asked.kind, variables),
            known_on=asked.known_on,
            division=asked.division,
            decisions=asked.filed,
            readings=dict(asked.reading),
        )
        if folder is not None:
            summary = run_on_spark(
                book, source, folder, question, master=master, encode=encode, ignore=ignore, lang=asked.lang
            )
        else:
            with progress_bar(asked.lang) as progress:
                summary = run_table(
                    book, source, target, question, sheet=sheet, encode=encode, ignore=ignore, engine=engine, totals=totals,
                    progress=progress, notify=lambda notice: click.echo(notice.text(asked.lang), err=True),
                )  # fmt: skip
    finish(summary, asked.lang)


def check_source(source: str) -> None:
    """Wrong usage if a file does not exist; an address of a database is looked at later."""
    if "://" not in source and not Path(source).is_file():
        raise click.UsageError(f"Invalid value for 'IN': File {source!r} does not exist.")


def check_target(target: Path | None) -> None:
    """Wrong usage if the output is a folder."""
    if target is not None and target.is_dir():
        raise click.UsageError(f"Invalid value for '-o' / '--output': File {str(target)!r} is a directory.")


def finish(summary: Summary, lang: str) -> None:
    """Tell what was done, list what was wrong, and exit with 1 if anything was."""
    report(summary.defects, lang)
    if summary.untold:
        click.echo(UNTOLD[lang].format(untold=summary.untold), err=True)
    files = (", " if lang == "en" else "、").join(str(path) for path in summary.files)
    counts = {"answered": summary.answered, "rejected": summary.rejected, "files": files}
    click.echo(DONE[lang].format(**counts), err=True)
    if not summary.ok:
        raise SystemExit(1)


def _split(text: str | None) -> list[str]:
    return [part for part in (piece.strip() for piece in (text or "").replace("，", ",").split(",")) if part]


def _measures(book: Rulebook, entity: str, text: str | None) -> tuple[str, ...]:
    if text == NO_MEASURES:
        return ()
    wanted = _split(text)
    own = [m.id for m in book.measures.values() if m.entity == entity]
    for name in wanted:
        check_name("--measures", name, [*own, *(m.partition("/")[0] for m in own)])
    return book.select(entity, wanted or None)


def _variables(book: Rulebook, entity: str, text: str | None) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(_split(text)))
    for name in wanted:
        check_name("--variables", name, book.variables(entity))
    return wanted

"""`zhiwei run`: a table in, a table out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import report, reported
from zhiwei.cli.many import command
from zhiwei.cli.options import EXISTING, law_options
from zhiwei.cli.question import Asked, check_name
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.run import ENCODINGS, Summary

DONE = {
    "zh": "已判定 {answered} 行，另存 {rejected} 行；写入 {files}",
    "en": "{answered} rows answered, {rejected} set aside; written: {files}",
}
NO_MEASURES = "none"


@command(name="run")
@click.argument("source", type=EXISTING, metavar="IN")
@click.option("-o", "--output", "target", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--measures", metavar="27.2,28.1...", help="Measures, all by default; 'none' for variables alone."
)
@click.option("--variables", metavar="NAME,...", help="Variables, one column each.")
@click.option("--engine", type=click.Choice(["trace"]), default="trace", show_default=True)
@click.option("--encode", type=click.Choice(ENCODINGS), default="words", show_default=True)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; 企业 or the first by default.")
@click.option("--ignore", multiple=True, metavar="COLUMN...", help="Columns to pass over.")
@law_options()
def run(
    source: Path,
    target: Path,
    measures: str | None,
    variables: str | None,
    engine: str,
    encode: str,
    sheet: str | None,
    ignore: tuple[str, ...],
    **options: Any,
) -> None:
    """All rows of IN (csv, xlsx, parquet; columns named as facts) answered into OUT.

    Bad rows are reported with row and column and set aside in OUT.rejects.csv.
    """
    from zhiwei import rulebook
    from zhiwei.population.asking import Question
    from zhiwei.population.run import run as run_table

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
        with _progress() as progress:
            summary = run_table(
                book, source, target, question, sheet=sheet, encode=encode, ignore=ignore, progress=progress
            )
    finish(summary, asked.lang)


def finish(summary: Summary, lang: str) -> None:
    """Tell what was done, list what was wrong, and exit with 1 if anything was."""
    report(summary.defects, lang)
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


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left, if somebody is watching."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, file=sys.stderr, show_eta=True) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield advance

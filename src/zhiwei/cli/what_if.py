"""`zhiwei what-if`: a reform held against the present law over a table of subjects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import report, reported
from zhiwei.cli.many import command
from zhiwei.cli.options import DAY, EXISTING, law_options
from zhiwei.cli.progress import progress_bar
from zhiwei.cli.question import Asked, check_name
from zhiwei.cli.run import check_source
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.text_files import read_file
from zhiwei.population.what_if.result import Result

NONE = "none"
UNTOLD = {
    "zh": "另有 {untold} 处问题未在此列出",
    "en": "{untold} more defects are not listed here",
}
DONE = {"zh": "已写入 {folder}：{files}", "en": "written to {folder}: {files}"}


@command(name="what-if")
@click.argument("reform", type=EXISTING, metavar="REFORM.yaml")
@click.argument("source", metavar="IN")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write report.html, tables.xlsx, what-if.json, Parquet tables and SVG charts here.")  # fmt: skip
@click.option("--as-of", "as_of", type=DAY, metavar="DATE", help="Instead of the day in the reform file.")
@click.option("--measures", metavar="27.2,28.1...", help="Measures compared; those that rest on what is changed by default, 'none' for none.")  # fmt: skip
@click.option("--variables", metavar="NAME[=paid|received],...", help="Variables compared besides.")
@click.option("--total", metavar="NAME,...", help="Lines that make up the total of a subject.")
@click.option("--variants", "grid", type=EXISTING, metavar="FILE", help="Variants from a file of their own.")
@click.option("--notches", "seconds", type=click.IntRange(min=0), default=10, show_default=True,
              help="Seconds for each list of notches; 0 for none.")  # fmt: skip
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; 企业 or the first by default.")
@click.option("--ignore", multiple=True, metavar="COLUMN...", help="Columns to pass over.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@law_options(as_of=False)
def what_if(
    reform: Path,
    source: str,
    folder: Path | None,
    as_of: str | None,
    measures: str | None,
    variables: str | None,
    total: str | None,
    grid: Path | None,
    seconds: int,
    sheet: str | None,
    ignore: tuple[str, ...],
    form: str,
    **options: Any,
) -> None:
    """Winners, losers, cost and notches of a reform over the subjects of IN.

    IN is csv, xlsx, parquet or a database's address, as for run.

    The reform file states other values of parameters; nothing of it is law. IN is read once, for the present law, the
    reform and all its variants.
    """
    from zhiwei import rulebook
    from zhiwei.population.kernels import kernel_cache
    from zhiwei.population.what_if.files import make, write
    from zhiwei.population.what_if.json_form import to_json
    from zhiwei.population.what_if.reading import read_reform
    from zhiwei.population.what_if.run import what_if as run
    from zhiwei.population.what_if.summary import summary

    check_source(source)
    book, lang = rulebook(), str(options["lang"])
    with reported(lang):
        if folder is not None:
            make(folder)  # before the work, not after it
        entity = options.pop("entity")
        if entity is not None:
            check_name("--entity", entity, book.entities)
        read = read_reform(
            book, read_file(reform), file=reform.name, as_of=as_of, entity=entity,
            variants=None if grid is None else (read_file(grid), grid.name), known_on=options["known_on"],
        )  # fmt: skip
        asked = Asked(as_of=read.as_of, entity=read.entity, **options)
        asked.law(book)
        with progress_bar(lang) as progress:
            result = run(
                book, read, source, cache=kernel_cache(), known_on=asked.known_on,
                division=asked.division, decisions=asked.filed, readings=dict(asked.reading),
                measures=_names(measures), variables=_variables(book, read.entity, variables), total=_names(total),
                sheet=sheet, ignore=ignore, notch_seconds=seconds, progress=progress,
                notify=lambda notice: click.echo(notice.text(lang), err=True),
            )  # fmt: skip
    if form == "json":
        click.echo(json.dumps(to_json(result), ensure_ascii=False, indent=1))
    else:
        for line in summary(result, lang):
            click.echo(line)
    if folder is not None:
        with reported(lang):
            files = write(result, folder, lang)
        listed = ("、" if lang == "zh" else ", ").join(p.relative_to(folder).as_posix() for p in files)
        click.echo(DONE[lang].format(folder=folder, files=listed), err=True)
    _finish(result, lang)


def _finish(result: Result, lang: str) -> None:
    report(result.defects, lang)
    if result.untold:
        click.echo(UNTOLD[lang].format(untold=result.untold), err=True)
    if not result.ok:
        raise SystemExit(1)


def _names(text: str | None) -> list[str] | None:
    """The names of a list on the command line; [] for 'none', None where it was not given."""
    if text is None:
        return None
    words = [part.strip() for part in text.replace("，", ",").split(",")]
    return [word for word in words if word and word != NONE]


def _variables(book: Rulebook, entity: str, text: str | None) -> list[str] | None:
    wanted = _names(text)
    for word in wanted or ():
        computed = [v.name for v in book.variables(entity).values() if v.computed]
        check_name("--variables", word.partition("=")[0], computed)
    return wanted

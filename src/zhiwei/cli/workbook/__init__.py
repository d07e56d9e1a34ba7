"""`zhiwei workbook`: a workbook of firms answered, summed up on the screen and written out as a workbook."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from zhiwei.cli.defects import report, reported
from zhiwei.cli.many import command
from zhiwei.cli.options import DAY, EXISTING, LANG

OPINIONS_DAY = "2012-06-30"
"""A day on which the Opinions of April 2012 were in force: the first that is asked."""


@command(name="workbook")
@click.argument("workbook", type=EXISTING)
@click.option(
    "--as-of",
    "days",
    type=DAY,
    multiple=True,
    metavar="DATE...",
    help="Days; 2012-06-30 and today by default.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Workbook to write; out/NAME-answers.xlsx by default.",
)
@LANG
def workbook(workbook: Path, days: tuple[str, ...], target: Path | None, lang: str) -> None:
    """Answer all measures for the firms in WORKBOOK, print a summary and write a workbook of answers.

    The written workbook is in Chinese; --lang chooses the language of the summary.
    """
    from zhiwei import rulebook
    from zhiwei.cli.workbook.collect import collect
    from zhiwei.cli.workbook.sheets import write_workbook
    from zhiwei.cli.workbook.summary import summary

    target = target or Path("out") / f"{workbook.stem}-answers.xlsx"
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    with reported(lang):
        found = collect(rulebook(), workbook, list(days) or [OPINIONS_DAY, today])
    for line in summary(found, lang):
        click.echo(line)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(found, target)
    click.echo(("写入 " if lang == "zh" else "Written: ") + str(target))
    report(found.defects, lang)
    if any(defect.is_error for defect in found.defects):
        raise SystemExit(1)

"""`zhiwei synth`: a synthetic province into a file."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.many import command
from zhiwei.cli.options import DAY, LANG

DONE = {
    "zh": "已写入 {rows} 户到 {file}，{seconds:.1f} 秒，每秒 {rate:,.0f} 户",
    "en": "{rows} subjects written to {file} in {seconds:.1f} s, {rate:,.0f} a second",
}
SUBJECTS = {
    "all": ("enterprise", "cooperative", "individual"),
    "enterprises": ("enterprise", "cooperative"),
    "individuals": ("individual",),
}


@command(name="synth")
@click.option("-n", "--count", "rows", required=True, type=click.IntRange(min=1), help="Subjects to make.")
@click.option("-o", "--output", "target", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True)
@click.option("--as-of", type=DAY, metavar="DATE", default="2012-12-31", show_default=True,
              help="Day of the facts: decides division codes, ages and the bounds of the size standard.")  # fmt: skip
@click.option(
    "--edition", type=click.Choice(["2011", "2017"]), help="Of GB/T 4754; the one in force by default."
)
@click.option("--subjects", type=click.Choice(list(SUBJECTS)), default="all", show_default=True)
@click.option(
    "--missing", type=click.FloatRange(0, 1), default=0.0, help="Share of the facts' cells left empty."
)
@click.option("--numeric-only", is_flag=True, help="No names and official numbers.")
@click.option("--report", "wants_report", is_flag=True, help="Print target against result for every margin.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of the report.",
)
@LANG
def synth(
    rows: int,
    target: Path,
    seed: int,
    as_of: str,
    edition: str | None,
    subjects: str,
    missing: float,
    numeric_only: bool,
    wants_report: bool,
    form: str,
    lang: str,
) -> None:
    """Fictional subjects calibrated to published margins of Zhejiang, as a table that `zhiwei run` reads.

    OUT is .parquet or .csv. The same seed gives the same rows, whatever their number.
    """
    from zhiwei import rulebook
    from zhiwei.population.synth import Frames, Province, check, check_target, edition_on, write

    book = rulebook()
    day = date.fromisoformat(as_of)
    with reported(lang):
        check_target(target)
        check(book, rows, day, numeric_only=numeric_only)
        province = Province(book, day, edition or edition_on(day), kinds=SUBJECTS[subjects])
        frames = Frames(book, province, seed, missing=missing, numeric_only=numeric_only)
        start = time.perf_counter()
        with _progress(rows) as progress:
            write(frames, rows, target, progress)
        seconds = time.perf_counter() - start
        said = {"rows": rows, "file": target, "seconds": seconds, "rate": rows / seconds}
        click.echo(DONE[lang].format(**said), err=True)
        if wants_report:
            from zhiwei.population.synth.report import report
            from zhiwei.population.synth.report_text import lines

            found = report(book, province, target)
            if form == "json":
                click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
            else:
                for line in lines(found, lang):
                    click.echo(line)


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left, if somebody is watching."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    start = time.perf_counter()
    with click.progressbar(
        length=rows, file=sys.stderr, show_eta=True, show_pos=True,
        item_show_func=lambda rate: f"{rate}/s" if rate else "",
    ) as bar:  # fmt: skip

        def advance(done: int, total: int) -> None:
            bar.update(done - bar.pos, f"{done / (time.perf_counter() - start):,.0f}")

        yield advance

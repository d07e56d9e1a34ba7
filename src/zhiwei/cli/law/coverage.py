"""`zhiwei law coverage`: every record and every number of the Opinions accounted for."""

from __future__ import annotations

import json

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.options import LANG


@click.command(name="coverage")
@click.option("--totals", is_flag=True, help="Totals and defects only.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def coverage(totals: bool, form: str, lang: str) -> None:
    """What runs each of the 170 records and what holds each number of the text; exit code 1 if one hangs loose."""
    from zhiwei import rulebook
    from zhiwei.law.bound import bound_to
    from zhiwei.law.coverage import coverage as account
    from zhiwei.law.coverage_report import coverage_json, coverage_text
    from zhiwei.law.reasons import load_reasons
    from zhiwei.law.sentences import load_opinions

    with reported(lang):
        book = rulebook()
        found = account(load_opinions(), book.data.parameters.values(), bound_to(book), load_reasons())
    if form == "json":
        click.echo(json.dumps(coverage_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo(coverage_text(found, lang, rows=not totals))
    if not found.complete:
        raise SystemExit(1)

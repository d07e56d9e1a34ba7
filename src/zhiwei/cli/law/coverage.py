"""`zhiwei law coverage`: every record and every number accounted for, every clause of the checks with its state."""

from __future__ import annotations

import json
from pathlib import Path

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.options import LANG


@click.command(name="coverage")
@click.option("--totals", is_flag=True, help="Totals and defects only.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the page of all sentences (Markdown) to this file instead.",
)
@LANG
def coverage(totals: bool, form: str, page: Path | None, lang: str) -> None:
    """What runs each of the 170 records, what holds each number, what shows each clause of the acceptance checks.

    Exit code 1 if a record or a number hangs loose.
    """
    from zhiwei import rulebook
    from zhiwei.law.acceptance import load_acceptance
    from zhiwei.law.acceptance_report import acceptance_json, acceptance_text
    from zhiwei.law.bound import bound_to
    from zhiwei.law.coverage import coverage as account
    from zhiwei.law.coverage_report import coverage_json, coverage_text
    from zhiwei.law.reasons import load_reasons
    from zhiwei.law.sentences import load_opinions
    from zhiwei.law.sentences_page import sentences_page

    with reported(lang):
        opinions, book = load_opinions(), rulebook()
        found = account(opinions, book.data.parameters.values(), bound_to(book), load_reasons())
        clauses = load_acceptance(opinions)
    if page is not None:
        page.write_text(sentences_page(opinions, found, clauses), encoding="utf-8")
    elif form == "json":
        data = coverage_json(found) | {"acceptance": acceptance_json(clauses, opinions)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo(coverage_text(found, lang, rows=not totals))
        click.echo()
        click.echo(acceptance_text(clauses, opinions, lang, rows=not totals))
    if not found.complete:
        raise SystemExit(1)

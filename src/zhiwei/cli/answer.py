"""`zhiwei answer`: every measure for one subject."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.many import command
from zhiwei.cli.options import EXISTING, law_options
from zhiwei.cli.question import Asked, check_name
from zhiwei.cli.receipt import write_receipt
from zhiwei.population.facts_file import read_facts_file

HTML = (
    '<!doctype html>\n<html lang="{lang}">\n<meta charset="utf-8">\n<title>{title}</title>\n{body}\n</html>'
)
TITLES = {"zh-CN": "知微 判定", "en": "Zhiwei: answer"}


@command(name="answer")
@click.argument("facts", type=EXISTING)
@click.option(
    "--measure", multiple=True, metavar="ID...", help="Only these measures; 28.1 selects its parts."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option(
    "--brief", is_flag=True, help="Text without the derivation: verdict, amount, clause, what to do."
)
@click.option("--receipt", type=click.Path(dir_okay=False, path_type=Path), help="Also write a receipt here.")
@law_options()
def answer(
    facts: Path, measure: tuple[str, ...], form: str, brief: bool, receipt: Path | None, **options: Any
) -> None:
    """All measures for the subject in FACTS (JSON or YAML): verdicts, amounts, missing facts, citations."""
    from zhiwei import rulebook

    asked = Asked(**options)
    book = rulebook()
    with reported(asked.lang):
        law = asked.law(book)
        subject = read_facts_file(facts, book, asked.entity)
        for wanted in measure:
            own = [m.id for m in book.measures.values() if m.entity == subject.entity]
            check_name("--measure", wanted, [*own, *(m.partition("/")[0] for m in own)])
        case = book.case(
            subject.facts, law.as_of, entity=subject.entity, links=subject.links, division=asked.division
        )
        found = book.answer_case(case, law, book.select(subject.entity, list(measure) or None))
        if form == "json":
            click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        elif form == "html":
            lang = "zh-CN" if asked.lang == "zh" else "en"
            click.echo(HTML.format(lang=lang, title=TITLES[lang], body=found.html(asked.lang)))
        else:
            click.echo(found.text(asked.lang, brief))
        if receipt is not None:
            write_receipt(found, receipt)

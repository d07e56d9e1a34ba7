"""`zhiwei calc`: named variables of one subject."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.labels import listed
from zhiwei.cli.many import command
from zhiwei.cli.options import EXISTING, law_options
from zhiwei.cli.question import Asked, check_name
from zhiwei.engine.beside import CONFLICTS, conflict_words
from zhiwei.engine.calculation import Calculation, Computed
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.words import STATUS_WORDS, pick
from zhiwei.population.facts_file import read_facts_file


@command(name="calc")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--facts", required=True, type=EXISTING, metavar="FILE", help="Facts, JSON or YAML.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@law_options()
def calc(names: tuple[str, ...], facts: Path, form: str, **options: Any) -> None:
    """The named variables: their value, or the facts still missing."""
    from zhiwei import rulebook

    asked = Asked(**options)
    book = rulebook()
    with reported(asked.lang):
        law = asked.law(book)
        subject = read_facts_file(facts, book, asked.entity)
        for name in names:
            check_name("NAME", name, book.variables(subject.entity))
        case = book.case(
            subject.facts, law.as_of, entity=subject.entity, links=subject.links, division=asked.division
        )
        found = book.calc_case(case, law, names)
        if form == "json":
            click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        else:
            for line in lines(found, book, asked.lang):
                click.echo(line)


def lines(found: Calculation, book: Rulebook, lang: str) -> list[str]:
    """One line for each variable: name, label, value with unit, or what is missing; first what contradicts itself."""
    conflicts = [conflict_words(one, lang) for one in found.conflicts()]
    told = [pick(CONFLICTS, lang), *(f"  {one}" for one in conflicts), ""] if conflicts else []
    return told + [_line(name, found[name], book, lang) for name in found]


def _line(name: str, result: Computed, book: Rulebook, lang: str) -> str:
    variable = result.variable
    if result.status == "known":
        value = shown(variable.type, result.value)
        labels = {m.value: m.zh if lang == "zh" else m.en for m in variable.enum}
        flags = {"true": ("是", "yes"), "false": ("否", "no")} if variable.type.kind == "flag" else {}
        value = labels.get(value, pick(flags[value], lang) if value in flags else value)
        said = f"{value} {_unit(result, lang)}".rstrip()
    else:
        said = pick(STATUS_WORDS[result.status], lang)
        if result.missing:
            said += ("：" if lang == "zh" else ": ") + listed(book, variable.entity, result.missing, lang)
    between = "：" if lang == "zh" else ": "
    return (
        f"{name}（{variable.zh}）{between}{said}"
        if lang == "zh"
        else f"{name} ({variable.en}){between}{said}"
    )


def _unit(result: Computed, lang: str) -> str:
    kind = result.variable.type.kind
    if kind == "money":
        return "元" if lang == "zh" else "CNY"
    return result.unit if kind == "count" else ""

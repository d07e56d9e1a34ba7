"""`zhiwei small`: whether a firm is small, by each of the seven meanings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.many import command
from zhiwei.cli.options import EXISTING, law_options
from zhiwei.cli.question import Asked
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.words import held_words, pick
from zhiwei.law.citations import citation_label
from zhiwei.policy.small_meanings import MEANINGS, Found, compare
from zhiwei.population.facts_file import read_facts_file


@command(name="small")
@click.argument("facts", type=EXISTING)
@click.option(
    "--with", "others", multiple=True, type=EXISTING, metavar="FILE...",
    help="Facts of another matter of the firm: its bid, loan, registration filing, recognition.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@law_options()
def small(facts: Path, others: tuple[Path, ...], form: str, **options: Any) -> None:
    """The meanings of small side by side for the firm in FACTS, each with reasons and its texts."""
    from zhiwei import rulebook

    asked = Asked(**options)
    book = rulebook()
    with reported(asked.lang):
        law = asked.law(book)
        firm = read_facts_file(facts, book, "enterprise")
        found = compare(book, law, firm.facts, _others(others, book), asked.division)
        if form == "json":
            data = {"as_of": law.as_of.isoformat(), "meanings": [one.to_json() for one in found]}
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            for line in (line for one in found for line in lines(one, asked.lang)):
                click.echo(line)


def _others(paths: tuple[Path, ...], book: Rulebook) -> Mapping[str, Mapping[str, Any]]:
    """Facts by the entity that each file names; wrong usage for one that no meaning reads."""
    read = [read_facts_file(path, book) for path in paths]
    known = {one.entity for one in MEANINGS if one.link}
    for path, one in zip(paths, read, strict=True):
        if one.entity not in known:
            raise click.UsageError(
                f"--with {path}: its entity is {one.entity}; known: {', '.join(sorted(known))}"
            )
    return {one.entity: one.facts for one in read}


def lines(one: Found, lang: str) -> list[str]:
    """A meaning in a few lines: yes or no, what for, why, what is missing, by which text."""
    zh = lang == "zh"
    said = [f"{one.meaning.zh}：{one.shown['zh']}" if zh else f"{one.meaning.en}: {one.shown['en']}"]
    said.append(f"  用于：{one.meaning.use_zh}" if zh else f"  Used for: {one.meaning.use_en}")
    for reason in one.reasons:
        tail = pick(held_words(reason), lang)
        said.append((f"  因为：{reason['zh']}" if zh else f"  Because: {reason['en']}") + tail)
    if one.missing:
        named = ("、" if zh else ", ").join(m[lang] for m in one.missing)
        said.append(f"  还需要：{named}" if zh else f"  Still needed: {named}")
    cites = ("、" if zh else ", ").join(citation_label(c, lang) for c in one.cites)
    return [*said, f"  依据：{cites}" if zh else f"  Basis: {cites}"]

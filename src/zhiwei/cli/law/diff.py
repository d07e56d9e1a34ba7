"""`zhiwei law diff`: what changed between two days, in the law or for one subject."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.labels import listed
from zhiwei.cli.law.causes import KIND_WORDS, causes_json
from zhiwei.cli.many import command
from zhiwei.cli.options import DAY, EXISTING, law_options
from zhiwei.cli.question import Asked
from zhiwei.engine.display import display
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.types import MONEY
from zhiwei.engine.words import STATUS_WORDS, VERDICT_WORDS, pick
from zhiwei.law.diff import Change, Side
from zhiwei.law.diff import diff as compare
from zhiwei.law.subject_diff import TEXTS, Causes, Difference, causes, differences
from zhiwei.law.values import value_text
from zhiwei.population.facts_file import read_facts_file

DELEGATED = ("由当地确定", "left to localities")


@command(name="diff")
@click.argument("old", type=DAY)
@click.argument("new", type=DAY)
@click.option("--facts", type=EXISTING, metavar="FILE", help="Show what changed for this subject instead.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@law_options(as_of=False)
def diff(old: str, new: str, facts: Path | None, form: str, **options: Any) -> None:
    """What differs between the days OLD and NEW: parameters, or with --facts what the subject gained and lost, and why."""
    from zhiwei import rulebook

    asked = Asked(as_of=old, **options)
    book = rulebook()
    with reported(asked.lang):
        found = _parameters(book, asked, new) if facts is None else _subject(book, asked, new, facts)
    if form == "json":
        click.echo(json.dumps({"old": old, "new": new, **found}, ensure_ascii=False, indent=1))
        return
    changes = found["parameters"] if facts is None else found["measures"]
    for change in changes:
        kind = f"  {pick(KIND_WORDS[change['change']], asked.lang)}" if facts else ""
        click.echo(f"{change['id']}  {change[asked.lang]}{kind}")
        click.echo(f"  {old}  {change['old'][f'shown_{asked.lang}']}")
        click.echo(f"  {new}  {change['new'][f'shown_{asked.lang}']}")
        for cause in change.get("causes", ()):
            click.echo(f"    {cause[f'shown_{asked.lang}']}")
    if not changes:
        click.echo("没有变化" if asked.lang == "zh" else "nothing changed")


def _parameters(book: Rulebook, asked: Asked, new: str) -> dict[str, Any]:
    first, second = asked.law(book), replace(asked, as_of=new, filed=[]).law(book)
    changes = compare(book.data.parameters.values(), first.as_of, second.as_of, first.known_on)
    return {"parameters": [_change(change, book) for change in changes]}


def _change(change: Change, book: Rulebook) -> dict[str, Any]:
    parameter = change.parameter
    return {
        "id": parameter.name,
        "zh": parameter.zh,
        "en": parameter.en,
        "old": _side(change, change.old, book),
        "new": _side(change, change.new, book),
    }


def _side(change: Change, side: Side, book: Rulebook) -> dict[str, Any]:
    data: dict[str, Any] = {"status": side.status, "source": side.source}
    for lang in ("zh", "en"):
        if side.status == "known":
            value = side.value
            if change.keys:
                value = {key: value.get(key) for key in change.keys}
            said = value_text(change.parameter, value, book.data, lang)
        else:
            said = pick(STATUS_WORDS.get(side.status, DELEGATED), lang)
        data[f"shown_{lang}"] = f"{said}  {side.source}".rstrip()
    return data


def _subject(book: Rulebook, asked: Asked, new: str, facts: Path) -> dict[str, Any]:
    subject = read_facts_file(facts, book, asked.entity)
    first, second = asked.law(book), replace(asked, as_of=new, filed=[]).law(book)

    def ask(under: Rulebook, day: date, measures: Sequence[str] | None) -> Mapping[str, Outcome]:
        law = replace(first, as_of=day)
        case = under.case(
            subject.facts, day, entity=subject.entity, links=subject.links, division=asked.division
        )
        return under.answer_case(case, law, under.select(subject.entity, measures)).measures

    before, after = ask(book, first.as_of, None), ask(book, second.as_of, None)
    return {
        "measures": [
            _difference(one, book, causes(one, book, ask, first.as_of, second.as_of, first.decisions))
            for one in differences(book.data, before, after, first.as_of, second.as_of, first.known_on)
            if one.kind != TEXTS
        ]
    }


def _difference(one: Difference, book: Rulebook, why: Causes) -> dict[str, Any]:
    measure = one.before.measure
    return {
        "id": measure.id,
        "zh": measure.zh,
        "en": measure.en,
        "change": one.kind,
        "old": _outcome(one.before, book),
        "new": _outcome(one.after, book),
        "causes": causes_json(why, book),
    }


def _outcome(outcome: Outcome, book: Rulebook) -> dict[str, Any]:
    from zhiwei.engine.trace import amount_json

    data: dict[str, Any] = {
        "verdict": outcome.verdict,
        "amount": amount_json(outcome.amount),
        "missing": list(outcome.missing),
    }
    for lang in ("zh", "en"):
        said = pick(VERDICT_WORDS[outcome.verdict], lang)
        if outcome.amount and outcome.amount.value is not None:
            said += ("，" if lang == "zh" else ", ") + display(MONEY, outcome.amount.value, (), lang)
        if outcome.missing:
            needed = listed(book, outcome.measure.entity, outcome.missing, lang)
            said += ("；还需要：" if lang == "zh" else "; still needed: ") + needed
        data[f"shown_{lang}"] = said
    return data

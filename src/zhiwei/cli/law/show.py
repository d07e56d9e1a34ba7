"""`zhiwei law show`: a sentence or an article, with what runs it and the clauses of its acceptance check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import click

from zhiwei.cli.options import LANG
from zhiwei.cli.question import check_name
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.acceptance import load_acceptance
from zhiwei.law.acceptance_report import clause_lines, clauses_json
from zhiwei.law.bindings import Runner
from zhiwei.law.bound import bound_to
from zhiwei.law.citations import citation_label
from zhiwei.law.rooms import load_rooms
from zhiwei.law.sentence_json import sentence_json
from zhiwei.law.sentences import Opinions, Sentence, load_opinions
from zhiwei.law.values import entry_text


@click.command(name="show")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def show(ids: tuple[str, ...], form: str, lang: str) -> None:
    """The text of a sentence (27.3) or of all sentences of an article (27), what runs it, and its acceptance check."""
    from zhiwei import rulebook

    opinions, book = load_opinions(), rulebook()
    bound, acceptance = bound_to(book), load_acceptance(opinions)
    chosen = [sentence for wanted in ids for sentence in _find(opinions, wanted)]
    if form == "json":
        found = [
            sentence_json(s, bound) | {"clauses": clauses_json(acceptance.get(s.id, ()))} for s in chosen
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for number, sentence in enumerate(chosen):
        if number:
            click.echo()
        for line in _lines(sentence, opinions, book, bound, lang):
            click.echo(line)
        for line in clause_lines(acceptance.get(sentence.id, ()), lang):
            click.echo(f"  {line}")


def _find(opinions: Opinions, wanted: str) -> Sequence[Sentence]:
    if wanted.isdigit() and opinions.article(int(wanted)):
        return opinions.article(int(wanted))
    check_name("ID", wanted, opinions.records)
    return [opinions[wanted]]


def _lines(
    sentence: Sentence, opinions: Opinions, book: Rulebook, bound: Mapping[str, Sequence[Runner]], lang: str
) -> list[str]:
    zh = lang == "zh"
    colon = "：" if zh else ": "
    kind = opinions.legend["kinds"].get(sentence.kind)
    lines = [f"{sentence.id}  {citation_label(sentence.id, lang)}" + (f"  {kind.text(lang)}" if kind else "")]
    lines.append("  " + sentence.text.strip())
    if sentence.gloss and not zh:
        lines.append("  " + sentence.gloss)
    runners = bound.get(sentence.id, ())
    lines += [f"  {_runner(one, book, lang, colon)}" for one in runners if one.kind != "parameter"]
    for one in runners:
        if one.kind == "parameter":
            parameter = book.data.parameters[one.name]
            label = parameter.zh if zh else parameter.en
            lines.append(f"  {'参数' if zh else 'parameter'} {one.name}{colon}{label}")
            lines += [f"    {entry_text(parameter, entry, book.data, lang)}" for entry in parameter.values]
    if not runners and sentence.operative:
        lines.append("  尚无规则执行此句" if zh else "  nothing runs this sentence yet")
    return lines


def _runner(one: Runner, book: Rulebook, lang: str, colon: str) -> str:
    zh = lang == "zh"
    if one.kind == "measure":
        measure = book.data.measures[one.name]
        return f"{'措施' if zh else 'measure'} {one.name}{colon}{measure.zh if zh else measure.en}"
    if one.kind == "room":
        room = next(r for rooms in load_rooms().values() for r in rooms if r.key == one.name)
        return f"{'平台' if zh else 'platform'}{colon}{room.text(lang)}"
    found = next(v for (_, name), v in book.data.variables.items() if name == one.name and v.computed)
    return f"{'规则' if zh else 'rule'} {one.name}{colon}{found.zh if zh else found.en}"

"""A receipt as its page and its notice show it, from what is stored, without asking the rulebook again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine import bearing
from zhiwei.engine.beside import CONFLICTS, conflict_words
from zhiwei.engine.display import display
from zhiwei.engine.raw import RawError, read_raw
from zhiwei.engine.render_text import render_text
from zhiwei.engine.words import VERDICT_WORDS, pick
from zhiwei.platform.answers.grouping import OF_VERDICT, REFUSED
from zhiwei.platform.answers.worth import worth_of
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import aside
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.subjects import entities, labels, sources

TAGS = {"granted": "ok", "open": "todo", "locality": "todo", "refused": "no", "ended": "off"}


@dataclass(frozen=True, slots=True)
class Told:
    """One measure of a receipt: id, name, verdict in words with its kind of label, amount in words, quoted sentences."""

    id: str
    label: str
    word: str
    tag: str
    amount: str
    quotes: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of a receipt: label, value, source, day of receipt; ``used`` where the answer speaks of it."""

    label: str
    value: str
    source: str
    received_on: str
    used: bool


def measures(record: Mapping[str, Any], lang: str) -> list[Told]:
    """The measures in the order of the receipt."""
    answer = worded(record, lang)
    return [_told(answer, measure, lang) for measure in answer["measures"]]


def worded(record: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The stored answer with the codes of places and industries in words, for the renderers; the record stays as it is.

    Without the conflicts of facts, which stand apart (:func:`conflicts`).
    """
    answer, steps = record["answer"], dict(record["answer"]["steps"])
    for key, step in steps.items():
        known = step["kind"] == "fact" and step["status"] == "known"
        found = labels.variable(record["entity"], step["name"]) if known else None
        if found is not None and found.type.kind == "code":
            told = labels.value(record["entity"], step["name"], "known", step["value"])
            steps[key] = {**step, f"shown_{lang}": told}
    rest = {name: part for name, part in answer.items() if name != "conflicts"}
    return {**rest, "steps": steps}


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A value of the law whose text was not seen: the parameter's name and label, the value and its documents in words."""

    name: str
    label: str
    value: str
    documents: tuple[str, ...]


def unchecked_values(record: Mapping[str, Any], lang: str) -> list[Unchecked]:
    """The values behind the verdicts and amounts whose text is still to be checked, each once."""
    answer = record["answer"]
    steps, citations = answer["steps"], answer["citations"]
    keys = (key for measure in answer["measures"] for key in bearing.recalled(steps, measure))
    return [
        Unchecked(
            name=str(step["name"]),
            label=str(step.get(lang) or step["name"]),
            value=str(step.get(f"shown_{lang}") or ""),
            documents=tuple(str(citations.get(cite, {}).get(lang) or cite) for cite in step.get("cites", ())),
        )
        for step in (steps[key] for key in dict.fromkeys(keys))
    ]


def unchecked(record: Mapping[str, Any], lang: str) -> list[str]:
    """The same values by their labels, each label once."""
    return list(dict.fromkeys(one.label for one in unchecked_values(record, lang)))


def conflicts(record: Mapping[str, Any], lang: str) -> tuple[str, list[str]]:
    """The facts that contradict each other or the day, a line each, and the words to stand above them."""
    return pick(CONFLICTS, lang), [conflict_words(one, lang) for one in record["answer"].get("conflicts", ())]


def _told(answer: Mapping[str, Any], measure: Mapping[str, Any], lang: str) -> Told:
    citations = answer["citations"]
    quotes = tuple(
        (str(citations[cite].get(lang) or cite), str(citations[cite]["text"]))
        for cite in measure["cites"]
        if citations.get(cite, {}).get("text")
    )
    return Told(
        id=str(measure["id"]),
        label=str(measure[lang]),
        word=verdict(measure["verdict"], lang),
        tag=TAGS[OF_VERDICT.get(measure["verdict"], REFUSED)],
        amount=amount(measure["id"], measure["amount"]),
        quotes=quotes,
        steps=tuple(_steps(answer, measure, lang)),
    )


def _steps(answer: Mapping[str, Any], measure: Mapping[str, Any], lang: str) -> list[str]:
    """The derivation in lines: those of the text that speak of steps."""
    text = render_text({**answer, "measures": [measure]}, lang)
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


def verdict(name: str, lang: str) -> str:
    """A verdict in words."""
    return pick(VERDICT_WORDS[name], lang) if name in VERDICT_WORDS else name


def amount(measure: str, found: Mapping[str, Any] | None) -> str:
    """An amount in yuan as what it is (:mod:`worth`), or the most it can be; empty where there is neither."""
    if found is None:
        return ""
    if found.get("value") is not None:
        return worth_of(measure).said(_yuan(found["value"]))
    if found.get("maximum") is not None:
        return worth_of(measure).at_most(_yuan(found["maximum"]))
    return ""


def _yuan(text: str) -> str:
    return _("%(amount)s 元") % {"amount": money.short(money.parse(text))}


def facts(record: Mapping[str, Any], lang: str) -> list[FactRow]:
    """The facts known on the receipt's day, those that bear on its verdicts and amounts first."""
    told = _told_steps(record["answer"])
    steps = {
        f"{key.partition('#')[0].partition('@')[0]}@{step.get('period', '')}": (step, key in told)
        for key, step in record["answer"]["steps"].items()
        if step["kind"] == "fact"
    }
    rows = _facts(record["subject"], record["entity"], "", steps, record.get("known_on"), lang)
    return sorted(rows, key=lambda row: not row.used)


def decisions(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The local decisions that bear on the answer, of all that were in force."""
    steps = record["answer"]["steps"]
    used = {
        _paper(steps[key]["decision"]) for key in _told_steps(record["answer"]) if "decision" in steps[key]
    }
    return [one for one in record["decisions"] if _paper(one) in used]


def _paper(decision: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(decision.get(key) for key in ("division", "document", "sentence", "from", "filed_on"))


def _told_steps(answer: Mapping[str, Any]) -> frozenset[str]:
    """The steps that the derivations speak of."""
    return frozenset(
        key
        for measure in answer["measures"]
        for part in bearing.parted(answer["steps"], measure)
        for key in part
    )


Steps = Mapping[str, tuple[Mapping[str, Any], bool]]
"""Steps of facts by path, name and period, and whether the derivations speak of them."""


def _facts(
    subject: Mapping[str, Any], entity: str, path: str, steps: Steps, known_on: str | None, lang: str
) -> list[FactRow]:
    rows = []
    for name, fact in subject["facts"].items():
        given = fact if isinstance(fact, Mapping) else {"value": fact}
        received = str(given.get("received_on", ""))
        if known_on and received > known_on:
            continue  # nothing rests on what was not known then
        base, _at, period = name.partition("@")
        step, used = steps.get(f"{path}{base}@{period}", ({}, False))
        # A step of another period speaks of another value: the word then comes from the rulebook.
        label = str(step.get(lang) or labels.fact(entity, base))
        rows.append(
            FactRow(
                label=aside(label, "" if period in label else period),
                value=_value(entity, base, given, str(step.get(f"shown_{lang}") or ""), lang),
                source=sources.in_words(retold(str(given.get("source", ""))), lang),
                received_on=received,
                used=used,
            )
        )
    kind = entities.of_rulebook(entity)
    for link, below in subject["links"].items():
        found = kind.links.get(link) if kind else None
        rows += _facts(below, found.to if found else "", f"{path}{link}.", steps, known_on, lang)
    return rows


def _value(entity: str, name: str, fact: Mapping[str, Any], shown: str, lang: str) -> str:
    """The value in today's words; ``shown``, the words of then, where today has none for it."""
    if "value" not in fact:
        status = str(fact.get("status"))
        return str(labels.STATUSES.get(status, ""))
    kept = fact["value"]
    found = labels.variable(entity, name)
    if found is not None and found.type.kind in ("rate", "number", "count"):
        try:
            return display(found.type, read_raw(found.type, kept, {}), (), lang)
        except RawError:
            return shown or str(kept)
    if isinstance(kept, bool):
        return _("是") if kept else _("否")
    told = labels.value(entity, name, "known", kept)
    return shown if shown and told == str(kept) else told


@dataclass(frozen=True, slots=True)
class Difference:
    """What a measure got then and gets now, in words; empty where one side lacks it."""

    measure: str
    label: str
    then: str
    now: str


def differences(found: list[dict[str, Any]], record: Mapping[str, Any], lang: str) -> list[Difference]:
    """The list of :func:`receipts.under_today` in words."""
    named = {m["id"]: str(m[lang]) for m in record["answer"]["measures"]}
    return [
        Difference(one["measure"], named.get(one["measure"], one["measure"]), _side(one["then"], lang), _side(one["now"], lang))
        for one in found
    ]  # fmt: skip


def _side(side: Mapping[str, Any] | None, lang: str) -> str:
    if side is None:
        return _("无此措施")
    told = verdict(side["verdict"], lang)
    if side["amount"] is not None:
        told += _("，") + _yuan(side["amount"])
    if side["missing"]:
        told += _("，") + _("缺 %(n)d 项事实") % {"n": len(side["missing"])}
    return told

"""A receipt as its page and its notice show it, from what is stored, without asking the rulebook again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.render_text import render_text
from zhiwei.engine.words import VERDICT_WORDS, pick
from zhiwei.platform.answers.grouping import OF_VERDICT, REFUSED
from zhiwei.platform.kit import money

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
    """A fact the receipt rests on: label, value, source, day of receipt; those of linked subjects by their path."""

    label: str
    value: str
    source: str
    received_on: str


def measures(record: Mapping[str, Any], lang: str) -> list[Told]:
    """The measures in the order of the receipt."""
    answer = record["answer"]
    return [_told(answer, measure, lang) for measure in answer["measures"]]


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
        amount=amount(measure["amount"], lang),
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


def amount(found: Mapping[str, Any] | None, lang: str) -> str:
    """An amount in yuan, or the most it can be; empty where there is neither."""
    if found is None:
        return ""
    if found.get("value") is not None:
        return _("%(amount)s 元") % {"amount": _yuan(found["value"])}
    if found.get("maximum") is not None:
        return _("最高 %(amount)s 元") % {"amount": _yuan(found["maximum"])}
    return ""


def _yuan(text: str) -> str:
    return money.short(money.parse(text))


def facts(record: Mapping[str, Any], lang: str) -> list[FactRow]:
    """The facts that the receipt names, those of linked subjects after its own."""
    labels = {
        key.partition("#")[0]: step
        for key, step in record["answer"]["steps"].items()
        if step["kind"] == "fact"
    }
    return _facts(record["subject"], "", labels, lang)


def _facts(subject: Mapping[str, Any], path: str, labels: Mapping[str, Any], lang: str) -> list[FactRow]:
    rows = []
    for name, fact in subject["facts"].items():
        step = labels.get(path + name) or labels.get(path + name.partition("@")[0]) or {}
        given = fact if isinstance(fact, Mapping) else {"value": fact}
        label = str(step.get(lang) or _word(name, lang))
        period = name.partition("@")[2]
        rows.append(
            FactRow(
                label=f"{label}（{period}）" if period and period not in label else label,
                value=str(step.get(f"shown_{lang}") or _value(given)),
                source=str(given.get("source", "")),
                received_on=str(given.get("received_on", "")),
            )
        )
    for link, below in subject["links"].items():
        rows += _facts(below, f"{path}{link}.", labels, lang)
    return rows


def _value(fact: Mapping[str, Any]) -> str:
    if "value" not in fact:
        return {"refused": _("拒绝提供"), "not_applicable": _("不适用")}.get(str(fact.get("status")), "")
    value = fact["value"]
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)


def _word(name: str, lang: str) -> str:
    """The rulebook's word for a fact that no step of the answer speaks of; else its name."""
    from zhiwei.platform.audit.words import field

    return field(name.partition("@")[0])


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
        told += _("，") + _("%(amount)s 元") % {"amount": _yuan(side["amount"])}
    if side["missing"]:
        told += _("，") + _("缺 %(n)d 项事实") % {"n": len(side["missing"])}
    return told

"""Questions to ask of any variable or measure, with no outcome declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zhiwei.engine.plan import Plan
from zhiwei.engine.proof.claims import Always, Claim, Monotone, Notches, Settled, Stable
from zhiwei.engine.rulebook import Rulebook

NOT_SO = ("（不成立）", "(not so) ")
"""How the words of a claim that is declared false begin."""


def about_variable(book: Rulebook, entity: str, name: str, as_of: str) -> Iterator[Claim]:
    """Whether it is settled; of an amount: never negative, never falling with a money fact.

    Of a charge also its notches: of what a benefit grants they stand with its measure.
    """
    variable = book.variables(entity)[name]
    common: dict[str, Any] = {
        "entity": entity,
        "as_of": as_of,
        "expected": "",
        "cites": variable.cites,
        "any_decision": True,
    }
    yield Settled(
        id=f"{name}/settled", zh=f"{variable.zh}：总有结果", en=f"{variable.en} always has a value", variable=name,
        **common,
    )  # fmt: skip
    if variable.type.kind != "money":
        return
    yield Always(
        id=f"{name}/negative", zh=f"{variable.zh}：不为负", en=f"{variable.en} is never negative",
        holds=f"{name} >= 0", of=(name,), **common,
    )  # fmt: skip
    granted = {m.amount for m in book.measures.values()}
    for fact, zh, en in money_facts(book.plan(entity, (name,), book.law(as_of))):
        yield Monotone(
            id=f"{name}/{fact}", zh=f"{variable.zh}：{zh}增加时不减", en=f"{variable.en} never falls as {en} grows",
            variable=name, fact=fact, **common,
        )  # fmt: skip
        if name not in granted:
            yield Notches(
                id=f"{name}/{fact}/notches", zh=f"{zh}减去{variable.zh}后的断崖", en=f"notches of {en} less {variable.en}",
                fact=fact, less=(name,), **{**common, "any_decision": False},
            )  # fmt: skip


def about_measure(book: Rulebook, measure_id: str, as_of: str) -> Iterator[Claim]:
    """Whether its settled verdicts stay, and what holds of its amount."""
    measure = book.measures[measure_id]
    yield Stable(
        id=f"{measure_id}/stable", zh=f"{measure.zh}：已定的判定不因补充事实而变",
        en=f"{measure.en}: a settled verdict stays", cites=measure.cites, entity=measure.entity, as_of=as_of,
        expected="", measure=measure_id,
    )  # fmt: skip
    if measure.amount is not None:
        yield from about_variable(book, measure.entity, measure.amount, as_of)


def under(
    claims: Iterable[Claim], book: Rulebook, decisions: Sequence[Mapping[str, Any]], readings: Mapping[str, str],
    division: str,
) -> Iterator[Claim]:  # fmt: skip
    """The claims asked anew, with no outcome declared, under filed decisions and chosen readings, for one division.

    Of lists of notches over the same amounts one is asked: what a declared one assumes of localities falls away.
    """
    asked = set()
    for claim in claims:
        anew = replace(
            claim, decisions=tuple(decisions), readings={**claim.readings, **readings}, division=division,
            any_decision=False, expected="", zh=claim.zh.removeprefix(NOT_SO[0]), en=claim.en.removeprefix(NOT_SO[1]),
        )  # fmt: skip
        if isinstance(anew, Notches):
            what = (anew.as_of, anew.fact, anew.less, anew.plus, tuple(sorted(anew.readings.items())))
            if what in asked:
                continue
            asked.add(what)
            anew = _plain_notches(anew, book)
        yield anew


def _plain_notches(claim: Notches, book: Rulebook) -> Notches:
    """A list of notches with a name and words that assume nothing of localities; chosen readings are named."""
    variables = book.variables(claim.entity)
    measures = [book.measures[m] for m in claim.plus]
    fact, less = variables[claim.fact], [variables[n] for n in claim.less]
    zh = fact.zh + "".join(f"减{v.zh}" for v in less) + "".join(f"加{m.zh}" for m in measures) + "后的断崖"
    en = " ".join(
        ["notches of", fact.en, *(f"less {v.en}" for v in less), *(f"plus {m.en}" for m in measures)]
    )
    names = "/".join((*claim.plus, *claim.less, claim.fact, "notches"))
    for name, option in sorted(claim.readings.items()):
        reading = book.data.parameters[name].reading
        if reading is not None and reading["default"] != option:
            names, zh, en = f"{names}/{option}", f"{zh}（{name}={option}）", f"{en} ({name}={option})"
    return replace(claim, id=names, zh=zh, en=en, notches=None)


def money_facts(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """The money facts of the present period in a plan: name, Chinese and English label."""
    for slot in plan.facts:
        if slot.variable.type.kind == "money" and "@" not in slot.label:
            yield slot.label, slot.variable.zh, slot.variable.en

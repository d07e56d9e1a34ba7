"""Acceptance as text for people and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from zhiwei.law.acceptance import STATES, Acceptance, Clause, totals
from zhiwei.law.sentences import Opinions

LABELS = {
    "passed": ("通过", "passed"),
    "waiting": ("待建", "waiting"),
    "impossible": ("无法检验", "impossible"),
}
"""States of clauses with their Chinese and English labels."""

_HEADS = {
    "zh": "验收：{of}，共 {clauses} 款，通过 {passed} 款，待建 {waiting} 款，无法检验 {impossible} 款",
    "en": "acceptance of {of}: {clauses} clauses, {passed} passed, {waiting} waiting, {impossible} impossible",
}
_OF = {"operative": ("可执行句", "operative sentences"), "all": ("全部句", "all records")}


def acceptance_text(found: Acceptance, opinions: Opinions, lang: str = "zh", *, rows: bool = True) -> str:
    """Return two lines of totals and, with ``rows``, one line for each record."""
    lines = [
        _HEADS[lang].format(of=_OF[of][lang == "en"], **count)
        for of, count in acceptance_totals(found, opinions).items()
    ]
    if rows:
        lines += ["", *(_counts_line(sentence, clauses, lang) for sentence, clauses in found.items())]
    return "\n".join(lines)


def acceptance_totals(found: Acceptance, opinions: Opinions) -> dict[str, dict[str, int]]:
    """Return the counts of clauses by state, of the ``operative`` sentences and of ``all`` records."""
    operative = [one for key, clauses in found.items() if opinions[key].operative for one in clauses]
    return {"operative": totals(operative), "all": totals(one for c in found.values() for one in c)}


def clause_lines(clauses: Iterable[Clause], lang: str = "zh") -> Iterator[str]:
    """Yield each clause with its number and state, and below it what shows it or what it waits for."""
    for one in clauses:
        yield f"{one.id}  {LABELS[one.state][lang == 'en']}  {one.text(lang)}"
        yield from (f"  {line}" for line in _below(one, lang))


def standing(clause: Clause, lang: str = "zh") -> str:
    """What a clause waits for, or why it is impossible; '' where it passed."""
    if clause.waiting and clause.room:
        what, room = clause.waiting.text(lang), clause.room.text(lang)
        return f"waits for {what} ({room})" if lang == "en" else f"等待{what}（{room}）"
    return clause.impossible.text(lang) if clause.impossible else ""


def _below(clause: Clause, lang: str) -> Iterator[str]:
    yield from clause.tests
    if said := standing(clause, lang):
        yield said


def _counts_line(sentence: str, clauses: Iterable[Clause], lang: str) -> str:
    count = totals(clauses)
    comma, said = (", ", "{1} {0}") if lang == "en" else ("，", "{0} {1}")
    parts = [said.format(LABELS[s][lang == "en"], count[s]) for s in STATES if count[s]]
    return f"{sentence:6}{comma.join(parts)}"


def acceptance_json(found: Acceptance, opinions: Opinions) -> dict[str, Any]:
    """Return totals and the clauses of every record as plain data, stable in order and keys."""
    return {
        "totals": acceptance_totals(found, opinions),
        "sentences": [
            {"sentence": sentence, "totals": totals(clauses), "clauses": clauses_json(clauses)}
            for sentence, clauses in found.items()
        ],
    }


def clauses_json(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    """Return clauses as plain data; ``waiting`` and ``room`` are words of the data, null where nothing is awaited."""
    return [
        {
            "id": one.id,
            "state": one.state,
            "zh": one.zh,
            "en": one.en,
            "tests": list(one.tests),
            "waiting": one.waiting.key if one.waiting else None,
            "room": one.room.key if one.room else None,
            "impossible": one.impossible and {"zh": one.impossible.zh, "en": one.impossible.en},
        }
        for one in clauses
    ]

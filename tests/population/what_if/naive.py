"""The same comparison row by row with the traced engine and plain integers: what the columns are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if.reform import Reform

NOT_KNOWN = {"missing": "undetermined", "no_decision_filed": "no_decision", "unknown_law": "law_unknown"}
RANK = ("undetermined", "no_decision", "law_unknown")


@dataclass
class Naive:
    """Classes, gains and losses of one line; transitions; winners by size class."""

    classes: Counter[str] = field(default_factory=Counter)
    gains: int = 0
    losses: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_size: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_division: Counter[tuple[str, str]] = field(default_factory=Counter)


def subjects(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a synthetic table as facts in file form."""
    for row in pl.read_parquet(path).drop("id").iter_rows(named=True):
        yield {name: value for name, value in row.items() if value is not None}


def amount_of(book: Rulebook, law: dict[str, Any], facts: dict[str, Any], name: str) -> tuple[Any, str]:
    """(amount in fen or the reason for not counting, verdict or status) of a measure or variable."""
    if name in book.measures:
        outcome = book.answer(facts, measures=[name], **law).measures[name]
        if outcome.amount is None:
            return 0, outcome.verdict
        if outcome.amount.status in NOT_KNOWN:
            return NOT_KNOWN[outcome.amount.status], outcome.verdict
        return (outcome.amount.value or 0), outcome.verdict
    found = book.calc([name], facts, **law)[name]
    if found.status in NOT_KNOWN:
        return NOT_KNOWN[found.status], found.status
    return (found.value if found.status == "known" else 0), found.status


def compare(
    book: Rulebook, reform: Reform, path: Path, signs: dict[str, int], total: tuple[str, ...], **law: Any
) -> dict[str, Naive]:
    """Each line and the total, counted row by row; ``signs`` 1 for what is received, -1 for what is paid."""
    supposed = reform.supposition.book(book)
    before = {"as_of": reform.as_of, **law}
    base = book.law(reform.as_of, **law)
    changed = reform.supposition.law(base)
    after = {"as_of": reform.as_of, "readings": dict(changed.readings), "decisions": list(changed.decisions)}
    found = {name: Naive() for name in (*signs, "total")}
    for facts in subjects(path):
        size = book.calc(["size_class"], facts, **before)["size_class"]
        kind = str(size.value) if size.status == "known" else "unknown"
        place = str(facts.get("division", "unknown"))
        shifts: dict[str, Any] = {}
        for name, sign in signs.items():
            was, old = amount_of(book, before, facts, name)
            now, new = amount_of(supposed, after, facts, name)
            found[name].moves[old, new] += 1
            reasons = [r for r in RANK if r in (was, now)]
            shifts[name] = reasons[0] if reasons else sign * (now - was)
        reasons = [r for r in RANK if r in [shifts[n] for n in total]]
        shifts["total"] = reasons[0] if reasons else sum(shifts[n] for n in total)
        for name, shift in shifts.items():
            line = found[name]
            word = shift if isinstance(shift, str) else _class(shift)
            line.classes[word] += 1
            line.by_size[kind, word] += 1
            line.by_division[place, word] += 1
            if not isinstance(shift, str):
                line.gains, line.losses = line.gains + max(shift, 0), line.losses + max(-shift, 0)
    return found


def _class(shift: int) -> str:
    return "winners" if shift > 0 else "losers" if shift < 0 else "unchanged"

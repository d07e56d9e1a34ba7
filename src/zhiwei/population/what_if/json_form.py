"""A result as JSON: stable, money in yuan as text. Its schema is ``what_if``."""

from __future__ import annotations

from typing import Any

import numpy as np

from zhiwei.population.what_if.groups import DIVISION
from zhiwei.population.what_if.lines import PAID, RECEIVED
from zhiwei.population.what_if.reform import SUPPOSED, Change
from zhiwei.population.what_if.result import NotchChange, Result
from zhiwei.population.what_if.sketch import SHARES
from zhiwei.population.what_if.tables import city_of
from zhiwei.population.what_if.tally import BANDS, LineTally, Totals
from zhiwei.population.what_if.views import CLASSES
from zhiwei.population.what_if.words import yuan


def to_json(result: Result) -> dict[str, Any]:
    """The whole result; groups and transitions in which nobody is are left out."""
    reform = result.reform
    return {
        "title": reform.title,
        "title_en": reform.title_en,
        "hypothetical": True,
        "source_of_changes": SUPPOSED,
        "rulebook": result.book.hash,
        "entity": reform.entity,
        "law": dict(result.law),
        "input": {"file": result.source, "counted": result.answered, "set_aside": result.rejected},
        "changes": [_change(c) for c in reform.supposition.changes],
        "total": list(result.lines.total),
        "lines": [_line(result, name, tally) for name, tally in result.tallies.items()],
        "notches": {
            "state": result.notches.state,
            "unsettled": list(result.notches.unsettled),
            "list": [_notch(n) for n in result.notches.notches],
        },
        "variants": [
            {
                "values": dict(found.variant.values),
                "lines": {name: _totals(result, name, t) for name, t in found.totals.items()},
            }
            for found in result.variants
        ],
    }


def _change(change: Change) -> dict[str, str]:
    return {
        "name": change.name, "zh": change.zh, "en": change.en, "before": change.before, "after": change.after,
    }  # fmt: skip


def _line(result: Result, name: str, tally: LineTally) -> dict[str, Any]:
    line = result.line(name)
    data: dict[str, Any] = {"name": name}
    if line is not None:
        data |= {"zh": line.zh, "en": line.en, "kind": "variable" if line.measure is None else "measure"}
        if line.money:
            data["money"] = RECEIVED if line.sign > 0 else PAID
        data["transitions"] = [
            {"from": line.cells[a].value, "to": line.cells[b].value, "subjects": int(tally.moves[a, b])}
            for a, b in np.argwhere(tally.moves)
        ]
        if not line.ranked:
            return data
    data |= _totals(result, name, tally.totals)
    data["groups"] = {g.name: _groups(result, name, tally, g.name) for g in result.groupings}
    if line is None or line.money:
        data |= _spread(tally)
    return data


def _totals(result: Result, name: str, found: Totals) -> dict[str, Any]:
    line = result.line(name)
    data: dict[str, Any] = {word: found.count(word) for word in CLASSES}
    if line is None or line.money:
        data |= {"gains": yuan(found.gains), "losses": yuan(found.losses), "cost": yuan(found.cost)}
    return data


def _groups(result: Result, name: str, tally: LineTally, grouping: str) -> list[dict[str, Any]]:
    """The groups that occur; divisions with the city they belong to."""
    members = next(g.members for g in result.groupings if g.name == grouping)
    found = []
    for place, member in enumerate(members):
        totals = tally.grouped[grouping].of(place)
        if totals.counts.any():
            group = {"code": member.value, "zh": member.zh, "en": member.en}
            if grouping == DIVISION:
                group["city"] = city_of(result, member.value)
            found.append(group | _totals(result, name, totals))
    return found


def _spread(tally: LineTally) -> dict[str, Any]:
    sides = ("winners", "losers")
    bands = [
        {
            "side": sides[side], "from": yuan(low), "below": None if high is None else yuan(high),
            "subjects": int(tally.spread.counts[side, band]), "amount": yuan(int(tally.spread.sums[side, band])),
        }
        for side in range(2)
        for band, (low, high) in enumerate(zip((1, *BANDS), (*BANDS, None), strict=True))
        if tally.spread.counts[side, band]
    ]  # fmt: skip
    deciles = [
        {"side": sides[side], "percent": share, "at_most": yuan(limit)}
        for side in range(2)
        for share, limit in zip(SHARES, tally.spread.sketches[side].deciles(), strict=False)
    ]
    return {"bands": bands, "deciles": deciles}


def _notch(n: NotchChange) -> dict[str, Any]:
    return {
        "fact": n.fact, "at": n.at, "change": n.kind, "lines": list(n.lines),
        "before": None if n.before is None else {"size": n.before[0], "dominated_to": n.before[1]},
        "after": None if n.after is None else {"size": n.after[0], "dominated_to": n.after[1]},
    }  # fmt: skip

"""Counties and where a subject lies: shares by county of 2012, carried to the codes of a later day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zhiwei.law.divisions import Divisions, load_divisions
from zhiwei.population.synth.arrays import Ints, Small, shared
from zhiwei.population.synth.sources import table

FINE = 1 << 14
"""Entries of the table from which a place is picked."""


@dataclass(frozen=True)
class Places:
    """``codes`` of the day; ``county[p]`` the county of 2012 a place lay in; ``pick[kind]`` a table of places by share."""

    codes: tuple[str, ...]
    counties: tuple[str, ...]
    county: Ints
    pick: Mapping[str, Small]
    share: Mapping[str, Mapping[str, float]]


def places_on(day: datetime.date) -> Places:
    """The places with the codes accepted on a day."""
    rows = table("calibration_targets_county_2012.csv")
    divisions = load_divisions()
    parts = [
        (i, code, share)
        for i, row in enumerate(rows)
        for code, share in carried(row["code"], day, divisions).items()
    ]
    columns = {"enterprise": "enterprise_share", "individual": "self_employed_share"}
    columns["cooperative"] = columns["enterprise"]
    shares = {k: [float(rows[i][c]) * share for i, _, share in parts] for k, c in columns.items()}
    by_code: dict[str, dict[str, float]] = {}
    for kind, found in shares.items():
        sums: dict[str, float] = {}
        for (_, code, _), share in zip(parts, found, strict=True):
            sums[code] = sums.get(code, 0.0) + share / sum(found)
        by_code[kind] = sums
    return Places(
        codes=tuple(code for _, code, _ in parts),
        counties=tuple(row["code"] for row in rows),
        county=np.array([i for i, _, _ in parts], dtype=np.int64),
        pick={kind: shared(found, FINE) for kind, found in shares.items()},
        share=by_code,
    )


def carried(code: str, day: datetime.date, divisions: Divisions) -> dict[str, float]:
    """How the firms of a county of 2012 divide over the codes of a day; the shares add up to one."""
    found: dict[str, float] = {}
    division = divisions[code]
    stands = not division.abolished or division.abolished > day.year
    rows = [r for r in table("county_successors.csv") if r["code"] == code]
    if stands:
        splits = [(r["successor"], float(r["share"])) for r in rows if r["kind"] == "split"]
        later = {c: s for c, s in splits if divisions[c].exists(day)}
        return {code: 1 - sum(later.values()), **later}
    merged = {r["successor"]: float(r["share"]) for r in rows if r["kind"] == "merger"}
    for successor in division.successors:
        share = merged.get(successor, 0.0) if merged else 1 / len(division.successors)
        for now, part in carried(successor, day, divisions).items():
            found[now] = found.get(now, 0.0) + share * part
    return found

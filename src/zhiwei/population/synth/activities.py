"""Fields of activity: what share each has, which row of the size standard measures it, which classes it consists of."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.industries import Edition, load_industries
from zhiwei.population.synth.arrays import Ints, Small, shared
from zhiwei.population.synth.sources import KINDS, table

FINE = 1 << 12
"""Entries of a table from which a class is picked."""
FORMS_OF_KIND = {
    "enterprise": "limited_company",
    "cooperative": "farmer_cooperative",
    "individual": "individual_business",
}
"""A legal form that stands for its kind when the rulebook is asked for the row of the size standard."""


@dataclass(frozen=True)
class Activity:
    """A section, as far as one row of the size standard measures it; ``row`` is None where no standard is known."""

    section: str
    row: str | None


@dataclass(frozen=True)
class Classes:
    """The classes of an edition that subjects may have, and how to pick one.

    ``weight[kind][a]`` is the share of an activity within its section; ``pick[kind][a]`` a table of classes by weight;
    ``place`` is the activity of each class; the clusters of (activity, county) are ``clusters[first:first + count]``.
    """

    edition: str
    codes: tuple[str, ...]
    activities: tuple[Activity, ...]
    place: tuple[int, ...]
    weight: Mapping[str, Sequence[float]]
    pick: Mapping[str, Small]
    first: Ints
    count: Ints
    clusters: Ints


def classes_of(book: Rulebook, day: datetime.date, edition: str, counties: Sequence[str]) -> Classes:
    """The classes of an edition with their activities on a day; clusters by position in ``counties`` (codes of 2012)."""
    known = load_industries().edition(edition)
    weights = _class_weights(known, edition)
    codes = tuple(sorted(weights))
    rows = _size_rows(book, day, edition, codes)
    activities = tuple(dict.fromkeys(Activity(known[code].section, rows[code]) for code in codes))
    own = {
        a: [i for i, c in enumerate(codes) if (known[c].section, rows[c]) == (a.section, a.row)]
        for a in activities
    }
    of_section: dict[tuple[str, str], float] = {}
    for code in codes:
        for kind in KINDS:
            key = (kind, known[code].section)
            of_section[key] = of_section.get(key, 0.0) + weights[code][kind]
    weight, pick = {}, {}
    for kind in KINDS:
        sums = [sum(weights[codes[i]][kind] for i in own[a]) for a in activities]
        totals = [of_section[kind, a.section] for a in activities]
        weight[kind] = [s / t if t else 0.0 for s, t in zip(sums, totals, strict=True)]
        pick[kind] = np.concatenate([
            np.array(own[a], dtype=np.uint16)[shared([weights[codes[i]][kind] + 1e-12 for i in own[a]], FINE)]
            for a in activities
        ])  # fmt: skip
    place = {code: a for a, activity in enumerate(activities) for code in (codes[i] for i in own[activity])}
    first, count, clusters = _clusters(edition, codes, place, len(activities), counties)
    return Classes(
        edition, codes, activities, tuple(place[c] for c in codes), weight, pick, first, count, clusters
    )


def _class_weights(known: Edition, edition: str) -> dict[str, dict[str, float]]:
    """The weight of each class by kind: that of its prefix, spread evenly over the prefix's classes."""
    weights: dict[str, dict[str, float]] = {}
    classes = [code for code, one in known.entries.items() if one.level == "class"]
    for row in table("industry_weights.csv"):
        prefixes = tuple(row[f"code_{edition}"].split("|"))
        found = [code for code in classes if code.startswith(prefixes)]
        for code in found:
            weights[code] = {kind: float(row[kind]) / len(found) for kind in KINDS}
    return weights


def _size_rows(
    book: Rulebook, day: datetime.date, edition: str, codes: Sequence[str]
) -> dict[str, str | None]:
    """The row of the size standard for each class, as the rulebook answers; None where it knows none."""
    law = book.law(day)
    found: dict[str, str | None] = {}
    for code in codes:
        facts = {
            "industry_code": code,
            "industry_edition": edition,
            "legal_form": FORMS_OF_KIND["enterprise"],
        }
        answer = book.calc_case(book.case(facts, law.as_of), law, ("size_row",))["size_row"]
        found[code] = str(answer.value) if answer.status == "known" else None
    return found


def _clusters(
    edition: str, codes: Sequence[str], place: Mapping[str, int], activities: int, counties: Sequence[str]
) -> tuple[Ints, Ints, Ints]:
    """Classes of the block economies, sorted by (activity, county)."""
    position = {code: i for i, code in enumerate(codes)}
    county = {code: i for i, code in enumerate(counties)}
    found: list[list[int]] = [[] for _ in range(activities * len(counties))]
    for row in table("zj_block_economies.csv"):
        for code in row["gb2011_classes"].split("|"):
            for now in in_edition(code, edition):
                if now in place:
                    found[place[now] * len(counties) + county[row["county_code_2012"]]].append(position[now])
    count = np.array([len(f) for f in found], dtype=np.int64)
    return np.cumsum(count) - count, count, np.array([i for f in found for i in f], dtype=np.int64)


def in_edition(code: str, edition: str) -> list[str]:
    """A class of 2011 in an edition: itself, the class of the same name, or those of its group if that kept its name."""
    old, new = load_industries().edition("2011"), load_industries().edition(edition)
    if edition == "2011":
        return [code]
    if same := _classes_named(edition).get(old[code].name):
        return same
    group = code[:3]
    kept = group in new and group in old and new[group].name == old[group].name
    return [c for c in new.entries if len(c) == len(code) and c.startswith(group)] if kept else []


@cache
def _classes_named(edition: str) -> dict[str, list[str]]:
    """The classes of an edition by their names."""
    found: dict[str, list[str]] = {}
    for code, one in load_industries().edition(edition).entries.items():
        if one.level == "class":
            found.setdefault(one.name, []).append(code)
    return found

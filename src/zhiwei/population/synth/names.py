"""Fictional names: 行政区划 + 字号 + 行业 + 组织形式, the order of the rules on enterprise names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import polars as pl

from zhiwei.law.divisions import load_divisions
from zhiwei.law.industries import load_industries
from zhiwei.population.synth.activities import in_edition
from zhiwei.population.synth.arrays import Ints, shared
from zhiwei.population.synth.draws import Block, Stream, sixteenths
from zhiwei.population.synth.places import Places
from zhiwei.population.synth.province import Province, Rows
from zhiwei.population.synth.sources import assumptions, group_of, name_parts, table

CITY, COUNTY, PROVINCE, BRACKET, TOWN = range(5)
TOWNS = 4
"""Towns of a county that names may use."""
_SLOTS = TOWN + TOWNS
_FINE = 1 << 8
_KIND_OF_PLACE = re.compile(r"(畲族自治县|自治县|县|市|区)$")


class Names:
    """Tables of parts, and their choice for the rows of a block."""

    def __init__(self, province: Province) -> None:
        parts, model = name_parts(), assumptions()["names"]
        self._patterns = shared([p["share"] for p in parts["name_patterns"]], _FINE)
        self._fronts, self._backs = _places(province.places)
        first, middle, last = (parts[f"brand_chars_{part}"] for part in ("first", "mid", "last"))
        self._brands = pl.Series([a + b + c for a in first for b in ("", *middle) for c in last])
        self._brand = (len(first), len(middle), len(last))
        self._long = round(model["three_characters"] * (1 << 16))
        self._trades, self._trade_first, self._trade_count = _trades(province)
        self._groups = list(assumptions()["section_groups"])
        self._group_of = np.array(
            [self._groups.index(group_of(s)) for s in _sections(province)], dtype=np.int64
        )
        self._limited = province.forms.index("limited_company")
        self._individual = province.forms.index("individual_business")
        self._suffixes, self._suffix_first, self._suffix_count = self._endings(province)
        self._holding = round(model["group"] * (1 << 16))

    def of(self, block: Block, rows: Rows) -> pl.Series:
        """The names of a block's subjects; two may have the same."""
        pattern_at, trade_at, suffix_at, town_at = sixteenths(block.words(Stream.NAME))
        pattern = self._patterns.take(pattern_at >> 8).astype(np.int64)
        single = rows.form == self._individual
        pattern = np.where(single, COUNTY, pattern)
        slot = rows.place.astype(np.int64) * _SLOTS + np.where(
            pattern == TOWN, TOWN + town_at % TOWNS, pattern
        )
        trade = self._trade_first.take(rows.industry) + trade_at % self._trade_count.take(rows.industry)
        ending = rows.form.astype(np.int64) * len(self._group_of) + rows.industry
        suffix = self._suffix_first.take(ending) + suffix_at % self._suffix_count.take(ending)
        holding = (rows.form == self._limited) & (rows.size >= 2) & (town_at < self._holding)
        return pl.select(
            pl.concat_str(
                self._fronts.gather(slot),
                self._brands.gather(self._brand_of(block)),
                self._backs.gather(slot),
                self._trades.gather(np.where(single, 0, trade)),
                self._suffixes.gather(np.where(holding, 0, suffix)),
            ).alias("name")
        ).to_series()

    def _brand_of(self, block: Block) -> Ints:
        first, middle, last, length = (one.astype(np.int64) for one in sixteenths(block.words(Stream.BRAND)))
        firsts, middles, lasts = self._brand
        inner = np.where(length < self._long, 1 + middle % middles, 0)
        return (first % firsts * (1 + middles) + inner) * lasts + last % lasts

    def _endings(self, province: Province) -> tuple[pl.Series, Ints, Ints]:
        """Endings by form and class; each list of words stands once."""
        given = assumptions()["names"]["suffixes"]
        nearer = _by_class(assumptions()["names"]["endings_of_individuals"], province.edition)
        words, first, count = ["集团有限公司"], [], []
        places: dict[tuple[str, ...], int] = {}
        for form in province.forms:
            own = given.get(form, {})
            for code, group in zip(province.classes.codes, self._group_of, strict=True):
                found = tuple(own.get(self._groups[group], own.get("default", [""])))
                if form == "individual_business":
                    found = tuple(nearer.get(code, found))
                if found not in places:
                    places[found] = len(words)
                    words += found
                first.append(places[found])
                count.append(len(found))
        return pl.Series(words), np.array(first), np.array(count)


def _sections(province: Province) -> list[str]:
    section = {a: activity.section for a, activity in enumerate(province.classes.activities)}
    return [section[a] for a in province.classes.place]


def _places(places: Places) -> tuple[pl.Series, pl.Series]:
    """What stands before and behind the brand, by place and pattern; town patterns fill the last slots."""
    divisions = load_divisions()
    towns: dict[str, list[str]] = {}
    for row in table("zj_block_economies.csv"):
        found = [
            t
            for t in re.split("、", row["town_or_market"])
            if len(t) == 2 and t not in ("全县", "全市", "城区")
        ]
        towns.setdefault(row["county_code_2012"], []).extend(found)
    fronts, backs = [], []
    for code, county in zip(places.codes, places.county, strict=True):
        above = divisions.ancestors(code)
        short, city, province = (_KIND_OF_PLACE.sub("", divisions[c].name) for c in (code, *above))
        province = province.removesuffix("省")
        own = towns.get(places.counties[county]) or [""]
        fronts += [city, short, province, "", *(short + own[i % len(own)] for i in range(TOWNS))]
        backs += ["", "", "", f"({short})", *[""] * TOWNS]
    return pl.Series(fronts), pl.Series(backs)


def _trades(province: Province) -> tuple[pl.Series, Ints, Ints]:
    """Words for each class: its own, else those of its group, else those of its division; the first word is none."""
    given = {**name_parts()["trade_words"], **assumptions()["names"]["trade_words_more"]}
    division = {
        prefix[:2]: row["code_2011"][:2]
        for row in table("industry_weights.csv")
        for prefix in row[f"code_{province.edition}"].split("|")
    }
    nearer = _by_class(assumptions()["names"]["trade_words_of_classes"], province.edition)
    words, first, count = [""], [], []
    for code in province.classes.codes:
        found = nearer.get(code) or given[division[code[:2]]]
        first.append(len(words))
        count.append(len(found))
        words += found
    return pl.Series(words), np.array(first), np.array(count)


def _by_class(given: Mapping[str, list[str]], edition: str) -> dict[str, list[str]]:
    """Words of divisions, groups and classes of 2011 by the classes of an edition; those of the longer code go first."""
    old = [code for code, one in load_industries().edition("2011").entries.items() if one.level == "class"]
    found: dict[str, list[str]] = {}
    for key in sorted(given, key=len):
        for code in old:
            if code.startswith(key):
                found.update(dict.fromkeys(in_edition(code, edition), given[key]))
    return found

"""The result as plain tables: the same for Parquet, workbook, page and screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhiwei.population.what_if.groups import DIVISION, Grouping
from zhiwei.population.what_if.result import Result
from zhiwei.population.what_if.sketch import SHARES
from zhiwei.population.what_if.tally import BANDS, Totals
from zhiwei.population.what_if.words import CLASS_WORDS, NOTCH_WORDS, TOTAL_WORDS, pick

TEXT, COUNT, FEN = "text", "count", "fen"
SIDES = ("winners", "losers")


@dataclass(frozen=True)
class Column:
    """A column: ``kind`` text, count, or fen (shown in yuan)."""

    name: str
    zh: str
    en: str
    kind: str = TEXT

    def label(self, lang: str) -> str:
        """Its heading."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Table:
    """A table with its title; None is an empty cell."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]

    def label(self, lang: str) -> str:
        """Its title."""
        return self.zh if lang == "zh" else self.en


_COUNTS = tuple(Column(name, *words, COUNT) for name, words in CLASS_WORDS.items())
_SUMS = (
    Column("gains", "受益额（元）", "gains (CNY)", FEN),
    Column("losses", "受损额（元）", "losses (CNY)", FEN),
    Column("cost", "财政成本（元）", "cost (CNY)", FEN),
)
_LINE = (Column("line", "项目", "line"), Column("label", "名称", "label"))


def tables(result: Result, lang: str) -> list[Table]:
    """Every table of a result, empty ones left out; labels in one language."""
    found = [
        changes(result, lang), totals(result, lang), transitions(result, lang), cities(result, lang),
        *(groups(result, g, lang) for g in result.groupings), bands(result, lang), deciles(result, lang),
        notches(result, lang), variants(result, lang),
    ]  # fmt: skip
    return [table for table in found if table.rows]


def changes(result: Result, lang: str) -> Table:
    """What is supposed."""
    columns = (
        Column("name", "参数或措施", "parameter or measure"), Column("label", "名称", "label"),
        Column("before", "现行", "present law"), Column("after", "假设", "supposed"),
    )  # fmt: skip
    rows = tuple(
        (c.name, pick((c.zh, c.en), lang), c.before, c.after) for c in result.reform.supposition.changes
    )
    return Table("changes", "假设的改动", "What is supposed", columns, rows)


def totals(result: Result, lang: str) -> Table:
    """Each line, the total first."""
    rows = tuple((*_named(result, name, lang), *_told(result, name, t.totals)) for name, t in result.ranked())
    return Table("totals", "总表", "Totals", (*_LINE, *_COUNTS, *_SUMS), rows)


def transitions(result: Result, lang: str) -> Table:
    """How many subjects pass from what to what."""
    columns = (
        *_LINE, Column("from", "现行", "present law"), Column("to", "假设", "supposed"),
        Column("from_label", "现行判定", "verdict under present law"), Column("to_label", "假设判定", "verdict supposed"),
        Column("subjects", "户数", "subjects", COUNT),
    )  # fmt: skip
    rows = []
    for line in result.lines.every:
        moves = result.tallies[line.name].moves
        for a, b in np.argwhere(moves):
            before, after = line.cells[a], line.cells[b]
            labels = [pick((m.zh, m.en), lang) for m in (before, after)]
            rows.append(
                (*_named(result, line.name, lang), before.value, after.value, *labels, int(moves[a, b]))
            )
    return Table("transitions", "判定的变化", "Verdicts from and to", columns, tuple(rows))


def groups(result: Result, grouping: Grouping, lang: str) -> Table:
    """Each line by the members of a grouping that occur."""
    columns = (*_LINE, *_group_columns(grouping), *_COUNTS, *_SUMS)
    rows = []
    for name, tally in result.ranked():
        grouped = tally.grouped[grouping.name]
        for place, member in enumerate(grouping.members):
            found = grouped.of(place)
            if found.counts.any():
                label = pick((member.zh, member.en), lang)
                rows.append((*_named(result, name, lang), member.value, label, *_told(result, name, found)))
    return Table(f"by_{grouping.name}", f"按{grouping.zh}", f"By {grouping.en}", columns, tuple(rows))


def cities(result: Result, lang: str) -> Table:
    """Each line by city, its counties added up."""
    grouping = next((g for g in result.groupings if g.name == DIVISION), None)
    if grouping is None:
        return Table("by_city", "按设区市", "By city", (), ())
    members = {m.value: m for m in grouping.members}
    columns = (*_LINE, *_group_columns(grouping), *_COUNTS, *_SUMS)
    rows = []
    for name, tally in result.ranked():
        sums: dict[str, Totals] = {}
        for place, member in enumerate(grouping.members):
            found = tally.grouped[DIVISION].of(place)
            if found.counts.any():
                city = sums.setdefault(city_of(result, member.value), Totals.empty())
                city.counts += found.counts
                city.gains, city.losses = city.gains + found.gains, city.losses + found.losses
        for code, found in sums.items():
            label = pick((members[code].zh, members[code].en), lang)
            rows.append((*_named(result, name, lang), code, label, *_told(result, name, found)))
    return Table("by_city", "按设区市", "By city", columns, tuple(rows))


def bands(result: Result, lang: str) -> Table:
    """Each line by how large the change is for a subject."""
    columns = (
        *_LINE, Column("side", "方向", "side"), Column("from", "自（元）", "from (CNY)", FEN),
        Column("below", "不满（元）", "below (CNY)", FEN), Column("subjects", "户数", "subjects", COUNT),
        Column("amount", "金额（元）", "amount (CNY)", FEN),
    )  # fmt: skip
    rows = []
    for name, tally in _with_money(result):
        for side, word in enumerate(SIDES):
            for band, (low, high) in enumerate(zip((1, *BANDS), (*BANDS, None), strict=True)):
                count = int(tally.spread.counts[side, band])
                if count:
                    amount = int(tally.spread.sums[side, band])
                    rows.append(
                        (*_named(result, name, lang), pick(CLASS_WORDS[word], lang), low, high, count, amount)
                    )
    return Table("bands", "按变动金额分档", "By size of the change", columns, tuple(rows))


def deciles(result: Result, lang: str) -> Table:
    """Deciles of the change among those who win, and those who lose, within a 128th."""
    columns = (
        *_LINE, Column("side", "方向", "side"), Column("percent", "占比（%）", "percent of them", COUNT),
        Column("at_most", "变动不超过（元）", "change at most (CNY)", FEN),
    )  # fmt: skip
    rows = []
    for name, tally in _with_money(result):
        for side, word in enumerate(SIDES):
            for share, limit in zip(SHARES, tally.spread.sketches[side].deciles(), strict=False):
                rows.append((*_named(result, name, lang), pick(CLASS_WORDS[word], lang), share, limit))
    return Table("deciles", "变动金额的十分位", "Deciles of the change", columns, tuple(rows))


def notches(result: Result, lang: str) -> Table:
    """The notches under either law."""
    columns = (
        Column("fact", "事实", "fact"), Column("label", "名称", "label"), Column("at", "位置（元）", "at (CNY)"),
        Column("kind", "变化", "change"), Column("size_before", "现行落差（元）", "size under present law (CNY)"),
        Column("to_before", "现行波及至（元）", "reaches to under present law (CNY)"),
        Column("size_after", "假设落差（元）", "size supposed (CNY)"),
        Column("to_after", "假设波及至（元）", "reaches to supposed (CNY)"),
    )  # fmt: skip
    rows = tuple(
        (
            n.fact, pick((n.fact_zh, n.fact_en), lang), n.at, pick(NOTCH_WORDS[n.kind], lang),
            *(n.before or (None, None)), *(n.after or (None, None)),
        )
        for n in result.notches.notches
    )  # fmt: skip
    return Table("notches", "断崖", "Notches", columns, rows)


def variants(result: Result, lang: str) -> Table:
    """Each variant and line."""
    names = list(dict.fromkeys(n for v in result.variants for n in v.variant.values))
    columns = (
        Column("variant", "方案", "variant", COUNT), *(Column(n, n, n) for n in names), *_LINE, *_COUNTS, *_SUMS,
    )  # fmt: skip
    rows = tuple(
        (
            number,
            *(found.variant.values.get(n) for n in names),
            *_named(result, name, lang),
            *_told(result, name, each),
        )
        for number, found in enumerate(result.variants, 1)
        for name, each in found.totals.items()
    )
    return Table("variants", "方案比较", "Variants", columns, rows)


def of_line(table: Table, line: str) -> Table:
    """The rows of one line, its name left out."""
    places = [i for i, c in enumerate(table.columns) if c.name in ("line", "label") and i < len(_LINE)]
    keep = [i for i in range(len(table.columns)) if i not in places]
    rows = tuple(tuple(row[i] for i in keep) for row in table.rows if row[0] == line)
    return Table(table.name, table.zh, table.en, tuple(table.columns[i] for i in keep), rows)


def _group_columns(grouping: Grouping) -> tuple[Column, Column]:
    return Column("group", f"{grouping.zh}代码", f"{grouping.en}, code"), Column(
        "group_label", grouping.zh, grouping.en
    )


def _named(result: Result, name: str, lang: str) -> tuple[str, str]:
    line = result.line(name)
    return name, pick(TOTAL_WORDS if line is None else (line.zh, line.en), lang)


def _told(result: Result, name: str, found: Totals) -> tuple[int | None, ...]:
    """Subjects by class, then the sums; a line without an amount has none."""
    line = result.line(name)
    money = line is None or line.money
    sums = (found.gains, found.losses, found.cost) if money else (None, None, None)
    return (*(found.count(word) for word in CLASS_WORDS), *sums)


def _with_money(result: Result) -> Iterator[tuple[str, Any]]:
    """The total and the lines whose change is an amount."""
    for name, tally in result.ranked():
        line = result.line(name)
        if line is None or line.money:
            yield name, tally


def city_of(result: Result, code: str) -> str:
    """The division just below the top that a code belongs to; the code itself where it has no such."""
    parents = result.book.data.parents
    while parents.get(code) and parents.get(parents[code]):
        code = parents[code]
    return code

"""Which charts a result is shown in; each stands beside the table it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhiwei.population.what_if import svg, tables
from zhiwei.population.what_if.reform import Variant
from zhiwei.population.what_if.result import Result
from zhiwei.population.what_if.tables import Table, of_line
from zhiwei.population.what_if.words import CLASS_WORDS, TOTAL_WORDS, pick

UNITS = ((10**10, "亿元", "100 million CNY"), (10**6, "万元", "10,000 CNY"), (100, "元", "CNY"))
"""Fen in each unit, the largest first."""
SUBJECTS = ("户", "subjects")
LEVELS = 4


@dataclass(frozen=True)
class Chart:
    """A chart with the table of its numbers."""

    name: str
    text: str
    table: Table


def charts(result: Result, lang: str) -> list[Chart]:
    """The charts of the headline line: by city, size and industry, by size of the change; and of the variants."""
    name = result.headline()
    if name is None:
        return []
    line = result.line(name)
    spoken = _total(result, lang) if line is None else line.label(lang)
    money = line is None or line.money
    whole = [tables.cities(result, lang), *(tables.groups(result, g, lang) for g in result.groupings[1:])]
    found = [_by_group(of_line(table, name), spoken, money, lang) for table in whole if table.rows]
    if money:
        found.append(_by_band(of_line(tables.bands(result, lang), name), spoken, lang))
    drawn = [chart for chart in found if chart.table.rows]
    over = _over_values(result, name, spoken, money, lang)
    return [*drawn, over] if over is not None else drawn


def _total(result: Result, lang: str) -> str:
    """The total named by its line where it is of one only."""
    only = result.line(result.lines.total[0])
    if len(result.lines.total) > 1 or only is None:
        return pick(TOTAL_WORDS, lang)
    return only.label(lang)


def _by_group(table: Table, spoken: str, money: bool, lang: str) -> Chart:
    """Gains and losses of each group; subjects where the line has no amount."""
    place = {c.name: i for i, c in enumerate(table.columns)}
    up, down = ("gains", "losses") if money else ("winners", "losers")
    pairs = [(str(r[place["group_label"]]), r[place[up]], r[place[down]]) for r in table.rows]
    divisor, unit = _unit([v for _, *both in pairs for v in both], money, lang)
    rows = [svg.Bar(label, a, b, _short(a, divisor), _short(b, divisor)) for label, a, b in pairs]
    keys = (pick(CLASS_WORDS["winners"], lang), pick(CLASS_WORDS["losers"], lang))
    return Chart(table.name, svg.bars(table.name, f"{table.label(lang)}: {spoken}", unit, keys, rows), table)


def _by_band(table: Table, spoken: str, lang: str) -> Chart:
    """Subjects by how much they gain or lose."""
    place = {c.name: i for i, c in enumerate(table.columns)}
    sides = (pick(CLASS_WORDS["winners"], lang), pick(CLASS_WORDS["losers"], lang))
    sums: dict[tuple[int, int | None], list[int]] = {}
    for row in table.rows:
        key = (row[place["from"]], row[place["below"]])
        sums.setdefault(key, [0, 0])[sides.index(row[place["side"]])] += row[place["subjects"]]
    rows = [
        svg.Bar(_span(low, high, lang), a, b, f"{a:,}", f"{b:,}")
        for (low, high), (a, b) in sorted(sums.items(), key=lambda item: item[0][0])
    ]
    text = svg.bars(table.name, f"{table.label(lang)}: {spoken}", _said(SUBJECTS, lang), sides, rows)
    return Chart(table.name, text, table)


def _over_values(result: Result, name: str, spoken: str, money: bool, lang: str) -> Chart | None:
    """Cost over the values of the first varied parameter, a line for each value of the second."""
    numbers = {v.variant.label: _number(v.variant) for v in result.variants}
    if len(numbers) < 2 or any(n is None for n in numbers.values()):
        return None
    names = list(result.variants[0].variant.values)
    if any(list(v.variant.values) != names for v in result.variants) or len(names) > 2:
        return None
    second: dict[str, list[tuple[Fraction, int]]] = {}
    labels: dict[Fraction, str] = {}
    for found in result.variants:
        values = found.variant.values
        x = numbers[found.variant.label]
        assert x is not None
        labels[x] = values[names[0]]
        totals = found.totals[name]
        y = totals.cost if money else totals.count("winners") - totals.count("losers")
        second.setdefault(values[names[1]] if len(names) > 1 else "", []).append((x, y))
    if len(second) > svg.MOST_LINES:
        return None
    series = [svg.Series(f"{names[-1]} = {label}", tuple(sorted(points))) for label, points in second.items()]
    divisor, unit = _unit([y for s in series for _, y in s.points], money, lang)
    levels = [(level, _short(level, divisor)) for level in _levels([y for s in series for _, y in s.points])]
    table = of_line(_by_name(tables.variants(result, lang)), name)
    kind = {"zh": "财政成本" if money else "净受益户数", "en": "cost" if money else "winners less losers"}[
        lang
    ]
    parameter = result.book.data.parameters[names[0]]
    axis = f"{names[0]} {pick((parameter.zh, parameter.en), lang)}"
    drawn = svg.lines(
        "variants", f"{table.label(lang)}: {spoken}, {kind}", unit, axis, series, _ticks(labels), levels
    )
    return Chart("variants", drawn, table)


def _by_name(table: Table) -> Table:
    """The variants' table with line and label first, as the other tables have them."""
    order = sorted(range(len(table.columns)), key=lambda i: table.columns[i].name not in ("line", "label"))
    rows = tuple(tuple(row[i] for i in order) for row in table.rows)
    return Table(table.name, table.zh, table.en, tuple(table.columns[i] for i in order), rows)


def _number(variant: Variant) -> Fraction | None:
    """The first value of a variant as a number, None where it is none."""
    try:
        return Fraction(next(iter(variant.values.values())))
    except ValueError:
        return None


def _ticks(labels: dict[Fraction, str]) -> list[tuple[Fraction, str]]:
    """At most eight labels along the axis, the first and the last among them."""
    ordered = sorted(labels)
    step = max(1, -(-(len(ordered) - 1) // 7))
    chosen = ordered[::step]
    if chosen[-1] != ordered[-1]:
        chosen[-1] = ordered[-1]
    return [(x, labels[x].removesuffix(".00")) for x in chosen]


def _levels(values: Sequence[int]) -> list[int]:
    """Evenly spaced round levels that hold all values and zero."""
    low, high = min(0, *values), max(0, *values)
    rough = max((high - low) // LEVELS, 1)
    power = 10 ** (len(str(rough)) - 1)
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    first = low // step
    return [step * k for k in range(first, -(-high // step) + 1)]


def _unit(values: Sequence[int], money: bool, lang: str) -> tuple[int, str]:
    """The largest unit that the greatest value reaches: its size, and what a chart says of it."""
    if not money:
        return 1, _said(SUBJECTS, lang)
    most = max((abs(v) for v in values), default=0)
    fen, zh, en = next((unit for unit in UNITS if most >= unit[0]), UNITS[-1])
    return fen, _said((zh, en), lang)


def _said(unit: tuple[str, str], lang: str) -> str:
    return pick(("单位：", "unit: "), lang) + pick(unit, lang)


def _short(value: int, divisor: int) -> str:
    """A number in a unit with two decimals; whole where the unit is one."""
    if divisor == 1:
        return f"{value:,}"
    hundredths = (abs(value) * 100 + divisor // 2) // divisor
    return f"{'-' if value < 0 and hundredths else ''}{hundredths // 100:,}.{hundredths % 100:02d}"


def _span(low: int, high: int | None, lang: str) -> str:
    """``1,000 to 10,000``, yuan."""
    begins = f"{low // 100:,}"
    if high is None:
        return f"{begins} 元以上" if lang == "zh" else f"{begins} and more"
    ends = f"{high // 100:,}"
    if low < 100:
        return f"不满 {ends} 元" if lang == "zh" else f"below {ends}"
    return f"{begins} 至 {ends} 元" if lang == "zh" else f"{begins} to {ends}"

"""A result in a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.population.what_if.groups import DIVISION
from zhiwei.population.what_if.lines import PAID, RECEIVED
from zhiwei.population.what_if.result import TOTAL, NotchReport, Result
from zhiwei.population.what_if.tables import cities, of_line
from zhiwei.population.what_if.tally import Totals
from zhiwei.population.what_if.words import (
    CLASS_WORDS,
    HYPOTHETICAL,
    NOT_COUNTED,
    NOTCH_WORDS,
    TOTAL_WORDS,
    pick,
    spoken,
)

SHOWN_VARIANTS = 20
SHOWN_CITIES = 11
_HEAD = {
    "zh": "{title}（{hypothetical}；适用日 {day}；{source}，计入 {answered:,} 户，另有 {rejected:,} 行未计入）",
    "en": "{title} ({hypothetical}; as of {day}; {source}, {answered:,} subjects, {rejected:,} rows set aside)",
}
_CHANGE = {"zh": "  {name} {label}：{before} → {after}", "en": "  {name} {label}: {before} -> {after}"}
_LINE = {
    "zh": "{label}：受益 {winners:,} 户，受损 {losers:,} 户，不变 {unchanged:,} 户{rest}{cost}",
    "en": "{label}: {winners:,} winners, {losers:,} losers, {unchanged:,} unchanged{rest}{cost}",
}
_COST = {
    "zh": "；受益 {gains} 元，受损 {losses} 元，财政成本 {cost} 元",
    "en": "; gains {gains}, losses {losses}, cost {cost} CNY",
}
_MADE_OF = {"zh": "合计包括：{names}", "en": "The total is made of: {names}"}
_MOVE = {"zh": "  {before} → {after}：{count:,} 户", "en": "  {before} -> {after}: {count:,}"}
_STATE = {
    "no_solver": (
        "断崖：未查（没有安装求解器 z3）",
        "notches: not searched (the solver z3 is not installed)",
    ),
    "none_asked": ("断崖：未查", "notches: not searched"),
    "incomplete": ("断崖：时限内未查完", "notches: not settled within the time"),
    "complete": ("断崖：没有", "notches: none"),
}
_NOTCH = {
    "zh": "  断崖 {label} {at} 元：{kind}{sizes}", "en": "  notch of {label} at {at} CNY: {kind}{sizes}",
}  # fmt: skip


def summary(result: Result, lang: str) -> Iterator[str]:
    """Title, what is supposed, winners, losers and cost, verdicts that change, cities, notches, variants."""
    reform = result.reform
    yield _HEAD[lang].format(
        title=reform.label(lang), hypothetical=HYPOTHETICAL[lang], day=reform.as_of, source=result.source,
        answered=result.answered, rejected=result.rejected,
    )  # fmt: skip
    for c in reform.supposition.changes:
        label = pick((c.zh, c.en), lang)
        yield _CHANGE[lang].format(name=c.name, label=label, before=c.before, after=c.after)
    for name, tally in result.ranked():
        yield _totals(result, name, tally.totals, lang)
        if name == TOTAL:
            yield "  " + made_of(result, lang)
        yield from _moves(result, name, lang)
    for line in result.lines.every:
        if not line.ranked:
            yield line.label(lang)
            yield from _moves(result, line.name, lang)
    yield from _cities(result, lang)
    yield from _notches(result.notches, lang)
    yield from _variants(result, lang)


def made_of(result: Result, lang: str) -> str:
    """Which lines the total is the sum of, and which way their money goes."""
    ways = {1: ("获得", RECEIVED), -1: ("缴纳", PAID)}
    named = [
        f"{line.name}{'（' if lang == 'zh' else ' ('}{pick(ways[line.sign], lang)}{'）' if lang == 'zh' else ')'}"
        for line in result.lines.every
        if line.name in result.lines.total
    ]
    return _MADE_OF[lang].format(names=("、" if lang == "zh" else ", ").join(named))


def _totals(result: Result, name: str, found: Totals, lang: str) -> str:
    line = result.line(name)
    comma = "，" if lang == "zh" else ", "
    rest = "".join(
        f"{comma}{pick(CLASS_WORDS[word], lang)} {found.count(word):,}"
        for word in NOT_COUNTED
        if found.count(word)
    )
    cost = ""
    if line is None or line.money:
        cost = _COST[lang].format(
            gains=spoken(found.gains), losses=spoken(found.losses), cost=spoken(found.cost)
        )
    label = pick(TOTAL_WORDS, lang) if line is None else line.label(lang)
    counts = {word: found.count(word) for word in ("winners", "losers", "unchanged")}
    return _LINE[lang].format(label=label, rest=rest, cost=cost, **counts)


def _moves(result: Result, name: str, lang: str) -> Iterator[str]:
    line = result.line(name)
    if line is None:
        return
    moves = result.tallies[name].moves
    for a, before in enumerate(line.cells):
        for b, after in enumerate(line.cells):
            if a != b and moves[a, b]:
                words = [pick((m.zh, m.en), lang) for m in (before, after)]
                yield _MOVE[lang].format(before=words[0], after=words[1], count=int(moves[a, b]))


def _cities(result: Result, lang: str) -> Iterator[str]:
    """The headline line by city, the greatest cost first."""
    name = result.headline()
    if name is None or not any(g.name == DIVISION for g in result.groupings):
        return
    table = of_line(cities(result, lang), name)
    place = {c.name: i for i, c in enumerate(table.columns)}
    moved = [r for r in table.rows if r[place["winners"]] or r[place["losers"]]]
    if not moved:
        return
    yield table.label(lang) + ("：" if lang == "zh" else ":")
    for row in sorted(moved, key=lambda r: -abs(r[place["cost"]] or 0))[:SHOWN_CITIES]:
        counts = [f"{pick(CLASS_WORDS[w], lang)} {row[place[w]]:,}" for w in ("winners", "losers")]
        cost = row[place["cost"]]
        told = counts if cost is None else [*counts, f"{pick(('财政成本', 'cost'), lang)} {spoken(cost)}"]
        yield f"  {row[place['group_label']]}  " + ("，" if lang == "zh" else ", ").join(told)


def notch_state(report: NotchReport, lang: str) -> str | None:
    """What is to be said of the search for notches itself; None where it found some and is complete."""
    if report.notches and report.state == "complete":
        return None
    return pick(_STATE[report.state], lang) + (" " + ", ".join(report.unsettled)).rstrip()


def _notches(report: NotchReport, lang: str) -> Iterator[str]:
    if (state := notch_state(report, lang)) is not None:
        yield state
    for n in report.notches:
        sides = [
            f"{pick(word, lang)} {size[0]} ({pick(('波及至', 'to'), lang)} {size[1]})"
            for word, size in ((("现行", "present"), n.before), (("假设", "supposed"), n.after))
            if size is not None
        ]
        yield _NOTCH[lang].format(
            label=pick((n.fact_zh, n.fact_en), lang), at=n.at, kind=pick(NOTCH_WORDS[n.kind], lang),
            sizes=("；" if lang == "zh" else "; ") + ("，" if lang == "zh" else ", ").join(sides),
        )  # fmt: skip


def _variants(result: Result, lang: str) -> Iterator[str]:
    name = result.headline()
    if name is None or not result.variants:
        return
    yield pick(("方案：", "variants:"), lang)
    for found in result.variants[:SHOWN_VARIANTS]:
        yield f"  {found.variant.label}  {_totals(result, name, found.totals[name], lang)}"
    more = len(result.variants) - SHOWN_VARIANTS
    if more > 0:
        yield pick((f"  …… 另有 {more} 个，见 -o 的表格", f"  ... {more} more, in the tables of -o"), lang)

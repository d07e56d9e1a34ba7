"""The summary on the screen: counts by measure and verdict, sums, what is missing most, one example."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from zhiwei.cli.workbook.collect import Collected, Label, Line
from zhiwei.engine.outcome import POSITIVE

MOST = 8
NOTE = {
    "zh": "（未注明期间的事实，按适用日所在的期间计）",
    "en": "(facts without a period count for the period of the day)",
}
FAVOURABLE = frozenset(POSITIVE.values())


def summary(found: Collected, lang: str) -> Iterator[str]:
    """The lines to print."""
    zh = lang == "zh"
    yield (
        f"{found.file}：{found.firms} 户已判定，{found.set_aside} 户因填写有误另列"
        if zh
        else f"{found.file}: {found.firms} firms answered, {found.set_aside} set aside for defects"
    )
    yield NOTE[lang]
    for day in found.days:
        yield ""
        yield f"== {'适用日' if zh else 'as of'} {day} =="
        yield from _measures([line for line in found.lines if line.day == day], lang)
        yield from _missing([line for line in found.lines if line.day == day], lang)
    example = _example(found.lines)
    if example:
        yield ""
        yield "== 举例 ==" if zh else "== an example =="
        yield (
            f"{example.name or example.firm}，{example.measure} {example.title.zh}"
            if zh
            else (f"{example.name or example.firm}, {example.measure} {example.title.en}")
        )
        yield "  " + example.explanation.text(lang)
        outlook = example.outlook.text(lang)
        if outlook:
            yield "  " + outlook + ("。" if zh else ".")
    yield ""


def _measures(lines: list[Line], lang: str) -> Iterator[str]:
    by_measure: dict[str, list[Line]] = {}
    for line in lines:
        by_measure.setdefault(line.measure, []).append(line)
    width = max((_columns(f"{m} {own[0].title.text(lang)}") for m, own in by_measure.items()), default=0)
    for measure, own in by_measure.items():
        counts = Counter(line.word.text(lang) for line in own)
        said = (
            "，".join(f"{word} {n}" for word, n in counts.most_common())
            if lang == "zh"
            else (", ".join(f"{word} {n}" for word, n in counts.most_common()))
        )
        title = f"{measure} {own[0].title.text(lang)}"
        yield f"{title}{' ' * (width - _columns(title))}  {said}{_sums(own, lang)}"


def _sums(lines: list[Line], lang: str) -> str:
    total = sum(line.amount or 0 for line in lines if line.verdict in FAVOURABLE)
    most = sum(line.maximum or 0 for line in lines if line.amount is None)
    said = ""
    if any(line.amount is not None for line in lines):
        said += f"；金额合计 {yuan(total)} 元" if lang == "zh" else f"; in total CNY {yuan(total)}"
    if most:
        said += f"；待定最高 {yuan(most)} 元" if lang == "zh" else f"; open, at most CNY {yuan(most)}"
    return said


def _missing(lines: list[Line], lang: str) -> Iterator[str]:
    firms: dict[str, set[str]] = {}
    labels: dict[str, Label] = {}
    for line in lines:
        for name, label in zip(line.missing, line.missing_labels, strict=True):
            firms.setdefault(name, set()).add(line.firm)
            labels[name] = label
    if not firms:
        return
    most = sorted(firms, key=lambda name: (-len(firms[name]), name))[:MOST]
    if lang == "zh":
        yield "最缺的事实：" + "、".join(f"{labels[n].zh}（{len(firms[n])} 户）" for n in most)
    else:
        yield "missing most: " + ", ".join(f"{labels[n].en} ({len(firms[n])})" for n in most)


def _example(lines: list[Line]) -> Line | None:
    """A refusal that one fact would turn, with a step nearby, says most; else anything."""
    return next((line for line in lines if line.near), next(iter(lines), None))


def yuan(fen: int) -> str:
    """Fen as yuan with thousands separators."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def _columns(text: str) -> int:
    """Width on a terminal: Chinese characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

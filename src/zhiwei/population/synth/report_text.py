"""The report as lines for people; counties are drawn together, JSON has them one by one."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.population.synth.report import HELD, MISSED, UNCLEAR, Line, Report
from zhiwei.population.synth.sources import targets

WORDS = {
    "zh": {
        "head": "{rows} 户，适用日 {as_of}；前 {sample} 户经规则逐户判定，拒收 {refused} 户，与按界限分类不同 {otherwise} 户",
        "columns": ("指标", "级", "目标", "容差", "结果", "经规则", "结论"),
        HELD: "符合", UNCLEAR: "户数不足以判断", MISSED: "不符",
        "counties": "{name}：{count} 个县，偏差最大 {code}",
        "total": "符合 {held}，不足以判断 {unclear}，不符 {missed}；级 A、B 为公布或由公布数推得，C 凭记忆，D 为本项目假设，不得作为官方统计引用",
        "absent": "无法体现：{names}",
    },
    "en": {
        "head": "{rows} subjects, as of {as_of}; the rules answered the first {sample}, refused {refused}, and classed {otherwise} otherwise than the bounds",
        "columns": ("margin", "grade", "target", "tolerance", "result", "by rules", "verdict"),
        HELD: "held", UNCLEAR: "too few rows to tell", MISSED: "missed",
        "counties": "{name}: {count} counties, furthest off {code}",
        "total": "{held} held, {unclear} with too few rows to tell, {missed} missed; grades A and B are published or derived, C recalled, D our assumptions and no official statistics",
        "absent": "not represented: {names}",
    },
}  # fmt: skip


def lines(report: Report, lang: str) -> Iterator[str]:
    """The report, one margin a line."""
    words = WORDS[lang]
    yield str(words["head"]).format(**vars(report))
    yield "  ".join(words["columns"])
    counties: dict[str, list[Line]] = {}
    for margin in report.margins:
        if margin.name.startswith("county/"):
            counties.setdefault(margin.name.rpartition("/")[0], []).append(margin)
        else:
            yield _line(margin, margin.name, str(words[margin.verdict]))
    for name, found in counties.items():
        worst = max(found, key=lambda m: abs((m.result or 0) - m.target))
        code = worst.name.rpartition("/")[2]
        label = str(words["counties"]).format(name=name, count=len(found), code=code)
        yield _line(worst, label, str(words[worst.verdict]))
    verdicts = [m.verdict for m in report.margins]
    counts = {
        "held": verdicts.count(HELD),
        "unclear": verdicts.count(UNCLEAR),
        "missed": verdicts.count(MISSED),
    }
    yield str(words["total"]).format(**counts)
    yield str(words["absent"]).format(names=", ".join(targets()["not_represented"]))


def _line(margin: Line, label: str, verdict: str) -> str:
    numbers = [margin.target, margin.tolerance, margin.result, margin.by_rules]
    shown = [_number(n, margin.unit) for n in numbers]
    return f"{label:45} {margin.grade:4} {shown[0]:>9} ±{shown[1]:<7} {shown[2]:>9} {shown[3]:>9}  {margin.unit:8}{verdict}"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if unit == "firms" else f"{value:.2f}"

"""Why an answer differs between two days, as data and in words."""

from __future__ import annotations

from typing import Any

from zhiwei.engine.decisions import Decision
from zhiwei.engine.model import RulebookData
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.words import STATUS_WORDS, pick
from zhiwei.law.citations import citation_label
from zhiwei.law.diff import Change, Side
from zhiwei.law.subject_diff import ASKED, CHANGED, GAINED, LOST, OPEN, Causes, RuleChange, text_of
from zhiwei.law.values import value_text

KIND_WORDS = {
    LOST: ("［失去］", "[lost]"),
    GAINED: ("［得到］", "[gained]"),
    CHANGED: ("［改变］", "[changed]"),
    OPEN: ("［待定］", "[open]"),
    ASKED: ("［所需事实不同］", "[other facts needed]"),
}
LANGUAGES = ("zh", "en")
DELEGATED = ("由当地确定", "left to localities")


def causes_json(why: Causes, book: Rulebook) -> list[dict[str, Any]]:
    """The causes in order; one of kind ``time`` where no text is behind the difference."""
    found = [_value(change, book.data) for change in why.values]
    found += [_rule(change, book.data) for change in why.rules]
    found += [_decision(filed) for filed in why.decisions]
    return found or [_time()]


def _value(change: Change, data: RulebookData) -> dict[str, Any]:
    cite = text_of(change)
    said = {
        lang: f"{_side(change, change.old, data, lang)} → {_side(change, change.new, data, lang)}"
        for lang in LANGUAGES
    }
    return {
        "kind": "value",
        "name": change.parameter.name,
        "cites": [cite] if cite else [],
        "shown_zh": f"{change.parameter.zh}：{said['zh']}{_by([cite], 'zh')}",
        "shown_en": f"{change.parameter.en}: {said['en']}{_by([cite], 'en')}",
    }


def _side(change: Change, side: Side, data: RulebookData, lang: str) -> str:
    if side.status != "known":
        return pick(STATUS_WORDS.get(side.status, DELEGATED), lang)
    if change.keys:
        entries = {key: side.value.get(key) for key in change.keys if side.value.get(key) is not None}
        return value_text(change.parameter, entries, data, lang) or pick(("无此项", "no entry"), lang)
    return value_text(change.parameter, side.value, data, lang)


def _rule(change: RuleChange, data: RulebookData) -> dict[str, Any]:
    variable = data.variables[change.entity, change.variable]
    cites = list(dict.fromkeys((*change.new, *(() if change.new else change.old))))
    gone = not change.new
    return {
        "kind": "rule",
        "name": change.variable,
        "cites": cites,
        "shown_zh": f"{variable.zh}：{'不再有规则计算' if gone else '改按另一规则计算'}{_by(cites, 'zh')}",
        "shown_en": f"{variable.en}: {'no rule computes it any more' if gone else 'computed by another rule'}{_by(cites, 'en')}",
    }


def _decision(filed: Decision) -> dict[str, Any]:
    until = (filed.ends.isoformat(), filed.ends.isoformat()) if filed.ends else ("未定期限", "open")
    return {
        "kind": "decision",
        "name": filed.document,
        "cites": [filed.sentence],
        "shown_zh": f"当地决定 {filed.document}：{filed.starts} 至 {until[0]}{_by([filed.sentence], 'zh')}",
        "shown_en": f"local decision {filed.document}: {filed.starts} to {until[1]}{_by([filed.sentence], 'en')}",
    }


def _time() -> dict[str, Any]:
    return {
        "kind": "time",
        "name": "",
        "cites": [],
        "shown_zh": "没有文件改变这一结果，只是时间经过（年限、期限，或需要新一期的事实）",
        "shown_en": "no text changed this result, only time passed (age, term, or facts of the new period needed)",
    }


def _by(cites: list[str], lang: str) -> str:
    labels = [citation_label(cite, lang) for cite in cites if cite]
    if not labels:
        return ""
    return f"（{'、'.join(labels)}）" if lang == "zh" else f" ({', '.join(labels)})"

"""Words of statuses and verdicts in Chinese and English, and small helpers of wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhiwei.engine.model import RulebookData, Variable

_SENTENCE = re.compile(r"\d+\.\d+")
_PERIOD = re.compile(r"(\d{4})(?:Q([1-4])|-(\d\d)(?:-(\d\d))?)?")

VERDICT_WORDS: dict[str, tuple[str, str]] = {
    "entitled": ("可以享受", "entitled"),
    "not_entitled": ("不能享受", "not entitled"),
    "complied": ("符合要求", "complied"),
    "breached": ("未达要求", "breached"),
    "allowed": ("允许", "allowed"),
    "not_allowed": ("不允许", "not allowed"),
    "met": ("已达目标", "target met"),
    "missed": ("未达目标", "target missed"),
    "undetermined": ("尚缺事实", "undetermined: facts are missing"),
    "no_decision_filed": ("当地可以实施，尚无决定", "may be offered, no local decision filed"),
    "not_offered": ("当地决定不实施", "declined by the locality"),
    "not_in_force": ("不在有效期内", "not in force"),
    "unknown_law": ("现行规定不明", "law unknown"),
    "out_of_scope": ("不属于适用对象", "out of scope"),
}
STATUS_WORDS: dict[str, tuple[str, str]] = {
    "known": ("已知", "known"),
    "missing": ("缺", "missing"),
    "not_applicable": ("不适用", "not applicable"),
    "not_in_force": ("不在有效期内", "not in force"),
    "unknown_law": ("规定不明", "law unknown"),
    "no_decision_filed": ("当地尚无决定", "no local decision filed"),
    "not_offered": ("当地不实施", "declined by the locality"),
    "refused": ("拒绝提供", "refused"),
}
EVIDENCE_WORDS: dict[str, tuple[str, str]] = {
    "A": ("见原文", "text seen"),
    "B": ("见官方或媒体摘要", "summary seen"),
    "C": ("见第三方资料", "third-party data seen"),
    "S": ("《意见》原文", "the Opinions themselves"),
    "R": ("尚未核对原文", "text not yet checked"),
    "I": ("按原文推算", "worked out from the text"),
}
MODALITY_WORDS: dict[str, tuple[str, str]] = {
    "benefit": ("优惠", "benefit"),
    "duty": ("义务", "duty"),
    "permission": ("许可", "permission"),
    "target": ("目标", "target"),
}


def pick(pair: tuple[str, str], lang: str) -> str:
    """The Chinese or English word."""
    return pair[0] if lang == "zh" else pair[1]


def period_words(label: str) -> tuple[str, str]:
    """A period label (``2012``, ``2012Q2``, ``2012-06``, ``2012-06-30``) behind a name, in Chinese and English."""
    found = _PERIOD.fullmatch(label)
    if found is None:
        return ("", "") if not label else (f"（{label}）", f" ({label})")
    year, quarter, month, day = found.groups()
    if quarter:
        return f"（{year}年第{quarter}季度）", f" (quarter {quarter} of {year})"
    if day:
        return f"（{label}）", f" ({label})"
    if month:
        return f"（{year}年{int(month)}月）", f" ({year}-{month})"
    return f"（{year}年）", f" ({year})"


def fact_words(
    data: RulebookData, entity: str, path: str, variable: Variable, period: str
) -> tuple[str, str]:
    """A fact of a subject, or of one it is linked to, as it is spoken of, in Chinese and English."""
    owner, zh, en = data.entities[entity], "", ""
    for part in path.split(".") if path else ():
        link = owner.links[part]
        owner, zh, en = data.entities[link.to], f"{zh}{link.zh}的", f"{en}{link.en}: "
    of_zh, of_en = period_words(period)
    return zh + variable.zh + of_zh, en + variable.en + of_en


def state_words(steps: Mapping[str, Any], step: Mapping[str, Any], as_of: str) -> tuple[str, str]:
    """The status of a step of an explanation; of what is not in force whether it begins later or has ended, and when.

    A rule that is not in force for what it rests on is spoken of by the first such step below it.
    """
    (zh, en), day = begun_or_ended(steps, step, as_of)
    if not day:
        return zh, en
    return (
        (f"{zh}（自 {day} 起施行）", f"{en} (from {day})")
        if day > as_of
        else (f"{zh}（至 {day}）", f"{en} (on {day})")
    )


BEGINS = ("尚未施行", "not begun yet")
ENDED = ("已停止执行", "ended")


def begun_or_ended(
    steps: Mapping[str, Any], step: Mapping[str, Any], as_of: str
) -> tuple[tuple[str, str], str]:
    """Whether what is not in force begins after the day or has ended before it, with its first or last day.

    The status alone and no day where neither is known, or where the step has another status.
    """
    starts, ends = step.get("starts"), step.get("ends")
    if step["status"] == "not_in_force":
        if starts and starts > as_of:
            return BEGINS, starts
        if ends and ends < as_of:
            return ENDED, ends
        for below in step["inputs"]:
            if steps[below]["status"] == "not_in_force":
                return begun_or_ended(steps, steps[below], as_of)
    return STATUS_WORDS[step["status"]], ""


_FLAGS = ("：是", "：否")
"""How a condition that is a flag alone ends in Chinese; nothing else ends so."""


def held_words(reason: Mapping[str, Any]) -> tuple[str, str]:
    """Whether a condition of an explanation held; empty for a formula, and for a flag, which says it itself."""
    if reason["holds"] is None or reason["zh"].endswith(_FLAGS):
        return "", ""
    return ("：成立", ": holds") if reason["holds"] else ("：不成立", ": does not hold")


def cite_words(cite: str, text: str) -> str:
    """A place in words behind the name of its document: a sentence of the Opinions is cited by item alone."""
    if not _SENTENCE.fullmatch(cite) or not text.startswith("("):
        return text
    if "句" in text:
        return "《意见》" + text.replace("(", "（").replace(") ", "）")
    return f"Opinions {text}"


def split_cites(cites: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Citations as (sentences of the Opinions, articles of other documents)."""
    ordered = tuple(dict.fromkeys(cites))
    sentences = tuple(c for c in ordered if _SENTENCE.fullmatch(c))
    return sentences, tuple(c for c in ordered if c not in sentences)

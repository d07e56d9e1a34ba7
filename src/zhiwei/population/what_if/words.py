"""Words of a comparison in Chinese and English."""

from __future__ import annotations

from zhiwei.engine.raw import shown
from zhiwei.engine.types import MONEY

CLASS_WORDS = {
    "winners": ("受益", "winners"),
    "losers": ("受损", "losers"),
    "unchanged": ("不变", "unchanged"),
    "undetermined": ("事实不足", "facts missing"),
    "no_decision": ("当地尚无决定", "no local decision"),
    "law_unknown": ("规定不明", "law unknown"),
}
"""Classes of subjects in the order in which they are told; the last three are not counted."""
NOT_COUNTED = ("undetermined", "no_decision", "law_unknown")
NOTCH_WORDS = {
    "new": ("新增", "new"),
    "vanished": ("消失", "vanished"),
    "changed": ("改变", "changed"),
    "kept": ("不变", "kept"),
}
TOTAL_WORDS = ("合计", "total")
HYPOTHETICAL = {
    "zh": "假设推演，不是法律",
    "en": "A supposition, not law",
}


def pick(pair: tuple[str, str], lang: str) -> str:
    """The Chinese or English word."""
    return pair[0] if lang == "zh" else pair[1]


def yuan(fen: int) -> str:
    """Fen as files write them: yuan with two decimals."""
    return shown(MONEY, fen)


def spoken(fen: int) -> str:
    """Yuan for people to read: two decimals, thousands set apart."""
    sign, size = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{size // 100:,}.{size % 100:02d}"

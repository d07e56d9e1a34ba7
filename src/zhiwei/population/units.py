"""Declared units: 元 and 万元 for money, % for rates, counting words for counts."""

from __future__ import annotations

import re

YUAN, WAN_YUAN, PERCENT = "元", "万元", "%"
FEN_PER = {YUAN: 100, WAN_YUAN: 1_000_000}
COUNTING_WORDS = {
    "person": ("人", "名"),
    "day": ("天", "日"),
    "month": ("个月", "月"),
    "year": ("年",),
}
"""Words that may follow a count of that unit; a unit not listed takes any word of ``GENERAL_WORDS``."""
GENERAL_WORDS = ("个", "家", "户", "项", "件", "次", "台", "份")

_ENGLISH = {"yuan": YUAN, "cny": YUAN, "rmb": YUAN, "人民币元": YUAN, "人民币": YUAN, "wan_yuan": WAN_YUAN}
_ENGLISH |= {"wanyuan": WAN_YUAN, "10_000_yuan": WAN_YUAN, "10000_yuan": WAN_YUAN, "percent": PERCENT}
_SEPARATORS = re.compile(r"[/、,;]|或")


def split_units(text: str) -> list[str]:
    """The units named in one pair of brackets, in the spelling of this module; other words as they stand."""
    text = re.sub(r"^单位[::]?", "", text.strip())
    words = [w.strip() for w in _SEPARATORS.split(text) if w.strip()]
    return [_ENGLISH.get("_".join(w.casefold().split()), w) for w in words]


def allowed_units(kind: str, unit: str | None) -> tuple[str, ...]:
    """Units that a column of this kind may declare."""
    if kind == "money":
        return (YUAN, WAN_YUAN)
    if kind == "rate":
        return (PERCENT,)
    if kind in ("count", "number"):
        return COUNTING_WORDS.get(unit or "", GENERAL_WORDS + COUNTING_WORDS["person"])
    return ()

"""Finding an industry by its name, by pinyin or initials, or by its code, in the edition of GB/T 4754 in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhiwei.law.industries import EDITIONS, load_industries

CHANGED = date(2017, 10, 1)
"""First day of GB/T 4754-2017."""
SHOWN = 30

ALIASES = {
    "餐馆": "正餐服务", "饭店": "正餐服务", "饭馆": "正餐服务", "小吃": "小吃服务", "奶茶": "饮料及冷饮服务",
    "超市": "超级市场零售", "小店": "百货零售", "网店": "互联网零售", "电商": "互联网零售",
    "理发": "理发及美容服务", "美容": "理发及美容服务", "软件": "软件开发", "快递": "快递服务", "货运": "道路货物运输",
    "装修": "建筑装饰", "旅馆": "旅馆", "民宿": "旅馆", "服装厂": "服装制造", "五金": "五金", "模具": "模具制造",
    "药店": "药品零售", "幼儿园": "学前教育", "培训": "技能培训", "汽修": "汽车修理", "洗衣": "洗染服务",
}  # fmt: skip
"""What people call their trade, and what the classification calls it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An industry that fits: its code, its name, and the names above it."""

    code: str
    name: str
    within: str


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    within: str
    spelled: str
    initials: str


def edition_on(day: date) -> str:
    """The edition that is in force on a day."""
    return EDITIONS[1] if day >= CHANGED else EDITIONS[0]


@lru_cache(maxsize=2)
def _rows(edition: str) -> tuple[_Row, ...]:
    from pypinyin import Style, lazy_pinyin  # half a second of dictionaries, for those who need them

    found = load_industries().edition(edition)
    rows = []
    for one in found.entries.values():
        if not one.code.isdigit():
            continue
        spelled = lazy_pinyin(one.name, style=Style.NORMAL)
        above = [found[c].name for c in reversed(found.ancestors(one.code))]
        rows.append(
            _Row(one.code, one.name, " › ".join(above), "".join(spelled), "".join(s[0] for s in spelled if s))
        )
    return tuple(rows)


def industry_name(code: str) -> str:
    """The name of a code in the newest edition that has it; empty for an unknown one."""
    for edition in reversed(EDITIONS):
        found = load_industries().edition(edition)
        if code in found:
            return found[code].name
    return ""


def industries(word: str, day: date) -> tuple[Found, ...]:
    """The industries that fit a word, the nearest first, at most ``SHOWN``."""
    wanted = word.strip().lower().replace(" ", "")
    if not wanted:
        return ()
    words = {wanted, ALIASES.get(wanted, wanted)}
    rows = _rows(edition_on(day))
    named = {row.code: row.name for row in rows}
    scored = [
        (rank, -len(row.code), len(row.name), row.code, row)
        for row in rows
        if named.get(f"{row.code}0") != row.name  # a group of one class of the same name: the class is meant
        and (rank := min(_rank(row, one) for one in words)) < _NO
    ]
    return tuple(
        Found(row.code, row.name, row.within) for *_, row in sorted(scored, key=lambda s: s[:4])[:SHOWN]
    )


_NO = 9


def _rank(row: _Row, word: str) -> int:
    if word.isdigit():
        return 0 if row.code == word else 1 if row.code.startswith(word) else _NO
    if row.name == word:
        return 0
    if row.name.startswith(word):
        return 1
    if word in row.name:
        return 2
    if word.isascii():
        if row.initials == word or row.spelled == word:
            return 3
        if row.spelled.startswith(word) or row.initials.startswith(word):
            return 4
        return 5 if len(word) > 2 and word in row.spelled else _NO
    return 6 if word in row.within else _NO


def sections(day: date, code: str = "") -> tuple[Found, ...]:
    """The entries directly below a code, for those who would rather go down the list; without one, the sections."""
    edition = load_industries().edition(edition_on(day))
    if code and code not in edition:
        return ()
    return tuple(Found(c, edition[c].name, "") for c in edition.children(code))

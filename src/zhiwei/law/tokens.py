"""Number tokens of the Opinions' text, found without reading any annotation.

The tokeniser errs on the loud side: every Arabic digit and every Chinese numeral is part of a token, whatever unit
follows, except in the short list ``INDEFINITE`` of words that hold a numeral and count nothing. A new number in the
text can therefore not go unseen; a new word with a numeral shows up as a token and has to be explained.

What is one token:

* a full date (2011年10月12日); a calendar year (2012年);
* the year and number of a document (〔2011〕58号);
* the ordinal of a heading (（二十七）, 八、), and an ordinal elsewhere (第三方): the 第 stands outside;
* a number with its unit: 97%, 30万元, 10万人次, 3年, 三年, 一周, 三级, 三倍, 一家, 两次; without one: 三废, 零收费;
* of a range, two tokens (2 and 3% in 2-3%, 4 and 5年 in 第4-5年): the first shares the unit of the second;
* a list of ordinals before one noun (一、二、三次产业): it counts the things it lists;
* words that are a number: 减半, 全部, 全额, 翻番, and the frequencies 每年, 每月, …: once in each.

No tokens, because they name no number: 多年, 若干, 部分, 年度, 定期, 每个 and 每次 (the unit of the number after them),
免征, 免费, 免除 (a kind of treatment, carried by the rule).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from zhiwei.law.numerals import chinese_to_int
from zhiwei.law.text import Passage

INDEFINITE = {
    "进一步": "further",
    "十分重要": "very important",
    "统一": "unified",
    "一律": "without exception",
    "一定": "some",
    "一般": "general",
    "一批": "a batch of unstated size",
}
"""Words of the text that hold a numeral and count nothing."""

FAMILIES = {
    "heading": "ordinal of a chapter or an article",
    "date": "a full date",
    "year": "a calendar year",
    "document": "year and number of a document",
    "ordinal": "a place in an order",
    "enumeration": "a list of ordinals before one noun",
    "percent": "a share in percent",
    "money": "an amount of money",
    "multiple": "a multiple",
    "duration": "a length of time",
    "count": "a number of things, or a bare number",
    "share": "a share said in a word",
    "frequency": "once in each period",
}

_HAN = "[零〇一二两三四五六七八九十百千万亿半]+"
_ARABIC = r"\d+(?:\.\d+)?[十百千万亿]*"
_UNITS = (
    "个百分点", "人次", "元", "%", "％", "‰", "年", "周", "月", "日", "天", "小时", "倍", "级", "次", "家", "个", "名",
    "项", "人", "户", "条", "类", "种", "成", "折", "番", "期", "亩",
)  # fmt: skip
_TOKEN = re.compile(
    rf"(?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日)"
    rf"|(?P<document>〔\d{{4}}〕\d+号)"
    rf"|(?P<year>(?<!\d)(?:19|20)\d\d年)"
    rf"|(?P<enumeration>{_HAN}(?:、{_HAN})+(?:次产业)?)"
    rf"|(?P<indefinite>{'|'.join(INDEFINITE)})"
    rf"|(?P<share>减半|全部|全额|翻番)"
    rf"|(?P<frequency>每(?:年|季|月|周|日|天))"
    rf"|(?P<parts>{_HAN}分之{_HAN})"
    rf"|(?P<number>{_ARABIC}|{_HAN})(?P<unit>{'|'.join(_UNITS)})?"
)
_HEADING = re.compile(rf"（?({_HAN})[、）]")
_RANGE = re.compile("[-–—~～]")
_DURATIONS = frozenset("年周月日天") | {"小时"}
_WORDS = {"减半": Fraction(1, 2), "全部": Fraction(1), "全额": Fraction(1), "翻番": Fraction(2)}


@dataclass(frozen=True, slots=True)
class Token:
    """A number in a passage: characters ``start`` to ``end`` of its text (end excluded), the first ``core`` of them
    the numeral. ``value`` is in the plain unit (yuan for money, 1/5 for 20%), a day for a date, else None."""

    sentence: str
    start: int
    end: int
    text: str
    core: int
    family: str
    value: Fraction | date | None
    unit: str = ""


def tokens_of(passages: Iterable[Passage]) -> tuple[Token, ...]:
    """Return the number tokens of all passages in order."""
    return tuple(token for passage in passages for token in passage_tokens(passage))


def passage_tokens(passage: Passage) -> tuple[Token, ...]:
    """Return the number tokens of one passage in order."""
    found: list[Token] = []
    begin = 0
    if passage.heading and (head := _HEADING.match(passage.text)):
        number = Fraction(chinese_to_int(head[1]))
        found.append(Token(passage.id, head.start(1), head.end(1), head[1], len(head[1]), "heading", number))
        begin = head.end()
    for match in _TOKEN.finditer(passage.text, begin):
        if match.lastgroup != "indefinite":
            found.append(_token(passage, match))
    return tuple(_share_units(passage.text, found))


def _token(passage: Passage, match: re.Match[str]) -> Token:
    text, unit = match[0], match["unit"] or ""
    family, value = _meaning(match, passage.text)
    return Token(passage.id, match.start(), match.end(), text, len(text) - len(unit), family, value, unit)


def _meaning(match: re.Match[str], text: str) -> tuple[str, Fraction | date | None]:
    """Return the family and the value of a match."""
    if match["date"]:
        try:
            return "date", date(*map(int, re.findall(r"\d+", match["date"])))
        except ValueError:
            return "date", None
    if match["year"]:
        return "year", Fraction(match["year"][:-1])
    if match["share"]:
        return "share", _WORDS[match["share"]]
    if match["frequency"]:
        return "frequency", Fraction(1)
    if match["enumeration"]:
        return "enumeration", Fraction(match["enumeration"].count("、") + 1)
    if match["parts"]:
        below, above = match["parts"].split("分之")
        whole, part = _value(below), _value(above)
        return "percent", part / whole if whole and part is not None else None
    if match["document"]:
        return "document", None
    value = _value(match["number"])
    if text[: match.start()].endswith("第"):
        return "ordinal", value
    return _with_unit(value, match["unit"] or "")


def _with_unit(value: Fraction | None, unit: str) -> tuple[str, Fraction | None]:
    if unit in ("%", "％", "个百分点"):
        return "percent", None if value is None else value / 100
    if unit == "‰":
        return "percent", None if value is None else value / 1000
    if unit in ("成", "折"):
        return "percent", None if value is None else value / 10
    if unit == "元":
        return "money", value
    if unit == "倍":
        return "multiple", value
    return "duration" if unit in _DURATIONS else "count", value


def _value(numeral: str) -> Fraction | None:
    """Return the number a numeral stands for, None where it is written in a way not known here."""
    scale = 1
    while numeral and numeral[-1] in "万亿" and len(numeral) > 1:
        scale *= 10_000 if numeral[-1] == "万" else 100_000_000
        numeral = numeral[:-1]
    if numeral == "半":
        return Fraction(1, 2) * scale
    try:
        return Fraction(numeral if numeral[0].isdigit() else chinese_to_int(numeral)) * scale
    except ValueError:
        return None


def _share_units(text: str, tokens: list[Token]) -> list[Token]:
    """Give the first number of a range the unit of the second."""
    shared = list(tokens)
    for place, (first, second) in enumerate(pairwise(tokens)):
        if not first.unit and second.unit and _RANGE.fullmatch(text[first.end : second.start]):
            value = first.value if isinstance(first.value, Fraction) else None
            family, value = _with_unit(value, second.unit)
            if first.family == "ordinal":
                family = "ordinal"
                shared[place + 1] = replace(second, family="ordinal")
            shared[place] = replace(first, family=family, value=value, unit=second.unit)
    return shared

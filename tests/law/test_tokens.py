"""Number tokens: found in the bare text, whatever the annotations say."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.law.text import Passage, read_text, split
from zhiwei.law.tokens import FAMILIES, INDEFINITE, passage_tokens, tokens_of

Found = list[tuple[str, str, object]]


def found(text: str) -> Found:
    return [(one.text, one.family, one.value) for one in passage_tokens(Passage("1.1", 1, 1, "", text, None))]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2011年10月12日和2012年2月1日",
         [("2011年10月12日", "date", date(2011, 10, 12)), ("2012年2月1日", "date", date(2012, 2, 1))]),
        ("2012年试点", [("2012年", "year", Fraction(2012))]),
        ("2012年13月1日", [("2012年13月1日", "date", None)]),
        ("（国办发〔2011〕58号）", [("〔2011〕58号", "document", None)]),
        ("占97%，55.5%", [("97%", "percent", Fraction(97, 100)), ("55.5%", "percent", Fraction(111, 200))]),
        ("按1‰征收", [("1‰", "percent", Fraction(1, 1000))]),
        ("百分之三十", [("百分之三十", "percent", Fraction(3, 10))]),
        ("三成", [("三成", "percent", Fraction(3, 10))]),
        ("10万人次以上", [("10万人次", "count", Fraction(100_000))]),
        ("30万元（含30万元）", [("30万元", "money", Fraction(300_000))] * 2),
        ("每个1000万元", [("1000万元", "money", Fraction(10_000_000))]),
        ("月20000元", [("20000元", "money", Fraction(20_000))]),
        ("三亿元", [("三亿元", "money", Fraction(300_000_000))]),
        ("2-3%的", [("2", "percent", Fraction(1, 50)), ("3%", "percent", Fraction(3, 100))]),
        ("50-70%", [("50", "percent", Fraction(1, 2)), ("70%", "percent", Fraction(7, 10))]),
        ("第4-5年", [("4", "ordinal", Fraction(4)), ("5年", "ordinal", Fraction(5))]),
        ("3年内、三年、一周内、半年",
         [("3年", "duration", Fraction(3)), ("三年", "duration", Fraction(3)), ("一周", "duration", Fraction(1)),
          ("半年", "duration", Fraction(1, 2))]),
        ("三倍", [("三倍", "multiple", Fraction(3))]),
        ("减半、全部", [("减半", "share", Fraction(1, 2)), ("全部", "share", Fraction(1))]),
        ("每年公布", [("每年", "frequency", Fraction(1))]),
        ("每两年", [("两年", "duration", Fraction(2))]),
        ("三级、一家、两次",
         [("三级", "count", Fraction(3)), ("一家", "count", Fraction(1)), ("两次", "count", Fraction(2))]),
        ("一、二、三次产业", [("一、二、三次产业", "enumeration", Fraction(3))]),
        ("“三废”，“零收费”", [("三", "count", Fraction(3)), ("零", "count", Fraction(0))]),
        ("第三方", [("三", "ordinal", Fraction(3))]),
        ("共7 处", [("7", "count", Fraction(7))]),
        ("１２家", [("１２家", "count", Fraction(12))]),
        ("一二三", [("一二三", "count", None)]),
    ],
)  # fmt: skip
def test_each_family_is_found(text: str, tokens: Found) -> None:
    assert found(text) == tokens


@pytest.mark.parametrize(
    "text", [*INDEFINITE, "连续多年", "部分", "年度考核", "定期", "每个", "每次", "免征", "免费"]
)
def test_words_that_count_nothing_are_no_tokens(text: str) -> None:
    assert found(f"应{text}。") == []


@pytest.mark.parametrize(("text", "ordinal"), [("八、加大力度", "八"), ("（二十七）加大3倍。", "二十七")])
def test_the_ordinal_of_a_heading_is_a_token_of_its_own_family(text: str, ordinal: str) -> None:
    tokens = passage_tokens(Passage("27.0", 8, 27, "", text, 3))
    assert (tokens[0].text, tokens[0].family) == (ordinal, "heading")
    assert [one.text for one in tokens[1:]] == (["3倍"] if "3倍" in text else [])


def test_spans_and_numerals_are_characters_of_the_passage() -> None:
    (token,) = passage_tokens(Passage("1.1", 1, 1, "", "对10万人次以上", None))
    assert (token.start, token.end, token.core, token.unit) == (1, 6, 3, "人次")


def test_the_opinions_hold_114_tokens_46_of_them_in_headings() -> None:
    tokens = tokens_of(split(read_text()))
    assert Counter(one.family for one in tokens) == {
        "heading": 46, "percent": 17, "count": 11, "duration": 8, "money": 8, "date": 7, "frequency": 5, "share": 4,
        "ordinal": 3, "document": 2, "multiple": 1, "year": 1, "enumeration": 1,
    }  # fmt: skip
    assert set(Counter(one.family for one in tokens)) <= set(FAMILIES)


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("0.2", ["2011年10月12日", "2012年2月1日", "两次", "〔2011〕58号", "〔2011〕119号"]),
        ("16.2", ["每年", "10万人次"]),
        ("17.1", ["20%", "2年", "5年"]),
        ("21.2", ["12个", "1000万元", "30%", "三年", "三倍"]),
        ("27.2", ["2012年1月1日", "2015年12月31日", "30万元", "30万元", "6万元", "全部"]),
        ("27.5", ["2012年1月1日", "3年", "4", "5年", "减半"]),
        ("31.1", ["全部", "全部"]),
        ("35.1", ["一、二、三次产业"]),
        ("36.2", ["每年"]),
    ],
)
def test_the_tokens_of_a_sentence(sentence: str, texts: list[str]) -> None:
    tokens = tokens_of(split(read_text()))
    assert [one.text for one in tokens if one.sentence == sentence] == texts


def test_every_arabic_digit_of_the_text_is_inside_a_token() -> None:
    for passage in split(read_text()):
        inside = {place for one in passage_tokens(passage) for place in range(one.start, one.end)}
        assert [n for n, c in enumerate(passage.text) if c.isdigit() and n not in inside] == [], passage.id


@given(st.integers(0, 10**9), st.sampled_from(["元", "%", "家", "年", "倍", "", "个", "匹"]))
def test_any_number_put_into_a_sentence_is_found(number: int, unit: str) -> None:
    assert next(text for text, _, _ in found(f"对企业给予{number}{unit}的支持，一律优先。")).startswith(
        str(number)
    )

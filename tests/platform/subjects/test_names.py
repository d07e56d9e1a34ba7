"""Names taken apart, made equal, found and hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from zhiwei.platform.subjects.names import findable, fold, is_personal, masked, take_apart


@pytest.mark.parametrize(
    ("name", "places", "core", "industry", "form"),
    [
        ("杭州市西湖区晨光五金制品有限公司", ("杭州市", "西湖区"), "晨光", "五金制品", "有限公司"),
        ("浙江晨光五金（杭州）有限责任公司", ("浙江", "杭州"), "晨光", "五金", "有限责任公司"),
        ("晨光电子(宁波)股份有限公司", ("宁波",), "晨光", "电子", "股份有限公司"),
        ("江山江山酒业有限公司", ("江山",), "江山", "酒业", "有限公司"),
        ("温州市鹿城区好又多便利店", ("温州市", "鹿城区"), "好又多", "", "便利店"),
        ("义乌市李四小吃店", ("义乌市",), "李四", "", "小吃店"),
        ("安吉县绿源竹木专业合作社", ("安吉县",), "绿源", "竹木", "专业合作社"),
        ("宁波天使投资合伙企业（有限合伙）", ("宁波",), "天使", "投资", "合伙企业(有限合伙)"),
        ("绍兴水产", ("绍兴",), "水产", "", ""),
        ("张三", (), "张三", "", ""),
    ],
)
def test_parts(name: str, places: tuple[str, ...], core: str, industry: str, form: str) -> None:
    parts = take_apart(name)
    assert (parts.places, parts.core, parts.industry, parts.form) == (places, core, industry, form)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("杭州晨光五金有限公司", "浙江省杭州市晨光五金有限责任公司", True),
        ("晨光五金（杭州）有限公司", "杭州晨光五金有限公司", True),
        ("杭州晨光五金有限公司", "杭州晨光五金股份有限公司", False),
        ("杭州晨光五金有限公司", "杭州晨光电子有限公司", False),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, two: str, same: bool) -> None:
    assert (take_apart(one).key == take_apart(two).key) is same


@given(st.text(min_size=1, max_size=30).filter(fold))
def test_the_parts_are_parts_of_the_name_and_the_trade_name_is_never_empty(name: str) -> None:
    parts = take_apart(name)
    assert parts.core
    for part in (*parts.places, parts.core, parts.industry, parts.form):
        assert part in fold(name)


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("周树人", True),
        ("诸葛明", True),
        ("王五", True),
        ("王五面馆", False),
        ("老周", False),
        ("周记", True),
    ],
)
def test_a_name_that_is_only_a_persons(name: str, personal: bool) -> None:
    assert is_personal(name) is personal


def test_masked() -> None:
    assert masked("周树人") == "周**"
    assert masked("诸葛明") == "诸葛*"


def test_what_is_looked_through() -> None:
    assert findable("乐清长虹Ａ").splitlines() == ["乐清长虹a", "yueqingchanghonga", "yqcha"]


@given(st.text(st.sampled_from("杭州重庆长乐银行会计音乐重工五金有限公司参差咖啡ABC12 Ａ㐀"), max_size=30))
def test_words_spelled_one_by_one_are_spelled_as_in_the_name(name: str) -> None:
    text = fold(name)
    spelled = ["".join(lazy_pinyin(text, style=style)) for style in (Style.NORMAL, Style.FIRST_LETTER)]
    assert findable(name) == "\n".join(dict.fromkeys([text, *spelled] if name else []))

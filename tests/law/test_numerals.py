"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.law.numerals import chinese_to_int, int_to_chinese


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("两", 2), ("十", 10), ("十一", 11), ("二十", 20), ("三十六", 36), ("九十九", 99),
     ("一百零五", 105), ("二千三百", 2300), ("零", 0)],
)  # fmt: skip
def test_a_numeral_is_read(text: str, number: int) -> None:
    assert chinese_to_int(text) == number


@pytest.mark.parametrize("text", ["", "第一", "一二", "十a", "27"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        chinese_to_int(text)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (19, "十九"), (20, "二十"), (36, "三十六")]
)
def test_an_ordinal_is_written(number: int, text: str) -> None:
    assert int_to_chinese(number) == text


@pytest.mark.parametrize("number", [0, 100, -1])
def test_only_ordinals_from_1_to_99_are_written(number: int) -> None:
    with pytest.raises(ValueError, match="not between 1 and 99"):
        int_to_chinese(number)


@given(st.integers(1, 99))
def test_reading_undoes_writing(number: int) -> None:
    assert chinese_to_int(int_to_chinese(number)) == number

"""What a form's boxes refuse is refused wherever a step's content comes from: a page, a workbook, a program."""

from __future__ import annotations

import pytest

from zhiwei.platform.cases.casetypes.model import Field, Words
from zhiwei.platform.cases.values import checked


def field(kind: str, *, positive: bool = False) -> Field:
    return Field("it", Words("这一项", "it"), kind, positive=positive)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("money", "-0.01", "这一项：金额不能小于零"),
        ("money", -1, "这一项：金额不能小于零"),
        ("text", "字" * 201, "这一项：不能超过 200 字"),
        ("lines", "字" * 2_001, "这一项：不能超过 2000 字"),
    ],
)
def test_what_no_box_takes_is_refused(kind: str, given: object, said: str) -> None:
    values, faults = checked([field(kind)], {"it": given})
    assert (values, [(one.field, one.text) for one in faults]) == ({}, [("it", said)])


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [("money", "0", "0.00"), ("money", 1_234_50, "1234.50"), ("text", "字" * 200, "字" * 200), ("lines", "字" * 2_000, "字" * 2_000)],
)  # fmt: skip
def test_what_a_box_takes_just_so_is_kept(kind: str, given: object, kept: str) -> None:
    assert checked([field(kind)], {"it": given}) == ({"it": kept}, [])


@pytest.mark.parametrize(
    ("kind", "nothing", "said", "least", "kept"),
    [("money", "0.00", "这一项：金额应大于零", "0.01", "0.01"), ("count", "0", "这一项：应大于零", "1", 1)],
)
def test_nothing_is_no_answer_where_a_field_asks_for_more(
    kind: str, nothing: str, said: str, least: str, kept: object
) -> None:
    asked = [field(kind, positive=True)]
    values, faults = checked(asked, {"it": nothing})
    assert (values, [(one.field, one.text) for one in faults]) == ({}, [("it", said)])
    assert checked(asked, {"it": least}) == ({"it": kept}, [])

"""What hangs on sentences and numbers."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.types import ValueType
from zhiwei.law.bindings import Runner, bind, locate, quote_defect, span
from zhiwei.law.text import Passage
from zhiwei.law.tokens import passage_tokens

TEXT = "低于6万元（含6万元）的，给予2-3%，一周内办结，部分或全部奖励，3年内免征。"


def parameter(kind: str, value: Any, *texts: str, **more: Any) -> Parameter:
    quotes = tuple({"sentence": "1.1", "text": text, "nth": 1} for text in texts)
    dated = Value(date(2012, 1, 1), None, value, "x", "", "S", **more)
    return Parameter("p", "参", "p", ValueType(kind), (dated,), quotes=quotes)


def test_runners_are_listed_once_by_sentence() -> None:
    delegated = Parameter(
        "share", "比", "s", ValueType("rate"), (), delegated={"sentence": "27.2", "as": "share"}
    )
    quoting = parameter("money", 6_000_000, "6万元", "6万元")
    bound = bind(
        [("tax", ("27.3", "企业所得税法#4", "27.3")), ("base", ("27.2",))],
        [("27.2", ("27.2", "27.3"))],
        [delegated, quoting],
    )
    assert bound == {
        "27.3": [Runner("rule", "tax"), Runner("measure", "27.2")],
        "27.2": [Runner("rule", "base"), Runner("measure", "27.2"), Runner("parameter", "share")],
        "1.1": [Runner("parameter", "p")],
    }


@pytest.mark.parametrize(
    ("part", "nth", "place"),
    [("6万元", 1, (2, 5)), ("6万元", 2, (7, 10)), ("6万元", 3, None), ("7万元", 1, None)],
)
def test_a_part_is_found_at_its_place(part: str, nth: int, place: tuple[int, int] | None) -> None:
    assert span(TEXT, part, nth) == place


def test_a_quotation_that_is_not_in_the_text_is_named() -> None:
    quotes, wrong = locate(parameter("money", 1, "6万元", "7万元"), {"1.1": TEXT})
    assert [(one.text, one.start, one.end) for one in quotes] == [("6万元", 2, 5)]
    assert wrong == ["quotes '7万元' of 1.1, where it does not stand"]


@pytest.mark.parametrize(
    ("kind", "value", "text", "defect"),
    [
        ("money", 6_000_000, "6万元", ""),
        ("money", 6_000_000, "6万", ""),
        ("money", 6_000_001, "6万元", "quotes '6万元' of 1.1, but has no such value"),
        ("money", 6_000_000, "低于6万元（含6万元）", ""),
        ("money", {"a": 6_000_000, "b": 1}, "6万元", ""),
        ("rate", Fraction(1, 50), "2-3%", ""),
        ("rate", Fraction(3, 100), "2-3%", ""),
        ("rate", Fraction(1, 25), "2-3%", "quotes '2-3%' of 1.1, but has no such value"),
        ("count", 7, "一周", ""),
        ("count", 1, "一周", ""),
        ("count", 6, "一周", "quotes '一周' of 1.1, but has no such value"),
        ("rate", Fraction(1), "部分或全部", ""),
        ("flag", True, "3年内免征", ""),
        ("count", 3, "的，给予", ""),
        (
            "count",
            3,
            "一周内办结，部分或全部",
            "quotes '一周内办结，部分或全部' of 1.1, which holds several numbers",
        ),
    ],
)
def test_a_quotation_holds_one_number_and_that_number_is_a_value(
    kind: str, value: Any, text: str, defect: str
) -> None:
    (quote,), _ = locate(parameter(kind, value, text), {"1.1": TEXT})
    assert quote_defect(quote, passage_tokens(Passage("1.1", 1, 1, "", TEXT, None)), TEXT) == defect


def test_a_bound_of_a_delegated_value_is_a_value() -> None:
    one = parameter("rate", None, "全部", minimum=Fraction(0), maximum=Fraction(1))
    (quote,), _ = locate(one, {"1.1": TEXT})
    assert quote_defect(quote, passage_tokens(Passage("1.1", 1, 1, "", TEXT, None)), TEXT) == ""


@pytest.mark.parametrize(
    ("text", "held"), [("6万元", True), ("6万", True), ("6", False), ("于6万元（", True)]
)
def test_a_quotation_holds_a_number_whose_numeral_it_contains(text: str, held: bool) -> None:
    (quote,), _ = locate(parameter("money", 6_000_000, text), {"1.1": TEXT})
    assert quote.holds(passage_tokens(Passage("1.1", 1, 1, "", TEXT, None))[0]) is held

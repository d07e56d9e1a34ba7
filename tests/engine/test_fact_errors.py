"""Values that cannot be read: what is wrong and what to do, word for word, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine.meadowland import MILL_FACTS, day, fact
from zhiwei.engine.facts import FactError, read_fact

NUMBER = ("请填写数字", "give a number")
FEN = ("金额最多两位小数", "give at most two decimals of a yuan")
UNIT = ("请核对单位", "check the unit")
RANGE = ("请核对数字和单位", "check the number and its unit")
DAY = ("请写成 2012-06-30", "write it as 2012-06-30")
FACTS = {
    **{n: replace(v, enum=()) if n != "grain" else v for n, v in MILL_FACTS.items()},
    "moisture": replace(fact("moisture", "rate"), zh="含水率", minimum=0, maximum=1),
    "sales": replace(fact("sales", "money"), zh="销售额", period="month"),
    "tare": replace(fact("tare", "money"), zh="皮重", minimum=0, maximum=5_00),
}
CASES: list[tuple[str, Any, str, str, tuple[str, str]]] = [
    ("income", "much", "“much”不是数字", "'much' is not a number", NUMBER),
    ("income", "5万", "“5万”不是数字", "'5万' is not a number", NUMBER),
    ("income", "5元", "“5元”不是数字", "'5元' is not a number", NUMBER),
    ("income", "1.2.3", "“1.2.3”不是数字", "'1.2.3' is not a number", NUMBER),
    ("income", True, "“True”不是数字", "True is not a number", NUMBER),
    ("income", [5], "“[5]”不是数字", "[5] is not a number", NUMBER),
    ("income", "NaN", "“NaN”不是有限的数", "'NaN' is not a finite number", NUMBER),
    ("income", float("inf"), "“inf”不是有限的数", "inf is not a finite number", NUMBER),
    ("income", "0.001", "“0.001”不是整分", "'0.001' is not a whole number of fen", FEN),
    ("income", "0.0000001", "“0.0000001”不是整分", "'0.0000001' is not a whole number of fen", FEN),
    ("income", 1.00001, "“1.00001”不是整分", "1.00001 is not a whole number of fen", FEN),
    ("income", 1e20, "“1e+20”数额过大", "1e+20 is too large", UNIT),
    ("income", "1e99", "“1e99”超出范围", "'1e99' is out of range", UNIT),
    ("hands", "1e99999999", "“1e99999999”超出范围", "'1e99999999' is out of range", UNIT),
    ("moisture", "1e-99999999", "“1e-99999999”超出范围", "'1e-99999999' is out of range", UNIT),
    ("hands", "3.5", "“3.5”不是整数", "'3.5' is not a whole number", ("请填写整数", "give a whole number")),
    ("hands", -1, "hands为 -1，应不小于 0", "hands is -1, it must be at least 0", RANGE),
    ("moisture", "101%", "含水率为 1.01，应在 0 与 1 之间", "moisture is 1.01, it must be between 0 and 1", RANGE),
    ("moisture", "-0.1", "含水率为 -0.1，应在 0 与 1 之间", "moisture is -0.1, it must be between 0 and 1", RANGE),
    ("moisture", "5%%", "“5%”不是数字", "'5%' is not a number", NUMBER),
    ("tare", "5.01", "皮重为 5.01，应在 0.00 与 5.00 之间", "tare is 5.01, it must be between 0.00 and 5.00", RANGE),
    (
        "founded_on", "2031-01-01", "founded_on为 2031-01-01，应不大于 2030-12-31",
        "founded on is 2031-01-01, it must be at most 2030-12-31", RANGE,
    ),
    ("founded_on", "spring", "“spring”不是日期", "'spring' is not a day", DAY),
    ("founded_on", 40000, "“40000”不是日期", "40000 is not a day", DAY),
    ("founded_on", "2011-02-29", "没有“2011-02-29”这一天", "there is no day '2011-02-29'", ("请核对日期", "check the day")),
    ("wind_only", "perhaps", "“perhaps”不是“是”或“否”", "'perhaps' is neither yes nor no", ("请填“是”或“否”", "write yes or no")),
    ("wind_only", 2, "“2”不是“是”或“否”", "2 is neither yes nor no", ("请填“是”或“否”", "write yes or no")),
    ("region", 1.5, "“1.5”不是文本", "1.5 is not text", ("请设为文本格式", "format it as text")),
    ("income", {"valu": 5}, "不认识的项“valu”", "unknown field 'valu'",
     ("可用：value、status、period、source、legal_basis、received_on、expires_on", "did you mean value?")),
    ("income", {"status": "lost"}, "不认识的状态“lost”", "unknown status 'lost'",
     ("可用：refused、not_applicable", "use refused or not_applicable")),
    ("income", {"value": 5, "period": "2011Q4"}, "期间“2011Q4”不对", "bad period '2011Q4'", ("写成 2011", "write it as 2011")),
    ("sales", {"value": 5, "period": "2011-13"}, "期间“2011-13”不对", "bad period '2011-13'",
     ("写成 2011-12", "write it as 2011-12")),
    ("hands", {"value": 5, "period": "2011"}, "hands没有期间", "hands has no period", ("去掉期间", "leave the period out")),
    ("income", {"value": 5, "received_on": "soon"}, "“soon”不是日期", "'soon' is not a day", DAY),
    ("income", {"value": "much"}, "“much”不是数字", "'much' is not a number", NUMBER),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "zh", "en", "remedy"), CASES)
def test_is_refused(name: str, raw: Any, zh: str, en: str, remedy: tuple[str, str]) -> None:
    with pytest.raises(FactError) as caught:
        read_fact(FACTS[name], raw)
    error = caught.value
    assert (error.zh, error.en, (error.remedy_zh, error.remedy_en)) == (zh, en, remedy)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("hands", 0),
        ("moisture", 0),
        ("moisture", 1),
        ("tare", 0),
        ("tare", 5),
        ("founded_on", day("2030-12-31")),
    ],
)
def test_the_bounds_are_within(name: str, raw: Any) -> None:
    assert read_fact(FACTS[name], raw).state == "known"


def test_words_to_choose_from() -> None:
    from tests.engine import meadowland

    grain = meadowland.book().data.entities["mill"].facts["grain"]
    with pytest.raises(FactError) as caught:
        read_fact(grain, "barley")
    error = caught.value
    assert (error.zh, error.remedy_zh) == ("“barley”不在可选值中", "可选：黑麦、燕麦、斯佩尔特小麦")
    assert (error.en, error.remedy_en) == (
        "'barley' is not one of the choices",
        "choose from rye, oats, spelt",
    )

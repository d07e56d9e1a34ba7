"""19.1, 19.3, 19.4: platforms that serve small firms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.engine.native.rows import differences, native, subjects
from tests.policy.procedure import LARGE, MEDIUM, MICRO, SMALL, calc, decision, judge
from zhiwei import rulebook
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.outcome import VERDICTS

DAY = "2012-06-30"
PRIVATE = {
    "division": "330106",
    "legal_nature": "social_organisation",
    "formed_with_public_money": False,
    "confirmed_services": 12,
}
FORMULA = [decision("19.1", {"subsidy_formula": "每次经确认的服务补助50元"})]


@pytest.mark.parametrize(
    ("facts", "decisions", "verdict"),
    [
        ({}, FORMULA, "entitled"),
        ({}, [], "no_decision_filed"),
        ({"confirmed_services": 0}, FORMULA, "not_entitled"),
        ({"formed_with_public_money": True}, FORMULA, "out_of_scope"),
        ({"legal_nature": "public_institution"}, FORMULA, "out_of_scope"),
    ],
)
def test_19_1_only_confirmed_services(facts: dict[str, Any], decisions: Any, verdict: str) -> None:
    assert (
        judge("service_platform", "19.1", {**PRIVATE, **facts}, DAY, decisions=decisions).verdict == verdict
    )


@pytest.mark.large
def test_19_1_of_many_platforms_at_once(kernels: Path) -> None:
    """The formula is a text: a kernel computes nothing with it, but what a locality wrote down is decided."""
    book = rulebook()
    decided = [*FORMULA, decision("19.1", None, division="330106")]
    engine = native(book, DAY, kernels, entity="service_platform", measures=["19.1"], decisions=decided)
    cases, columns = subjects(book, engine, 300, 0.1, seed=19)
    assert differences(book, engine, cases, columns) == []
    places = [book.data.code_lists["divisions"].index(code) for code in ("330104", "330106", "330200")]
    one = {label: FactColumn(np.repeat(column.values[:1], 3)) for label, column in columns.items()}
    for name, value in PRIVATE.items():
        variable = engine.slots[name].variable
        words = [m.value for m in variable.enum]
        one[name] = FactColumn(np.full(3, words.index(value) if value in words else value))
    one["division"] = FactColumn(np.array(places))
    told = [VERDICTS[code] for code in engine.run(one, 3).measures["19.1"].verdict]
    assert told == ["entitled", "not_offered", "no_decision_filed"]


@pytest.mark.parametrize(
    ("user", "public", "price"),
    [
        (MICRO, True, "0.00"),
        (SMALL, True, "0.00"),
        (MEDIUM, True, "800.00"),
        (LARGE, True, "800.00"),
        (SMALL, False, "800.00"),
    ],
)
def test_19_3_the_same_booking(user: dict[str, Any], public: bool, price: str) -> None:
    links = {"user": user, "platform": {"formed_with_public_money": public}}
    assert calc("instrument_booking", "booking_price", {"tariff": "800"}, DAY, links) == price
    found = judge("instrument_booking", "19.3", {"tariff": "800"}, DAY, links)
    expected = "out_of_scope" if not public else "entitled" if price == "0.00" else "not_entitled"
    assert found.verdict == expected
    if expected == "entitled":
        assert found.amount.value == 800_00


@pytest.mark.parametrize(
    ("standard", "small", "verdict"),
    [
        ("100", "0", "complied"), ("100", "99.99", "complied"), ("100", "100", "breached"),
        ("100", "100.01", "breached"), ("0", "0", "complied"),
    ],
)  # fmt: skip
def test_19_4_free_or_cheaper(standard: str, small: str, verdict: str) -> None:
    facts = {"recognised_service_platform": True, "standard_price": standard, "small_firm_price": small}
    assert judge("service_platform", "19.4", facts, DAY).verdict == verdict


def test_19_4_concerns_recognised_platforms() -> None:
    facts = {"recognised_service_platform": False, "standard_price": "1", "small_firm_price": "1"}
    assert judge("service_platform", "19.4", facts, DAY).verdict == "out_of_scope"


@pytest.mark.parametrize(
    ("user", "charged", "verdict"),
    [
        (SMALL, "0", "complied"), (SMALL, "0.01", "breached"), (SMALL, "800", "breached"),
        (MEDIUM, "800", "complied"), (MEDIUM, "799.99", "breached"), (MEDIUM, "800.01", "breached"),
        (LARGE, "0", "breached"),
    ],
)  # fmt: skip
def test_19_3_a_platform_of_public_money_sets_no_other_price(
    user: dict[str, Any], charged: str, verdict: str
) -> None:
    facts = {"tariff": "800", "price_charged": charged}
    public = {"user": user, "platform": {"formed_with_public_money": True}}
    assert judge("instrument_booking", "19.3/price", facts, DAY, public).verdict == verdict
    private = {"user": user, "platform": {"formed_with_public_money": False}}
    assert judge("instrument_booking", "19.3/price", facts, DAY, private).verdict == "out_of_scope"

"""Statuses pass strictly through arguments; and, or, if absorb them where the known part decides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.meadowland import parameter, value
from tests.engine.written import HEADER, book, said, tried

FUTURE = parameter("future", "flag", value("2010-01-01", True))
FADED = parameter("faded", "flag", value("2000-01-01", True, "2001-12-31"))
FEE = parameter("fee", "money", value("2010-01-01", 500))
LOST = parameter("lost", "money", value("2000-01-01", 500, "2001-12-31"))
PARAMETERS = [FUTURE, FADED, FEE, LOST]
YES, NO = {"status": "known", "value": True}, {"status": "known", "value": False}
NOT_YET, UNKNOWN = {"status": "not_in_force"}, {"status": "unknown_law"}


def missing(*names: str) -> dict[str, Any]:
    """The result that still waits for these facts."""
    return {"status": "missing", "missing": list(names)}


FLAGS = "(wind_only: Flag, future: Flag, faded: Flag) -> Flag"


@pytest.mark.parametrize(
    ("body", "wind_only", "expected"),
    [
        ("wind_only and future and faded", False, NO),
        ("future and wind_only and faded", False, NO),
        ("future and faded and wind_only", False, NO),
        ("wind_only and (future or faded)", True, NOT_YET),  # the stronger of two statuses
        ("wind_only and (faded or future)", True, NOT_YET),
        ("wind_only or future or faded", True, YES),
        ("future or wind_only or faded", True, YES),
        ("faded or (wind_only and future)", False, UNKNOWN),
        ("not future and not faded and wind_only", True, NOT_YET),
        ("wind_only if future and faded else wind_only", True, YES),  # both branches agree
        ("wind_only if future and faded else not wind_only", True, NOT_YET),
        ("future if wind_only else faded", True, NOT_YET),
        ("future if wind_only else faded", False, UNKNOWN),
        ("future == faded or wind_only", True, YES),
        ("future == faded or wind_only", False, NOT_YET),
    ],
)
def test_of_law_on_flags(body: str, wind_only: bool, expected: dict[str, Any]) -> None:
    result = tried(FLAGS, f"return {body}", {"wind_only": wind_only}, parameters=PARAMETERS)
    assert result == expected


@pytest.mark.parametrize(
    ("body", "facts", "expected"),
    [
        ("wind_only and future and faded", {}, missing("wind_only")),
        ("(wind_only or not wind_only) and (future or faded)", {}, NOT_YET),
        ("faded and wind_only and future", {}, missing("wind_only")),
    ],
)
def test_of_law_beside_a_missing_fact(body: str, facts: dict[str, Any], expected: dict[str, Any]) -> None:
    """Missing, as long as a completion decides: ``wind_only`` no gives no, yes leaves the status of the law."""
    assert tried(FLAGS, f"return {body}", facts, parameters=PARAMETERS) == expected


@pytest.mark.parametrize(
    ("body", "facts", "expected"),
    [
        ("income + fee", {"income": 1}, NOT_YET),
        ("income + lost", {"income": 1}, UNKNOWN),
        ("income + fee - lost", {"income": 1}, NOT_YET),
        ("income + fee", {}, NOT_YET),  # no completion of the missing fact gives a number
        ("min(income, fee)", {"income": 1}, NOT_YET),
        ("-lost", {}, UNKNOWN),
        ("income if income > 0 else fee + lost", {"income": 1}, {"status": "known", "value": "1.00"}),
        ("income if income > 0 else fee + lost", {"income": -1}, NOT_YET),
        ("0 if fee > 0 and lost > 0 and income > 0 else income - income", {"income": 1}, {"status": "known", "value": "0.00"}),
    ],
)  # fmt: skip
def test_of_law_in_arithmetic(body: str, facts: dict[str, Any], expected: dict[str, Any]) -> None:
    signature = ", ".join(f"{n}: Money" for n in ("income", "fee", "lost") if n in body)
    assert tried(f"({signature}) -> Money", f"return {body}", facts, parameters=PARAMETERS) == expected


def test_statuses_pass_through_further_rules() -> None:
    more = (
        HEADER
        + 'def above(tried: Money, wind_only: Flag) -> Flag:\n    """Above."""\n    return wind_only or tried > 0\n'
    )
    made = book("(fee: Money) -> Money", "return fee", parameters=PARAMETERS, more=more)
    for wind_only, expected in ((True, YES), (False, NOT_YET), (None, missing("wind_only"))):
        result = made.calc(["above"], {"wind_only": wind_only}, as_of="2005-06-30", entity="mill")
        assert said(result.to_json()["variables"]["above"]) == expected


def test_no_version_of_a_rule_on_the_day_is_not_in_force() -> None:
    header = HEADER.replace(")\n", ', valid=("2005-07-01", "2005-12-31"))\n')
    signature, body = "(income: Money) -> Money", "return income"
    for on, expected in (
        ("2005-06-30", NOT_YET),
        ("2005-07-01", {"status": "known", "value": "3.00"}),
        ("2005-12-31", {"status": "known", "value": "3.00"}),
        ("2006-01-01", NOT_YET),
    ):
        assert tried(signature, body, {"income": 3}, as_of=on, header=header) == expected


def test_versions_by_date() -> None:
    header = HEADER.replace(")\n", ', valid=(None, "2005-06-30"))\n')
    later = HEADER.replace(")\n", ', variable="tried", valid=("2005-07-01", None))\n')
    more = later + 'def again(income: Money) -> Money:\n    """Again."""\n    return income + income\n'
    for on, expected in (
        ("2005-06-29", "3.00"),
        ("2005-06-30", "3.00"),
        ("2005-07-01", "6.00"),
        ("2999-01-01", "6.00"),
    ):
        result = tried(
            "(income: Money) -> Money", "return income", {"income": 3}, as_of=on, header=header, more=more
        )
        assert result == {"status": "known", "value": expected}


def test_outside_a_table_and_by_nought_there_is_no_value() -> None:
    share = "(grain: Grain, grain_share: Keyed[Rate]) -> Rate"
    assert tried(share, "return grain_share[grain]", {"grain": "rye"}) == {"status": "known", "value": "0.5"}
    assert tried(share, "return grain_share[grain]", {"grain": "spelt"}) == {"status": "not_applicable"}
    quotient = "(bad_sacks: Count, sacks: Count) -> Rate"
    assert tried(quotient, "return bad_sacks / sacks", {"bad_sacks": 1, "sacks": 4}) == {
        "status": "known",
        "value": "0.25",
    }
    assert tried(quotient, "return bad_sacks / sacks", {"bad_sacks": 0, "sacks": 0}) == {
        "status": "not_applicable"
    }


@pytest.mark.parametrize("sacks", [0, 1])
def test_a_guard_against_nought(sacks: int) -> None:
    quotient = "(bad_sacks: Count, sacks: Count) -> Rate"
    body = "if sacks == 0:\n    return 0\nreturn bad_sacks / sacks"
    assert tried(quotient, body, {"bad_sacks": sacks, "sacks": sacks}) == {
        "status": "known",
        "value": str(sacks),
    }
    assert tried(quotient, body, {}) == missing("bad_sacks", "sacks")
    assert tried(quotient, body, {"sacks": 0}) == {"status": "known", "value": "0"}


def test_prefixes_of_codes_the_longest_first() -> None:
    region = "(region: Code, region_of_code: Keyed[Grain]) -> Grain"
    body = "return region_of_code[region]"
    for code, expected in (
        ("10", {"status": "known", "value": "rye"}),
        ("12", {"status": "known", "value": "oats"}),
        ("20", {"status": "not_applicable"}),  # an entry that says: none
        ("99", {"status": "not_applicable"}),
    ):
        assert tried(region, body, {"region": code}) == expected
    listed = "(region: Code, region_of_code: Keyed[Grain]) -> Flag"
    for code, held in (("10", True), ("12", True), ("20", False), ("99", False)):
        assert tried(listed, "return region in region_of_code", {"region": code})["value"] is held
    assert tried(listed, "return region in region_of_code", {}) == missing("region")

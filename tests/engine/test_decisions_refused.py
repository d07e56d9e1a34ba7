"""Decisions that cannot stand: each defect word for word, all of them at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland
from tests.engine.mills import DECIDED, DECLINED
from zhiwei.engine.errors import InputError

BOOK = meadowland.book()
BOUNDS = "is outside 0 to 0.5, the bounds of sentence 7.1: “text of 7.1” (file a value from 0 to 0.5)"


def refusal(*decisions: Any, **options: Any) -> list[str]:
    """The defects reported for some decisions."""
    with pytest.raises(InputError) as caught:
        BOOK.answer({}, as_of="2005-06-30", entity="mill", decisions=decisions, **options)
    return [str(d) for d in caught.value.defects]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"fills": {"share": "0.500001"}}, f"decision 1: share = 0.500001 {BOUNDS}"),
        ({"fills": {"share": "51%"}}, f"decision 1: share = 0.51 {BOUNDS}"),
        ({"fills": {"share": "-0.01"}}, f"decision 1: share = -0.01 {BOUNDS}"),
        ({"fills": {"share": "half"}}, "decision 1: share is 'half': 'half' is not a number (give a number)"),
        (
            {"fills": {"shares": "0.5"}},
            "decision 1: sentence 7.1 leaves no shares open (did you mean share?)",
        ),
        ({"fills": {"share": "0.5", "cap": 1}}, "decision 1: sentence 7.1 leaves no cap open"),
        ({"fills": ["share"]}, "decision 1: fills is not a mapping of parameter to value"),
        ({"fills": {}}, "decision 1: neither fills nor declines anything"),
        ({"division": "13"}, "decision 1: unknown division 13"),
        ({"division": None}, "decision 1: unknown division None"),
        ({"sentence": "7.2"}, "decision 1: sentence 7.2 leaves nothing to localities (open: 7.1)"),
        ({"document": ""}, "decision 1: no document (give the number of the filed document)"),
        ({"filed_on": "May 2003"}, "decision 1: filed_on is 'May 2003' (give a day as 2012-05-02)"),
        ({"from": "2003-02-30"}, "decision 1: from is '2003-02-30' (give a day as 2012-05-02)"),
        ({"to": "2002-12-31"}, "decision 1: ends on 2002-12-31, before it starts on 2003-01-01"),
        ({"declines": "yes"}, "decision 1: declines is 'yes' (write true or false)"),
        ({"filled": {}}, "decision 1: unknown field filled (did you mean fills or filed_on?)"),
    ],
)
def test_is_refused(changed: dict[str, Any], expected: str) -> None:
    assert refusal(DECIDED | changed) == [expected]


@pytest.mark.parametrize("share", ["0", "0.5", "0.50"])
def test_the_bounds_themselves_are_within(share: str) -> None:
    BOOK.answer({}, as_of="2005-06-30", entity="mill", decisions=[DECIDED | {"fills": {"share": share}}])


def test_what_must_be_given() -> None:
    assert refusal({}) == [
        "decision 1: unknown division (none)",
        "decision 1: no document (give the number of the filed document)",
        "decision 1: sentence (none) leaves nothing to localities (open: 7.1)",
        "decision 1: no from (give a day as 2012-05-02)",
        "decision 1: no filed_on (give a day as 2012-05-02)",
    ]


def test_not_a_decision_at_all() -> None:
    assert refusal("D1") == ["decision 1: is not a mapping of fields (see docs/files.md)"]


def test_all_defects_of_all_decisions_days_and_readings_at_once() -> None:
    found = refusal(
        DECIDED | {"document": "", "division": "1"}, DECIDED, DECIDED | {"fills": {"share": 1}}, "D1",
        known_on="soon", readings={"age_counting": "moon", "toll": "x"},
    )  # fmt: skip
    assert found == [
        "known_on: 'soon' is not a day (give a day as 2012-06-30)",
        "reading age_counting: unknown option moon (choose from anniversary, calendar)",
        "reading toll: there is no such reading",
        "decision 1: unknown division 1 (did you mean 12 or 11 or 10?)",
        "decision 1: no document (give the number of the filed document)",
        f"decision 3: share = 1 {BOUNDS}",
        "decision 4: is not a mapping of fields (see docs/files.md)",
    ]


CONFLICT = (
    "decisions of 10: D1 and D2 both decide sentence 7.1 for the same days "
    "(let one end the day before the other starts, or give the later one its own filing day)"
)


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        (DECIDED, DECIDED, True),
        (DECIDED, DECLINED, True),
        (DECIDED | {"to": "2003-12-31"}, DECIDED | {"from": "2003-12-31"}, True),
        (DECIDED | {"to": "2003-12-31"}, DECIDED | {"from": "2004-01-01"}, False),
        (DECIDED, DECIDED | {"filed_on": "2003-01-02"}, False),
        (DECIDED, DECIDED | {"division": "11"}, False),
    ],
)
def test_two_decisions_of_one_filing_day(
    first: dict[str, Any], second: dict[str, Any], conflict: bool
) -> None:
    pair = (first, second | {"document": "D2"})
    if conflict:
        assert refusal(*pair) == [CONFLICT]
    else:
        BOOK.answer({}, as_of="2005-06-30", entity="mill", decisions=pair)


def test_the_division_asked_for() -> None:
    assert refusal(division="13") == ["division: unknown division 13"]
    with pytest.raises(InputError) as caught:
        BOOK.answer({"division": "11"}, as_of="2005-06-30", entity="mill", division="12")
    assert [str(d) for d in caught.value.defects] == [
        "division: the option says 12, the fact 11 (give one of them)"
    ]


def test_the_day_asked_for() -> None:
    with pytest.raises(InputError, match=r"^as_of: '2005-02-29' is not a day \(give a day as 2012-06-30\)$"):
        BOOK.answer({}, as_of="2005-02-29", entity="mill")

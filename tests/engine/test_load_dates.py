"""Loading refuses dated values and dated rules that overlap."""

from __future__ import annotations

import pytest

from tests.engine.meadowland import parameter, value
from tests.engine.written import HEADER, book
from zhiwei.engine.errors import LoadError


def dated(first: str, last: str, name: str = "") -> str:
    """The decorator of a dated version."""
    words = ", ".join(repr(d) if d else "None" for d in (first, last))
    variable = ', variable="tried"' if name else ""
    return HEADER.replace(")\n", f"{variable}, valid=({words}))\n")


@pytest.mark.parametrize(
    ("ends", "starts", "overlap"),
    [
        ("2004-12-30", "2005-01-01", False),
        ("2004-12-31", "2005-01-01", False),
        ("2005-01-01", "2005-01-01", True),
        (None, "2005-01-01", True),
    ],
)
def test_values_of_a_parameter(ends: str | None, starts: str, overlap: bool) -> None:
    fee = parameter("fee", "money", value("2000-01-01", 1, ends), value(starts, 2))
    if not overlap:
        assert book("(fee: Money) -> Money", "return fee", parameters=[fee]).data.parameters["fee"] is fee
        return
    with pytest.raises(LoadError) as caught:
        book("(fee: Money) -> Money", "return fee", parameters=[fee])
    assert [str(d) for d in caught.value.defects] == [
        "parameter fee: the values from 2000-01-01 and from 2005-01-01 overlap (let the earlier one end on 2004-12-31)"
    ]


def test_a_value_that_ends_before_it_starts() -> None:
    fee = parameter("fee", "money", value("2005-01-01", 1, "2004-12-31"))
    with pytest.raises(LoadError, match=r"^parameter fee: the value from 2005-01-01 ends before it starts$"):
        book("(fee: Money) -> Money", "return fee", parameters=[fee])


@pytest.mark.parametrize(
    ("ends", "starts", "overlap"),
    [
        ("2004-12-31", "2005-01-01", False),
        ("2005-01-01", "2005-01-01", True),
        ("", "2005-01-01", True),
        ("2004-12-31", "", True),
    ],
)
def test_versions_of_a_rule(ends: str, starts: str, overlap: bool) -> None:
    more = (
        dated(starts, "", "again")
        + 'def again(income: Money) -> Money:\n    """Again."""\n    return income + income\n'
    )
    build = {"header": dated("", ends), "more": more}
    if not overlap:
        made = book("(income: Money) -> Money", "return income", **build)  # type: ignore[arg-type]
        assert [r.name for r in made.data.rules["mill", "tried"]] == ["tried", "again"]
        return
    with pytest.raises(
        LoadError, match=r"^mill\.tried: the versions (tried and again|again and tried) overlap "
    ):
        book("(income: Money) -> Money", "return income", **build)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ends", "starts", "expected"),
    [
        ("2004-12-31", "2005-01-01", "is valid to 2004-12-31, before it starts on 2005-01-01"),
        (
            "2004-12-31",
            "2004-13-01",
            'valid holds no days: month must be in 1..12 (write valid=("2012-01-01", None))',
        ),
    ],
)
def test_days_of_a_rule(ends: str, starts: str, expected: str) -> None:
    with pytest.raises(LoadError) as caught:
        book("(income: Money) -> Money", "return income", header=dated(starts, ends))
    assert [str(d) for d in caught.value.defects] == [f"written.tried: {expected}"]

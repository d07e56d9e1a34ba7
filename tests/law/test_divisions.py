"""Divisions of Zhejiang by date."""

from datetime import date

import pytest

from zhiwei.law.divisions import load_divisions

DIVISIONS = load_divisions()


def test_90_county_units_in_2012_and_90_today() -> None:
    for day in (date(2012, 6, 30), date(2026, 6, 30)):
        levels = [DIVISIONS[code].level for code in DIVISIONS.on(day)]
        assert (levels.count(1), levels.count(2), levels.count(3)) == (1, 11, 90)


@pytest.mark.parametrize(
    ("code", "name", "year", "exists"),
    [
        ("330103", "下城区", 2020, True), ("330103", "下城区", 2021, True), ("330103", "下城区", 2022, False),
        ("330114", "钱塘区", 2020, False), ("330114", "钱塘区", 2021, True), ("330114", "钱塘区", 2026, True),
        ("330183", "富阳市", 2012, True), ("330111", "富阳区", 2013, False),
        ("330100", "杭州市", 2008, True),
    ],
)  # fmt: skip
def test_a_code_exists_from_its_year_to_its_year(code: str, name: str, year: int, exists: bool) -> None:
    assert DIVISIONS[code].name == name
    assert DIVISIONS[code].exists(date(year, 6, 30)) is exists


def test_a_decision_is_inherited_from_county_to_province() -> None:
    assert DIVISIONS.ancestors("330106") == ("330100", "330000")
    assert DIVISIONS.ancestors("330000") == ()
    assert DIVISIONS.parents()["330106"] == "330100"
    assert DIVISIONS.parents()["330000"] == ""


def test_every_parent_and_every_successor_is_in_the_table() -> None:
    assert {one.parent for one in DIVISIONS} - {""} <= set(DIVISIONS.parents())
    assert {code for one in DIVISIONS for code in one.successors} <= set(DIVISIONS.parents())
    assert all(one.successors for one in DIVISIONS if one.abolished)


@pytest.mark.parametrize(
    ("code", "day", "codes"),
    [
        ("330104", date(2020, 1, 1), ("330104",)),
        ("330104", date(2022, 1, 1), ("330102", "330114")),
        ("330183", date(2026, 1, 1), ("330111",)),
        ("330106", date(2026, 1, 1), ("330106",)),
    ],
)
def test_successors_stand_in_the_place_of_an_abolished_code(
    code: str, day: date, codes: tuple[str, ...]
) -> None:
    assert DIVISIONS.successors_on(code, day) == codes


def test_children_are_those_of_the_day() -> None:
    assert "330183" in DIVISIONS.children("330100", date(2012, 6, 30))
    assert "330183" not in DIVISIONS.children("330100", date(2026, 6, 30))
    assert {"330183", "330111"} <= set(DIVISIONS.children("330100"))


def test_a_name_may_leave_out_its_last_character() -> None:
    assert [one.code for one in DIVISIONS.named("杭州")] == ["330100"]
    assert {one.code for one in DIVISIONS.named("富阳")} == {"330111", "330183"}


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(KeyError, match=r"no division 330199\. did you mean 3301"):
        DIVISIONS["330199"]

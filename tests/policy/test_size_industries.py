"""35.1: every class of GB/T 4754-2011 and -2017 belongs to exactly one row of the size standard, or to none."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.policy.size_table import book, classes

DIVISIONS = {
    "2011": [
        (1, 5, "agriculture"),
        (6, 46, "industry"),
        (47, 50, "construction"),
        (51, 51, "wholesale"),
        (52, 52, "retail"),
        (53, 53, "not_covered"),
        (54, 58, "transport"),
        (59, 59, "warehousing"),
        (60, 60, "postal"),
        (61, 61, "accommodation"),
        (62, 62, "catering"),
        (63, 64, "info_transmission"),
        (65, 65, "software_it"),
        (66, 69, "not_covered"),
        (71, 72, "leasing_business"),
        (73, 81, "other"),
        (82, 83, "not_covered"),
        (84, 89, "other"),
        (90, 96, "not_covered"),
    ],
    "2017": [
        (1, 5, "agriculture"),
        (6, 46, "industry"),
        (47, 50, "construction"),
        (51, 51, "wholesale"),
        (52, 52, "retail"),
        (53, 53, "not_covered"),
        (54, 58, "transport"),
        (60, 60, "postal"),
        (61, 61, "accommodation"),
        (62, 62, "catering"),
        (63, 64, "info_transmission"),
        (65, 65, "software_it"),
        (66, 69, "not_covered"),
        (71, 72, "leasing_business"),
        (73, 82, "other"),
        (83, 84, "not_covered"),
        (85, 90, "other"),
        (91, 97, "not_covered"),
    ],
}
GROUPS = {
    "701": "real_estate_dev",
    "702": "property_mgmt",
    "703": "other",
    "704": "not_covered",
    "709": "other",
}


def row_of(edition: str, code: str) -> str:
    """The row by the scope notes of the standard, division by division; real estate and storage by group."""
    if code[:2] == "70":
        return GROUPS[code[:3]]
    if edition == "2017" and code[:2] == "59":
        return "transport" if code[:3] == "591" else "warehousing"
    (row,) = [row for low, high, row in DIVISIONS[edition] if low <= int(code[:2]) <= high]
    return row


def size_industry(edition: str, code: str, day: str = "2018-06-30") -> str:
    facts = {"industry_code": code, "industry_edition": edition}
    return str(book().calc(["size_industry"], facts, as_of=day)["size_industry"].value)


def test_the_lists_are_complete() -> None:
    assert Counter(edition for edition, _ in classes()) == {"2011": 1094, "2017": 1381}


@pytest.mark.parametrize("edition", ["2011", "2017"])
def test_every_class_has_exactly_one_row(edition: str) -> None:
    wrong = [
        (code, found)
        for e, code in classes()
        if e == edition and (found := size_industry(edition, code)) != row_of(edition, code)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("edition", "code", "row"),
    [
        ("2011", "5810", "transport"),  # 装卸搬运, division 58 in 2011 …
        ("2017", "5910", "transport"),  # … and in division 59 beside storage since 2017
        ("2017", "5920", "warehousing"),
        ("2011", "8291", "not_covered"),  # 职业技能培训
        ("2017", "8290", "other"),  # 其他未列明服务业
        ("2011", "8411", "other"),  # 干部休养所, social work
        ("2017", "8411", "not_covered"),  # 综合医院
        ("2011", "5320", "not_covered"),  # 铁路货物运输
    ],
)
def test_the_same_digits_mean_other_trades_in_each_edition(edition: str, code: str, row: str) -> None:
    assert size_industry(edition, code) == row


def test_the_industry_alone_is_known_from_the_day_of_the_standard() -> None:
    facts = {"industry_code": "0111", "industry_edition": "2011"}
    before = book().calc(["size_industry"], facts, as_of="2011-06-17")["size_industry"]
    assert (before.status, before.value) == ("not_in_force", None)
    assert size_industry("2011", "0111", "2011-06-18") == "agriculture"

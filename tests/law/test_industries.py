"""Industry codes of both editions."""

from collections import Counter

import pytest

from zhiwei.law.industries import load_industries

INDUSTRIES = load_industries()


@pytest.mark.parametrize(
    ("edition", "counts"),
    [
        ("2011", {"section": 20, "division": 96, "group": 432, "class": 1094}),
        ("2017", {"section": 20, "division": 97, "group": 473, "class": 1381}),
    ],
)
def test_an_edition_has_the_official_counts(edition: str, counts: dict[str, int]) -> None:
    assert Counter(one.level for one in INDUSTRIES.edition(edition).entries.values()) == counts


@pytest.mark.parametrize("edition", ["2011", "2017"])
def test_every_entry_stands_below_its_parent(edition: str) -> None:
    entries = INDUSTRIES.edition(edition).entries
    above = {"class": "group", "group": "division", "division": "section"}
    for one in entries.values():
        if one.level == "section":
            assert one.parent == ""
        else:
            assert entries[one.parent].level == above[one.level]
            assert one.section == (one.parent if one.level == "division" else entries[one.parent].section)


@pytest.mark.parametrize(
    ("edition", "code", "name", "above"),
    [
        ("2011", "0111", "稻谷种植", ("011", "01", "A")),
        ("2017", "6513", "应用软件开发", ("651", "65", "I")),
        ("2011", "6510", "软件开发", ("651", "65", "I")),
    ],
)
def test_a_class_has_a_name_and_ancestors(edition: str, code: str, name: str, above: tuple[str, ...]) -> None:
    found = INDUSTRIES.edition(edition)
    assert found[code].name == name
    assert found.ancestors(code) == above


def test_a_code_may_stand_in_one_edition_only() -> None:
    assert "6510" in INDUSTRIES.edition("2011")
    assert "6510" not in INDUSTRIES.edition("2017")
    assert {"6510", "6513"} <= set(INDUSTRIES.codes())


def test_codes_are_the_numeric_ones_of_both_editions_in_order() -> None:
    codes = INDUSTRIES.codes()
    assert list(codes) == sorted(set(codes))
    assert all(code.isdigit() for code in codes)
    assert codes[0] == "01"


def test_children_stand_directly_below() -> None:
    edition = INDUSTRIES.edition("2017")
    assert edition.children("70") == ("701", "702", "703", "704", "709")
    assert edition.children()[:3] == ("A", "B", "C")
    assert edition.children("0111") == ()


@pytest.mark.parametrize(
    ("edition", "code", "words"),
    [
        ("2011", "113", "did you mean 0113 玉米种植?"),
        ("2017", "6510", ("did you mean 651 软件开发, or 6511 基础软件开发, 6512 支撑软件开发, "
                         "6513 应用软件开发, 6519 其他软件开发?")),
        ("2017", "7099", "did you mean 709 其他房地产业, or 7090 其他房地产业?"),
    ],
)  # fmt: skip
def test_a_wrong_code_gets_a_suggestion(edition: str, code: str, words: str) -> None:
    assert INDUSTRIES.edition(edition).suggestion(code) == words
    with pytest.raises(KeyError) as raised:
        INDUSTRIES.edition(edition)[code]
    assert raised.value.args == (f"no code {code} in GB/T 4754-{edition}. {words}",)


def test_another_edition_is_refused() -> None:
    with pytest.raises(KeyError, match="no edition 2002 of GB/T 4754 here; known: 2011, 2017"):
        INDUSTRIES.edition("2002")

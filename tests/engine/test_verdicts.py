"""Verdicts: the words of every modality, the shared ones, their precedence, what decided, and the amount's own status."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.engine.mills import DECIDED, DECLINED, outcome
from zhiwei.engine import Modality
from zhiwei.engine.outcome import VERDICTS, Amount

WORDS = {
    Modality.BENEFIT: ("entitled", "not_entitled"),
    Modality.DUTY: ("complied", "breached"),
    Modality.PERMISSION: ("allowed", "not_allowed"),
    Modality.TARGET: ("met", "missed"),
}


@pytest.mark.parametrize("modality", Modality)
def test_the_words_of_a_modality(modality: Modality) -> None:
    yes, no = WORDS[modality]
    parts = {"modality": modality, "criteria": ("few_hands",)}
    assert (outcome(parts, {"hands": 9}).verdict, outcome(parts, {"hands": 10}).verdict) == (yes, no)
    assert outcome(parts, {"hands": 9}).positive is True
    assert outcome(parts, {"hands": 10}).positive is False
    assert outcome(parts, {}).verdict == "undetermined"
    assert outcome(parts, {}).missing == ("hands",)


def test_there_are_no_other_words() -> None:
    shared = (
        "undetermined",
        "no_decision_filed",
        "not_offered",
        "not_in_force",
        "unknown_law",
        "out_of_scope",
    )
    assert sorted(VERDICTS) == sorted([*itertools.chain(*WORDS.values()), *shared])


# What brings each verdict about, strongest first: part of the measure, its component, and decisions filed.
CAUSES: list[tuple[str, str, str]] = [
    ("out_of_scope", "scope", "no"),
    ("not_in_force", "window", "not_yet"),
    ("not_entitled", "criteria", "no"),
    ("unknown_law", "criteria", "unknown"),
    ("not_offered", "delegated", "bridge_share"),
    ("no_decision_filed", "delegated", "bridge_share"),
    ("undetermined", "criteria", "windy"),
]
PAIRS = [
    (first, second)
    for first, second in itertools.combinations(CAUSES, 2)
    if {first[0], second[0]} != {"not_offered", "no_decision_filed"}
]


def caused(causes: tuple[tuple[str, str, str], ...]) -> Any:
    """The outcome where several causes meet; decisions are filed so that only the named ones bite."""
    parts: dict[str, Any] = {"amount": "grant"}
    for _, part, name in causes:
        parts[part] = (*parts.get(part, ()), name)
    words = {word for word, _, _ in causes}
    decisions = [DECLINED] if "not_offered" in words else [] if "no_decision_filed" in words else [DECIDED]
    return outcome(parts, {"income": 5}, division="11", decisions=decisions)


@pytest.mark.parametrize("cause", CAUSES, ids=lambda c: c[0])
def test_each_cause_alone(cause: tuple[str, str, str]) -> None:
    found = caused((cause,))
    assert found.verdict == cause[0]
    assert found.deciding == (None if cause[0] == "undetermined" else cause[2])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p[0][0]} before {p[1][0]}")
@pytest.mark.parametrize("turned", [False, True])
def test_the_stronger_of_two(pair: tuple[tuple[str, str, str], ...], turned: bool) -> None:
    found = caused(pair[::-1] if turned else pair)
    assert found.verdict == pair[0][0]
    assert found.deciding == pair[0][2]


@pytest.mark.parametrize(
    ("part", "name", "word"),
    [
        ("scope", "windy", "out_of_scope"),
        ("window", "windy", "not_in_force"),
        ("criteria", "windy", "not_entitled"),
        ("window", "future", "not_in_force"),
        ("window", "faded", "unknown_law"),
        ("criteria", "not_yet", "not_in_force"),
        ("scope", "not_yet", "not_in_force"),
        ("scope", "unknown", "unknown_law"),
        ("criteria", "open_share", "no_decision_filed"),
    ],
)
def test_a_component_that_is_not_favourable(part: str, name: str, word: str) -> None:
    found = outcome({part: (name,)}, {"wind_only": False}, division="11")
    assert (found.verdict, found.deciding) == (word, name)


@pytest.mark.parametrize("part", ["scope", "criteria"])
def test_what_does_not_apply_is_out_of_scope(part: str) -> None:
    found = outcome({part: ("stopped",)}, {"stopped_on": "无"})
    assert (found.verdict, found.deciding, found.missing) == ("out_of_scope", "stopped", ())


def test_the_first_criterion_that_fails_decides() -> None:
    parts = {"criteria": ("yes", "few_hands", "windy")}
    assert outcome(parts, {"hands": 10, "wind_only": False}).deciding == "few_hands"
    assert outcome(parts, {"hands": 9, "wind_only": False}).deciding == "windy"
    assert outcome(parts, {"wind_only": False}).deciding == "windy"
    assert outcome(parts, {"hands": 9, "wind_only": True}).deciding is None


def test_a_false_criterion_decides_though_others_are_missing() -> None:
    found = outcome({"criteria": ("few_hands", "windy"), "amount": "grant"}, {"hands": 10})
    assert (found.verdict, found.missing, found.amount) == ("not_entitled", (), None)


def test_a_missing_scope_is_asked_for_though_a_criterion_is_false() -> None:
    found = outcome({"scope": ("windy",), "criteria": ("few_hands",)}, {"hands": 10})
    assert (found.verdict, found.deciding, found.missing) == ("not_entitled", "few_hands", ("wind_only",))


@pytest.mark.parametrize(
    ("parts", "facts", "verdict", "amount", "missing"),
    [
        ({"amount": "grant"}, {"income": 5}, "entitled", Amount("known", 500), ()),
        ({"amount": "grant"}, {"income": -5}, "entitled", Amount("known", -500), ()),
        ({"amount": "grant"}, {}, "entitled", Amount("missing", missing=("income",)), ("income",)),
        ({"amount": "grant", "maximum": "most"}, {}, "entitled", Amount("missing", None, 1, ("income",)), ("income",)),
        ({"amount": "grant", "maximum": "grant"}, {}, "entitled", Amount("missing", None, None, ("income",)), ("income",)),
        ({"amount": "shared_grant", "maximum": "grant"}, {"income": 5}, "entitled", Amount("no_decision_filed", None, 500), ()),
        ({"amount": "unknown_grant", "maximum": "grant"}, {"income": 5}, "entitled", Amount("unknown_law", None, 500), ()),
        (
            {"amount": "shared_grant", "delegated": ("bridge_share",), "maximum": "grant"}, {"income": 5},
            "no_decision_filed", Amount("no_decision_filed", None, 500), (),
        ),
        ({"amount": "grant", "criteria": ("unknown",)}, {"income": 5}, "unknown_law", Amount("unknown_law"), ()),
        ({"amount": "grant", "criteria": ("no",)}, {"income": 5}, "not_entitled", None, ()),
        ({"amount": "grant", "scope": ("no",)}, {}, "out_of_scope", None, ()),
        ({"amount": "grant", "window": ("future",)}, {}, "not_in_force", None, ()),
        (
            {"amount": "grant", "criteria": ("windy",)}, {}, "undetermined",
            Amount("missing", missing=("income", "wind_only")), ("income", "wind_only"),
        ),
        ({"amount": "grant", "criteria": ("rich",)}, {"income": 5}, "entitled", Amount("known", 500), ()),
        ({"criteria": ("rich",)}, {"income": 5}, "entitled", None, ()),
    ],
)  # fmt: skip
def test_the_amount(
    parts: dict[str, Any], facts: dict[str, Any], verdict: str, amount: Amount | None, missing: Any
) -> None:
    found = outcome(parts, facts, division="11")
    assert (found.verdict, found.amount, found.missing) == (verdict, amount, missing)


def test_components_tell_how_each_part_stands() -> None:
    found = outcome({"scope": ("yes",), "criteria": ("few_hands", "unknown")}, {})
    assert {n: r.status for n, r in found.components.items()} == {
        "yes": "known",
        "few_hands": "missing",
        "unknown": "unknown_law",
    }


def test_only_the_measures_asked_for() -> None:
    from tests.engine import meadowland
    from zhiwei.engine.errors import InputError

    book = meadowland.book()
    assert list(book.answer({}, as_of="2005-06-30", entity="cart", measures=["8.1"]).measures) == ["8.1/cart"]
    assert list(book.answer({}, as_of="2005-06-30", entity="cart", measures=["8.1/cart"]).measures) == [
        "8.1/cart"
    ]
    with pytest.raises(InputError) as caught:
        book.answer({}, as_of="2005-06-30", entity="cart", measures=["7.1", "8.2", "8"])
    assert [str(d) for d in caught.value.defects] == [
        "measure 7.1: unknown for cart (it is a measure of mill)",
        "measure 8.2: unknown for cart",
        "measure 8: unknown for cart",
    ]

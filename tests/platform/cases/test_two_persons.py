"""No case type lets one official decide on money: whatever binds it takes another before, or says as data why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.platform.cases.test_casetypes import put
from tests.platform.cases.trial import raw
from zhiwei.platform.cases.casetypes import two_persons
from zhiwei.platform.cases.casetypes.reading import Reader
from zhiwei.platform.cases.casetypes.registry import all_types

RULE = {"ground": "rule", "zh": "由规则算出", "en": "computed"}
OTHER = {"ground": "other_side", "zh": "申请人已确认", "en": "confirmed"}


def wrong(*changes: Callable[[dict[str, Any]], Any]) -> list[str]:
    """What is wrong with the trial after some changes where its effect binds money."""
    data = raw()
    for change in changes:
        change(data)
    reader = Reader("t.yaml")
    one = reader.read(data)
    assert one is not None
    assert reader.defects == []
    return [
        f"{d.where.removeprefix('t.yaml: ')}: {d.what}" for d in two_persons.defects(one, {"trial_count"})
    ]


def alone(step: str) -> str:
    return f"transitions.{step}: trial_count can be reached through {step} by one person"


def test_the_trial_takes_two_persons_for_each_effect() -> None:
    assert wrong() == []


def test_a_step_without_another_person_or_with_a_way_around_him_is_refused() -> None:
    assert wrong(put("transitions", "publish", "other_person_than", [])) == [alone("publish")]
    around = put("transitions", "publish", "from", ["checked", "submitted"])
    assert wrong(around) == [alone("publish")]


def test_what_was_done_before_a_reopening_counts_no_more() -> None:
    """Reopened into the state before, the second person of the first time is none any more."""
    assert wrong(put("transitions", "reopen", "to", "checked")) == [alone("publish")]


def test_what_the_system_books_hangs_on_the_officials_step_before() -> None:
    by_system = put("transitions", "clear", "effects", ["trial_count"])
    assert wrong(by_system) == []  # published by a second person
    assert wrong(by_system, put("transitions", "publish", "other_person_than", [])) == [
        alone("publish"), "transitions.clear: trial_count can be reached through publish by one person",
    ]  # fmt: skip


def test_an_exception_is_data_and_has_to_be_so() -> None:
    single = put("transitions", "publish", "other_person_than", [])
    assert wrong(single, put("transitions", "publish", "alone", RULE)) == [
        "transitions.publish.alone: an official takes the step, not the rule"
    ]
    assert wrong(single, put("transitions", "publish", "alone", OTHER)) == [
        "transitions.publish.alone: the applicant has not confirmed on every way"
    ]
    through = put("open", "to", "returned")
    said = put("transitions", "publish", "alone", OTHER)
    assert wrong(single, through, said, put("open", "counter", [])) == []
    assert wrong(single, through, said) == [  # somebody at the desk could have confirmed for the firm
        "transitions.publish.alone: the applicant has not confirmed on every way"
    ]


@pytest.mark.parametrize(
    ("kind", "step", "ground"),
    [
        ("graduation_reward", "claim", "rule"), ("incubation_reward", "claim", "rule"),
        ("incubation_reward", "claim_raised", "rule"), ("incubation_reward", "claim_more", "rule"),
        ("reward", "clear", "rule"), ("voucher", "settle", "other_side"),
    ],
)  # fmt: skip
def test_the_exceptions_of_the_installation(kind: str, step: str, ground: str) -> None:
    found = all_types()[kind].transitions[step].alone
    assert found is not None
    assert found.ground == ground


def test_there_are_no_other_exceptions() -> None:
    rules = [t for one in all_types().values() for t in one.transitions.values() if t.alone is not None]
    assert len(rules) == 6


def test_an_applicants_step_that_an_official_takes_at_the_counter_is_an_officials() -> None:
    """Where somebody at the desk may confirm for the firm, its confirmation is no second side."""
    by_firm = put("transitions", "resubmit", "effects", ["trial_count"])
    assert wrong(by_firm) == [alone("resubmit")]
    assert wrong(by_firm, put("open", "counter", [])) == [
        "transitions.resubmit: trial_count can be reached through return by one person"
    ]

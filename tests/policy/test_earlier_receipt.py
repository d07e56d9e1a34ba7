"""A receipt written under an earlier rulebook, of which a parameter and a rule have changed since.

Then, the share of the reward was looked up on the first day of the tax year, so that a decision of May did not fill it
(27.2), and the rule for the counted share of income read the limits of the year in another way.
"""

import json
from pathlib import Path

import pytest

from zhiwei import rulebook
from zhiwei.engine import receipt
from zhiwei.engine.errors import LoadError
from zhiwei.engine.rulebook import Rulebook
from zhiwei.policy import library

EARLIER = Path(__file__).parent / "data" / "earlier"
RECORD = json.loads((EARLIER / "receipt.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def stored() -> Rulebook:
    return library.find(RECORD["rulebook"], [EARLIER / "rulebooks"])


def test_a_parameter_and_a_rule_have_changed_since(stored: Rulebook) -> None:
    then, now = stored.data, rulebook().data
    assert (then.parameters["reward_share"].applies, now.parameters["reward_share"].applies) == (
        "period_start",
        "day",
    )
    key = ("enterprise", "slp_counted_share")
    assert then.rules[key][0].body != now.rules[key][0].body


def test_it_re_runs_to_the_same_verdicts_amounts_and_trace(stored: Rulebook) -> None:
    assert receipt.check(RECORD, stored) == []


def test_what_it_said(stored: Rulebook) -> None:
    answer = receipt.rerun(RECORD, stored)
    reward = answer.measures["27.2"]
    assert (reward.verdict, reward.amount.status, reward.amount.maximum) == (
        "entitled",
        "no_decision_filed",
        15_200_00,
    )
    assert answer.measures["27.5"].amount.value == 4_000_00


def test_the_difference_under_todays_rulebook_is_listed() -> None:
    (difference,) = receipt.against(RECORD, rulebook())
    assert difference["measure"] == "27.2"
    assert (difference["then"]["amount"], difference["now"]["amount"]) == (
        None,
        "7600.00",
    )  # 190,000 x 20% x 40% x 0.5


def test_a_changed_figure_in_the_record_is_found(stored: Rulebook) -> None:
    forged = json.loads(json.dumps(RECORD))
    for measure in forged["answer"]["measures"]:
        if measure["id"] == "27.5":
            measure["amount"]["value"] = "4000.01"
    assert receipt.check(forged, stored) == ["answer.measures[3].amount.value: '4000.01' then, '4000.00' now"]


def test_a_changed_rulebook_file_is_refused(tmp_path: Path) -> None:
    name = f"{RECORD['rulebook']}.json"
    (tmp_path / name).write_bytes((EARLIER / "rulebooks" / name).read_bytes().replace(b"0.4", b"0.5") + b" ")
    with pytest.raises(LoadError, match="does not have the content its name states"):
        library.find(RECORD["rulebook"], [tmp_path])

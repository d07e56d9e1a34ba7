"""`zhiwei answer`: verdicts, decisions, divisions, languages, formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.call import EXAMPLES, answered, zhiwei

FIRM = EXAMPLES / "firm.json"
DAY = ("--as-of", "2012-12-31")


def facts_file(tmp_path: Path, **changed: Any) -> Path:
    """The example firm with other facts; None takes one away."""
    content = json.loads(FIRM.read_text(encoding="utf-8"))
    content["facts"] = {k: v for k, v in (content["facts"] | changed).items() if v is not None}
    path = tmp_path / "firm.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def measures(*words: object) -> dict[str, Any]:
    """The measures of an answer by id."""
    return {m["id"]: m for m in answered("answer", "answer", *words)["measures"]}


def test_all_measures_of_the_entity() -> None:
    found = measures(FIRM, *DAY)
    assert {"27.2", "27.3", "27.4", "27.5", "27.6"} <= found.keys()
    assert found["27.3"]["verdict"] == "not_entitled"
    assert found["27.3"]["cites"] == ["27.3"]


@pytest.mark.parametrize(
    ("income", "verdict", "amount"),
    [
        ("60000.00", "entitled", "9000.00"),
        ("60000.01", "not_entitled", None),
        ("300000.01", "not_entitled", None),
    ],
)
def test_the_step_at_sixty_thousand(tmp_path: Path, income: str, verdict: str, amount: str | None) -> None:
    path = facts_file(tmp_path, taxable_income=income)
    found = measures(path, *DAY, "--measure", "27.3")["27.3"]
    assert found["verdict"] == verdict
    assert (found["amount"] or {}).get("value") == amount


def test_the_answer_points_at_the_step() -> None:
    notches = measures(FIRM, *DAY, "--measure", "27.3")["27.3"]["notches"]
    assert ("taxable_income", "60000.00", "60000.01") in [(n["fact"], n["last"], n["first"]) for n in notches]


def test_only_the_measures_asked_for() -> None:
    assert list(measures(FIRM, *DAY, "--measure", "27.3", "27.6")) == ["27.3", "27.6", "27.6/occasion"]
    assert list(measures("--measure", "27.3", "--measure", "27.2", *DAY, FIRM)) == ["27.2", "27.3"]


def test_the_reward_changes_the_moment_a_decision_is_filed(tmp_path: Path) -> None:
    path = facts_file(tmp_path, division="330106", taxable_income="160000")
    open_one = measures(path, *DAY, "--measure", "27.2")["27.2"]
    assert (open_one["verdict"], open_one["amount"]["status"]) == ("no_decision_filed", "no_decision_filed")
    assert open_one["amount"]["maximum"] == "8000.00"  # (160,000 - 60,000) at 20 %, the local 40 % of it
    decided = measures(path, *DAY, "--measure", "27.2", "--decisions", EXAMPLES / "decision.json")["27.2"]
    assert (decided["verdict"], decided["amount"]["value"]) == ("entitled", "4000.00")


def test_several_decisions_and_a_locality_that_declines(tmp_path: Path) -> None:
    both = ("--decisions", EXAMPLES / "decision.json", EXAMPLES / "decisions.yaml")
    found = {}
    for division in ("330106", "330302", "330382", "330681"):
        path = facts_file(tmp_path, division=division, taxable_income="160000")
        one = measures(path, *DAY, *both, "--measure", "27.2")["27.2"]
        found[division] = (one["verdict"], (one["amount"] or {}).get("value"))
    assert found == {
        "330106": ("entitled", "4000.00"),
        "330302": ("entitled", "8000.00"),
        "330382": ("not_offered", None),
        "330681": ("no_decision_filed", None),
    }


def test_a_decision_not_yet_known(tmp_path: Path) -> None:
    path = facts_file(tmp_path, division="330106", taxable_income="160000")
    words = (path, *DAY, "--measure", "27.2", "--decisions", EXAMPLES / "decision.json", "--known-on")
    assert measures(*words, "2012-05-01")["27.2"]["verdict"] == "no_decision_filed"
    assert measures(*words, "2012-05-02")["27.2"]["verdict"] == "entitled"


def test_a_decision_outside_its_bounds_is_refused_with_the_sentence(tmp_path: Path) -> None:
    decision = json.loads((EXAMPLES / "decision.json").read_text(encoding="utf-8"))
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(decision | {"fills": {"reward_share": "1.5"}}), encoding="utf-8")
    called = zhiwei("answer", FIRM, *DAY, "--decisions", path)
    assert (called.code, called.out) == (1, "")
    assert (
        "bad.json：reward_share = 1.5，超出第 27.2 句限定的 0 至 1：“自2012年1月1日至2015年12月31日"
        in called.err
    )
    english = zhiwei("answer", FIRM, *DAY, "--decisions", path, "--lang", "en")
    assert "bad.json: reward_share = 1.5 is outside 0 to 1, the bounds of sentence 27.2" in english.err
    assert "可部分或全部奖励给企业用于转型升级" in called.err


def test_another_reading(tmp_path: Path) -> None:
    path = facts_file(tmp_path, division="330106", taxable_income="160000")
    words = (path, *DAY, "--measure", "27.2", "--decisions", EXAMPLES / "decision.json")
    whole = measures(*words, "--reading", "reward_base_reading=whole")["27.2"]
    assert whole["amount"]["value"] == "6400.00"  # half of 160,000 x 20 % x 40 %


def test_the_division_of_the_option(tmp_path: Path) -> None:
    decided = ("--decisions", EXAMPLES / "decision.json", "--measure", "27.2", *DAY)
    path = facts_file(tmp_path, taxable_income="160000")
    assert measures(path, *decided, "--division", "330100")["27.2"]["verdict"] == "entitled"
    contradicted = facts_file(tmp_path, division="330681")
    called = zhiwei("answer", contradicted, *decided, "--division", "330106")
    assert called.code == 1
    assert "330106" in called.err
    assert "330681" in called.err


def test_facts_of_a_linked_subject() -> None:
    found = measures(EXAMPLES / "bid.yaml", *DAY, "--measure", "28.1/deduction")["28.1/deduction"]
    assert not [fact for fact in found["missing"] if fact.startswith("bidder.")]


def test_yaml_keeps_what_is_written() -> None:
    steps = answered("answer", "answer", EXAMPLES / "firm.yaml", *DAY)["steps"]
    assert steps["industry_code"]["value"] == "3821"
    assert steps["average_employees"]["value"] == "18.5"
    assert (steps["taxable_income"]["value"], steps["taxable_income"]["period"]) == ("52000.00", "2012")
    assert steps["taxable_income"]["source"] == "2012年度企业所得税申报表"
    assert steps["monthly_sales"]["status"] == "refused"


def test_text_and_html_in_both_languages() -> None:
    words = ("answer", FIRM, *DAY, "--measure", "27.3")
    assert "27.3 小型微利企业所得税优惠: 不能享受" in zhiwei(*words).out
    assert "not entitled" in zhiwei(*words, "--lang", "en").out
    page = zhiwei(*words, "--format", "html").out
    assert page.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert "不能享受" in page
    assert '<html lang="en">' in zhiwei(*words, "--format", "html", "--lang", "en").out


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ((FIRM,), "Missing option '--as-of'"),
        ((FIRM, "--as-of", "2012-02-30"), "'2012-02-30' is not a day; write it as 2012-06-30."),
        ((FIRM, *DAY, "--measure", "99.9"), "--measure: there is no '99.9'"),
        ((FIRM, *DAY, "--reading", "nothing"), "'nothing' is not PARAM=OPTION."),
        ((FIRM, *DAY, "--reading", "reward_base_reeding=whole"), "did you mean reward_base_reading"),
        ((FIRM, *DAY, "--reading", "reward_base_reading=hole"), "did you mean whole?"),
        ((FIRM, *DAY, "--entity", "entreprise"), "did you mean enterprise?"),
        (("nothing.json", *DAY), "File 'nothing.json' does not exist."),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[object, ...], what: str) -> None:
    called = zhiwei("answer", *words)
    assert called.code == 2
    assert what in " ".join(called.err.split())


def test_facts_that_contradict_each_other_are_told_and_counted_as_given(tmp_path: Path) -> None:
    path = facts_file(tmp_path, founded_on="2013-01-01")
    found = answered("answer", "answer", path, *DAY, "--measure", "27.3")
    assert [one["zh"] for one in found["conflicts"]] == ["成立日期在适用日之后，那一天企业还没有成立"]
    assert found["measures"][0]["verdict"] == measures(FIRM, *DAY, "--measure", "27.3")["27.3"]["verdict"]
    lines = zhiwei("answer", path, *DAY, "--lang", "en", "--brief").out.splitlines()
    assert lines[3] == "  the enterprise is founded after the day asked for (date of founding: 2013-01-01)"
    assert "conflicts" not in answered("answer", "answer", FIRM, *DAY)

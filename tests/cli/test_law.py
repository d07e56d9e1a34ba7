"""`zhiwei law`: text, coverage, differences, dictionary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.call import EXAMPLES, ROOT, answered, zhiwei


def test_a_sentence_and_what_runs_it() -> None:
    (found,) = answered("law_show", "law", "show", "27.2")
    assert (found["kind"], found["operative"]) == ("rule", True)
    assert "可部分或全部奖励给企业用于转型升级" in found["text"]
    assert found["measures"] == ["27.2"]
    assert "reward_base" in found["rules"]
    assert {"reward_share", "reward_income_floor"} <= set(found["parameters"])


def test_a_sentence_as_text() -> None:
    lines = zhiwei("law", "show", "27.2").out.splitlines()
    assert lines[0].startswith("27.2  (二十七) 第2句")
    assert "  措施 27.2：超出部分地方税收贡献奖励" in lines
    at = lines.index("  参数 reward_income_cap：可奖励的年应纳税所得额上限")
    assert (
        lines[at + 1] == "    2012-01-01 – 2015-12-31  300,000.00 元  浙政发〔2012〕47号#二十七  《意见》原文"
    )
    assert "  measure 27.2: " in zhiwei("law", "show", "27.2", "--lang", "en").out


@pytest.mark.parametrize(
    ("sentence", "zh", "en"),
    [
        ("27.2", "由当地确定，0% 至 100%  ", "left to localities, 0% to 100%  "),
        ("14.6", "由当地确定，最低 0.00 元  ", "left to localities, at least CNY 0.00  "),
        ("19.1", "由当地确定  ", "left to localities  "),
    ],
)
def test_what_a_locality_may_choose_names_the_bounds_there_are(sentence: str, zh: str, en: str) -> None:
    assert zh in zhiwei("law", "show", sentence).out
    assert en in zhiwei("law", "show", sentence, "--lang", "en").out


def test_a_whole_article() -> None:
    ids = [s["id"] for s in answered("law_show", "law", "show", "27")]
    assert ids[:4] == ["27.0", "27.1", "27.2", "27.3"]


def test_an_unknown_sentence_is_wrong_usage() -> None:
    called = zhiwei("law", "show", "27.99")
    assert called.code == 2
    assert "there is no '27.99'; did you mean 27." in called.err


def test_coverage_is_complete() -> None:
    found = answered("law_coverage", "law", "coverage")
    assert found["complete"]
    assert (found["totals"]["records"], found["totals"]["records_accounted"]) == (170, 170)
    assert (found["totals"]["operative"], found["totals"]["tokens_loose"]) == (112, 0)
    assert zhiwei("law", "coverage", "--totals").out.startswith("句：170/170 条有着落")


def test_a_sentence_shows_the_clauses_of_its_check() -> None:
    lines = zhiwei("law", "show", "14.7").out.splitlines()
    for clause, test in (
        ("  14.7.1  通过  毕业率30.0%合格，29.9%不合格", "test_14_7_thirty_percent_is_enough"),
        (
            "  14.7.2  通过  毕业满三周年前一天缴的税计入，之后的不计入",
            "test_14_7_tax_counts_from_entry_to_the_third_anniversary",
        ),
    ):
        assert lines[lines.index(clause) + 1] == f"    tests/policy/test_a14_incubators.py::{test}"
    (found,) = answered("law_show", "law", "show", "14.7")
    assert [one["state"] for one in found["clauses"][:2]] == ["passed", "passed"]


def test_a_clause_that_waits_says_for_what() -> None:
    sentences = answered("law_coverage", "law", "coverage")["acceptance"]["sentences"]
    waiting = [(s["sentence"], c["id"]) for s in sentences for c in s["clauses"] if c["state"] == "waiting"]
    for sentence, clause in waiting[:1]:  # none once all is built
        lines = zhiwei("law", "show", sentence).out.splitlines()
        (at,) = [n for n, line in enumerate(lines) if line.startswith(f"  {clause}  待建  ")]
        assert lines[at + 1].startswith("    等待")


def test_coverage_counts_the_clauses() -> None:
    found = answered("law_coverage", "law", "coverage")["acceptance"]
    assert len(found["sentences"]) == 170
    states = [one["state"] for s in found["sentences"] for one in s["clauses"]]
    assert found["totals"]["all"] == {
        "clauses": len(states), "passed": states.count("passed"), "waiting": states.count("waiting"),
        "impossible": states.count("impossible"),
    }  # fmt: skip
    lines = zhiwei("law", "coverage", "--totals").out.splitlines()
    assert lines[-2].startswith(f"验收：可执行句，共 {found['totals']['operative']['clauses']} 款")
    lines = zhiwei("law", "coverage").out.splitlines()
    words = {"passed": "通过", "waiting": "待建", "impossible": "无法检验"}
    for sentence in found["sentences"]:
        own = [one["state"] for one in sentence["clauses"]]
        told = "，".join(f"{word} {own.count(state)}" for state, word in words.items() if state in own)
        assert not own or f"{sentence['sentence']:<5} {told}" in lines


def test_the_page_of_all_sentences(tmp_path: Path) -> None:
    page = tmp_path / "sentences.md"
    assert zhiwei("law", "coverage", "--page", page).out == ""
    assert page.read_text(encoding="utf-8").startswith("# The sentences of the Opinions\n")
    assert page.read_bytes() == (ROOT / "docs" / "sentences.md").read_bytes()


def test_what_changed_in_the_law() -> None:
    found = answered("law_diff", "law", "diff", "2012-06-30", "2014-06-30")
    changed = {p["id"]: p for p in found["parameters"]}
    floor = changed["registered_capital_minimum"]
    assert "有限责任公司 30,000.00 元" in floor["old"]["shown_zh"]
    assert "有限责任公司 0.00 元" in floor["new"]["shown_zh"]


def test_what_changed_for_one_firm() -> None:
    words = ("law", "diff", "2012-06-30", "2026-06-30", "--facts", EXAMPLES / "firm.json")
    found = {m["id"]: m for m in answered("law_diff", *words)["measures"]}
    assert (found["27.2"]["old"]["verdict"], found["27.2"]["new"]["verdict"]) == (
        "no_decision_filed",
        "not_in_force",
    )
    assert found["27.3"]["new"]["verdict"] == "entitled"
    text = zhiwei(*words, "--lang", "en").out.splitlines()
    at = next(i for i, line in enumerate(text) if line.startswith("27.2  "))
    assert text[at].endswith("  [changed]")
    assert text[at + 2] == "  2026-06-30  not in force"
    assert (
        "    period of the reward of the local tax contribution: yes → not in force (浙政发〔2012〕47号 (27))"
        in text
    )


def test_what_one_firm_gained_and_by_which_text() -> None:
    """60,000.01 of income was taxed in full at 20 % in 2013; in 2014 half was counted up to 100,000."""
    words = ("law", "diff", "2013-12-31", "2014-12-31", "--facts", EXAMPLES / "firm.json")
    (found,) = [m for m in answered("law_diff", *words)["measures"] if m["id"] == "27.3"]
    assert (found["change"], found["new"]["amount"]["value"]) == ("gained", "9000.00")
    (cause,) = found["causes"]
    assert (cause["kind"], cause["name"], cause["cites"]) == (
        "value",
        "slp_half_limit",
        ["财税〔2014〕34号#一"],
    )
    assert (
        cause["shown_zh"]
        == "减半计入应纳税所得额的年应纳税所得额上限：60,000.00 元 → 100,000.00 元（财税〔2014〕34号 第一条）"
    )
    text = zhiwei(*words).out
    assert "27.3  小型微利企业所得税优惠  ［得到］\n" in text
    assert f"    {cause['shown_zh']}\n" in text
    earlier = answered("law_diff", *words, "--known-on", "2014-04-07")["measures"]
    assert "27.3" not in [m["id"] for m in earlier]


def test_nothing_changed_between_a_day_and_itself() -> None:
    assert zhiwei("law", "diff", "2012-06-30", "2012-06-30").out == "没有变化\n"


@pytest.mark.parametrize("words", [("2012-06-30",), ("2012-06-30", "2012-06-31")])
def test_days_that_are_none(words: tuple[str, ...]) -> None:
    assert zhiwei("law", "diff", *words).code == 2


def test_the_dictionary_of_variables() -> None:
    found = {v["name"]: v for v in answered("law_variables", "law", "variables", "--entity", "enterprise")}
    revenue, size = found["revenue"], found["size_class"]
    assert (revenue["type"], revenue["unit"], revenue["period"], revenue["min"]) == (
        "money",
        "CNY",
        "year",
        "0.00",
    )
    assert [o["value"] for o in size["options"]] == ["large", "medium", "small", "micro", "not_covered"]
    assert (revenue["computed"], size["computed"]) == (False, True)
    lines = zhiwei("law", "variables", "revenue", "--entity", "enterprise").out.splitlines()
    assert lines == ["企业（enterprise）", "  revenue  营业收入  事实，金额，按年"]

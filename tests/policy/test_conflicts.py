"""Facts that contradict each other are taken as given and remarked in the answer; names of divisions beside their codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.policy.procedure import NA, SMALL, decision
from zhiwei import rulebook
from zhiwei.engine.errors import LoadError
from zhiwei.policy.clashes import load_clashes
from zhiwei.policy.entity_files import FOLDER

DAY = "2012-06-30"


def told(entity: str, facts: dict[str, Any], day: str = DAY, links: Any = None, **options: Any) -> list[str]:
    """The conflicts of an answer in Chinese, what is wrong alone."""
    found = rulebook().answer(facts, entity=entity, as_of=day, links=links or {}, **options).to_json()
    return [one["zh"] for one in found.get("conflicts", ())]


FOUNDED = "成立日期在适用日之后，那一天企业还没有成立"


@pytest.mark.parametrize(("founded", "found"), [("2012-06-30", []), ("2012-07-01", [FOUNDED])])
def test_a_firm_founded_after_the_day(founded: str, found: list[str]) -> None:
    assert told("enterprise", {"founded_on": founded}) == found


def test_the_facts_are_named_with_their_values_in_both_languages() -> None:
    facts = {"founded_on": "2010-05-01", "predecessor_founded_on": "2011-05-01"}
    (conflict,) = rulebook().answer(facts, as_of=DAY).to_json()["conflicts"]
    assert conflict["zh"] == "转企前个体工商户的成立日期在企业成立日期之后"
    assert conflict["en"] == "the individual business before the enterprise is founded after it"
    assert [(f["name"], f["zh"], f["shown_zh"]) for f in conflict["facts"]] == [
        ("founded_on", "成立日期", "2010-05-01"),
        ("predecessor_founded_on", "转企前个体工商户成立日期", "2011-05-01"),
    ]


CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("base", {"recognition_level": "none", "recognised_on": "2012-01-01"},
     {"recognition_level": "county", "recognised_on": "2012-01-01"}, "填了认定日期，认定级别却是未认定"),
    ("bank_lending", {"lending_score": "10.5", "total_score": "10"}, {"lending_score": "10", "total_score": "10"},
     "本机构得分高于全部机构得分之和"),
    ("graded_recognition", {"own_class_one_rights": 3, "class_one_rights": 2},
     {"own_class_one_rights": 2, "class_one_rights": 2}, "自主研发的Ⅰ类知识产权多于全部Ⅰ类知识产权"),
    ("graded_recognition", {"new_equity_two_years": "2", "new_equity_three_years": "1.99"},
     {"new_equity_two_years": "2", "new_equity_three_years": "2"}, "近两年的新增股权融资多于近三年的"),
    ("graduation", {"entered_on": "2011-01-02", "graduated_on": "2011-01-01"},
     {"entered_on": "2011-01-01", "graduated_on": "2011-01-01"}, "毕业日期早于入孵日期"),
    ("guarantee_claim", {"guarantor_share": "0.4", "reguarantor_share": "0.4", "bank_share": "0.201"},
     {"guarantor_share": "0.4", "reguarantor_share": "0.4", "bank_share": "0.2"},
     "担保机构、再担保机构和银行的分担比例之和超过100%"),
    ("guarantor", {"largest_party_balance": "2", "largest_group_balance": "1"},
     {"largest_party_balance": "2", "largest_group_balance": "2"}, "单个被担保人的余额大于其连同关联方的余额"),
    ("guarantor", {"largest_group_balance": "3", "guarantee_balance": "2"},
     {"largest_group_balance": "2", "guarantee_balance": "2"}, "被担保人及其关联方的余额大于全部担保余额"),
    ("incubatee", {"entered_on": "2012-07-01"}, {"entered_on": "2012-06-30"}, "入孵日期在适用日之后，那一天还没有入孵"),
    ("procurement_plan",
     {"small_projects_budget": "40", "large_goods_budget": "40", "large_works_budget": "20.01", "annual_budget": "100"},
     {"small_projects_budget": "40", "large_goods_budget": "40", "large_works_budget": "20", "annual_budget": "100"},
     "各类项目预算之和超过年度采购项目预算"),
    ("procurement_plan",
     {"small_projects_reserved": "10", "large_goods_for_sme": "10", "large_works_for_sme": "1", "reserved_for_sme": "20"},
     {"small_projects_reserved": "9", "large_goods_for_sme": "10", "large_works_for_sme": "1", "reserved_for_sme": "20"},
     "各类项目预留给中小企业的预算之和超过预留给中小微企业的预算"),
    ("procurement_plan", {"large_goods_for_small": "6", "large_works_for_small": "5", "reserved_for_small": "10"},
     {"large_goods_for_small": "5", "large_works_for_small": "5", "reserved_for_small": "10"},
     "各类项目预留给小微企业的预算之和超过预留给小微企业的预算"),
    ("project_application", {"credit_graded_on": "2012-03-01", "credit_grade_until": "2012-02-29"},
     {"credit_graded_on": "2012-03-01", "credit_grade_until": NA}, "信用等级有效期止早于评定日期"),
    ("registration_filing", {"accepted_on": "2012-06-02", "decided_on": "2012-06-01"},
     {"accepted_on": "2012-06-02", "decided_on": "2012-06-02"}, "办结日期早于受理日期"),
    ("registration_filing", {"accepted_on": "2012-06-02", "working_day_deadline": "2012-06-01"},
     {"accepted_on": "2012-06-02", "working_day_deadline": "2012-06-11"}, "期限日早于受理日期"),
    ("research_claim",
     {"last_quarter_research_cost": "10.01", "core_research_cost": "6", "other_research_cost": "1",
      "domestic_commissioned_cost": "1", "foreign_commissioned_cost": "1", "research_amortisation": "1"},
     {"last_quarter_research_cost": "10", "core_research_cost": "6", "other_research_cost": "1",
      "domestic_commissioned_cost": "1", "foreign_commissioned_cost": "1", "research_amortisation": "1"},
     "10月至12月的研发费用超过全年各项研发费用之和"),
    ("residency", {"moved_in_on": "2012-02-01", "moved_out_on": "2012-01-31"},
     {"moved_in_on": "2012-02-01", "moved_out_on": NA}, "迁出日期早于入驻日期"),
    ("residency", {"moved_in_on": "2012-07-01"}, {"moved_in_on": "2012-06-30"}, "入驻日期在适用日之后，那一天还没有入驻"),
    ("service_platform", {"set_up_on": "2012-07-01"}, {"set_up_on": "2012-06-30"},
     "建设（登记）日期在适用日之后，那一天平台还没有建成"),
    ("technology_contract", {"division": "330106", "carried_out_in_province": False},
     {"carried_out_in_province": False}, "填了省内的项目实施地，却填了不在省内实施"),
    ("venture_investment", {"invested_on": "2011-05-02", "disposed_on": "2011-05-01"},
     {"invested_on": "2011-05-02", "disposed_on": "2011-05-02"}, "股权转让日期早于投资日期"),
]  # fmt: skip


@pytest.mark.parametrize(("entity", "wrong", "right", "said"), CASES, ids=[c[3] for c in CASES])
def test_each_declared_conflict(entity: str, wrong: dict[str, Any], right: dict[str, Any], said: str) -> None:
    assert told(entity, wrong) == [said]
    assert told(entity, right) == []


@pytest.mark.parametrize(("entity", "wrong", "_right", "_said"), CASES, ids=[c[3] for c in CASES])
def test_a_fact_too_few_contradicts_nothing(
    entity: str, wrong: dict[str, Any], _right: dict[str, Any], _said: str
) -> None:
    for name in wrong if len(wrong) > 1 else ():
        assert told(entity, {key: value for key, value in wrong.items() if key != name}) == []


def test_every_declared_conflict_is_tested() -> None:
    declared = {one.zh for found in load_clashes(rulebook().data).values() for one in found}
    others = {
        FOUNDED,
        "转企前个体工商户的成立日期在企业成立日期之后",
        "被投资企业的行政区划在省内，却填了不在本省",
    }
    assert declared == {said for *_, said in CASES} | others


def test_a_linked_subject_is_named() -> None:
    links = {"payer": {**SMALL, "founded_on": "2013-01-01"}}
    found = rulebook().answer({}, entity="service_charge", as_of=DAY, links=links).to_json()["conflicts"]
    assert [(one["zh"], one["facts"][0]["name"], one["facts"][0]["zh"]) for one in found] == [
        (FOUNDED, "payer.founded_on", "缴费企业的成立日期")
    ]


def test_a_fact_of_the_linked_subject_may_contradict_the_own() -> None:
    facts, links = {"investee_in_province": False}, {"investee": {"division": "330106"}}
    said = ["被投资企业的行政区划在省内，却填了不在本省"]
    assert told("venture_investment", facts, links=links) == said
    assert told("venture_investment", {"investee_in_province": True}, links=links) == []
    assert told("venture_investment", facts) == []


@pytest.mark.parametrize(
    ("code", "day", "found"),
    [
        ("330183", "2014-12-31", []),  # of a change only the year is known
        ("330183", "2015-01-01", ["富阳市 2014 年已撤销，在适用日不存在，其后为富阳区（330111）"]),
        ("330111", "2014-01-01", []),
        ("330111", "2013-12-31", ["富阳区 2014 年才设立，在适用日还不存在"]),
    ],
)
def test_a_division_that_is_not_there_on_the_day(code: str, day: str, found: list[str]) -> None:
    assert told("enterprise", {"division": code}, day) == found


@pytest.mark.parametrize(
    ("code", "edition", "found"),
    [
        ("6513", "2017", []),
        ("6513", "2011", ["所填版本的行业分类中没有这个行业代码"]),
        ("1713", "2011", []),
    ],
)
def test_an_industry_code_of_another_edition(code: str, edition: str, found: list[str]) -> None:
    assert told("enterprise", {"industry_code": code, "industry_edition": edition}) == found


def test_periods_are_compared_each_by_itself() -> None:
    """What is given for one quarter says nothing of another; constraints hold in each of them."""
    broken = "与此不符：小微企业贷款是企业贷款的一部分"
    facts = {"small_firm_loans@2012Q1": "2", "enterprise_loans@2012Q1": "1", "enterprise_loans@2012Q2": "3"}
    found = rulebook().answer(facts, entity="bank_lending", as_of=DAY).to_json()["conflicts"]
    assert [(one["zh"], [f["name"] for f in one["facts"]]) for one in found] == [
        (broken, ["enterprise_loans@2012Q1", "small_firm_loans@2012Q1"])
    ]
    other = {"small_firm_loans@2012Q1": "2", "enterprise_loans@2012Q2": "1"}
    assert told("bank_lending", other) == []
    mixed = {"small_firm_loans@2012Q2": "2", "enterprise_loans": "1"}  # without a period: that of the day
    assert told("bank_lending", mixed) == [broken]


def test_what_was_not_known_or_has_expired_contradicts_nothing() -> None:
    late = {"founded_on": {"value": "2013-01-01", "received_on": "2013-02-01"}}
    assert told("enterprise", late, known_on="2012-12-31") == []
    assert told("enterprise", late, known_on="2013-02-01") == [FOUNDED]
    gone = {"founded_on": {"value": "2013-01-01", "expires_on": "2012-06-29"}}
    assert told("enterprise", gone) == []


def test_the_verdicts_stay_as_they_are_and_the_text_says_it_first() -> None:
    facts = {**SMALL, "founded_on": "2013-01-01", "conforms_to_industrial_policy": True}
    answer = rulebook().answer(facts, as_of=DAY, measures=["27.5"])
    lines = answer.text("zh", brief=True).splitlines()
    assert lines[2:4] == [
        "下列事实互相矛盾，或与适用日不符。结果仍按所填的计算，请先核对：",
        f"  {FOUNDED}（成立日期：2013-01-01）",
    ]
    assert lines[5].startswith("27.5 ")
    english = answer.text("en", brief=True).splitlines()
    assert english[2].startswith("These facts contradict each other or the day asked for.")
    assert '<div class="zw-conflicts">' in answer.html("zh")
    assert "conflicts" not in rulebook().answer({**facts, "founded_on": "2012-06-30"}, as_of=DAY).to_json()


def test_calc_tells_it_too() -> None:
    found = rulebook().calc(["size_class"], {**SMALL, "founded_on": "2013-01-01"}, as_of=DAY).to_json()
    assert [one["zh"] for one in found["conflicts"]] == [FOUNDED]
    assert found["variables"]["size_class"]["value"] == "small"


def test_a_division_is_named_beside_its_code() -> None:
    filed = decision("27.2", {"reward_share": "0.5"})
    answer = rulebook().answer(
        {"division": "330106"}, as_of="2012-12-31", measures=["27.2"], decisions=[filed]
    )  # fmt: skip
    steps = answer.to_json()["steps"]
    assert (steps["division"]["value"], steps["division"]["shown_zh"], steps["division"]["shown_en"]) == (
        "330106", "杭州市西湖区（330106）", "Xihu, Hangzhou (330106)",
    )  # fmt: skip
    act = steps["reward_share"]["decision"]
    assert (act["division"], act["division_zh"], act["division_en"]) == ("330100", "杭州市", "Hangzhou")
    assert "地方决定 （示例）1号 (杭州市 330100, 2012-05-02)" in answer.text("zh")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("{when: founded_on > no_such_day, zh: 甲, en: a}", "no_such_day"),
        ("{when: founded_on, zh: 甲, en: a}", "is date, not a condition"),
        ("{when: founded_on > as_of, given: [colour], zh: 甲, en: a}", "unknown fact colour"),
        ("{when: founded_on > as_of, zh: 甲}", "en"),
    ],
)
def test_a_conflict_that_cannot_be_read_is_refused_at_load(tmp_path: Path, written: str, found: str) -> None:
    text = (FOLDER / "enterprise.yaml").read_text(encoding="utf-8").partition("conflicts:")[0]
    (tmp_path / "enterprise.yaml").write_text(f"{text}conflicts:\n  - {written}\n", encoding="utf-8")
    with pytest.raises(LoadError, match=found):
        load_clashes(rulebook().data, tmp_path)

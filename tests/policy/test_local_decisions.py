"""The ten sentences that leave the choice to localities, by the decisions of ``examples/decisions``.

13.2, 13.3, 14.2, 14.6, 14.7, 18.6, 19.1, 27.2, 28.3 and 32.4: inherited downward, decided anew, declined or silent; within
their bounds, never twice. Amounts are worked out by hand in fen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.policy.procedure import SMALL, judge
from zhiwei import rulebook
from zhiwei.cli.question import listed
from zhiwei.engine.decisions import open_terms_of
from zhiwei.engine.errors import InputError
from zhiwei.population.text_files import read_file

FOLDER = Path(__file__).parents[2] / "examples" / "decisions"
FILES = sorted(FOLDER.glob("*.yaml"))
DECISIONS = [decision for file in FILES for decision in listed(read_file(file))]
SENTENCES = ("13.2", "13.3", "14.2", "14.6", "14.7", "18.6", "19.1", "27.2", "28.3", "32.4")
DAY = "2012-12-31"
WEST_LAKE, YUHANG, FUYANG = "330106", "330110", "330183"  # of 杭州市, which decided all ten
HAINING, YIWU, YUEQING, RUIAN, QINGTIAN = "330481", "330782", "330382", "330381", "331121"

SUBJECTS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "13.2": (
        "venture_investment",
        {"venture_institution": True, "investee_in_province": True, "eligible_loss": "3000000", "fund_balance": "9000000"},
        {"investee": SMALL},
    ),
    "13.3": ("enterprise", {**SMALL, "technology_based": True, "founded_on": "2008-12-31"}, {}),  # four years old
    "14.2": (
        "base",
        {
            "resident_firms": 40, "technology_resident_firms": 21, "firms_raised": 8, "average_technology_share": "0.5",
            "average_firms_raised": "7.5", "notice_ends_on": "2012-12-01", "open_objections": 0,
        },
        {},
    ),
    "14.6": ("incubator", {"graduates": 9, "technology_graduates": 7}, {}),
    "14.7": ("incubator", {"residents": 20, "graduates": 6, "tax_contribution": "1234567.89"}, {}),
    "18.6": (
        "technology_contract",
        {
            "university_industry_project": True, "traded_on_online_market": True, "carried_out_in_province": True,
            "project_year": 3, "project_sales": "12000000",
        },
        {},
    ),
    "19.1": (
        "service_platform",
        {"legal_nature": "enterprise", "formed_with_public_money": False, "confirmed_services": 120},
        {},
    ),
    "27.2": (
        "enterprise",
        {
            "legal_form": "limited_company", "taxable_income": "160000", "tax_industry": "industrial",
            "average_employees": 50, "average_total_assets": "8000000", "restricted_or_prohibited_industry": False,
            "collection_method": "audited", "high_tech_certified": False, "founded_on": "2005-05-01",
        },
        {},
    ),
    "28.3": ("bid", {"project_budget": "250000"}, {"bidder": SMALL}),
    "32.4": (
        "guarantee",
        {"guarantee_loss": "3000000", "provincial_compensation": "500000"},
        {"borrower": SMALL},
    ),
}  # fmt: skip


def outcome(sentence: str, division: str, day: str = DAY, decisions: Any = None, **facts: Any) -> Any:
    entity, given, links = SUBJECTS[sentence]
    filed = DECISIONS if decisions is None else decisions
    return judge(entity, sentence, {**given, "division": division, **facts}, day, links, decisions=filed)


def test_the_set_speaks_of_all_ten_sentences_and_says_that_it_is_made_up() -> None:
    assert {d["sentence"] for d in DECISIONS} == set(SENTENCES)
    assert len({d["division"] for d in DECISIONS}) == 7
    assert all(str(d["document"]).startswith("（示例）") for d in DECISIONS)
    assert len({d["document"] for d in DECISIONS}) == len(DECISIONS)
    assert len(rulebook().law(DAY, decisions=DECISIONS).decisions) == 25
    for sentence in SENTENCES:
        filled = {name for d in DECISIONS if d["sentence"] == sentence for name in d.get("fills", {})}
        assert filled >= set(open_terms_of(rulebook().data, sentence)) - {"local_tax_share"}


@pytest.mark.parametrize(
    ("sentence", "division", "verdict", "fen"),
    [
        # inherited from the city
        ("13.2", WEST_LAKE, "entitled", 900_000_00),  # 30 % of 3 million
        ("13.3", WEST_LAKE, "not_entitled", None),  # four years old, three are the start-up stage
        ("14.2", WEST_LAKE, "entitled", None),
        ("14.6", WEST_LAKE, "entitled", 350_000_00),  # 7 times 50,000
        ("14.7", WEST_LAKE, "entitled", 123_456_79),  # 10 % of 1,234,567.89, half up
        ("18.6", WEST_LAKE, "entitled", 240_000_00),  # 2 % of 12 million
        ("19.1", WEST_LAKE, "entitled", None),
        ("27.2", WEST_LAKE, "entitled", 4_000_00),  # 100,000 above 60,000 at 20 %, 40 % of it local, half of that
        ("28.3", WEST_LAKE, "allowed", None),
        ("32.4", WEST_LAKE, "entitled", 800_000_00),  # 40 % of 3 million is 1.2 million: the cap
        # the county's own
        ("13.2", YUHANG, "entitled", 1_500_000_00),
        ("13.3", YUHANG, "entitled", None),
        ("27.2", YUHANG, "entitled", 8_000_00),
        ("14.6", YUHANG, "entitled", 350_000_00),  # on this it is silent, its city is not
        ("14.6", HAINING, "entitled", 210_000_00),
        ("18.6", HAINING, "not_entitled", None),  # the third year, two are subsidised
        ("19.1", HAINING, "entitled", None),
        ("28.3", HAINING, "not_allowed", None),  # 250,000 above the limit of 100,000
        ("14.2", YIWU, "entitled", None),
        ("14.7", YIWU, "entitled", 246_913_58),  # 246,913.578
        ("32.4", RUIAN, "entitled", 1_500_000_00),  # 60 % of 3 million is 1.8 million: the cap
        # declined by the county, whatever its city offers
        ("13.2", FUYANG, "not_offered", None),
        ("27.2", FUYANG, "not_offered", None),
        ("32.4", YUEQING, "not_offered", None),
        ("32.4", FUYANG, "entitled", 800_000_00),
        # silent all the way up
        *((sentence, QINGTIAN, "no_decision_filed", None) for sentence in SENTENCES),
    ],
)  # fmt: skip
def test_what_each_place_answers(sentence: str, division: str, verdict: str, fen: int | None) -> None:
    found = outcome(sentence, division)
    assert found.verdict == verdict
    if verdict == "entitled":
        assert (found.amount.value if found.amount else None) == fen


@pytest.mark.parametrize(
    ("day", "fen"),
    [
        ("2012-12-31", 4_800_00),  # 100,000 above 60,000 at 20 %, 40 % of it local, 60 % of that
        ("2013-12-31", 4_800_00),
        ("2014-12-31", 6_400_00),  # 80 % of it
        ("2015-12-31", 3_200_00),  # half of an income up to 200,000 is counted: 10 %
    ],
)
def test_27_2_one_decision_follows_the_other(day: str, fen: int) -> None:
    """义乌市: 60 % to 2013, 80 % from 2014."""
    found = outcome("27.2", YIWU, day)
    assert (found.verdict, found.amount.value) == ("entitled", fen)


def test_a_decision_counts_from_the_day_it_was_filed() -> None:
    early = {"known_on": "2012-05-31"}
    entity, given, _ = SUBJECTS["27.2"]
    found = judge(entity, "27.2", {**given, "division": WEST_LAKE}, DAY, decisions=DECISIONS, **early)
    assert found.verdict == "no_decision_filed"


BOUNDS = [
    ("13.2", "risk_ratio", "-0.01", "0", "1", "1.01"),
    ("13.2", "risk_cap", "-0.01", "0", "1000000000", None),
    ("13.3", "start_up_years", -1, 0, 99, None),
    ("14.6", "reward_per_graduate", "-0.01", "0", "10000000", None),
    ("14.7", "reward_ratio", "-0.01", "0", "3", None),
    ("18.6", "subsidy_ratio", "-0.01", "0", "3", None),
    ("18.6", "subsidy_cap", "-0.01", "0", "1000000000", None),
    ("18.6", "subsidy_years", -1, 0, 99, None),
    ("27.2", "reward_share", "-0.01", "0", "1", "1.000001"),
    ("28.3", "directed_limit", "-0.01", "0", "1000000000", None),
    ("32.4", "compensation_ratio", "-0.01", "0", "1", "1.01"),
    ("32.4", "compensation_cap", "-0.01", "0", "1000000000", None),
]


def filed(sentence: str, fills: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"division": QINGTIAN, "document": "（示例）青一〔2012〕1号", "filed_on": "2012-06-01", "sentence": sentence,
            "fills": fills, "from": "2012-06-01", **more}  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "below", "least", "most", "above"), BOUNDS)
def test_the_bounds_of_the_sentence(
    sentence: str, name: str, below: Any, least: Any, most: Any, above: Any
) -> None:
    for value in (least, most):
        rulebook().law(DAY, decisions=[filed(sentence, {name: value})])
    text = rulebook().data.citations[sentence].text
    for value in (below, above):
        if value is None:
            continue
        with pytest.raises(InputError) as refused:
            rulebook().law(DAY, decisions=[filed(sentence, {name: value})])
        (defect,) = refused.value.defects
        assert f"the bounds of sentence {sentence}: “{text}”" in defect.what
        assert f"超出第 {sentence} 句限定的" in defect.what_zh


def test_every_open_number_has_its_bounds_tried() -> None:
    names = {
        (p.delegated["sentence"], name)
        for name, p in rulebook().data.parameters.items()
        if p.delegated and p.delegated["sentence"] in SENTENCES and p.type.kind not in ("flag", "text")
    }
    assert names - {(s, n) for s, n, *_ in BOUNDS} == {("27.2", "local_tax_share")}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_two_decisions_of_one_place_on_the_same_days_are_refused(sentence: str) -> None:
    own = next(d for d in DECISIONS if d["sentence"] == sentence and not d.get("declines"))
    other = {**own, "document": "（示例）另一份"}
    with pytest.raises(InputError) as refused:
        rulebook().law(DAY, decisions=[*DECISIONS, other])
    (defect,) = refused.value.defects
    assert f"both decide sentence {sentence} for the same days" in defect.what
    later = {**other, "filed_on": "2012-12-01"}
    assert rulebook().law(DAY, decisions=[*DECISIONS, later])

"""Chinese answers are Chinese: no English word, code or bare name in them, for every measure and verdict."""

from __future__ import annotations

import re

import pytest

from tests.policy.drawn_answers import DAYS, answers
from zhiwei import rulebook
from zhiwei.engine.outcome import VERDICTS

MEASURES = list(rulebook().measures)
NAMES = re.compile(r"GB/T (?=\d)|ATA(?=单证册)|LPR|(?<![A-Za-z])(?:[A-D](?=级)|J(?![A-Za-z]))")
"""Names that are written so in Chinese too: the standard, the carnet, the prime rate, grades, the section of finance."""
LATIN = re.compile(r"[A-Za-z_@#]+")


def words(text: str) -> list[str]:
    """English words and codes of a Chinese text, each with what stands around it."""
    bare = NAMES.sub("", text)
    return [bare[max(0, m.start() - 20) : m.end() + 20] for m in LATIN.finditer(bare)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("行业分类版本 = GB/T 4754-2017", 0),
        ("ATA单证册收费、信用等级A级、一年期LPR的4倍", 0),
        ("全部贷款余额@2012Q1", 2),
        ("small_or_micro = 是", 1),
        ("组织形式 = limited_company", 1),
        ("[规则] rule = 不在有效期内", 1),
        ("GB 4754", 1),
    ],
)
def test_what_is_found(text: str, found: int) -> None:
    assert len(words(text)) == found


def tried(measure: str, days: tuple[str, ...], seed: int = 1) -> set[str]:
    """Look through the pages of a measure; the verdicts that were seen."""
    seen = set()
    for answer in answers(measure, days, seed):
        found = words(answer.text()) + words(re.sub(r"<[^>]*>", "", answer.html()))
        assert found == [], (answer.law.as_of, answer.measures[measure].verdict)
        seen.add(answer.measures[measure].verdict)
    return seen


@pytest.mark.parametrize("measure", MEASURES)
def test_pages_of_a_measure(measure: str) -> None:
    seen = tried(measure, ("2012-06-30", "2026-11-23"))
    if "undetermined" not in seen:  # in force between the two days only
        seen |= tried(measure, ("2024-12-31",))
    assert "undetermined" in seen
    assert len(seen) >= 2


@pytest.mark.large
def test_pages_of_every_verdict() -> None:
    seen = {measure: tried(measure, DAYS) for measure in MEASURES}
    assert set().union(*seen.values()) == set(VERDICTS)
    positive = {"entitled", "complied", "allowed", "met"}
    negative = {"not_entitled", "breached", "not_allowed", "missed"}
    for measure, found in seen.items():
        if not found & positive:  # a round number that chance did not hit
            found.update(tried(measure, DAYS, seed=2))
    assert [m for m, found in seen.items() if not found & positive] == []
    assert [m for m, found in seen.items() if not found & negative] == ["20.5"]  # it has no criteria to fail
    assert rulebook().measures["20.5"].criteria == ()


def test_labels() -> None:
    book = rulebook().data
    labels = [v.zh for v in book.variables.values()]
    labels += [member.zh for v in book.variables.values() for member in v.enum]
    labels += [
        one.zh for one in (*book.parameters.values(), *book.measures.values(), *book.entities.values())
    ]
    labels += [m.notes.get("zh", "") for m in book.measures.values()]
    labels += [str(p.reading.get("reason", "")) for p in book.parameters.values() if p.reading]
    assert len(labels) > 800
    assert [one for label in labels for one in words(label)] == []


def test_another_period_is_told_in_words() -> None:
    facts = {
        "small_firm_loans": "441",
        "enterprise_loans": "1100",
        "all_loans": "2200",
        "all_loans@2012Q1": "2000",
    }
    text = rulebook().answer(facts, entity="bank_lending", as_of="2012-06-30", measures=["31.1"]).text()
    assert "还需要：全部企业贷款余额（2012年第1季度）；小微企业贷款余额（2012年第1季度）" in text
    assert "[事实] 全部贷款余额 = 2,200.00 元" in text
    assert "[事实] 全部贷款余额（2012年第1季度） = 2,000.00 元" in text


def test_a_rule_that_is_not_in_force_is_named() -> None:
    """27.2 in 2024 reads a rule of which no version is in force: it is named, and the answer says so."""
    answer = rulebook().answer({"legal_form": "limited_company"}, as_of="2024-12-31", measures=["27.2"])
    steps = answer.to_json()["steps"]
    assert "rule" not in steps
    assert steps["slp_effective_rate"]["status"] == "not_in_force"
    assert "[规则] 小型微利企业实际税率 = 不在有效期内" in answer.text()


def test_a_measure_is_called_by_its_sentence() -> None:
    answer = rulebook().answer({}, entity="procurement_plan", as_of="2012-06-30", measures=["28.1/reserve"])
    assert "\n28.1 采购预算预留: " in answer.text()
    assert "<h3>28.1 采购预算预留</h3>" in answer.html()
    assert "\n28.1/reserve " in answer.text("en")


def test_until_when_it_holds() -> None:
    book = rulebook()
    reward = book.answer({}, as_of="2012-06-30", measures=["27.2"])
    assert "  有效期：2012-01-01 至 2015-12-31\n" in reward.text()
    charge = book.answer({}, entity="service_charge", as_of="2012-06-30", measures=["29.3"])
    assert "  有效期：2012-04-24 起，未见终止日期\n" in charge.text()
    later = book.answer({}, as_of="2016-01-01", measures=["27.2"])
    assert "  有效期已于 2015-12-31 结束\n" in later.text()
    assert "Ended on 2015-12-31" in later.html("en")
    assert (
        "  当日尚未开始，自 2012-01-01 起有效\n"
        in book.answer({}, as_of="2011-12-31", measures=["27.2"]).text()
    )

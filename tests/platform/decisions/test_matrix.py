"""Acceptance of 34.2: the matrix of sentences and places, and values that come from filed documents alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.platform.decisions.papers import (
    HANGZHOU,
    XIHU,
    YIWU,
    ZHEJIANG,
    ended,
    in_effect,
    submitted,
    viewer,
)
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.answers.services import answer
from zhiwei.platform.decisions import register, services
from zhiwei.platform.decisions.matrix import Cell, Word, matrix
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.decisions.terms import open_sentences
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)
FIRM = {
    "legal_form": "limited_company", "taxable_income": "60001.00", "tax_industry": "industrial",
    "average_employees": 50, "average_total_assets": "8000000", "restricted_or_prohibited_industry": False,
    "collection_method": "audited", "high_tech_certified": False, "founded_on": "2010-05-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def cell(place: str, sentence: str = "27.2", day: date = DAY) -> Cell:
    found = matrix(day)
    row = next(row for row in found.rows if row.division.code == place)
    return row.cells[found.sentences.index(sentence)]


def verdict(place: str, as_of: date = DAY) -> str:
    return answer(FIRM, as_of=as_of, division=place, measures=["27.2"]).measures["27.2"].verdict


def test_without_a_filing_every_cell_is_silent() -> None:
    found = matrix(DAY)
    assert {c.word for row in found.rows for c in row.cells} == {Word.SILENT}
    assert found.sentences == open_sentences()
    assert len(found.rows) == len(load_divisions().on(DAY))


def test_an_open_value_comes_from_a_filed_document_alone() -> None:
    """The acceptance check of 34.2, for one sentence in every state of its filing."""
    assert verdict(XIHU) == "no_decision_filed"
    maker, checker = viewer(), viewer()
    filing = submitted(maker)
    assert (verdict(XIHU), cell(XIHU).word) == ("no_decision_filed", Word.SILENT)
    filing = services.approve(checker, filing.pk, revision=filing.revision)
    assert (verdict(XIHU), cell(XIHU).word) == ("entitled", Word.FILED)
    assert cell(XIHU) == Cell(Word.FILED, filing.pk, XIHU, "西政发〔2012〕18号")
    ended(filing)
    assert (verdict(XIHU), cell(XIHU).word) == ("no_decision_filed", Word.SILENT)


def test_a_filing_changes_the_amount_of_a_firm() -> None:
    in_effect()
    found = answer(FIRM, as_of=DAY, division=XIHU, measures=["27.2"]).measures["27.2"]
    # 60,001 less 60,000 is 1 yuan above; tax on it 0.25, the local 40% of it 0.10, half of that 0.05
    assert found.amount is not None
    assert found.amount.status == "known"
    assert found.amount.value is not None


@pytest.mark.parametrize(
    ("day", "word", "said"),
    [
        (date(2012, 6, 30), Word.SILENT, "no_decision_filed"),
        (date(2012, 7, 1), Word.FILED, "entitled"),
        (date(2013, 6, 30), Word.FILED, "entitled"),
        (date(2013, 7, 1), Word.SILENT, "no_decision_filed"),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(day: date, word: Word, said: str) -> None:
    in_effect(from_day=date(2012, 7, 1), to_day=date(2013, 6, 30))
    assert cell(XIHU, day=day).word == word
    assert verdict(XIHU, day) == said


def test_a_city_is_inherited_until_a_county_speaks() -> None:
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号")
    assert cell(HANGZHOU).word == Word.FILED
    assert (cell(XIHU).word, cell(XIHU).division) == (Word.INHERITED, HANGZHOU)
    assert cell(YIWU).word == Word.SILENT
    assert (verdict(XIHU), verdict(YIWU)) == ("entitled", "no_decision_filed")
    in_effect(document="西政发〔2012〕18号", declines=True, fills={})
    assert (cell(XIHU).word, cell("330105").word) == (Word.DECLINED, Word.INHERITED)
    assert (verdict(XIHU), verdict("330105")) == ("not_offered", "entitled")


def test_a_province_that_declines_is_overridden_below() -> None:
    in_effect(division=ZHEJIANG, document="浙政办发〔2012〕1号", declines=True, fills={})
    in_effect()
    assert (cell(YIWU).word, cell(XIHU).word) == (Word.INHERITED_DECLINED, Word.FILED)
    assert (verdict(YIWU), verdict(XIHU)) == ("not_offered", "entitled")


def test_two_values_asked_one_given() -> None:
    in_effect(sentence="13.2", fills={"risk_ratio": "0.1"}, from_day=date(2012, 5, 1))
    assert cell(XIHU, "13.2").word == Word.PARTLY
    in_effect(
        sentence="13.2",
        document="西政发〔2012〕20号",
        fills={"risk_cap": "100000.00"},
        from_day=date(2012, 5, 1),
    )
    assert cell(XIHU, "13.2").word == Word.FILED


def test_counts_are_those_of_counties() -> None:
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号")
    counts = matrix(DAY).counts("27.2")
    counties = [d for d in load_divisions() if d.level == 3 and d.exists(DAY)]
    hangzhou = [d for d in counties if d.parent == HANGZHOU]
    assert counts["inherited"] == len(hangzhou) == 13
    assert counts["silent"] == len(counties) - 13


def test_a_filing_that_a_later_rulebook_refuses_stops_no_answer() -> None:
    """Its sentence might no longer leave the matter open; it is left out, the others count."""
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号")
    made = in_effect()
    Filing.objects.filter(pk=made.pk).update(fills={"reward_share": "7"}, revision=made.revision + 1)
    register.touch()
    assert verdict(XIHU) == "entitled"
    assert [d.division for d in register.in_force(as_of=DAY)] == [HANGZHOU]


def test_a_change_reads_only_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号")
    assert verdict(XIHU) == "entitled"
    in_effect(declines=True, fills={})
    read: list[str] = []
    real = register.read_decisions

    def counted(raw: list[dict[str, str]], book: object) -> object:
        read.extend(item["document"] for item in raw)
        return real(raw, book)  # type: ignore[arg-type]

    monkeypatch.setattr(register, "read_decisions", counted)
    assert verdict(XIHU) == "not_offered"
    assert read == ["西政发〔2012〕18号"]


def test_old_and_far_decisions_are_not_carried_along() -> None:
    in_effect(to_day=date(2012, 12, 31))
    assert [len(register.in_force(as_of=date(year, 6, 1))) for year in (2011, 2012, 2014, 2015)] == [
        0,
        1,
        1,
        0,
    ]

"""What the check of a filing finds: bounds to the step, places, periods, the readings of every open term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.platform.decisions.papers import XIHU, ZHEJIANG, content, in_effect
from zhiwei.engine.decisions import read_decisions
from zhiwei.engine.errors import InputError
from zhiwei.platform.decisions.checking import NUMBERED, faults, overlapping
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.decisions.register import book, file_form
from zhiwei.platform.decisions.terms import bound_text, measures_of, open_sentences, terms_of
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(date(2024, 6, 1)):
        yield


def found(**changes: Any) -> list[tuple[str, str]]:
    return [(fault.field, fault.text) for fault in faults(Filing(**content(**changes)))]


@pytest.mark.parametrize(
    ("sentence", "term", "starts", "below", "low", "high", "above"),
    [
        ("27.2", "reward_share", date(2012, 1, 1), "-0.01", "0", "1", "1.01"),
        ("28.1", "price_deduction", date(2012, 5, 1), "0.059", "0.06", "0.1", "0.101"),
        ("28.1", "price_deduction", date(2023, 1, 1), "0.099", "0.1", "0.2", "0.201"),
        ("28.2", "consortium_deduction", date(2012, 5, 1), "0.019", "0.02", "0.03", "0.031"),
    ],
)
def test_the_bounds_of_the_text(
    sentence: str, term: str, starts: date, below: str, low: str, high: str, above: str
) -> None:
    percent = {"0": "0%", "1": "100%", "0.06": "6%", "0.1": "10%", "0.2": "20%", "0.02": "2%", "0.03": "3%"}
    days = {"sentence": sentence, "from_day": starts, "to_day": date(starts.year, 12, 31)}
    assert found(**days, fills={term: low}) == found(**days, fills={term: high}) == []
    for value in (below, above):
        ((field, text),) = found(**days, fills={term: value})
        assert field == term
        assert f"超出第 {sentence} 句限定的 {percent[low]} 至 {percent[high]}：“" in text
        assert text.endswith(f"”；请报备 {percent[low]} 至 {percent[high]} 之间的数值")


def test_money_has_no_upper_bound_but_zero_below() -> None:
    days = {"sentence": "14.6", "from_day": date(2012, 5, 1), "to_day": None}
    assert found(**days, fills={"reward_per_graduate": "0.00"}) == []
    assert found(**days, fills={"reward_per_graduate": "50000.00"}) == []
    ((field, text),) = found(**days, fills={"reward_per_graduate": "-0.01"})
    assert (field, "超出第 14.6 句限定的 0.00 至 不限" in text) == ("reward_per_graduate", True)


def test_a_fault_speaks_of_the_term_by_its_label() -> None:
    ((_, text),) = found(fills={"reward_share": "1.01"})
    label = next(term.label for term in terms_of("27.2") if term.name == "reward_share")
    assert text.startswith(f"{label} = 101%，超出第 27.2 句限定的 0% 至 100%：“")
    assert "reward_share" not in text


@pytest.mark.parametrize(
    ("from_day", "to_day", "good"),
    [
        (date(2015, 12, 31), None, True),
        (date(2016, 1, 1), None, False),
        (date(2011, 1, 1), date(2011, 12, 31), False),
        (date(2011, 1, 1), date(2012, 1, 1), True),
    ],
)
def test_a_term_is_open_in_its_time_only(from_day: date, to_day: date | None, good: bool) -> None:
    texts = [text for _, text in found(from_day=from_day, to_day=to_day)]
    assert (texts == []) is good
    assert all("在此期间不由地方决定" in text for text in texts)


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        (date(2021, 12, 31), []),
        (date(2022, 1, 1), [("division", "下城区在起始日 2022-01-01 不存在；当时为：拱墅区")]),
    ],
)
def test_the_place_exists_on_the_first_day(day: date, texts: list[tuple[str, str]]) -> None:
    place = {
        "division": "330103",
        "sentence": "14.6",
        "fills": {"reward_per_graduate": "1.00"},
        "to_day": None,
    }
    assert found(**place, from_day=day) == texts


def test_an_unknown_place_and_an_unknown_term() -> None:
    assert found(division="999999") == [("division", "没有行政区划 999999")]
    ((field, text),) = found(fills={"reward_shares": "0.5"})
    assert (field, "第 27.2 句没有留给地方的 reward_shares" in text) == ("reward_shares", True)


def test_all_faults_are_named_at_once() -> None:
    several = found(
        title=" ", fills={"reward_share": "2", "local_tax_share": "-1"}, to_day=date(2011, 12, 31)
    )
    assert [field for field, _ in several] == ["title", "to_day", "reward_share", "local_tax_share"]


def test_the_engine_refuses_what_we_refuse_and_takes_what_we_take() -> None:
    for value in ("-0.01", "0", "0.5", "1", "1.01", "x"):
        filing = Filing(**content(fills={"reward_share": value}))
        try:
            read_decisions([file_form(filing)], book().data)
            taken = True
        except InputError:
            taken = False
        assert taken is (faults(filing) == []), value


def test_only_a_decision_of_the_same_place_and_sentence_is_replaced() -> None:
    old = in_effect()
    assert found(replaces=old) == []
    assert found(division=ZHEJIANG, replaces=old) == [("replaces", "只能替代同一地区就同一句作出的决定")]
    assert found(
        sentence="14.6", fills={"reward_per_graduate": "1"}, from_day=date(2012, 5, 1), replaces=old
    ) == [("replaces", "只能替代同一地区就同一句作出的决定")]


@pytest.mark.parametrize(
    ("from_day", "to_day", "meets"),
    [
        (date(2011, 1, 1), date(2011, 12, 31), False),
        (date(2011, 1, 1), date(2012, 1, 1), True),
        (date(2015, 12, 31), None, True),
        (date(2016, 1, 1), None, False),
    ],
)
def test_overlaps_are_told_to_the_day(from_day: date, to_day: date | None, meets: bool) -> None:
    old = in_effect()
    new = Filing(**content(from_day=from_day, to_day=to_day))
    assert overlapping(new) == ([old] if meets else [])


def test_bounds_read_as_people_write_them() -> None:
    (term,) = [t for t in terms_of("28.1") if t.name == "price_deduction"]
    assert [bound_text(bound) for bound in term.bounds()] == [
        "2012-01-01 至 2022-03-31：6% 至 10%",
        "2022-04-01 至 2022-06-30：6% 至 10%；未作决定时按 10%",
        "自 2022-07-01 起：10% 至 20%；未作决定时按 20%",
    ]


def test_measures_that_rest_on_an_open_term_are_found() -> None:
    assert measures_of("27.2") == {"enterprise": ("27.2",)}
    assert {"28.1/deduction", "28.1/points"} <= set(measures_of("28.1")["bid"])
    assert measures_of("27.3") == {}
    assert set(open_sentences()) >= {
        "13.2",
        "13.3",
        "14.2",
        "14.6",
        "14.7",
        "18.6",
        "19.1",
        "27.2",
        "28.1",
        "32.4",
    }
    assert XIHU in book().data.parents


@pytest.mark.parametrize(
    "number",
    [
        "杭政发〔2012〕18号",
        "2012年第5号",
        "公告 2012 年第 5 号",
        "（示例）西政发[2012]1号",
        "西政发(2012) 18 号（更正）",
        "杭州市人民政府令第271号",
        "西政办〔２０１２〕１８号",
        "西政办〔2012〕十八号",
    ],
)
def test_a_document_number_names_year_and_place_in_it(number: str) -> None:
    assert found(document=number) == []


@pytest.mark.parametrize(
    "number", ["余经信12号", "西政发〔2012〕", "西政发〔12〕18号", "20123号", "会议纪要"]
)
def test_a_document_number_without_them_is_refused(number: str) -> None:
    assert found(document=number) == [("document", "文号须写明年份和序号，例如 杭政发〔2012〕18号")]


def test_the_examples_are_numbered_as_the_register_asks() -> None:
    examples = Path(__file__).parents[3] / "examples"
    numbers = []
    for file in (examples / "decision.json", examples / "decisions.yaml", *examples.glob("decisions/*.yaml")):
        read = yaml.safe_load(file.read_text(encoding="utf-8"))
        numbers += [one["document"] for one in read.get("decisions", [read])]
    assert len(numbers) > 10
    assert [one for one in numbers if not NUMBERED.search(one)] == []

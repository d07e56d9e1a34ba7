"""Reform files: what each form of a change means, and what is said of each mistake."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import yaml

from tests.health.blocks import blocks
from tests.health.tree import ROOT
from zhiwei.engine.errors import InputError
from zhiwei.engine.parameters import resolve
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status
from zhiwei.population.what_if import Reform, read_reform

DAY = "2012-12-31"


def read(book: Rulebook, **parts: Any) -> Reform:
    return read_reform(book, {"title": "试", "as_of": DAY, **parts}, file="r.yaml")


def values(reform: Reform, name: str, *days: date) -> list[Any]:
    return [resolve(reform.supposition.parameters[name], day).value for day in days]


def test_a_value_holds_for_the_calendar_year(book: Rulebook) -> None:
    reform = read(book, changes={"slp_half_limit": "100000"})
    days = (date(2011, 12, 31), date(2012, 1, 1), date(2012, 12, 31), date(2013, 1, 1))
    assert values(reform, "slp_half_limit", *days) == [3_000_000, 10_000_000, 10_000_000, 6_000_000]


def test_days_of_its_own(book: Rulebook) -> None:
    dated = [
        {"value": "70000", "from": "2012-01-01", "to": "2012-06-30"},
        {"value": 80000, "from": "2012-07-01"},
    ]
    reform = read(book, changes={"slp_half_limit": dated})
    days = (date(2012, 6, 30), date(2012, 7, 1), date(2030, 1, 1))
    assert values(reform, "slp_half_limit", *days) == [7_000_000, 8_000_000, 8_000_000]


@pytest.mark.parametrize("raw", ["15%", "0.15", "3/20", 0.15, "１５％"])
def test_ways_to_write_a_rate(raw: Any, book: Rulebook) -> None:
    reform = read(book, changes={"slp_rate": raw})
    assert values(reform, "slp_rate", date(2012, 5, 1)) == [Fraction(3, 20)]


def test_rows_change_only_themselves(book: Rulebook) -> None:
    reform = read(book, changes={"slp_employees_limit": {"rows": {"industrial": "120"}}})
    table = values(reform, "slp_employees_limit", date(2012, 5, 1))[0]
    assert table == {"industrial": 120, "other": 80}
    (change,) = reform.supposition.changes
    assert (change.before, change.after) == ("industrial=100", "industrial=120")


def test_what_localities_decide(book: Rulebook) -> None:
    terms = {"value": "50%", "decisions": {"330100": "60%", "330200": "declines"}}
    reform = read(book, changes={"reward_share": terms})
    facts = {
        "legal_form": "limited_company", "taxable_income": "160000", "tax_industry": "other", "average_employees": 9,
        "average_total_assets": 1, "restricted_or_prohibited_industry": False, "collection_method": "audited",
        "founded_on": "2010-01-01",
    }  # fmt: skip
    found, supposed = {}, reform.supposition.book(book)
    law = reform.supposition.law(book.law(DAY))
    for division in ("330100", "330106", "330200", "330300"):
        outcome = supposed.answer(
            facts | {"high_tech_certified": False}, as_of=DAY, division=division, decisions=law.decisions,
            measures=["27.2"],
        ).measures["27.2"]  # fmt: skip
        found[division] = outcome.amount.value if outcome.amount else outcome.verdict
    # The share of the text holds where a locality declines: what a law itself grants it cannot withhold.
    share = {
        "330100": Fraction(3, 5),
        "330106": Fraction(3, 5),
        "330200": Fraction(1, 2),
        "330300": Fraction(1, 2),
    }
    base = found["330300"] * 2
    assert found == {code: base * part for code, part in share.items()}
    assert base > 0


def test_a_supposed_decision_stands_before_a_filed_one(book: Rulebook) -> None:
    filed = {
        "division": "330100", "document": "杭试〔2012〕1号", "filed_on": "2012-12-30", "sentence": "27.2",
        "from": "2012-01-01", "fills": {"reward_share": "1"},
    }  # fmt: skip
    reform = read(book, changes={"reward_share": {"decisions": {"330100": "10%"}}})
    base = book.law(DAY, decisions=[filed, {**filed, "division": "330200"}])
    kept = reform.supposition.law(base).decisions
    assert [(d.division, d.document, d.fills["reward_share"]) for d in kept] == [
        ("330100", "假设", Fraction(1, 10)),
        ("330200", "杭试〔2012〕1号", Fraction(1)),
    ]


def test_a_reading(book: Rulebook) -> None:
    reform = read(book, changes={"reward_base_reading": "whole"})
    assert reform.supposition.law(book.law(DAY)).readings == (("reward_base_reading", "whole"),)
    assert reform.supposition.parameters == {}


def test_an_end(book: Rulebook) -> None:
    reform = read(book, repeal=["27.5", "slp_rate"])
    day = date(2012, 5, 1)
    assert values(reform, "water_fund_relief_window", day) == [Status.NOT_IN_FORCE]
    assert values(reform, "slp_rate", day) == [Status.NOT_IN_FORCE]
    ended = {"water_fund_relief_window", "surcharge_exempt_limit", "slp_rate"}
    assert set(reform.supposition.parameters) == ended  # a sentence ends with all its parts


def test_what_is_supposed_is_marked(book: Rulebook) -> None:
    reform = read(book, changes={"slp_rate": "15%"})
    entry = resolve(reform.supposition.parameters["slp_rate"], date(2012, 5, 1)).entry
    assert entry is not None
    assert entry.source == "假设"
    known = resolve(reform.supposition.parameters["slp_rate"], date(2012, 5, 1), date(2012, 1, 1))
    assert known.value == Fraction(3, 20)


def test_what_was_before_is_told_as_it_was_known(book: Rulebook) -> None:
    raw = {"title": "t", "as_of": "2015-06-30", "changes": {"slp_half_limit": "300000"}}
    for known_on, before in ((None, "200000.00"), ("2014-12-31", "100000.00"), ("2013-12-31", "60000.00")):
        (change,) = read_reform(book, raw, known_on=known_on).supposition.changes
        assert (change.before, change.after) == (before, "300000.00")


def test_none_and_one_name(book: Rulebook) -> None:
    reform = read(book, changes={"slp_rate": "15%"}, measures="none", total="27.3")
    assert (reform.measures, reform.variables, reform.total) == ((), None, ("27.3",))


def test_a_delegated_value_with_other_bounds(book: Rulebook) -> None:
    reform = read(book, changes={"reward_share": {"value": "150%", "max": "200%"}})
    entry = resolve(reform.supposition.parameters["reward_share"], date(2012, 5, 1)).entry
    assert entry is not None
    assert (entry.minimum, entry.maximum, entry.value) == (0, 2, Fraction(3, 2))


MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"titel": "x", "changes": {"slp_rate": "15%"}}, "r.yaml: titel: unknown field titel (did you mean title or title_en or total?)",
     "r.yaml: titel：不认识的字段 titel（是不是 title 或 title_en 或 total？）"),
    ({}, "r.yaml: changes nothing (write changes:, repeal: or variants:)",
     "r.yaml：没有改动任何规定（写 changes:、repeal: 或 variants:）"),
    ({"changes": {"slp_rat": "1"}}, "r.yaml: changes.slp_rat: there is no parameter slp_rat (did you mean slp_rate?)",
     "r.yaml: changes.slp_rat：没有参数 slp_rat（是不是 slp_rate？）"),
    ({"changes": {"slp_rate": "20"}}, "r.yaml: changes.slp_rate: '20' is above 1, as no recorded rate is (write a percentage as 20%)",
     "r.yaml: changes.slp_rate：“20”大于 1，法律记载的比例都不大于 1（百分比写成 20%）"),
    ({"changes": {"slp_half_limit": "-1"}}, "r.yaml: changes.slp_half_limit: '-1' is below zero, as no recorded value is (check the sign)",
     "r.yaml: changes.slp_half_limit：“-1”小于零，法律记载的数值都不小于零（核对正负号）"),
    ({"changes": {"slp_half_limit": "1.005"}}, "r.yaml: changes.slp_half_limit: '1.005' is not a whole number of fen (give at most two decimals of a yuan)",
     "r.yaml: changes.slp_half_limit：“1.005”不是整分（金额最多两位小数）"),
    ({"changes": {"slp_half_limit": None}}, "r.yaml: changes.slp_half_limit: no value is given (write one value, such as 60000)",
     "r.yaml: changes.slp_half_limit：没有给出数值（写一个数值，例如 60000）"),
    ({"changes": {"slp_half_limit": {"value": "1", "from": "2012-02-30"}}}, "r.yaml: changes.slp_half_limit.from: '2012-02-30' is not a day (write it as 2012-06-30)",
     "r.yaml: changes.slp_half_limit.from：“2012-02-30”不是日期（写成 2012-06-30）"),
    ({"changes": {"slp_half_limit": {"value": "1", "from": "2012-02-01", "to": "2012-01-01"}}}, "r.yaml: changes.slp_half_limit.to: 2012-01-01 lies before the first day 2012-02-01",
     "r.yaml: changes.slp_half_limit.to：2012-01-01 早于起始日 2012-02-01"),
    ({"changes": {"slp_half_limit": {"from": "2012-02-01"}}}, "r.yaml: changes.slp_half_limit: says nothing to change (write value:)",
     "r.yaml: changes.slp_half_limit：没有写要改成什么（写 value:）"),
    ({"changes": {"slp_half_limit": {"rows": {"a": 1}}}}, "r.yaml: changes.slp_half_limit: slp_half_limit is no table and has no rows (write value:)",
     "r.yaml: changes.slp_half_limit：slp_half_limit 不是表，没有行（写 value:）"),
    ({"changes": {"slp_assets_limit": "3"}}, "r.yaml: changes.slp_assets_limit: slp_assets_limit is a table (write rows: {row: value})",
     "r.yaml: changes.slp_assets_limit：slp_assets_limit 是一张表（写 rows: {行: 数值}）"),
    ({"changes": {"slp_assets_limit": {"rows": {"industral": "3"}}}}, "r.yaml: changes.slp_assets_limit.rows.industral: there is no row industral (did you mean industrial?)",
     "r.yaml: changes.slp_assets_limit.rows.industral：没有这一行 industral（是不是 industrial？）"),
    ({"changes": {"reward_base_reading": "all"}}, "r.yaml: changes.reward_base_reading: 'all' is not one of the choices (choose from excess, whole)",
     "r.yaml: changes.reward_base_reading：“all”不在可选值中（可选：仅超出部分、全部地方税收贡献）"),
    ({"changes": {"reward_share": {"value": "150%"}}}, "r.yaml: changes.reward_share: 1.5 lies outside 0 to 1 (change it, or the bounds as well, with min and max)",
     "r.yaml: changes.reward_share：1.5 超出 0 至 1（改数值，或者用 min、max 同时改界限）"),
    ({"changes": {"reward_share": {"decisions": {"33": "1"}}}}, "r.yaml: changes.reward_share.decisions.33: unknown division 33",
     "r.yaml: changes.reward_share.decisions.33：没有行政区划 33"),
    ({"changes": {"local_tax_share": {"decisions": {"330100": "30%"}}, "reward_share": {"decisions": {"330100": "declines"}}}}, "r.yaml: changes.reward_share.decisions.330100: contradicts what is supposed of local_tax_share: the sentence is declined and filled at once (keep one of them)",
     "r.yaml: changes.reward_share.decisions.330100：与 local_tax_share 的假设矛盾：同一句既不实施又填写了数值（只保留一个）"),
    ({"repeal": ["slp_rat"]}, "r.yaml: repeal[1]: there is no measure or parameter slp_rat (did you mean slp_rate?)",
     "r.yaml: repeal[1]：没有措施或参数 slp_rat（是不是 slp_rate？）"),
    ({"repeal": ["28.3"]}, "r.yaml: repeal[1]: 28.3 has no window to end (change its parameters)",
     "r.yaml: repeal[1]：28.3 没有可以终止的期间参数（改它的参数）"),
    ({"entity": "enterprize", "changes": {"slp_rate": "15%"}}, "r.yaml: entity: there is no entity enterprize (did you mean enterprise?)",
     "r.yaml: entity：没有主体类型 enterprize（是不是 enterprise？）"),
    ({"measures": {"a": 1}, "changes": {"slp_rate": "15%"}}, "r.yaml: measures: is not a list of names (write [27.2, 27.3])",
     "r.yaml: measures：不是名称的清单（写 [27.2, 27.3]）"),
    ({"changes": ["slp_rate"]}, "r.yaml: changes: is not a mapping of parameter to value (write slp_half_limit: 100000)",
     "r.yaml: changes：不是“参数: 数值”的形式（写 slp_half_limit: 100000）"),
    ({"variants": {"slp_rate": "3"}}, "r.yaml: variants.slp_rate: is neither a list of values nor a range (write [60000, 80000] or {from: 60000, to: 100000, step: 5000})",
     "r.yaml: variants.slp_rate：不是数值的清单或区间（写 [60000, 80000]，或者 {from: 60000, to: 100000, step: 5000}）"),
    ({"variants": {"slp_half_limit": {"from": "9", "to": "1", "step": "1"}}}, "r.yaml: variants.slp_half_limit: is an empty range (let the step be above zero and the end not below the start)",
     "r.yaml: variants.slp_half_limit：区间为空（步长大于零，终点不小于起点）"),
    ({"variants": {"slp_half_limit": {"from": "1", "to": "99999", "step": "1"}}}, "r.yaml: variants: more than 10000 variants (take larger steps)",
     "r.yaml: variants：超过 10000 个方案（加大步长）"),
    ({"variants": {"slp_rate": ["1%"], "slp_half_limit": ["1"], "cit_standard_rate": ["1%"]}}, "r.yaml: variants: 3 parameters, where a grid has at most two (write a list of rows instead)",
     "r.yaml: variants：3 个参数，最多两个（其余写成逐行清单）"),
    ({"variants": {"reward_base_reading": {"from": "1", "to": "2", "step": "1"}}}, "r.yaml: variants.reward_base_reading: reward_base_reading is no number and has no range (list the values)",
     "r.yaml: variants.reward_base_reading：reward_base_reading 不是数值，没有区间（列出数值）"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "en", "zh"), MISTAKES)
def test_mistakes(parts: dict[str, Any], en: str, zh: str, book: Rulebook) -> None:
    with pytest.raises(InputError) as caught:
        read(book, **parts)
    assert [(d.text("en"), d.text("zh")) for d in caught.value.defects] == [(en, zh)]


def test_every_mistake_at_once(book: Rulebook) -> None:
    with pytest.raises(InputError) as caught:
        read_reform(
            book, {"as_of": "2012", "changes": {"slp_rat": 1, "slp_rate": "20"}, "repeal": ["x"]}, file="r"
        )
    assert [d.where for d in caught.value.defects] == [
        "r: as_of", "r: title", "r: changes.slp_rat", "r: changes.slp_rate", "r: repeal[1]",
    ]  # fmt: skip


def test_a_list_is_no_reform(book: Rulebook) -> None:
    with pytest.raises(InputError, match="r: is not a mapping of fields"):
        read_reform(book, [1], file="r")
    with pytest.raises(InputError, match="as_of: no day given"):
        read_reform(book, {"title": "t", "changes": {"slp_rate": "15%"}})


def test_the_file_of_the_page(book: Rulebook) -> None:
    page = (ROOT / "docs" / "what-if.md").read_text(encoding="utf-8")
    (block,) = [b for b in blocks(page) if b.language == "yaml"]
    reform = read_reform(book, yaml.load(block.text, yaml.BaseLoader), file="what-if.md")
    told = {c.name: (c.before, c.after) for c in reform.supposition.changes}
    assert told["slp_half_limit"] == ("60000.00", "100000.00")
    assert told["water_fund_half_share"] == ("0.5", "0")
    assert told["reward_share"] == ("0 .. 1", "0.5, 330100: 0.6, 330200: declines")
    assert len(reform.variants) == 9
    assert reform.total == ("corporate_income_tax",)

"""Parameters: every form read, every defect reported with file and record."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.law.small_law import PARAMETERS, write_law
from zhiwei.engine.errors import LoadError
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.types import ValueType
from zhiwei.law.parameters import load_parameters

VOCABULARIES = {"Leaf": ("green", "black"), "Basis": ("excess", "whole")}


def load(folder: Path, parameters: str) -> dict[str, Parameter]:
    return load_parameters(write_law(folder, parameters=parameters), vocabularies=VOCABULARIES)


def defects_of(folder: Path, parameters: str) -> list[str]:
    with pytest.raises(LoadError) as raised:
        load(folder, parameters)
    return list(map(str, raised.value.defects))


def test_a_plain_parameter_has_exact_values_and_the_issue_day_of_its_source(tmp_path: Path) -> None:
    found = load(tmp_path, PARAMETERS)
    assert list(found) == ["half_limit", "half", "winners", "tea_tax_rate"]
    limit, rate = found["half_limit"], found["tea_tax_rate"]
    assert (limit.type, limit.boundary, limit.applies) == (ValueType("money"), "exclusive", "day")
    assert (limit.values[0].value, limit.values[0].published) == (6_000_000, date(2012, 4, 24))
    assert [one.value for one in rate.values] == [Fraction(3, 100), Fraction(1, 50)]
    assert [one.published for one in rate.values] == [date(2012, 4, 24), date(2014, 3, 1)]
    assert [one.evidence for one in rate.values] == ["S", "B"]


def test_the_real_end_the_printed_end_and_what_ended_it_are_kept_apart(tmp_path: Path) -> None:
    first = load(tmp_path, PARAMETERS)["tea_tax_rate"].values[0]
    assert (first.ends, first.enacted_to) == (date(2013, 12, 31), date(2015, 12, 31))
    assert (first.ended_by, first.ended_published) == ("茶税〔2014〕2号#一", date(2014, 3, 1))


def test_a_count_carries_its_unit_without_the_period(tmp_path: Path) -> None:
    winners = load(tmp_path, PARAMETERS)["winners"]
    assert winners.type == ValueType("count", unit="firm")
    assert winners.unit == "firm/year"
    assert winners.quotes[1] == {"sentence": "1.3", "text": "10家", "nth": 1}


def test_values_are_put_in_order_and_states_need_no_value(tmp_path: Path) -> None:
    found = load(tmp_path, """
- name: fee
  zh: 费
  en: fee
  type: money
  values:
    - {from: 2016-01-01, state: unknown, source: 茶税令}
    - {from: 2014-01-01, to: 2015-12-31, state: not_in_force, source: 茶税令}
    - {from: 2012-01-01, to: 2013-12-31, value: 1, source: 茶政发〔2012〕1号, evidence: R, published: 2012-05-01,
       recorded_on: 2026-11-23, also: [茶税令#二], note: recalled}
""")["fee"]  # fmt: skip
    assert [one.state for one in found.values] == ["value", "not_in_force", "unknown"]
    first = found.values[0]
    assert (first.value, first.published, first.recorded_on) == (100, date(2012, 5, 1), date(2026, 11, 23))
    assert (first.also, first.note) == (("茶税令#二",), "recalled")
    assert found.values[1].value is None


def test_an_issue_day_that_is_not_recorded_stays_none(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
- {name: fee, zh: 费, en: fee, type: money, values: [{from: 2015-01-01, value: 1, source: 茶税〔2015〕3号, evidence: R}]}
""",
    )
    assert found["fee"].values[0].published is None


def test_a_table_leaves_out_empty_cells(tmp_path: Path) -> None:
    table = load(tmp_path, """
- name: price
  zh: 价
  en: price
  type: money
  key: Leaf
  values: [{from: 2012-01-01, source: 茶税令, evidence: A, rows: {green: 1.50, black: null}}]
""")["price"]  # fmt: skip
    assert (table.key, table.match) == ("Leaf", "exact")
    assert table.values[0].value == {"green": 150}


def test_a_prefix_table_keeps_empty_cells_and_leading_zeros(tmp_path: Path) -> None:
    table = load(tmp_path, """
- name: leaf
  zh: 叶
  en: leaf
  type: enum
  enum: Leaf
  key: code
  match: prefix
  values: [{from: 2012-01-01, source: 茶税令, evidence: A, rows: {01: green, 011: null}}]
""")["leaf"]  # fmt: skip
    assert table.match == "prefix"
    assert table.values[0].value == {"01": "green", "011": None}


def test_columns_are_tables_of_one_key_that_share_boundary_and_values(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
- name: bounds
  key: Leaf
  boundary: inclusive
  columns:
    low: {zh: 下限, en: low, type: count, unit: kg}
    high: {zh: 上限, en: high, type: money, boundary: exclusive}
  values:
    - {from: 2012-01-01, source: 茶税令, evidence: A, rows: {green: {low: 1, high: 2}, black: {low: 3}}}
""",
    )
    assert list(found) == ["low", "high"]
    assert found["low"].values[0].value == {"green": 1, "black": 3}
    assert found["high"].values[0].value == {"green": 200}
    assert (found["low"].boundary, found["high"].boundary) == ("inclusive", "exclusive")


def test_a_reading_has_its_default_as_value(tmp_path: Path) -> None:
    found = load(tmp_path, """
- name: basis
  zh: 读法
  en: reading
  type: enum
  enum: Basis
  reading: {default: excess, reason: the text speaks of the part above}
  values: [{from: 2012-01-01, source: 茶政发〔2012〕1号}]
""")["basis"]  # fmt: skip
    assert found.reading == {"default": "excess", "reason": "the text speaks of the part above"}
    assert found.values[0].value == "excess"


def test_a_delegated_parameter_has_bounds_and_perhaps_a_default(tmp_path: Path) -> None:
    found = load(tmp_path, """
- name: share
  zh: 比例
  en: share
  type: rate
  delegated: {sentence: '1.2', as: tea_share}
  values:
    - {from: 2012-01-01, to: 2012-12-31, min: 0, max: 1, source: 茶政发〔2012〕1号, evidence: S}
    - {from: 2013-01-01, value: 0.4, min: 0, max: 1, source: 茶政发〔2012〕1号, evidence: S}
""")["share"]  # fmt: skip
    assert found.delegated == {"sentence": "1.2", "as": "tea_share"}
    assert [one.value for one in found.values] == [None, Fraction(2, 5)]
    assert (found.values[0].minimum, found.values[0].maximum) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("to: 2013-12-31", "to: 2014-01-01",
         "tea_tax_rate: values overlap: 2012-04-24 to 2014-01-01, and 2014-01-01 on (end the first one earlier)"),
        ("to: 2013-12-31", "to: 2012-04-23",
         "tea_tax_rate values[1]: ends 2012-04-23 before it starts 2012-04-24"),
        ("source: 茶税〔2014〕2号, ", "source: 茶税〔2014〕4号, ",
         ("tea_tax_rate values[2]: cites unknown document '茶税〔2014〕4号' "
         "(did you mean 茶税〔2014〕2号 or 茶税〔2015〕3号 or 茶政发〔2012〕1号?)")),
        ("source: 茶税〔2014〕2号, ", "", "tea_tax_rate values[2]: source is missing"),
        ("ended_by: 茶税〔2014〕2号#一", "ended_by: '9.9'",
         "tea_tax_rate values[1]: cites unknown sentence 9.9"),
        ("evidence: B", "evidence: Z",
         "tea_tax_rate values[2]: evidence 'Z' is not known (known: A, B, C, S, R, I)"),
        (", evidence: B", "", "tea_tax_rate values[2]: evidence is missing"),
        ("value: 60000", "value: 60000.001",
         "half_limit values[1]: value '60000.001' is no money (write yuan with at most two decimals)"),
        ("value: 10,", "value: ten,", "winners values[1]: value 'ten' is no count"),
        ("value: 10,", "", "winners values[1]: has no value (give value, or state: unknown where no text was found)"),
        ("value: 10,", "value: 10, min: 11, max: 12,", "winners values[1]: value lies outside min and max"),
        ("value: 10,", "value: 10, min: 11, max: 9,", "winners values[1]: min is above max"),
        ("value: 10,", "value: 10, state: unknown,",
         "winners values[1]: is unknown and has a value (leave one of them out)"),
        ("unit: firm/year", "", "winners: a count needs a unit (give unit: person, year, day …)"),
        ("type: count", "type: cout", "winners: type 'cout' is not known (did you mean count?)"),
        ("sentence: '1.2', text: 6万元", "sentence: '1.22', text: 6万元",
         "half_limit quotes[1]: unknown sentence 1.22 (did you mean 1.2"),
        ("text: 6万元", "text: 7万元",
         "half_limit quotes[1]: '7万元' does not stand 1 times in sentence 1.2 (quote the text exactly)"),
        ("text: 6万元", "text: 6万元, nth: 2",
         "half_limit quotes[1]: '6万元' does not stand 2 times in sentence 1.2 (quote the text exactly)"),
        ("boundary: exclusive", "boundry: exclusive",
         "half_limit: unknown field 'boundry' (did you mean boundary?)"),
        ("name: half\n", "name: winners\n", "winners: is in tea.yaml already (names are unique)"),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_one_defect(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PARAMETERS
    found = defects_of(tmp_path, PARAMETERS.replace(old, new, 1))
    assert any(one.startswith(f"tea.yaml: {message}") for one in found), found


def test_all_defects_of_all_records_are_reported_at_once(tmp_path: Path) -> None:
    broken = (
        PARAMETERS.replace("value: 60000", "value: x").replace("value: 0.5", "value: y") + "- {zh: 无名}\n"
    )
    assert defects_of(tmp_path, broken) == [
        "tea.yaml: half_limit values[1]: value 'x' is no money",
        "tea.yaml: half values[1]: value 'y' is no rate",
        "tea.yaml: record 5: has no name (give each parameter a name)",
    ]


def test_keys_and_members_are_checked_against_the_vocabularies(tmp_path: Path) -> None:
    assert defects_of(tmp_path, """
- name: price
  zh: 价
  en: price
  type: money
  key: Leaf
  values: [{from: 2012-01-01, source: 茶税令, evidence: A, rows: {gren: 1}}]
- name: basis
  zh: 读法
  en: reading
  type: enum
  enum: Basis
  reading: {default: exces, reason: r}
  values: [{from: 2012-01-01, source: 茶税令}]
- name: bounds
  key: Leaf
  columns: {low: {zh: 下限, en: low, type: money}}
  values: [{from: 2012-01-01, source: 茶税令, evidence: A, rows: {green: {lo: 1}}}]
- name: share
  zh: 比例
  en: share
  type: rate
  delegated: {sentence: '8.8'}
  values: [{from: 2012-01-01, source: 茶税令, evidence: A}]
""") == [
        "tea.yaml: price values[1]: row gren is not in Leaf (did you mean green?)",
        "tea.yaml: basis reading: default 'exces' is no enum (did you mean excess?)",
        "tea.yaml: bounds values[1]: row green has unknown column lo (did you mean low?)",
        "tea.yaml: share delegated: unknown sentence 8.8",
    ]  # fmt: skip


def test_a_file_that_is_no_list_is_a_defect(tmp_path: Path) -> None:
    assert defects_of(tmp_path, "name: x") == [
        "tea.yaml: not a list of parameters (start each with '- name: …')"
    ]

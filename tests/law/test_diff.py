"""What changed between two days."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.law.small_law import PARAMETERS, write_law
from zhiwei.engine.parameters import Parameter
from zhiwei.law.diff import Change, diff, side
from zhiwei.law.parameters import load_parameters

MORE = """
- name: price
  zh: 价
  en: price
  type: money
  key: Leaf
  values:
    - {from: 2012-01-01, to: 2014-12-31, source: 茶税令, evidence: A, rows: {green: 1, black: 2}}
    - {from: 2015-01-01, source: 茶税令, evidence: A, rows: {green: 1, black: 3, white: 4}}
- name: share
  zh: 比例
  en: share
  type: rate
  delegated: {sentence: '1.2'}
  values: [{from: 2012-04-24, min: 0, source: 茶政发〔2012〕1号, evidence: S}]
- name: renewed
  zh: 续期
  en: renewed
  type: money
  values:
    - {from: 2012-01-01, to: 2013-12-31, value: 1, source: 茶政发〔2012〕1号, evidence: S}
    - {from: 2014-01-01, value: 1, source: 茶税令, article: 二, evidence: B}
"""


@pytest.fixture
def parameters(tmp_path: Path) -> dict[str, Parameter]:
    return load_parameters(write_law(tmp_path, parameters=PARAMETERS + MORE))


def changes(
    parameters: dict[str, Parameter], old: date, new: date, known_on: date | None = None
) -> dict[str, Change]:
    return {one.parameter.name: one for one in diff(parameters.values(), old, new, known_on)}


def test_a_changed_value_names_both_sources_and_ends(parameters: dict[str, Parameter]) -> None:
    change = changes(parameters, date(2013, 12, 31), date(2014, 1, 1))["tea_tax_rate"]
    assert (change.old.value, change.new.value) == (Fraction(3, 100), Fraction(1, 50))
    assert (change.old.source, change.new.source) == ("茶政发〔2012〕1号#二", "茶税〔2014〕2号#一")
    assert (change.old.ends, change.old.enacted_to) == (date(2013, 12, 31), date(2015, 12, 31))
    assert (change.new.ends, change.new.enacted_to) == (date(2015, 12, 31), date(2015, 12, 31))
    assert not change.of_status


def test_before_the_first_day_it_is_not_in_force(parameters: dict[str, Parameter]) -> None:
    change = changes(parameters, date(2012, 4, 23), date(2012, 4, 24))["half"]
    assert (change.old.status, change.old.value, change.old.source) == ("not_in_force", None, "")
    assert (change.new.status, change.new.value) == ("known", Fraction(1, 2))
    assert change.of_status


def test_after_the_last_known_end_the_law_is_unknown(parameters: dict[str, Parameter]) -> None:
    change = changes(parameters, date(2015, 12, 31), date(2016, 1, 1))["tea_tax_rate"]
    assert (change.old.status, change.new.status) == ("known", "unknown_law")
    assert change.new.value is None


def test_of_a_table_only_the_changed_keys_are_named(parameters: dict[str, Parameter]) -> None:
    change = changes(parameters, date(2014, 12, 31), date(2015, 1, 1))["price"]
    assert change.keys == {"black": (200, 300), "white": (None, 400)}


def test_the_same_value_under_a_new_text_is_a_change_of_source(parameters: dict[str, Parameter]) -> None:
    found = changes(parameters, date(2013, 12, 31), date(2014, 1, 1))
    assert set(found) == {"tea_tax_rate", "renewed"}
    assert (found["renewed"].of_source, found["tea_tax_rate"].of_source) == (True, False)


def test_a_value_left_to_localities_is_neither_known_nor_missing(parameters: dict[str, Parameter]) -> None:
    assert side(parameters["share"], date(2012, 4, 24)).status == "delegated"
    assert side(parameters["share"], date(2012, 4, 23)).status == "not_in_force"


def test_nothing_changes_within_a_day_or_between_days_of_one_law(parameters: dict[str, Parameter]) -> None:
    assert diff(parameters.values(), date(2013, 1, 1), date(2013, 1, 1)) == ()
    assert diff(parameters.values(), date(2013, 1, 1), date(2013, 12, 31)) == ()


def test_texts_issued_later_are_not_seen(parameters: dict[str, Parameter]) -> None:
    assert "tea_tax_rate" in changes(parameters, date(2013, 6, 1), date(2014, 6, 1), date(2014, 3, 1))
    assert "tea_tax_rate" not in changes(parameters, date(2013, 6, 1), date(2014, 6, 1), date(2014, 2, 28))


def test_the_opinions_of_20_2_gave_way_in_2017() -> None:
    post = load_parameters()["post_kept_years"]
    (change,) = diff([post], date(2017, 3, 9), date(2017, 3, 10))
    assert (change.old.value, change.new.value) == (5, 3)
    assert change.new.entry is not None
    assert change.new.entry.evidence == "R"

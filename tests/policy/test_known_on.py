"""What was known on a day: a text without a printed end is taken to go on until the text that ended it is issued."""

from __future__ import annotations

from datetime import date

import pytest

from tests.policy.tax_table import book
from zhiwei.engine.parameters import resolve


@pytest.mark.parametrize(
    ("name", "as_of", "ended_on", "then"),
    [
        # ended_on: the issue day of the text that ended the value; then: what stood until that day.
        # 财库〔2011〕181号 stood until 财库〔2020〕46号
        ("procurement_by_project", "2021-06-30", "2020-12-18", False),
        ("works_rules_apart", "2021-06-30", "2020-12-18", False),
        ("supplier_control_test", "2021-06-30", "2020-12-18", False),
        ("price_deduction_window", "2021-06-30", "2020-12-18", True),
        ("consortium_window", "2021-06-30", "2020-12-18", True),
        ("procurement_reserve_window", "2021-06-30", "2020-12-18", True),
        ("capital_window", "2014-06-30", "2013-12-28", True),  # the Opinions, until the Company Law of 2013
        ("capital_window", "2024-12-31", "2023-12-29", True),  # then until that of 2023
        ("non_monetary_window", "2014-06-30", "2013-12-28", True),
        ("capital_legacy_rule", "2024-12-31", "2024-07-01", False),
        ("registration_in_working_days", "2022-06-30", "2021-07-27", False),
        ("registration_decision_window", "2022-06-30", "2021-07-27", True),
        ("finance_size_row", "2016-06-30", "2015-09-28", "other"),
    ],
)
def test_a_text_goes_on_until_the_one_that_ended_it_is_issued(
    name: str, as_of: str, ended_on: str, then: object
) -> None:
    parameter = book().data.parameters[name]
    issued = date.fromisoformat(ended_on)
    before = resolve(parameter, date.fromisoformat(as_of), date.fromordinal(issued.toordinal() - 1))
    after = resolve(parameter, date.fromisoformat(as_of), issued)
    assert before.value == then
    assert after.entry is not None
    assert after.entry is not before.entry


@pytest.mark.parametrize(
    ("name", "known_on", "bounds"),
    [
        ("price_deduction_offered", "2020-12-17", ("0.06", "0.1")),  # 财库〔2011〕181号
        ("price_deduction_offered", "2022-05-29", ("0.06", "0.1")),  # 财库〔2020〕46号
        ("price_deduction_offered", "2022-05-30", ("0.1", "0.2")),  # 财库〔2022〕19号
        ("consortium_deduction_offered", "2022-05-29", ("0.02", "0.03")),
        ("consortium_deduction_offered", "2022-05-30", ("0.04", "0.06")),
    ],
)
def test_the_bounds_of_a_tender_as_known_then(name: str, known_on: str, bounds: tuple[str, str]) -> None:
    found = resolve(book().data.parameters[name], date(2023, 6, 30), date.fromisoformat(known_on))
    assert tuple(str(float(b)) for b in found.bounds) == bounds


def test_the_lists_of_outdated_capacity_as_known_then() -> None:
    """产业结构调整指导目录（2011年本） had no printed end; that of 2019 was issued on 2019-10-30."""
    lists = book().data.parameters["outdated_capacity_lists"]
    for known_on, source in (
        ("2019-10-29", "国家发展改革委令第9号"),
        ("2019-10-30", "国家发展改革委令第29号"),
    ):
        found = resolve(lists, date(2021, 6, 30), date.fromisoformat(known_on))
        assert found.entry is not None
        assert found.entry.source == source

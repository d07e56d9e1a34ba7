"""What a run reads is what the engine would read from file forms, for any statements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.platform.subjects.people import subject
from zhiwei import rulebook
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import Case
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import FactRecord
from zhiwei.platform.subjects.queries import ready
from zhiwei.platform.subjects.queries.facts import chosen, for_case
from zhiwei.platform.subjects.services import add_fact
from zhiwei.platform.subjects.timeline import Statement

DAY = date(2012, 12, 31)
VALUES: dict[str, list[Any]] = {
    "revenue": ["1200.50", 1, True, 1.5, "-1", "无", "", None, [], {"value": "3"}],
    "employees": [35, "35", 1, True, "1.5", "拒绝"],
    "high_tech_certified": [True, 1, "是", False, 0, "maybe"],
    "industry_code": ["3311", "99999"],
    "founded_on": ["2010-05-01", "2010-13-01"],
    "revenues": ["1"],
}
"""Facts with values that the engine takes, refuses, or tells apart by their type; one fact that it does not know."""


@st.composite
def said(draw: st.DrawFn) -> list[Statement]:
    """Statements of one subject, of several sources, some of them at odds."""
    found = []
    for order in range(draw(st.integers(1, 8))):
        name = draw(st.sampled_from(sorted(VALUES)))
        status = draw(st.sampled_from(["known", "known", "known", "refused", "not_applicable", "withdrawn"]))
        found.append(
            Statement(
                name=name,
                period=draw(st.sampled_from(["2012", "2011"])) if name == "revenue" else "",
                source=draw(st.sampled_from(["tax", "statistics", "self", "abolished"])),
                status=status,
                value=draw(st.sampled_from(VALUES[name])) if status == "known" else None,
                holds_from=None,
                known_from=DAY,
                received_on=DAY,
                expires_on=draw(st.sampled_from([None, date(2014, 1, 1)])),
                legal_basis=draw(st.sampled_from(["", "申报"])),
                order=order,
            )
        )
    return found


def read(given_facts: Any) -> Case | list[str]:
    """The case, or the words in which the engine refuses it."""
    try:
        return rulebook().case(given_facts, DAY)
    except InputError as error:
        return [defect.text("zh") for defect in error.defects]


READER = ready.Reader(rulebook().entities["enterprise"])
"""One for all examples, as a run has one for all subjects: what it remembers of one must not change another."""


@given(said())
def test_the_case_is_the_one_that_file_forms_give(own: list[Statement]) -> None:
    key = uuid4()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ready, "statements", lambda subjects, names: {key: own})
        (quick,) = READER.of_many([], as_of=DAY).values()
    plain = for_case("enterprise", chosen(own, as_of=DAY), "zh")
    assert read(quick) == read(plain)
    assert list(quick) == list(plain)


@pytest.mark.django_db
def test_the_register_and_its_sources_are_read_alike() -> None:
    first, second = subject("杭州甲有限公司"), subject("杭州乙有限公司")
    for one in (first, second):
        add_fact(SYSTEM, one, "revenue", "100", period="2012", source="tax", received_on=DAY)
        add_fact(SYSTEM, one, "revenue", "90", period="2012", source="self", received_on=DAY)
        add_fact(SYSTEM, one, "employees", 3, source="statistics", received_on=DAY)
    FactRecord.objects.filter(subject=second, name="employees").update(status="refused", value=None)
    quick = READER.of_many([first, second], as_of=DAY)
    plain = queries.facts_of_many([first, second], as_of=DAY)
    assert set(quick) == set(plain) == {first.pk, second.pk}
    for key in plain:
        assert read(quick[key]) == read(plain[key])
    case = rulebook().case(quick[first.pk], DAY)
    assert "与企业自报不一致" in case.facts["", "revenue", "2012"].source


@pytest.mark.django_db
def test_with_names_only_these_are_looked_up(django_assert_num_queries: Any) -> None:
    one = subject(founded_on=date(2010, 5, 1))
    add_fact(SYSTEM, one, "employees", 3, source="statistics", received_on=DAY)
    add_fact(SYSTEM, one, "revenue", "3", period="2012", source="tax", received_on=DAY)
    with django_assert_num_queries(1):  # no chain of predecessors where their day is not asked for
        found = READER.of_many([one], as_of=DAY, names=["employees", "division"])
    assert set(found[one.pk]) == {"employees", "division"}

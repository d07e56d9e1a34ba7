"""Facts: checked by the rulebook, never overwritten, one used by declared precedence."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.subjects.people import XIHU, YIWU, subject, viewer
from zhiwei import rulebook
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import FactRecord
from zhiwei.platform.subjects.services import Refused, add_fact

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)


def test_a_fact_is_kept_in_file_form_and_answers_the_rulebook() -> None:
    firm = subject(founded_on=date(2010, 5, 1))
    add_fact(SYSTEM, firm, "revenue", "1200.5", period="2012", source="tax", received_on=date(2012, 7, 1))
    add_fact(SYSTEM, firm, "从业人员", 35, source="statistics", received_on=date(2012, 7, 2))
    facts = queries.facts(firm, as_of=DAY)
    assert facts["revenue@2012"] == {
        "value": "1200.50",
        "source": "税务机关",
        "received_on": date(2012, 7, 1),
    }
    assert facts["employees"]["value"] == 35
    assert facts["division"] == {
        "value": XIHU,
        "source": "工商（市场监管）部门",
        "received_on": date(2012, 1, 4),
    }
    case = rulebook().case(facts, DAY)
    assert case.facts["", "revenue", "2012"].value == 120050
    assert case.facts["", "founded_on", None].value == date(2010, 5, 1)


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(Refused) as refused:
        add_fact(SYSTEM, subject(), "revenues", "1", source="tax")
    assert refused.value.texts("zh") == ["revenues：企业没有这一事实（是不是 revenue？）"]
    assert refused.value.texts("en") == ["revenues: unknown fact of enterprise (did you mean revenue?)"]


@pytest.mark.parametrize(
    ("name", "value", "period", "said"),
    [
        ("revenue", "-1", "2012", "revenue@2012：营业收入为 -1.00，应不小于 0.00（请核对数字和单位）"),
        ("revenue", "12.345", "2012", "revenue@2012：“12.345”不是整分（金额最多两位小数）"),
        ("revenue", "1", "2012Q1", "revenue@2012Q1：期间“2012Q1”不对（写成 2011）"),
        ("employees", "1.5", "", "employees：“1.5”不是整数（请填写整数）"),
        ("industry_code", "99999", "", "industry_code：没有代码 99999（是不是 8999 或 6999 或 4999？）"),
        ("employees", "", "", "employees：没有填写数值（填写数值，或选“不适用”“拒绝提供”“撤回”）"),
    ],
)
def test_a_value_is_checked_by_type_unit_range_and_period(
    name: str, value: str, period: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        add_fact(SYSTEM, subject(), name, value, period=period, source="tax")
    assert refused.value.texts("zh") == [said]
    assert not FactRecord.objects.exists()


def test_a_newer_statement_of_a_source_supersedes_and_both_stay() -> None:
    firm = subject()
    first = {"source": "tax", "period": "2011"}
    add_fact(SYSTEM, firm, "revenue", "100", received_on=date(2012, 3, 1), **first)
    add_fact(SYSTEM, firm, "revenue", "200", received_on=date(2012, 6, 1), **first)
    assert queries.facts(firm, as_of=DAY)["revenue@2011"]["value"] == "200.00"
    earlier = queries.facts(firm, as_of=DAY, known_on=date(2012, 5, 31))
    assert earlier["revenue@2011"]["value"] == "100.00"
    assert queries.facts(firm, as_of=DAY, known_on=date(2012, 6, 1))["revenue@2011"]["value"] == "200.00"
    assert FactRecord.objects.count() == 2


def test_the_same_statement_again_writes_nothing() -> None:
    firm = subject()
    one = add_fact(SYSTEM, firm, "employees", 5, source="tax", received_on=date(2012, 3, 1))
    assert add_fact(SYSTEM, firm, "employees", "5", source="tax", received_on=date(2012, 3, 1)) == one
    assert add_fact(SYSTEM, firm, "employees", "5", source="tax", received_on=date(2012, 9, 1)) == one
    assert FactRecord.objects.count() == 1


def test_a_correction_is_known_from_the_day_it_was_recorded() -> None:
    firm = subject()
    add_fact(SYSTEM, firm, "employees", 5, source="tax", received_on=date(2012, 3, 1))
    with clock.stopped(date(2012, 8, 15)):
        add_fact(SYSTEM, firm, "employees", 6, source="tax", received_on=date(2012, 3, 1))
    assert queries.facts(firm, as_of=DAY, known_on=date(2012, 8, 14))["employees"]["value"] == 5
    assert queries.facts(firm, as_of=DAY, known_on=date(2012, 8, 15))["employees"]["value"] == 6


def test_between_sources_the_declared_precedence_decides_and_the_conflict_is_shown() -> None:
    firm = subject()
    for source, value, day in [("self", 80, 5), ("tax", 90, 4), ("statistics", 100, 3)]:
        add_fact(SYSTEM, firm, "employees", value, source=source, received_on=date(2012, day, 1))
    found = queries.facts(firm, as_of=DAY)["employees"]
    assert found["value"] == 100
    assert found["source"] == "统计部门（与税务机关、企业自报不一致，按先后取用）"
    choice = queries.conflicts(firm, as_of=DAY)["employees"]
    assert [(s.source, s.value) for s in choice.conflicting] == [("tax", 90), ("self", 80)]
    assert choice.precedence.reason("zh") == "划型用的年末数按统计口径"
    in_april = queries.facts(firm, as_of=DAY, known_on=date(2012, 4, 30))["employees"]
    assert (in_april["value"], in_april["source"]) == (100, "统计部门（与税务机关不一致，按先后取用）")


def test_sources_that_agree_are_no_conflict_and_a_refusal_contradicts_nothing() -> None:
    firm = subject()
    add_fact(SYSTEM, firm, "employees", 80, source="self", received_on=date(2012, 3, 1))
    add_fact(SYSTEM, firm, "employees", 80, source="tax", received_on=date(2012, 3, 1))
    add_fact(SYSTEM, firm, "employees", status="refused", source="statistics", received_on=date(2012, 3, 1))
    assert queries.conflicts(firm, as_of=DAY) == {}
    assert queries.facts(firm, as_of=DAY)["employees"]["value"] == 80


def test_a_withdrawn_or_expired_statement_counts_no_more_and_revives_nothing() -> None:
    firm = subject()
    told = {"source": "science", "received_on": date(2012, 3, 1)}
    add_fact(SYSTEM, firm, "high_tech_certified", False, source="science", received_on=date(2010, 1, 1))
    add_fact(SYSTEM, firm, "high_tech_certified", "是", expires_on=date(2012, 6, 30), **told)
    assert queries.facts(firm, as_of=date(2012, 6, 30))["high_tech_certified"]["value"] is True
    assert "high_tech_certified" not in queries.facts(firm, as_of=date(2012, 7, 1))
    add_fact(SYSTEM, firm, "employees", 9, source="tax", received_on=date(2012, 3, 1))
    add_fact(SYSTEM, firm, "employees", status="withdrawn", source="tax", received_on=date(2012, 4, 1))
    assert "employees" not in queries.facts(firm, as_of=DAY)
    assert queries.facts(firm, as_of=DAY, known_on=date(2012, 3, 31))["employees"]["value"] == 9


def test_a_state_holds_from_its_day() -> None:
    firm = subject()
    for day, value in [(date(2011, 12, 31), 10), (date(2012, 12, 31), 20)]:
        add_fact(SYSTEM, firm, "employees", value, source="tax", received_on=date(2013, 2, 1), holds_from=day)
    assert queries.facts(firm, as_of=date(2012, 12, 30))["employees"]["value"] == 10
    assert queries.facts(firm, as_of=date(2012, 12, 31))["employees"]["value"] == 20
    assert "employees" not in queries.facts(firm, as_of=date(2011, 12, 30))


def test_a_column_of_the_register_keeps_its_past() -> None:
    firm = subject(legal_form="individual_business")
    add_fact(
        SYSTEM, firm, "legal_form", "limited_company", source="registration",
        received_on=date(2012, 9, 1), holds_from=date(2012, 9, 1),
    )  # fmt: skip
    firm.refresh_from_db()
    assert firm.legal_form == "limited_company"
    assert queries.facts(firm, as_of=date(2012, 8, 31))["legal_form"]["value"] == "individual_business"
    assert queries.facts(firm, as_of=date(2012, 9, 1))["legal_form"]["value"] == "limited_company"
    before = queries.facts(firm, as_of=date(2012, 9, 1), known_on=date(2012, 8, 31))
    assert before["legal_form"]["value"] == "individual_business"


def test_the_future_and_a_day_beside_a_period_are_refused() -> None:
    with clock.stopped(date(2012, 6, 30)), pytest.raises(Refused, match="received after today"):
        add_fact(SYSTEM, subject(), "employees", 1, source="tax", received_on=date(2012, 7, 1))
    with pytest.raises(Refused, match="a fact with a period takes no day"):
        add_fact(
            SYSTEM, subject("乙有限公司"), "revenue", 1, period="2011", source="tax",
            received_on=date(2012, 7, 1), holds_from=date(2012, 1, 1),
        )  # fmt: skip


def test_who_may_state() -> None:
    firm = subject()
    add_fact(viewer(Role.COUNTY, XIHU), firm, "employees", 5, source="tax")
    for stranger in (viewer(Role.COUNTY, YIWU), viewer(Role.AUDITOR, XIHU), viewer(Role.OWNER)):
        with pytest.raises(PermissionDenied):
            add_fact(stranger, firm, "employees", 6, source="tax")
    with pytest.raises(PermissionDenied):
        add_fact(viewer(Role.CITY, "330100"), firm, "employees", 6, source="self")


def test_nobody_moves_a_subject_to_where_he_has_no_say() -> None:
    firm = subject()
    with pytest.raises(PermissionDenied):
        add_fact(viewer(Role.REGISTRATION, XIHU), firm, "division", YIWU, source="registration")
    add_fact(viewer(Role.PROVINCE, "330000"), firm, "division", YIWU, source="registration")
    firm.refresh_from_db()
    assert firm.division == YIWU

"""What one firm gained and lost between two days, and by which text: expected from the texts of each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.policy.procedure import decision
from zhiwei import rulebook
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.behind import behind
from zhiwei.law.subject_diff import Causes, Difference, causes, differences, text_of

FIRM: dict[str, Any] = {
    "legal_form": "limited_company", "division": "330106", "founded_on": "2005-05-01", "taxable_income": "100000",
    "tax_industry": "industrial", "average_employees": 50, "average_total_assets": "8000000",
    "restricted_or_prohibited_industry": False, "collection_method": "audited", "high_tech_certified": False,
    "technology_based": False, "industry_code": "1713", "industry_edition": "2011", "employees": 20,
    "revenue": "5000000", "revenue@2011": "5000000", "revenue@2013": "5000000", "total_assets": "1000000",
    "conforms_to_industrial_policy": True, "predecessor_founded_on": {"status": "not_applicable"},
    "vat_taxpayer_kind": "small_scale", "monthly_sales": "25000", "transaction_sales": "1", "invoice_fee_tariff": "30",
}  # fmt: skip


def compared(
    old: str, new: str, known_on: str | None = None, decisions: Sequence[Any] = (), **facts: Any
) -> dict[str, tuple[Difference, Causes]]:
    """The differences of the firm by measure, with their causes."""
    book = rulebook()
    first = book.law(old, known_on=known_on, decisions=decisions)
    second = date.fromisoformat(new)

    def ask(under: Rulebook, day: date, measures: Sequence[str] | None) -> Mapping[str, Outcome]:
        case = under.case({**FIRM, **facts}, day)
        return under.answer_case(
            case, replace(first, as_of=day), under.select("enterprise", measures)
        ).measures

    before, after = ask(book, first.as_of, None), ask(book, second, None)
    found = differences(book.data, before, after, first.as_of, second, first.known_on)
    return {
        one.after.measure.id: (one, causes(one, book, ask, first.as_of, second, first.decisions))
        for one in found
    }


def told(found: tuple[Difference, Causes]) -> tuple[str, dict[str, str]]:
    """The kind of a difference, and the text behind each deciding value."""
    return found[0].kind, {change.parameter.name: text_of(change) for change in found[1].values}


def test_a_larger_income_was_halved_from_2014() -> None:
    """100,000 is above the 60,000 of 2013 and within the 100,000 of 2014: 15,000 saved (财税〔2014〕34号)."""
    found = compared("2013-12-31", "2014-12-31")
    one = found["27.3"][0]
    assert told(found["27.3"]) == ("gained", {"slp_half_limit": "财税〔2014〕34号#一"})
    assert one.after.amount is not None
    assert (one.before.verdict, one.after.verdict, one.after.amount.value) == (
        "not_entitled",
        "entitled",
        15_000_00,
    )


def test_what_is_known_later_is_left_out() -> None:
    """On 2014-04-07 nobody knew the notice of the next day: the answer of that edition is the old one."""
    assert told(compared("2013-12-31", "2014-12-31", known_on="2014-04-08")["27.3"])[0] == "gained"
    assert "27.3" not in compared("2013-12-31", "2014-12-31", known_on="2014-04-07")


def test_the_invoice_fee_ended_with_its_period() -> None:
    found = compared("2012-12-31", "2015-01-01")["27.8"]
    assert told(found)[0] == "lost"
    assert (found[0].before.amount.value, found[0].after.verdict) == (30_00, "not_in_force")  # type: ignore[union-attr]
    assert set(told(found)[1].values()) == {"浙政发〔2012〕47号#二十七"}


def test_small_units_were_exempted_in_2013_and_up_to_30000_in_2014() -> None:
    found = compared("2013-07-31", "2014-10-01")
    assert told(found["27.6"])[0] == "gained"
    assert "财税〔2014〕71号#一" in told(found["27.6"])[1].values()


def test_time_alone_ends_the_relief_of_the_water_fund() -> None:
    """Founded 2010-05-15: half until 2015-05-14, full on the fifth anniversary, and no text in between."""
    day = {"founded_on": "2010-05-15", "revenue@2014": "5000000"}
    one, why = compared("2015-05-14", "2015-05-15", **day)["27.5"]
    assert (one.kind, one.before.verdict, one.after.verdict) == ("lost", "entitled", "not_entitled")
    assert why == Causes()


def test_a_decision_that_ended_is_named() -> None:
    filed = [decision("27.2", {"reward_share": "0.5"}, starts="2012-05-02", ends="2013-06-30")]
    one, why = compared("2013-06-30", "2013-07-01", decisions=filed)["27.2"]
    assert (one.kind, one.before.verdict, one.after.verdict) == ("lost", "entitled", "no_decision_filed")
    assert [d.document for d in why.decisions] == ["（示例）1号"]
    assert (why.values, why.rules) == ((), ())


def test_a_fact_of_the_new_period_leaves_it_open() -> None:
    one, why = compared("2012-12-31", "2013-12-31", taxable_income=None, **{"taxable_income@2012": "50000"})[
        "27.3"
    ]
    assert (one.kind, one.after.missing, why) == ("open", ("taxable_income",), Causes())


def test_nothing_differs_on_one_day() -> None:
    assert compared("2012-12-31", "2012-12-31") == {}


@pytest.mark.parametrize("days", [("2013-12-31", "2014-12-31"), ("2014-12-31", "2013-12-31")])
def test_the_text_is_the_later_one_whichever_day_is_asked_first(days: tuple[str, str]) -> None:
    kind, texts = told(compared(*days)["27.3"])
    assert kind == ("gained" if days[0] < days[1] else "lost")
    assert texts == {"slp_half_limit": "财税〔2014〕34号#一"}


def test_what_a_measure_rests_on() -> None:
    found = behind(rulebook().data, "13.2")
    names = {p.name for p in found.parameters}
    assert {"risk_ratio", "risk_cap", "venture_compensation_window"} <= names
    assert "size_employees_small_min" in names  # through the link to the investee
    assert ("enterprise", "size_class") in found.variables

"""Copies of the reference rules under other names answer as the rules themselves."""

from __future__ import annotations

from benchmarks.reference import scaled
from benchmarks.reference.book import reference
from benchmarks.reference.rows import fact_columns, rows
from zhiwei.engine.rulebook import Rulebook

FACTS = {
    "legal_form": "limited_company", "taxable_income": "60000.00", "average_employees": 50, "tax_industry": "industrial",
    "average_total_assets": "8000000", "restricted_or_prohibited_industry": False, "collection_method": "audited",
    "high_tech_certified": False, "founded_on": "2010-05-01",
}  # fmt: skip
AS_OF = "2012-06-30"


def test_a_copy_has_facts_of_its_own() -> None:
    asked = scaled.scaled(2)
    book: Rulebook = asked.book
    facts = {f"{name}_copy2": value for name, value in FACTS.items()} | {"legal_form": "partnership"}
    answer = book.answer(facts, as_of=AS_OF, measures=["27.3"])
    assert answer.measures["27.3"].verdict == "out_of_scope"
    assert answer.measures["27.3/copy2"].verdict == "entitled"
    amount = answer.measures["27.3/copy2"].amount
    assert amount is not None
    assert (amount.status, amount.value) == ("known", 900_000)  # 60,000 yuan at 25 % less 10 %


def test_every_copy_is_asked_whole() -> None:
    one, four = reference(), scaled.scaled(4)
    assert len(four.measures) == 4 * len(one.measures)
    assert len(four.variables) == 4 * len(one.variables)
    own = {s.label for s in one.plan.facts} - {scaled.SHARED}
    assert len(four.plan.facts) == 4 * len(own) + 1
    columns = scaled.columns(four, fact_columns(rows(2_000)))
    assert set(columns) == {s.label for s in four.plan.facts}
    revenue, copied = columns["revenue"].values, columns["revenue_copy3"].values
    assert copied[2 * scaled.SHIFT] == revenue[0]

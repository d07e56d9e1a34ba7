"""Answers with the register's decisions: the same as the rulebook's, for a subject, grouped, as questions, as receipts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.platform.decisions.papers import XIHU, ended, in_effect
from tests.platform.decisions.test_effects import firm
from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError, LoadError
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.answers import laws, queries, receipts, services
from zhiwei.platform.answers.grouping import GROUPS, group
from zhiwei.platform.answers.models import Receipt, StoredRulebook
from zhiwei.platform.answers.questions import next_questions, variable_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.answers.worth import WORTHS, worth_of
from zhiwei.platform.kit import clock

DAY = date(2012, 12, 31)
FULL: dict[str, Any] = {
    "legal_form": "limited_company", "taxable_income": "100000.00", "tax_industry": "industrial",
    "average_employees": 50, "average_total_assets": "8000000.00", "restricted_or_prohibited_industry": False,
    "collection_method": "audited", "high_tech_certified": False, "founded_on": "2010-05-01", "division": XIHU,
    "employees": 50, "revenue": "8000000.00", "total_assets": "7000000.00", "industry_code": "1311",
    "industry_edition": "2011",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def ask(**facts: Any) -> Answer:
    return services.answer(facts, as_of=DAY)


@pytest.mark.django_db
def test_without_decisions_it_is_the_rulebooks_answer() -> None:
    assert ask(**FULL).explanation == current().answer(FULL, as_of=DAY).explanation


@pytest.mark.django_db
def test_with_a_decision_it_is_the_rulebooks_answer_with_it() -> None:
    made = in_effect()
    filed = {
        "division": XIHU, "document": made.document, "filed_on": DAY.isoformat(), "sentence": "27.2",
        "fills": {"reward_share": "0.5"}, "from": "2012-01-01", "to": "2015-12-31",
    }  # fmt: skip
    assert ask(**FULL).explanation == current().answer(FULL, as_of=DAY, decisions=[filed]).explanation
    # (100,000 - 60,000) at 20%, 40% of it local, half of that
    amounts = {one["id"]: one["amount"] for one in ask(**FULL).explanation["measures"]}
    assert amounts["27.2"]["value"] == "1600.00"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known_on", "verdict"),
    [
        (date(2012, 6, 1), "no_decision_filed"),
        (date(2012, 12, 30), "no_decision_filed"),
        (DAY, "entitled"),
        (None, "entitled"),
    ],
)
def test_a_decision_counts_from_the_day_it_was_filed(known_on: date | None, verdict: str) -> None:
    in_effect()
    found = services.answer(FULL, as_of=date(2012, 6, 30), known_on=known_on, measures=["27.2"])
    assert found.measures["27.2"].verdict == verdict


@pytest.mark.django_db
def test_bad_input_is_refused_whole() -> None:
    with pytest.raises(InputError) as refused:
        services.answer({"revenu": 1, "employees": -1}, as_of="2012-12-31", division="000000")
    assert [defect.where for defect in refused.value.defects] == ["revenu", "employees", "division"]
    with pytest.raises(InputError, match="is not a day"):
        services.answer({}, as_of="2012-13-31")


@pytest.mark.django_db
def test_the_law_is_one_object_until_the_register_changes() -> None:
    first = laws.law(DAY)
    assert laws.law("2012-12-31") is first
    made = in_effect()
    second = laws.law(DAY)
    assert (second is first, len(second.decisions)) == (False, 1)
    ended(made)
    assert laws.law(DAY).decisions == ()


@pytest.mark.django_db
def test_a_subject_is_answered_with_its_facts_as_known() -> None:
    subject = firm("杭州晨光五金制品有限公司", "100000.00")
    in_effect()
    assert queries.for_subject(subject, as_of=DAY).measures["27.2"].verdict == "entitled"
    early = queries.for_subject(subject, as_of=DAY, known_on=date(2012, 1, 31))
    assert "taxable_income" in early.measures["27.3"].missing


@pytest.mark.django_db
def test_every_measure_stands_in_one_group() -> None:
    in_effect()
    found = ask(**FULL)
    grouped = group(found)
    assert sorted(o.measure.id for rows in grouped.groups.values() for o in rows) == sorted(found.measures)
    assert tuple(grouped.groups) == GROUPS
    assert "27.2" in [o.measure.id for o in grouped.groups["granted"]]
    assert {o.verdict for o in grouped.groups["open"]} <= {"undetermined"}
    known = [o.amount.value for o in grouped.groups["granted"] if o.amount and o.amount.status == "known"]
    assert grouped.granted_fen == sum(known) >= 1_600_00  # type: ignore[arg-type]


@pytest.mark.django_db
def test_questions_are_the_missing_facts_the_most_useful_first() -> None:
    found = ask()
    asked = next_questions(found)
    missing = {name for outcome in found.measures.values() for name in outcome.missing}
    assert {question.name for question in asked} == missing
    assert (
        asked[0].name == "industry_code"
    )  # what one does goes before all others, however many measures wait
    rest = [len(q.measures) for q in asked[1:]]
    assert rest == sorted(rest, reverse=True)
    for question in asked:
        assert question.measures == tuple(m for m, o in found.measures.items() if question.name in o.missing)


@pytest.mark.django_db
def test_what_is_not_known_or_refused_is_not_asked_again() -> None:
    first = next_questions(ask())[0].name
    assert first not in [q.name for q in next_questions(ask(), unknown={first})]
    refused = ask(**{first: {"status": "refused"}})
    assert first in {name for outcome in refused.measures.values() for name in outcome.missing}
    assert first not in [q.name for q in next_questions(refused)]


@pytest.mark.django_db
def test_a_fact_that_no_longer_matters_is_not_asked() -> None:
    """Above 300,000 neither the reward nor the half rate can be had, whatever the other facts of both are."""
    few = services.answer(
        {"legal_form": "limited_company", "taxable_income": "300000.01"}, as_of=DAY, measures=["27.2", "27.3"]
    )
    assert next_questions(few) == []


def answers_to(question: str) -> Any:
    value = FULL.get(question.partition("@")[0])
    return {"status": "not_applicable"} if value is None else value


@pytest.mark.django_db
def test_asking_and_answering_comes_to_an_end() -> None:
    """Whoever answers every question, or says not to know, is asked each once and ends with nothing to ask."""
    for knows in (lambda n: True, lambda n: n % 2 == 0, lambda n: n % 3 == 0):
        facts: dict[str, Any] = {}
        unknown: set[str] = set()
        asked: list[str] = []
        while questions := next_questions(ask(**facts), unknown=unknown):
            name = questions[0].name
            assert name not in asked
            asked.append(name)
            value = answers_to(name)
            if knows(len(asked)) and value != {"status": "not_applicable"}:
                facts[name] = value
            else:
                unknown.add(name)
        assert len(asked) >= 5


@pytest.mark.parametrize(
    ("entity", "name", "owner"),
    [
        ("enterprise", "revenue@2011", "enterprise"),
        ("bid", "bidder.revenue", "enterprise"),
        ("bid", "bidder.none", None),
        ("bid", "nobody.revenue", None),
        ("enterprise", "revenu", None),
    ],
)
def test_the_fact_a_name_speaks_of(entity: str, name: str, owner: str | None) -> None:
    found = variable_of(current(), entity, name)
    assert (found.entity if found else None) == owner


@pytest.mark.django_db
def test_a_receipt_is_reproduced_with_the_rulebook_it_names() -> None:
    in_effect()
    subject = firm("杭州晨光五金制品有限公司", "100000.00")
    made = receipts.keep(
        SYSTEM, queries.for_subject(subject, as_of=DAY), subject=subject.pk, purpose="27.2 奖励"
    )
    made = Receipt.objects.get(pk=made.pk)
    assert receipts.check(made) == []
    assert services.rerun(made).measures["27.2"].verdict == "entitled"
    assert made.record["decisions"][0]["document"] == "西政发〔2012〕18号"
    assert receipts.under_today(made) == []
    stored = StoredRulebook.objects.get()
    assert (stored.hash, stored.size) == (current().hash, len(current().stored))
    receipts.keep(SYSTEM, queries.for_subject(subject, as_of=DAY))
    assert StoredRulebook.objects.count() == 1


@pytest.mark.django_db
def test_a_receipt_outlives_the_decision_it_rests_on() -> None:
    made = in_effect()
    receipt = receipts.keep(SYSTEM, ask(**FULL))
    ended(made)
    assert ask(**FULL).measures["27.2"].verdict == "no_decision_filed"
    assert receipts.check(Receipt.objects.get(pk=receipt.pk)) == []


@pytest.mark.django_db
def test_a_changed_receipt_and_a_changed_rulebook_are_found() -> None:
    receipt = receipts.keep(SYSTEM, ask(**FULL))
    receipt.record["answer"]["measures"][1]["verdict"] = "entitled?"
    assert any("verdict" in line for line in receipts.check(receipt))
    StoredRulebook.objects.create(hash="0" * 64, packed=b"broken", size=6)
    with pytest.raises(LoadError, match="does not have the content its hash states"):
        receipts.rulebook_of("0" * 64)
    with pytest.raises(LoadError, match="is not stored here"):
        receipts.rulebook_of("1" * 64)


@pytest.mark.django_db
def test_a_stored_rulebook_of_another_hash_is_opened() -> None:
    other = json.loads(current().stored)
    assert other
    from zhiwei.engine.rulebook import Rulebook

    book = Rulebook.from_stored(current().stored + b"\n")
    stored = receipts.keep_rulebook(book)
    assert stored.hash != current().hash
    assert receipts.rulebook_of(stored.hash).hash == book.hash


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "taxable_income": st.integers(-(10**9), 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02}"),
        "average_employees": st.integers(0, 500),
        "legal_form": st.sampled_from(["limited_company", "individual_business", "partnership"]),
        "division": st.sampled_from([XIHU, "330782", "330100"]),
        "high_tech_certified": st.booleans(),
        "tax_industry": st.sampled_from(["industrial", "other"]),
        "restricted_or_prohibited_industry": st.booleans(),
    },
)


@pytest.mark.django_db
@settings(max_examples=40)
@given(facts=VALUES)
def test_a_question_that_is_not_asked_changes_nothing(facts: dict[str, Any]) -> None:
    """Filling a fact that is not asked for leaves every verdict and amount as it was."""
    found = services.answer(facts, as_of=DAY, measures=["27.2", "27.3", "27.4"])
    asked = {question.name for question in next_questions(found)}
    idle = [name for name in FULL if name not in asked and name not in facts]
    for name in idle:
        more = services.answer(facts | {name: FULL[name]}, as_of=DAY, measures=["27.2", "27.3", "27.4"])
        assert [(o.verdict, o.amount) for o in more.measures.values()] == [
            (o.verdict, o.amount) for o in found.measures.values()
        ], name


def test_every_measure_with_an_amount_says_what_the_amount_is() -> None:
    with_amount = {measure.id for measure in current().measures.values() if measure.amount}
    assert set(WORTHS) == with_amount
    assert worth_of("27.3").said("9,000 元") == "少交 9,000 元"
    assert worth_of("27.2").at_most("3,200 元") == "最高可得 3,200 元"
    assert worth_of("0.0").said("1 元") == "1 元"


@pytest.mark.django_db
def test_what_fits_and_is_worth_nothing_stands_apart() -> None:
    found = group(ask(**{**FULL, "taxable_income": "0.00"}))
    assert [o.measure.id for o in found.groups["nothing"]] == ["27.3"]
    assert "27.3" not in [o.measure.id for o in found.groups["granted"]]

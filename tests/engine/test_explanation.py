"""The explanation as data: every step with its sentence, value and source, and nothing that leads nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import meadowland
from tests.engine.mills import AS_OF, DECIDED
from tests.engine.test_engines_equal import MILLS
from zhiwei.engine.render_html import render_html
from zhiwei.engine.render_text import render_text

BOOK = meadowland.book()
INCOME = {
    "value": "5000",
    "source": "return of 2005",
    "legal_basis": "Mill Act#3",
    "received_on": "2005-02-01",
}
FACTS: dict[str, Any] = {"income": INCOME, "hands": 12, "wind_only": False, "grain": "rye"}


def explain(facts: dict[str, Any], **options: Any) -> dict[str, Any]:
    """The explanation of all measures of a mill."""
    return BOOK.answer(facts, as_of=AS_OF, entity="mill", **options).to_json()


def check(explanation: dict[str, Any]) -> None:
    """What holds of every explanation."""
    assert json.loads(json.dumps(explanation)) == explanation
    steps, citations = explanation["steps"], explanation["citations"]
    for step in steps.values():
        assert set(step["inputs"]) <= steps.keys()
        assert step["kind"] in ("fact", "parameter", "rule")
        assert step["zh"]
        assert step["en"]
        if step["kind"] == "rule" or (
            step["kind"] == "parameter" and step.get("reason") != "not yet in force"
        ):
            assert step["cites"]
        for cite in (*step.get("cites", ()), *step.get("sources", ())):
            assert citations[cite]["text"] == f"text of {cite}"
        known = step["status"] == "known"
        assert ("shown_zh" in step, "shown_en" in step) == (known, known)
        assert bool(step.get("missing")) == (step["status"] == "missing")
    for measure in explanation["measures"]:
        assert set(measure["steps"]) <= steps.keys()
        assert set(measure["roots"]) <= set(measure["steps"])
        assert measure["deciding"] is None or measure["deciding"] in measure["steps"]
        assert [x["name"] for x in measure["missing_labels"]] == measure["missing"]
        order = measure["steps"]
        assert all(order.index(i) < order.index(k) for k in order for i in steps[k]["inputs"])
        assert all(cite in citations for cite in measure["cites"] + measure["sources"])


@given(
    MILLS,
    st.sets(st.sampled_from(["income", "hands", "wind_only", "grain", "founded_on", "division"])),
    st.booleans(),
)
@settings(max_examples=100)
def test_leads_nowhere_blind(facts: dict[str, Any], left_out: set[str], decided: bool) -> None:
    given_facts = {k: v for k, v in facts.items() if k not in left_out}
    explanation = explain(given_facts, decisions=[DECIDED] if decided else [])
    check(explanation)
    for lang in ("zh", "en"):
        assert render_text(explanation, lang)
        assert render_html(explanation, lang)


@pytest.mark.parametrize("as_of", ["1999-06-30", "2000-06-30", "2005-06-30", "2012-06-30", "2025-06-30"])
def test_holds_of_every_law(as_of: str) -> None:
    check(BOOK.answer(FACTS, as_of=as_of, entity="mill").to_json())
    check(BOOK.answer({}, as_of=as_of, entity="mill", known_on="2001-01-01").to_json())
    check(BOOK.answer({}, as_of=as_of, entity="cart", links={"owner": {"hands": 3}}).to_json())


def test_where_a_fact_came_from() -> None:
    step = explain(FACTS)["steps"]["income"]
    assert {k: step.get(k) for k in ("value", "shown_zh", "shown_en", "source", "legal_basis", "received_on", "assumed_period")} == {
        "value": "5000.00", "shown_zh": "5,000.00 元", "shown_en": "CNY 5,000.00", "source": "return of 2005",
        "legal_basis": "Mill Act#3", "received_on": "2005-02-01", "assumed_period": True,
    }  # fmt: skip
    assert "assumed_period" not in explain({"income@2005": 5})["steps"]["income"]
    assert "assumed_period" not in explain({"hands": 5})["steps"]["hands"]
    assert explain({"hands": "拒绝"})["steps"]["hands"]["status"] == "refused"
    assert explain({"hands": "无"})["steps"]["hands"]["status"] == "not_applicable"


def test_where_a_parameter_came_from() -> None:
    found = BOOK.answer(FACTS, as_of=AS_OF, entity="mill", division="111", decisions=[DECIDED]).to_json()[
        "steps"
    ]
    assert {k: found["bridge_open"][k] for k in ("cites", "evidence", "starts", "ends", "ended_by")} == {
        "cites": ["Mill Act#1"], "evidence": "A", "starts": "2001-01-01", "ends": "2010-12-31", "ended_by": "Mill Act#9",
    }  # fmt: skip
    assert found["bridge_share"]["decision"] == DECIDED
    assert found["bridge_share"]["inputs"] == ["division"]


def test_a_rule_tells_its_conditions_and_whether_they_held() -> None:
    steps = explain(FACTS)["steps"]
    assert [(r["en"], r["holds"]) for r in steps["grain_due"]["reasons"]] == [
        ("grain share has an entry for grain (rye)", True),
        ("income (CNY 5,000.00) × grain share (for grain (rye): 50%)", None),
    ]
    assert [(r["en"], r["holds"]) for r in steps["small_mill"]["reasons"]] == [
        ("hands (12 persons) is below small hands (10 persons)", False)
    ]
    assert (steps["small_mill"]["cites"], steps["small_mill"]["value"]) == (["1.1"], "false")


def test_what_cannot_matter_is_not_asked() -> None:
    """The toll of an exempt mill does not wait for its income."""
    found = BOOK.calc(["toll"], {"hands": 3, "founded_on": "2004-01-01"}, as_of=AS_OF, entity="mill")
    assert (found["toll"].value, found["toll"].missing) == (0, ())


def test_recalled_values_and_readings_are_listed() -> None:
    from tests.engine.meadowland import parameter, value
    from tests.engine.written import HEADER, module, source
    from zhiwei.engine import Force, Measure, Modality

    measure = Measure(
        id="9.1",
        entity="mill",
        modality=Modality.DUTY,
        force=Force.MUST,
        zh="试",
        en="tried",
        criteria=("tried",),
        cites=("9.1",),
    )
    made = module(source("(income: Money, fee: Money, age_counting: Counting) -> Flag",
                         "return income > fee or age_counting == Counting.CALENDAR", HEADER))  # fmt: skip
    made.__dict__["MEASURE"] = measure
    fee = parameter("fee", "money", value("2000-01-01", 500, evidence="R"))
    book = meadowland.book(made, parameters=[*meadowland.PARAMETERS, fee])
    (found,) = book.answer({"income": 1}, as_of=AS_OF, entity="mill").to_json()["measures"]
    assert (found["verdict"], found["recalled"], found["readings"]) == ("breached", ["fee"], ["age_counting"])
    (found,) = book.answer(
        {"income": 1}, as_of=AS_OF, entity="mill", readings={"age_counting": "calendar"}
    ).to_json()["measures"]
    assert found["verdict"] == "complied"

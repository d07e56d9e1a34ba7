"""What is told beside answers: names of codes and conflicts of facts come from outside and change no result."""

from __future__ import annotations

from typing import Any

from tests.engine import meadowland
from zhiwei.engine.beside import Conflict
from zhiwei.engine.facts import Case
from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import Law

DAY = "2005-06-30"
FACTS: dict[str, Any] = {"hands": 3, "founded_on": "2006-01-01", "region": "12", "income": "5000"}


class Herald:
    """Knows one division by name, and that no mill grinds before it stands."""

    def name(self, code_list: str, code: str) -> tuple[str, str] | None:
        return ("草甸", "Lea & Mead") if (code_list, code) == ("divisions", "12") else None

    def conflicts(self, data: RulebookData, case: Case, law: Law) -> tuple[Conflict, ...]:
        key = ("", "founded_on", None)
        late = key in case.facts and case.facts[key].value > law.as_of
        return (Conflict((key,), "还没有开磨", "it does not grind <yet>"),) if late else ()


def books() -> tuple[Any, Any]:
    """The same rulebook without and with a herald."""
    plain, told = meadowland.book(), meadowland.book()
    told.beside = Herald()
    return plain, told


def test_conflicts_and_names_stand_in_the_explanation_and_change_no_result() -> None:
    plain, told = (book.answer(FACTS, as_of=DAY, entity="mill") for book in books())
    assert {k: (m.verdict, m.missing) for k, m in plain.measures.items()} == {
        k: (m.verdict, m.missing) for k, m in told.measures.items()
    }
    assert "conflicts" not in plain.to_json()
    assert told.to_json()["conflicts"] == [
        {
            "zh": "还没有开磨",
            "en": "it does not grind <yet>",
            "facts": [
                {
                    "name": "founded_on",
                    "zh": meadowland.MILL_FACTS["founded_on"].zh,
                    "en": meadowland.MILL_FACTS["founded_on"].en,
                    "shown_zh": "2006-01-01",
                    "shown_en": "2006-01-01",
                }
            ],
        }
    ]


def test_they_are_rendered_above_the_measures_and_escaped() -> None:
    _, told = books()
    answer = told.answer(FACTS, as_of=DAY, entity="mill")
    lines = answer.text("en").splitlines()
    assert lines[3].startswith("  it does not grind <yet> (")
    assert "<li>it does not grind &lt;yet&gt; (" in answer.html("en")
    assert answer.html("en").index("zw-conflicts") < answer.html("en").index("zw-measure")
    early = told.answer({**FACTS, "founded_on": "2004-01-01"}, as_of=DAY, entity="mill")
    assert "conflicts" not in early.to_json()
    assert "zw-conflicts" not in early.html("en")


def test_a_named_code_is_shown_with_its_name_and_kept_as_the_code() -> None:
    filed = {
        "division": "12", "document": "Lea 1", "filed_on": "2005-01-01", "sentence": "7.1", "from": "2005-01-01",
        "fills": {"share": "0.25"},
    }  # fmt: skip
    found = []
    for book in books():
        answer = book.answer({"division": "12", **FACTS}, as_of=DAY, entity="mill", decisions=[filed])
        steps = answer.to_json()["steps"]
        found.append((steps["division"], steps["bridge_share"]["decision"], answer.text("en")))
    (bare, bare_act, bare_text), (named, named_act, named_text) = found
    assert (bare["value"], bare["shown_zh"], bare["shown_en"]) == ("12", "12", "12")
    assert (named["value"], named["shown_zh"], named["shown_en"]) == ("12", "草甸（12）", "Lea & Mead (12)")
    assert named_act == {**bare_act, "division_zh": "草甸", "division_en": "Lea & Mead"}
    assert "local decision Lea 1 (12, 2005-01-01)" in bare_text
    assert "local decision Lea 1 (Lea & Mead 12, 2005-01-01)" in named_text


def test_they_are_no_part_of_the_stored_form_and_are_shared() -> None:
    plain, told = books()
    assert plain.stored == told.stored
    assert told.sharing(told.data).beside is told.beside

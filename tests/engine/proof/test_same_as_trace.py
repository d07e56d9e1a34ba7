"""For complete facts drawn at random the encoding and the traced engine give the same, statuses included."""

from __future__ import annotations

import datetime

import pytest

from tests.engine import meadowland
from tests.engine.proof.draws import comparable, drawn, solved
from zhiwei.engine import Rulebook
from zhiwei.engine.proof.encoding import encode, verdict
from zhiwei.engine.proof.facts import holds
from zhiwei.engine.proof.findings import evaluated

LIMITS = (
    0, 3, 10, 1_000_00, 2_000_00, 3_000_00, datetime.date(2000, 2, 29).toordinal(),
    datetime.date(2002, 6, 30).toordinal(), datetime.date(2005, 6, 30).toordinal(),
)  # fmt: skip
DAYS = ("1999-06-30", "2000-02-29", "2005-06-30", "2010-12-31", "2015-06-30", "2020-06-30")
SHARE = {"division": "11", "document": "11/1", "filed_on": "2001-01-01", "sentence": "7.1", "from": "2001-01-01",
         "fills": {"share": "0.3"}}  # fmt: skip
DECLINED = {"division": "12", "document": "12/1", "filed_on": "2001-01-01", "sentence": "7.1",
            "from": "2001-01-01", "declines": True}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return meadowland.book()


@pytest.mark.parametrize("entity", ["mill", "cart"])
@pytest.mark.parametrize("day", DAYS)
def test_every_variable(book: Rulebook, day: str, entity: str) -> None:
    law = book.law(day, decisions=[SHARE, DECLINED])
    measures = [m for m in book.measures.values() if m.entity == entity]
    names = [v.name for v in book.variables(entity).values() if v.computed]
    names = list(dict.fromkeys([*names, *(n for m in measures for n in m.variables())]))
    encoding = encode(book, entity, names, law)
    compared = 0
    for seed in range(25):
        subject, model = drawn(encoding, LIMITS, seed)
        traced = evaluated(book, entity, tuple(names), subject, law)
        for name in names:
            value = traced.slots[traced.plan.names[name]]
            if comparable(value):
                assert (name, solved(encoding.term(name), model)) == (name, value), subject
                compared += 1
        case = book.case(subject.facts, law.as_of, entity=entity, links=subject.links)
        answer = book.answer_case(case, law, tuple(m.id for m in measures))
        for measure in measures:
            words = [w for w, c in verdict(measure, encoding).items() if holds(c, model)]
            assert [_spoken(w, measure.modality) for w in words] in (
                [answer.measures[measure.id].verdict],
                ["-"],
            )
    assert compared > 20


def _spoken(word: str, modality: str) -> str:
    if word == "undefined":
        return "-"
    words = {"benefit": ("entitled", "not_entitled"), "permission": ("allowed", "not_allowed")}[modality]
    return {"yes": words[0], "no": words[1]}.get(word, word)

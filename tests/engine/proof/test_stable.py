"""Settled verdicts stay: proved for Meadowland, refuted where the diagrams are sabotaged."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland
from zhiwei.engine import Rulebook
from zhiwei.engine.proof.claims import Stable
from zhiwei.engine.proof.findings import Finding
from zhiwei.engine.proof.prove import prove
from zhiwei.engine.symbolic import Interpreter


def stable(book: Rulebook, measure: str, entity: str, **more: Any) -> Finding:
    claim = Stable(
        id="it", zh="试", en="tried", cites=(), as_of="2005-06-30", entity=entity, measure=measure, **more
    )
    return prove(book, claim, 20)


@pytest.mark.parametrize(("measure", "entity"), [("7.1", "mill"), ("8.1/cart", "cart")])
def test_meadowland(measure: str, entity: str) -> None:
    assert stable(meadowland.book(), measure, entity).outcome == "proved"


def test_with_a_local_decision() -> None:
    decision = {"division": "11", "document": "11/1", "filed_on": "2001-01-01", "sentence": "7.1",
                "from": "2001-01-01", "fills": {"share": "0.5"}}  # fmt: skip
    assert stable(meadowland.book(), "7.1", "mill", decisions=(decision,)).outcome == "proved"


def test_a_diagram_that_cuts_a_fen_too_high_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Interpreter._cut
    monkeypatch.setattr(Interpreter, "_cut", lambda self, name, op, bound: honest(self, name, op, bound + 1))
    finding = stable(meadowland.book(), "7.1", "mill")
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    facts = finding.counterexample.subjects[0].facts
    assert facts["hands"] == 10 or facts["income"] == "0.01"

"""The missing facts of a measure: exactly those on which its verdict or its amount still depends."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import smallholding
from tests.engine.random_rules import TABLES, Made, interpret, names, sources
from tests.engine.smallholding import AS_OF, completions, filed, that_matter
from tests.engine.test_missing_exact import partial_facts
from zhiwei.engine import Force, Measure, Modality

AMOUNTS = st.recursive(
    st.one_of(names("rent", "debt", "limit"), st.sampled_from([("0",), ("1",)])),
    lambda inner: st.tuples(st.just("if"), TABLES, inner, inner),
    max_leaves=3,
)
"""Amounts that are a fact, a parameter or a choice among them."""
AID = Measure(
    id="9.1", entity="plot", modality=Modality.BENEFIT, force=Force.MUST, zh="试", en="aid", scope=("inside",),
    criteria=("first", "second"), amount="due", cites=("9.1",),
)  # fmt: skip


def outcome(parts: dict[str, Made], facts: dict[str, Any]) -> tuple[str, Any]:
    """Verdict and amount where everything is known, by the order of precedence."""
    if not interpret(parts["inside"], facts):
        return "out_of_scope", None
    if not (interpret(parts["first"], facts) and interpret(parts["second"], facts)):
        return "not_entitled", None
    return "entitled", interpret(parts["due"], facts)


@given(TABLES, TABLES, TABLES, AMOUNTS, partial_facts())
@settings(max_examples=200)
def test_verdict_and_amount(
    inside: Made, first: Made, second: Made, due: Made, facts: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    known, missing = facts
    parts = {"inside": inside, "first": first, "second": second, "due": due}
    text = sources(parts)
    found = smallholding.book(text, AID=AID).answer(filed(known), as_of=AS_OF, entity="plot").measures["9.1"]
    every = {tuple(full[n] for n in missing): outcome(parts, full) for full in completions(known, missing)}
    verdicts = {v for v, _ in every.values()}
    amounts = {a for v, a in every.values() if v == "entitled"}
    assert found.missing == that_matter(every, missing)
    if len(verdicts) == 1:
        assert {found.verdict} == verdicts
    else:
        assert found.verdict in {"undetermined", *(verdicts - {"entitled"})}
    if found.verdict == "entitled":
        assert found.amount is not None
        if len(amounts) == 1:
            assert (found.amount.status, {found.amount.value}) == ("known", amounts)
        else:
            assert (found.amount.status, found.amount.value) == ("missing", None)
    elif found.verdict != "undetermined":
        assert found.amount is None
    else:
        assert found.amount is not None
        assert found.amount.value is None

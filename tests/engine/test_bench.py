"""Evaluations that share diagrams and results come out as if each were alone."""

from __future__ import annotations

import threading
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import smallholding
from tests.engine.random_rules import MONEY, TABLES, Made, source
from tests.engine.smallholding import AS_OF, DOMAINS, filed
from zhiwei.engine import bench
from zhiwei.engine.bench import Bench, bench_for
from zhiwei.engine.evaluate import Evaluation, Result
from zhiwei.engine.rulebook import Rulebook

PARTLY = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in DOMAINS.items()}
)


def result(book: Rulebook, plan: Any, known: dict[str, Any]) -> Result:
    case = book.case(filed(known), plan.law.as_of, entity="plot")
    return Evaluation(book.data, plan, case).result(plan.names["tried"])


@given(
    st.one_of(TABLES.map(lambda m: ("Flag", m)), MONEY.map(lambda m: ("Money", m))),
    st.lists(PARTLY, max_size=6),
)
@settings(max_examples=80)
def test_many_on_one_bench_are_as_each_alone(made: tuple[str, Made], cases: list[dict[str, Any]]) -> None:
    """The same rules asked of one plan in turn, and of a plan of its own for each case."""
    text = source("tried", *made)
    book = smallholding.book(text)
    law = book.law(AS_OF)
    shared = book.plan("plot", ("tried",), law)
    for known in [*cases, *reversed(cases)]:
        alone = smallholding.book(text)
        assert result(book, shared, known) == result(alone, alone.plan("plot", ("tried",), law), known)


def plan(book: Rulebook) -> Any:
    return book.plan("plot", ("tried",), book.law(AS_OF))


RULE = source("tried", "Flag", ("and", ("name", "wet"), ("name", "let")))


def test_each_thread_has_its_own() -> None:
    one = plan(smallholding.book(RULE))
    found: list[Bench] = []
    other = threading.Thread(target=lambda: found.append(bench_for(one)))
    other.start()
    other.join()
    assert bench_for(one) is bench_for(one)
    assert found[0] is not bench_for(one)


def test_a_full_one_is_begun_anew(monkeypatch: Any) -> None:
    one = plan(smallholding.book(RULE))
    first = bench_for(one)
    assert bench_for(one) is first
    first.results.update({("filler", n): False for n in range(50)})
    monkeypatch.setattr(bench, "LARGEST", 20)
    assert bench_for(one) is not first


def test_few_are_kept(monkeypatch: Any) -> None:
    monkeypatch.setattr(bench, "KEPT", 2)
    plans = [plan(smallholding.book(RULE)) for _ in range(3)]
    first = bench_for(plans[0])
    for one in plans[1:]:
        bench_for(one)
    assert bench_for(plans[0]) is not first

"""Verdicts and amounts of many cases: traced one by one where they are few, by a compiled kernel where they are many."""

from __future__ import annotations

from collections.abc import Sequence

from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.outcome import VERDICTS, judge
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook

Found = tuple[str, int | None]
"""A verdict and, where it is known, the amount in fen."""
FEW = 2_000
"""Cases up to which nothing is compiled for them."""


def answers(
    book: Rulebook, law: Law, entity: str, measures: Sequence[str], cases: Sequence[Case]
) -> dict[str, list[Found]]:
    """For each measure the verdict on each case, in their order."""
    if len(cases) <= FEW:
        return traced(book, law, entity, measures, cases)
    return native(book, law, entity, measures, cases)


def traced(
    book: Rulebook, law: Law, entity: str, measures: Sequence[str], cases: Sequence[Case]
) -> dict[str, list[Found]]:
    """One case after another."""
    chosen = [book.measures[m] for m in measures]
    plan = book.plan(entity, tuple(dict.fromkeys(n for m in chosen for n in m.variables())), law)
    found: dict[str, list[Found]] = {m: [] for m in measures}
    for case in cases:
        evaluation = Evaluation(book.data, plan, case)
        for measure in chosen:
            outcome = judge(measure, evaluation)
            amount = outcome.amount.value if outcome.amount and outcome.amount.status == "known" else None
            found[measure.id].append((outcome.verdict, amount))
    return found


def native(
    book: Rulebook, law: Law, entity: str, measures: Sequence[str], cases: Sequence[Case]
) -> dict[str, list[Found]]:
    """All cases at once; those with a number that a column cannot carry are traced."""
    from zhiwei.engine.native.measures import NativeMeasures
    from zhiwei.platform.decisions.effects.columns import columns_of
    from zhiwei.population.kernels import kernel_cache

    engine = NativeMeasures(
        book, law, entity=entity, measures=measures, cache=kernel_cache(), three_valued=False, threads=1
    )
    columns, beyond = columns_of(cases, engine.slots, law, book.data)
    answered = engine.run(columns, len(cases))
    found: dict[str, list[Found]] = {}
    for measure, columns_found in answered.measures.items():
        verdicts = [VERDICTS[code] for code in columns_found.verdict.tolist()]
        amounts: list[int | None] = [None] * len(cases)
        if columns_found.amount is not None and columns_found.amount_status is not None:
            pairs = zip(columns_found.amount.tolist(), columns_found.amount_status.tolist(), strict=True)
            amounts = [int(amount) if status == KNOWN else None for amount, status in pairs]
        found[measure] = list(zip(verdicts, amounts, strict=True))
    rows = sorted(beyond)
    again = traced(book, law, entity, measures, [cases[row] for row in rows])
    for measure, own in again.items():
        for row, one in zip(rows, own, strict=True):
            found[measure][row] = one
    return found

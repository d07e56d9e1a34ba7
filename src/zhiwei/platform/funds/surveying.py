"""What the law says of many subjects at once on one measure: verdict, amount and the criterion that decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhiwei.engine.errors import InputError
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case as Facts
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.outcome import VERDICTS, judge
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.platform.decisions.effects.engines import FEW
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Found:
    """One subject's answer; ``fen`` is None where the amount is not known, ``deciding`` '' where all criteria hold."""

    subject: Subject
    verdict: str
    fen: int | None
    deciding: str
    facts: Facts


def survey(
    book: Rulebook, law: Law, measure: str, portion: Sequence[Subject], as_of: date
) -> tuple[list[Found], int]:
    """The answers on a portion of subjects, and how many of them have facts that contradict each other."""
    chosen = book.measures[measure]
    by_key = subjects.facts_of_many(portion, as_of=as_of)
    read: list[Subject] = []
    cases: list[Facts] = []
    for subject in portion:
        try:
            cases.append(book.case(by_key[subject.pk], as_of, entity=chosen.entity))
        except InputError:
            continue
        read.append(subject)
    found = (_traced if len(cases) <= FEW else _native)(book, law, measure, cases)
    rows = [Found(s, v, f, d, c) for s, c, (v, f, d) in zip(read, cases, found, strict=True)]
    return rows, len(portion) - len(read)


def _traced(
    book: Rulebook, law: Law, measure: str, cases: Sequence[Facts]
) -> list[tuple[str, int | None, str]]:
    chosen = book.measures[measure]
    plan = book.plan(chosen.entity, chosen.variables(), law)
    found = []
    for case in cases:
        outcome = judge(chosen, Evaluation(book.data, plan, case))
        fen = outcome.amount.value if outcome.amount and outcome.amount.status == "known" else None
        found.append((outcome.verdict, fen, outcome.deciding or ""))
    return found


def _native(
    book: Rulebook, law: Law, measure: str, cases: Sequence[Facts]
) -> list[tuple[str, int | None, str]]:
    """All at once; those with a number that a column cannot carry are traced."""
    from zhiwei.engine.native.measures import NativeMeasures
    from zhiwei.platform.decisions.effects.columns import columns_of
    from zhiwei.population.kernels import kernel_cache

    engine = NativeMeasures(
        book, law, entity=book.measures[measure].entity, measures=[measure], cache=kernel_cache(), three_valued=False,
        threads=1,
    )  # fmt: skip
    columns, beyond = columns_of(cases, engine.slots, law, book.data)
    answered = engine.run(columns, len(cases)).measures[measure]
    parts = ("", *engine.deciding[measure])
    amounts: list[int | None] = [None] * len(cases)
    if answered.amount is not None and answered.amount_status is not None:
        pairs = zip(answered.amount.tolist(), answered.amount_status.tolist(), strict=True)
        amounts = [int(amount) if status == KNOWN else None for amount, status in pairs]
    verdicts = [VERDICTS[code] for code in answered.verdict.tolist()]
    deciding = [parts[code] for code in answered.deciding.tolist()]
    found = list(zip(verdicts, amounts, deciding, strict=True))
    rows = sorted(beyond)
    for row, one in zip(rows, _traced(book, law, measure, [cases[r] for r in rows]), strict=True):
        found[row] = one
    return found

"""断崖 under both laws: which a reform moves, opens or closes. Each list is the solver's, exact and complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhiwei.engine.decisions import decision_json
from zhiwei.engine.errors import LoadError
from zhiwei.engine.plan import Law, Plan
from zhiwei.engine.proof.claims import EMPTY, PROVED, Notch, Notches
from zhiwei.engine.proof.explore import money_facts
from zhiwei.engine.raw import read_raw
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.types import MONEY
from zhiwei.population.what_if.lines import Line, Lines
from zhiwei.population.what_if.reform import Reform
from zhiwei.population.what_if.result import NotchChange, NotchReport


@dataclass(frozen=True)
class _Asked:
    """A money fact, and what is taken from it and added to it."""

    fact: str
    zh: str
    en: str
    less: tuple[str, ...]
    plus: tuple[str, ...]


def compare_notches(book: Rulebook, law: Law, reform: Reform, lines: Lines, seconds: int) -> NotchReport:
    """The notches of each money fact that the total rests on, less what is paid and plus what is received of it.

    ``seconds`` are given to each list; 0 asks for none. Not asked either where only the law known on an earlier day
    counts, which the solver does not model.
    """
    if not seconds or law.known_on is not None:
        return NotchReport("none_asked")
    from zhiwei.engine.proof.solver import ProverMissing

    supposed, supposed_law = reform.supposition.book(book), reform.supposition.law(law)
    found: list[NotchChange] = []
    unsettled: list[str] = []
    try:
        for asked in _asked(book, law, supposed, supposed_law, reform.entity, lines):
            before = _listed(book, law, reform.entity, asked, seconds)
            after = _listed(supposed, supposed_law, reform.entity, asked, seconds)
            if before is None or after is None:
                unsettled.append(asked.fact)
            else:
                found += _changes(asked, before, after)
    except ProverMissing:
        return NotchReport("no_solver")
    return NotchReport("incomplete" if unsettled else "complete", tuple(found), tuple(unsettled))


def _asked(
    book: Rulebook, law: Law, supposed: Rulebook, supposed_law: Law, entity: str, lines: Lines
) -> Iterator[_Asked]:
    counted = [line for line in lines.every if line.name in lines.total and _can_stand(line)]
    if not counted:
        return
    less = tuple(line.name for line in counted if line.sign < 0)
    plus = tuple(line.name for line in counted if line.sign > 0)
    names = [*less, *(n for line in counted if line.measure for n in line.measure.variables())]
    facts = dict.fromkeys((*_facts(book.plan(entity, tuple(dict.fromkeys(names)), law)),
                           *_facts(supposed.plan(entity, tuple(dict.fromkeys(names)), supposed_law))))  # fmt: skip
    for fact, zh, en in facts:
        yield _Asked(fact, zh, en, less, plus)


def _can_stand(line: Line) -> bool:
    """A variable is taken away, a measure added; a variable received stands in no claim."""
    return line.measure is not None or line.sign < 0


def _facts(plan: Plan) -> list[tuple[str, str, str]]:
    return [found for found in money_facts(plan) if "." not in found[0]]


def _listed(book: Rulebook, law: Law, entity: str, asked: _Asked, seconds: int) -> tuple[Notch, ...] | None:
    """The notches under a law; None where the time did not suffice or a rule cannot be written down."""
    from zhiwei.engine.proof.prove import prove

    claim = Notches(
        id=f"what-if/{asked.fact}", zh=asked.zh, en=asked.en, cites=(), as_of=law.as_of.isoformat(), entity=entity,
        decisions=tuple(decision_json(d, book.data) for d in law.decisions), readings=dict(law.readings),
        fact=asked.fact, less=asked.less, plus=asked.plus,
    )  # fmt: skip
    try:
        finding = prove(book, claim, seconds)
    except LoadError:  # nothing there rests on the fact under this law
        return ()
    if finding.outcome == EMPTY:
        return ()
    return finding.notches if finding.outcome == PROVED else None


def _changes(asked: _Asked, before: tuple[Notch, ...], after: tuple[Notch, ...]) -> Iterator[NotchChange]:
    old, new = ({n.at: (n.size, n.dominated_to) for n in side} for side in (before, after))
    lines = (*asked.less, *asked.plus)
    for at in sorted({*old, *new}, key=lambda text: read_raw(MONEY, text, {})):
        was, is_now = old.get(at), new.get(at)
        kind = (
            "new" if was is None else "vanished" if is_now is None else "kept" if was == is_now else "changed"
        )
        yield NotchChange(asked.fact, asked.zh, asked.en, lines, at, kind, was, is_now)

"""The verdict on a measure in kernel text: what :func:`zhiwei.engine.outcome.judge` says, in select form.

Verdicts are positions in ``VERDICTS``. :data:`OPEN` is added where missing facts may leave more settled than a kernel can
see, or where the facts that still matter must be named: those rows are for :mod:`zhiwei.engine.native.exact`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhiwei.engine.declare import Measure
from zhiwei.engine.native.codes import CODE, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.emit import Val
from zhiwei.engine.outcome import NEGATIVE, POSITIVE, VERDICTS
from zhiwei.engine.status import Status

OPEN = 128
"""Added to the verdict of a row that missing facts leave open."""
NO_AMOUNT = 255
"""Status of an amount where the verdict has none."""


def components_of(measure: Measure) -> tuple[str, ...]:
    """Names of the parts of a verdict in order; a deciding part is coded by its place, from 1."""
    return tuple(dict.fromkeys((*measure.scope, *measure.window, *measure.criteria, *measure.delegated)))


@dataclass(frozen=True, slots=True)
class Judged:
    """Names of the results of a verdict function, all of them codes, and its text lines."""

    lines: tuple[str, ...]
    results: tuple[str, ...]


def amount_text(amount: Val, paid: str) -> str:
    """The amount of a measure by its status: 0 where it has none. Apart from the codes, which are judged in bytes."""
    return f"({amount.n} if {paid} == 0.0 else 0.0)"


def judge_text(measure: Measure, parts: Mapping[str, Val], flags: frozenset[str]) -> Judged:
    """Lines that give verdict, deciding part and, where the measure has one, the status of its amount.

    ``parts`` are the values of the components and of the amount; ``flags`` names those that are true or false.
    """
    return _Writer(measure, parts, flags).text()


class _Writer:
    def __init__(self, measure: Measure, parts: Mapping[str, Val], flags: frozenset[str]) -> None:
        self.measure, self.parts, self.flags = measure, parts, flags
        self.places = {name: place for place, name in enumerate(components_of(measure), start=1)}
        self.lines: list[str] = []
        self.word: dict[str, str] = {v: f"{VERDICTS.index(v)}.0" for v in VERDICTS}

    def text(self) -> Judged:
        measure = self.measure
        everything = tuple(self.places)
        scoped = [*(self._false(n) for n in measure.scope), *(self._absent(n) for n in measure.scope)]
        self._set("out", self._any([*scoped, *(self._absent(n) for n in measure.criteria)]))
        ended = [self._has(n, CODE[Status.NOT_IN_FORCE]) for n in everything]
        self._set("ended", self._any([*(self._false(n) for n in measure.window), *ended]))
        self._set("no", self._any([self._false(n) for n in measure.criteria]))
        for name, status in (
            ("unknown", Status.UNKNOWN_LAW),
            ("withheld", Status.NOT_OFFERED),
            ("undecided", Status.NO_DECISION),
        ):
            self._set(name, self._any([self._has(n, CODE[status]) for n in everything]))
        self._set("lacking", self._any([self._lacks(n) for n in everything]))
        words = (
            ("out", "out_of_scope"), ("ended", "not_in_force"), ("no", NEGATIVE[measure.modality]),
            ("unknown", "unknown_law"), ("withheld", "not_offered"), ("undecided", "no_decision_filed"),
            ("lacking", "undetermined"),
        )  # fmt: skip
        chosen = self.word[POSITIVE[measure.modality]]
        for condition, word in reversed(words):
            chosen = f"({self.word[word]} if {condition} else {chosen})"
        self.lines.append(f"verdict = {chosen}")
        self._deciding()
        self._amount()
        self._open()
        results = ("verdict", "deciding", *(("paid",) if measure.amount else ()))
        return Judged(tuple(self.lines), results)

    def _deciding(self) -> None:
        """The first part, in the order of the verdict's own search, that decided against the subject."""
        m = self.measure
        status = {word: CODE[s] for word, s in (
            ("unknown", Status.UNKNOWN_LAW), ("withheld", Status.NOT_OFFERED), ("undecided", Status.NO_DECISION),
        )}  # fmt: skip
        chosen = "0.0"
        for word in ("undecided", "withheld", "unknown"):
            chosen = self._first(word, [(n, [self._has(n, status[word])]) for n in self.places], chosen)
        chosen = self._first("no", [(n, [self._false(n)]) for n in m.criteria], chosen)
        order = (*m.window, *m.criteria, *m.scope, *m.delegated)
        ended = CODE[Status.NOT_IN_FORCE]
        chosen = self._first("ended", [(n, [self._false(n), self._has(n, ended)]) for n in order], chosen)
        scoped = [(n, [self._false(n), self._absent(n)]) for n in (*m.scope, *m.criteria)]
        self.lines.append(f"deciding = {self._first('out', scoped, chosen)}")

    def _first(self, condition: str, tests: Sequence[tuple[str, list[str]]], otherwise: str) -> str:
        found = "0.0"
        for name, hits in reversed(tests):
            hit = self._any(hits)
            if hit == "True":
                found = f"{self.places[name]}.0"
            elif hit != "False":
                found = f"({self.places[name]}.0 if {hit} else {found})"
        return otherwise if found == "0.0" else f"({found} if {condition} else {otherwise})"

    def _amount(self) -> None:
        m = self.measure
        if m.amount is None:
            return
        value = self.parts[m.amount]
        yes = f"(verdict == {self.word[POSITIVE[m.modality]]})"
        other = f"({float(MISSING)} if verdict == {self.word['undetermined']} else {float(NO_AMOUNT)})"
        for word, code in (
            ("unknown_law", CODE[Status.UNKNOWN_LAW]),
            ("no_decision_filed", CODE[Status.NO_DECISION]),
        ):
            other = f"({float(code)} if verdict == {self.word[word]} else {other})"
        self.lines.append(f"paid = {value.status} if {yes} else {other}")

    def _open(self) -> None:
        """Mark rows in which a missing fact may still matter or may hide what decided."""
        m = self.measure
        opens = [n for n in self.places if self._lacks(n) != "False"]
        paid = self.parts[m.amount] if m.amount else None
        unpaid = paid is not None and paid.open
        if not opens and not unpaid:
            return
        marks = []
        if opens:
            quiet_out = self._settled(m.scope)
            hiding = [n for n in opens if n in m.scope or n in m.window or self.parts[n].hides]
            quiet_no = self._all([*(_not(self._lacks(n)) for n in hiding), self._settled(m.criteria)])
            quiet = [self._all(["out", quiet_out]), self._all(["(not out)", "(not ended)", "no", quiet_no])]
            marks.append(self._all(["lacking", _not(self._any(quiet))]))
        if unpaid:
            marks.append(f"(paid == {float(MISSING)})")
        condition = " | ".join(f"({mark})" for mark in marks)
        self.lines.append(f"verdict = verdict + {float(OPEN)} if {condition} else verdict")

    def _settled(self, names: Sequence[str]) -> str:
        """Whether one of the parts is known to fail before any that is missing."""
        found, clear = "False", "True"
        for name in names:
            hit = self._any(
                [self._false(name), self._absent(name) if name in self.measure.scope else "False"]
            )
            found = self._any([found, self._all([clear, hit])])
            clear = self._all([clear, _not(self._lacks(name))])
        return found

    def _set(self, name: str, condition: str) -> None:
        self.lines.append(f"{name} = {condition}")

    def _has(self, name: str, status: int) -> str:
        value = self.parts[name]
        return f"({value.s} == {status}.0)" if status in value.may else "False"

    def _absent(self, name: str) -> str:
        return self._has(name, NOT_APPLICABLE)

    def _lacks(self, name: str) -> str:
        return self._has(name, MISSING)

    def _false(self, name: str) -> str:
        value = self.parts[name]
        if name not in self.flags or value.n == "1.0":
            return "False"
        known = f"({value.s} == 0.0)" if value.may else "True"
        return self._all(["True" if value.n == "0.0" else f"({value.n} == 0.0)", known])

    @staticmethod
    def _any(conditions: Sequence[str]) -> str:
        kept = [c for c in dict.fromkeys(conditions) if c != "False"]
        if "True" in kept:
            return "True"
        return f"({' | '.join(kept)})" if kept else "False"

    @staticmethod
    def _all(conditions: Sequence[str]) -> str:
        kept = [c for c in dict.fromkeys(conditions) if c != "True"]
        if "False" in kept:
            return "False"
        return f"({' & '.join(kept)})" if kept else "True"


def _not(condition: str) -> str:
    return {"True": "False", "False": "True"}.get(condition, f"(not {condition})")

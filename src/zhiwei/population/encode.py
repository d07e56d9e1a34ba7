"""Replies as cells, row by row: in words, or in codes with a dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from zhiwei.engine.calculation import Computed
from zhiwei.engine.model import Variable
from zhiwei.engine.native.judge import components_of
from zhiwei.engine.native.masks import BITS, facts_of
from zhiwei.engine.outcome import VERDICTS, Outcome
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question, Reply
from zhiwei.population.defects import Problem, refuse
from zhiwei.population.writers import OutColumn
from zhiwei.population.writers.table import INT64, TEXT, UINT8, UINT64

KNOWN, MISSING, NOT_APPLICABLE = "known", "missing", "not_applicable"


def column_stem(measure: str) -> str:
    """The first part of a measure's column names: ``28.1/reserve`` gives ``28.1_reserve``."""
    return measure.replace("/", "_")


class Encoding(Protocol):
    """Turns replies into rows."""

    columns: list[OutColumn]
    variables: Mapping[str, Variable]

    def row(self, subject: str, reply: Reply) -> tuple[Any, ...]: ...


class Words(Encoding):
    """Text throughout: yuan with two decimals, missing names joined by ``;``.

    A variable without value is empty where facts are missing, ``n/a`` where it is not applicable, else its status.
    """

    def __init__(self, question: Question, variables: Mapping[str, Variable]) -> None:
        self.variables = {name: variables[name] for name in question.variables}
        self._measures = question.measures
        self.columns = [OutColumn("id"), *(OutColumn(name) for name in self.variables)]
        for measure in self._measures:
            stem = column_stem(measure)
            self.columns += [OutColumn(f"{stem}_{part}") for part in ("verdict", "amount", "missing")]

    def row(self, subject: str, reply: Reply) -> tuple[Any, ...]:
        """Id, variables, then verdict, amount and missing facts of each measure."""
        cells: list[Any] = [subject]
        cells += [self._word(variable, reply.variables[name]) for name, variable in self.variables.items()]
        for measure in self._measures:
            outcome = reply.measures[measure]
            cells += [outcome.verdict, _yuan(amount_fen(outcome)), ";".join(outcome.missing)]
        return tuple(cells)

    @staticmethod
    def _word(variable: Variable, result: Computed) -> str:
        if result.status == KNOWN:
            return shown(variable.type, result.value)
        return {MISSING: "", NOT_APPLICABLE: "n/a"}.get(result.status, result.status)


class Codes(Encoding):
    """Numbers: verdicts and enums uint8, money int64 fen, missing facts a bit mask; see :meth:`dictionary`."""

    def __init__(
        self, question: Question, variables: Mapping[str, Variable], needs: Mapping[str, Sequence[str]],
        parts: Mapping[str, Sequence[str]],
    ) -> None:  # fmt: skip
        """``needs`` are the facts of each measure in the order of bits, ``parts`` what can decide it, coded from 1."""
        self._question = question
        self.variables = {name: variables[name] for name in question.variables}
        self._verdicts = {word: code for code, word in enumerate(VERDICTS)}
        self.bits = {m: {fact: bit for bit, fact in enumerate(needs[m])} for m in question.measures}
        self.parts = {m: {name: place for place, name in enumerate(parts[m], 1)} for m in question.measures}
        for measure, bits in self.bits.items():
            if len(bits) > BITS:
                raise refuse(too_many(measure, len(bits)))
        self._members = {
            name: {member.value: code for code, member in enumerate(variable.enum)}
            for name, variable in self.variables.items()
        }
        self.columns = [OutColumn("id")]
        self.columns += [OutColumn(name, _kind(variable)) for name, variable in self.variables.items()]
        for measure in question.measures:
            stem = column_stem(measure)
            self.columns.append(OutColumn(f"{stem}_verdict", UINT8))
            self.columns.append(OutColumn(f"{stem}_amount", INT64))
            self.columns.append(OutColumn(f"{stem}_deciding", UINT8))
            self.columns.append(OutColumn(f"{stem}_missing", UINT64))

    def row(self, subject: str, reply: Reply) -> tuple[Any, ...]:
        """Id, variables, then verdict, amount, deciding part and missing facts; None where there is no value."""
        cells: list[Any] = [subject]
        cells += [
            self._code(name, variable, reply.variables[name]) for name, variable in self.variables.items()
        ]
        for measure in self._question.measures:
            outcome = reply.measures[measure]
            bits = self.bits[measure]
            cells += [
                self._verdicts[outcome.verdict],
                amount_fen(outcome),
                self.parts[measure][outcome.deciding] if outcome.deciding else 0,
                sum(1 << bits[fact] for fact in outcome.missing),
            ]
        return tuple(cells)

    def _code(self, name: str, variable: Variable, result: Computed) -> Any:
        if result.status != KNOWN:
            return None
        kind = variable.type.kind
        if kind == "enum":
            return self._members[name][str(result.value)]
        if kind == "flag":
            return int(result.value)
        return int(result.value) if kind in ("money", "count") else shown(variable.type, result.value)

    def dictionary(self) -> dict[str, Any]:
        """What the codes mean, as written to OUT.dictionary.json."""
        return {
            "as_of": self._question.as_of,
            "entity": self._question.entity,
            "verdicts": {str(code): word for word, code in self._verdicts.items()},
            "measures": {
                measure: {
                    "columns": column_stem(measure),
                    "deciding": {str(place): name for name, place in self.parts[measure].items()},
                    "missing_bits": list(bits),
                }
                for measure, bits in self.bits.items()
            },
            "variables": {
                name: {"kind": v.type.kind, "unit": "fen" if v.type.kind == "money" else v.type.unit_word()}
                | ({"codes": {str(c): m for m, c in self._members[name].items()}} if v.enum else {})
                | ({"codes": {"0": "false", "1": "true"}} if v.type.kind == "flag" else {})
                for name, v in self.variables.items()
            },
        }


def amount_fen(outcome: Outcome) -> int | None:
    """The known amount of a measure in fen."""
    amount = outcome.amount
    return int(amount.value) if amount and amount.status == KNOWN and amount.value is not None else None


def _yuan(fen: int | None) -> str:
    if fen is None:
        return ""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def _kind(variable: Variable) -> str:
    return {"enum": UINT8, "flag": UINT8, "money": INT64, "count": INT64}.get(variable.type.kind, TEXT)


def too_many(measure: str, count: int) -> Problem:
    """A measure (or variable) that may lack more facts than a mask can name."""
    return Problem(
        "too_many_facts",
        f"{measure} 可能缺的事实有{count}项，超过位掩码的{BITS}位",
        f"{measure} may lack {count} facts, more than the {BITS} bits of a mask",
        "改用 --engine trace --encode words",
        "use --engine trace --encode words",
    )


def encoding_of(name: str, book: Rulebook, question: Question) -> Words | Codes:
    """Words or codes for the answers to a question."""
    variables = book.variables(question.entity)
    if name == "words":
        return Words(question, variables)
    needs = needs_of(book, question)
    return Codes(question, variables, needs, {m: components_of(book.measures[m]) for m in question.measures})


def needs_of(book: Rulebook, question: Question) -> dict[str, tuple[str, ...]]:
    """Every fact on which each measure may depend under the law asked, sorted: the order of its mask bits."""
    law = book.law(
        question.as_of, known_on=question.known_on, decisions=question.decisions, readings=question.readings
    )
    return facts_of(book, law, question.entity, question.measures)

"""The query: facts, rules, parameters and measures of one law on one day as one SELECT statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhiwei.engine.declare import Measure
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case, division_path
from zhiwei.engine.model import Variable
from zhiwei.engine.parameters import Parameter, Resolved
from zhiwei.engine.plan import DelegatedStep, Law, Plan, RuleStep
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.sql.calendar import Calendar
from zhiwei.engine.sql.constraints import constrained
from zhiwei.engine.sql.delegated import delegated
from zhiwei.engine.sql.dialects import DIALECTS
from zhiwei.engine.sql.expressions import Expressions, Given
from zhiwei.engine.sql.facts import FactReader, column_name
from zhiwei.engine.sql.fragments import Sql, case, sql, text
from zhiwei.engine.sql.logic import Logic
from zhiwei.engine.sql.lookups import looked_up
from zhiwei.engine.sql.measures import Part, judged
from zhiwei.engine.sql.numbers import Numbers
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.statuses import MISSING, NOT_APPLICABLE, WORDS
from zhiwei.engine.sql.strictness import passing_absence
from zhiwei.engine.sql.values import Ratio, Val
from zhiwei.engine.sql.writer import Output, written
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table

KINDS = {"flag": "flag", "date": "date", "enum": "text", "code": "text", "text": "text"}


@dataclass(frozen=True)
class Question:
    """What is asked of which table.

    ``columns`` are those the table has (None: every column that can be used); ``money`` is ``fen`` (BIGINT) or
    ``yuan`` (DECIMAL with two decimals) for what is read, amounts given are fen; ``key`` is passed through.
    ``encode`` gives verdicts as ``words`` or ``codes`` (the places in ``outcome.VERDICTS``).
    """

    entity: str
    law: Law
    variables: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    dialect: str = "duckdb"
    table: str = "firms"
    key: str = "id"
    division: str | None = None
    columns: Collection[str] | None = None
    money: str = "fen"
    encode: str = "words"


@dataclass(frozen=True)
class Query:
    """The statement, the columns that it reads with their types, and those that it gives."""

    text: str
    reads: dict[str, str]
    gives: tuple[str, ...]


def query(book: Rulebook, question: Question) -> Query:
    """The statement for a question; raises :class:`SqlRefused` for what SQL could only answer inexactly."""
    return _Writer(book, question).query()


class _Writer:
    def __init__(self, book: Rulebook, question: Question) -> None:
        self.book, self.question = book, question
        measures = [book.data.measures[m] for m in question.measures]
        wanted = [*question.variables, *(n for m in measures for n in m.variables())]
        self.plan: Plan = book.plan(question.entity, tuple(dict.fromkeys(wanted)), question.law)
        self.dialect = DIALECTS[question.dialect]
        self.stages = Stages(self.dialect)
        self.numbers = Numbers(self.dialect, self.stages)
        calendar = Calendar(self.dialect, self.stages, self.numbers)
        self.expressions = Expressions(calendar, Logic(self.stages, self.numbers), self.numbers)
        self.reader = FactReader(
            book.data,
            self.dialect,
            self.stages,
            self.expressions,
            question.columns,
            question.money,
            self._given(),
        )
        self.slots: dict[int, Val | Given] = {}
        self.rests_on: dict[int, frozenset[str]] = {}
        self._fill()
        self._run()

    def _given(self) -> dict[str, Any]:
        below = division_path(self.book.data, self.question.entity)
        if self.question.division is None or below is None:
            return {}
        return {column_name(f"{below}.division" if below else "division"): self.question.division}

    def _fill(self) -> None:
        plan = self.plan
        tables = looked_up(plan)
        for slot in plan.facts:
            self.slots[slot.index] = self.reader.read(slot, tables.get(slot.index, []))
            self.rests_on[slot.index] = frozenset({slot.label})
        for index, (parameter, resolved) in plan.parameters.items():
            if index not in plan.producers:
                self.slots[index] = self._parameter(parameter, resolved, plan.template[index])
        for index, value in enumerate(plan.template):
            if index in self.slots or index in plan.producers:
                continue
            self.slots[index] = self.expressions.constant("date", value)
        facts = [(s, v) for s in plan.facts if isinstance(v := self.slots[s.index], Val)]
        self.bound = constrained(self.book.data, facts, self.reader)

    def _parameter(self, parameter: Parameter, resolved: Resolved, value: Any) -> Val | Given:
        kind = KINDS.get(parameter.type.kind, "number")
        notes = _notes(parameter, resolved)
        if isinstance(value, Table):
            return Given(value, kind, self._keys(parameter), notes)
        if isinstance(value, tuple):
            return Given(value, kind, (), notes)
        if isinstance(value, Status) and (parameter.table or resolved.value is None):
            return Given(value, kind)
        return self.expressions.constant(kind, value, notes)

    def _keys(self, parameter: Parameter) -> tuple[str, ...]:
        """The words that a table's key may be; none for a code, whose list the key itself knows."""
        members = self.book.data.vocabularies.get(parameter.key or "")
        return tuple(m.value for m in members) if members else ()

    def _run(self) -> None:
        for step in self.plan.steps:
            if isinstance(step, DelegatedStep):
                division = None if step.division is None else self.slots[step.division]
                assert not isinstance(division, Given)
                kind = KINDS.get(step.parameter.type.kind, "number")
                divisions = self.book.data.code_lists.get("divisions", tuple(self.book.data.parents))
                notes = (step.parameter.name,)
                found = delegated(step, kind, division, divisions, self.expressions, notes)
                self.slots[step.index] = self._kept(found, step.parameter.name, "")
                self.rests_on[step.index] = (
                    frozenset() if step.division is None else self.rests_on[step.division]
                )
            else:
                self._rule(step)

    def _rule(self, step: RuleStep) -> None:
        record = step.record
        self.numbers.where = step.variable.name
        values = {b.name: self.slots[i] for b, i in zip(record.bindings, step.arguments, strict=True)}
        strict = [v for b in record.bindings if not b.optional and isinstance(v := values[b.name], Val)]
        absent = next((v for v in strict if v.codes == {NOT_APPLICABLE}), None)
        if absent is not None:
            found = absent
        else:
            found = self.expressions.rounded(record.rounding, self.expressions.of(record.body, values, {}))
            found = passing_absence(found, strict, self.stages)
        name = column_name(f"{step.path}.{step.variable.name}" if step.path else step.variable.name)
        if any(name == column_name(s.label) for s in self.plan.facts) or name in self.stages.columns:
            name = f"{name}@{step.day.isoformat()}"
        self.slots[step.index] = self._kept(found, name, ", ".join(record.cites))
        self.rests_on[step.index] = frozenset().union(
            *(self.rests_on.get(i, frozenset()) for i in step.arguments)
        )

    def _kept(self, val: Val, name: str, remark: str) -> Val:
        """The value and status of a rule as columns of their own."""
        if val.constant is not None:
            return val
        value = val.value
        if isinstance(value, Ratio):
            bottom = value.bottom
            bottom = bottom if isinstance(bottom, int) else self.stages.keep(bottom, f"{name} denominator")
            value = replace(value, top=self.stages.keep(value.top, name, remark), bottom=bottom)
        elif value is not None:
            value = self.stages.keep(value, name, remark)
        return replace(val, value=value, status=self.stages.keep(val.status, f"{name} status"))

    def query(self) -> Query:
        outputs: list[Output] = []
        for name in self.question.variables:
            variable = self.book.data.variables[self.question.entity, name]
            outputs += self._variable(name, variable, self._val(name))
        for measure in self.question.measures:
            outputs += self._measure(self.book.data.measures[measure])
        return Query(
            written(self.question, self.stages, self.reader, outputs, self.book.hash),
            dict(self.reader.used),
            tuple(o.name for o in outputs),
        )

    def _val(self, name: str) -> Val:
        found = self.slots[self.plan.names[name]]
        return found if isinstance(found, Val) else self.expressions.constant("flag", True)

    def _variable(self, name: str, variable: Variable, val: Val) -> list[Output]:
        status = Output(f"{name}_status", self._words(val), text("rejected"))
        if variable.type.kind in ("rate", "number") or (val.kind == "number" and not val.ratio.whole):
            if val.value is None:
                empty = Sql("CAST(NULL AS BIGINT)")
                return [Output(f"{name}_numerator", empty), Output(f"{name}_denominator", empty), status]
            bottom = val.ratio.bottom
            below = Sql(str(bottom)) if isinstance(bottom, int) else bottom
            return [
                Output(f"{name}_numerator", self._where_known(val, val.ratio.top)),
                Output(f"{name}_denominator", self._where_known(val, below)),
                status,
            ]
        if val.value is None:
            return [
                Output(name, Sql(f"CAST(NULL AS {_SQL_TYPES.get(variable.type.kind, 'VARCHAR(1)')})")),
                status,
            ]
        return [
            Output(name, self._where_known(val, val.ratio.top if val.kind == "number" else val.plain)),
            status,
        ]

    @staticmethod
    def _where_known(val: Val, value: Sql) -> Sql:
        return value if val.always else case([(sql("({} = 0)", val.status), value)], None)

    @staticmethod
    def _words(val: Val) -> Sql:
        """The word of a status."""
        said = {code: WORDS.get(code, "missing") for code in sorted(val.codes)}
        if len(set(said.values())) == 1:
            return text(next(iter(said.values())))
        branches = [(sql("({} = {})", val.status, c), text(w)) for c, w in said.items() if w != "missing"]
        return case(branches, text("missing"))

    def _measure(self, measure: Measure) -> list[Output]:
        roles = ((r, n) for r in ("scope", "window", "criteria", "delegated") for n in getattr(measure, r))
        parts = [Part(n, r, self._val(n), self._open_ended(n), self._facts(n)) for r, n in roles]
        amount = self._val(measure.amount) if measure.amount else None
        found = judged(measure, parts, amount, self.stages, self._words, self.question.encode, self.bound)
        stem = measure.id.replace("/", "_")
        outputs = [
            Output(
                f"{stem}_verdict",
                found.verdict,
                text("rejected") if self.question.encode == "words" else None,
            ),
            Output(f"{stem}_deciding", found.deciding),
        ]
        if found.amount is not None and found.amount_status is not None:
            amount_word = Output(f"{stem}_amount_status", found.amount_status, text("rejected"))
            outputs += [Output(f"{stem}_amount", found.amount), amount_word]
        return outputs

    def _facts(self, name: str) -> frozenset[str]:
        return self.rests_on.get(self.plan.names[name], frozenset())

    def _open_ended(self, name: str) -> bool:
        """Whether the name rests on one fact, and is truly open where that is missing."""
        if len(self._facts(name)) != 1 or MISSING not in self._val(name).codes:
            return False
        empty = Evaluation(self.book.data, self.plan, Case(self.question.entity))
        return empty.result(self.plan.names[name]).status == "missing"


_SQL_TYPES = {"money": "BIGINT", "count": "BIGINT", "flag": "BOOLEAN", "date": "DATE"}


def _notes(parameter: Parameter, resolved: Resolved) -> tuple[str, ...]:
    if parameter.reading:
        return (f"{parameter.name}: reading",)
    source = f": {resolved.entry.cite}" if resolved.entry else ""
    return (f"{parameter.name}{source}",)


def names_of(book: Rulebook, entity: str, names: Sequence[str]) -> tuple[str, ...]:
    """The computed variables of an entity, or those named."""
    return tuple(names) or tuple(v.name for v in book.variables(entity).values() if v.computed)

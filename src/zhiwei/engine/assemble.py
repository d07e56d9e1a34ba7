"""Rules, facts, parameters and measures joined into one rulebook, every defect reported at once."""

from __future__ import annotations

import datetime
import graphlib
import itertools
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

from zhiwei.engine.check import Slot, TypeClash, fits, type_of
from zhiwei.engine.declare import Measure, Rule
from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.engine.model import (
    Binding,
    Citation,
    Entity,
    Member,
    RulebookData,
    RuleRecord,
    Variable,
    sentence_order,
)
from zhiwei.engine.parameters import Parameter, overlaps
from zhiwei.engine.parse import Argument, Parsed, parse
from zhiwei.engine.types import ANNOTATIONS, DATE, PERIODS, ROUNDINGS, ValueType
from zhiwei.engine.vocabulary import Vocabulary

TIMES = ("as_of", "period_start", "period_end")


def assemble(
    *,
    entities: Iterable[Entity],
    modules: Iterable[ModuleType],
    parameters: Iterable[Parameter],
    citation: Callable[[str], Citation | None],
    known_citations: Iterable[str] = (),
    code_lists: Mapping[str, tuple[str, ...]] | None = None,
    parents: Mapping[str, str] | None = None,
    vocabularies: Iterable[type[Vocabulary]] = (),
) -> RulebookData:
    """Collect the rules and measures of the modules and check everything against everything.

    ``citation`` gives the text of a cited sentence or article, None where it does not exist; ``parents`` the parent
    of each division code. Raises :class:`LoadError` with all defects.
    """
    found: list[object] = [v for m in modules for v in vars(m).values()]
    rules = list({id(v): v for v in found if isinstance(v, Rule)}.values())
    measures = list({id(v): v for v in found if isinstance(v, Measure)}.values())
    work = _Assembly(entities, parameters, citation, tuple(known_citations), vocabularies)
    return work.run(rules, measures, code_lists or {}, parents or {})


class _Assembly:
    def __init__(
        self,
        entities: Iterable[Entity],
        parameters: Iterable[Parameter],
        citation: Callable[[str], Citation | None],
        known_citations: tuple[str, ...],
        vocabularies: Iterable[type[Vocabulary]],
    ) -> None:
        self.defects: list[Defect] = []
        self.entities = {e.name: e for e in entities}
        self.parameters: dict[str, Parameter] = {}
        self.citation, self.known_citations = citation, known_citations
        self.citations: dict[str, Citation] = {}
        self.vocabularies = {
            v.__name__: tuple(Member(k, *labels) for k, labels in v.labels().items()) for v in vocabularies
        }
        self.variables: dict[tuple[str, str], Variable] = {}
        for entity in self.entities.values():
            for fact in entity.facts.values():
                self.variables[entity.name, fact.name] = self._with_members(
                    fact, f"fact {entity.name}.{fact.name}"
                )
        for parameter in parameters:
            self._add_parameter(parameter)

    def defect(self, where: str, what: str, remedy: str = "") -> None:
        self.defects.append(Defect(where, what, remedy))

    def _with_members(self, variable: Variable, where: str) -> Variable:
        name = variable.type.enum
        if name is None:
            return variable
        if name not in self.vocabularies:
            self.defect(where, f"unknown vocabulary {name}", suggest(name, self.vocabularies))
            return variable
        fields = {f: getattr(variable, f) for f in variable.__dataclass_fields__}
        return Variable(**{**fields, "enum": self.vocabularies[name]})

    def _add_parameter(self, parameter: Parameter) -> None:
        where = f"parameter {parameter.name}"
        if parameter.name in self.parameters:
            self.defect(where, "declared twice")
        if any(parameter.name == name for _, name in self.variables):
            self.defect(where, "has the name of a fact", "give the parameter a name of its own")
        if parameter.type.enum and parameter.type.enum not in self.vocabularies:
            self.defect(
                where,
                f"unknown vocabulary {parameter.type.enum}",
                suggest(parameter.type.enum, self.vocabularies),
            )
        self.defects.extend(overlaps(parameter))
        self.parameters[parameter.name] = parameter
        if parameter.delegated is not None:
            self._cite(parameter.delegated["sentence"], where)
        for value in parameter.values:
            for cite in (value.cite, *value.also, *([value.ended_by] if value.ended_by else [])):
                self._cite(cite, where)

    def _cite(self, cite: str, where: str) -> None:
        if cite in self.citations:
            return
        citation = self.citation(cite)
        if citation is None:
            self.defect(where, f"cites {cite}, which is not registered", suggest(cite, self.known_citations))
        else:
            self.citations[cite] = citation

    def run(
        self,
        rules: list[Rule[Any, Any]],
        measures: list[Measure],
        code_lists: Mapping[str, tuple[str, ...]],
        parents: Mapping[str, str],
    ) -> RulebookData:
        parsed = [(rule, form) for rule in rules if (form := self._parse(rule)) is not None]
        for rule, form in parsed:
            self._declare(rule, form)
        records: dict[tuple[str, str], list[RuleRecord]] = {}
        for rule, form in parsed:
            record = self._record(rule, form)
            if record is not None:
                records.setdefault((record.entity, record.variable), []).append(record)
        for key, versions in records.items():
            versions.sort(key=lambda r: r.starts or datetime.date.min)
            self._versions(key, versions)
        self._cycles(records)
        named = {m.id: m for m in measures}
        if len(named) != len(measures):
            ids = [m.id for m in measures]
            self.defect(
                "measures", "declared twice: " + ", ".join(sorted({i for i in ids if ids.count(i) > 1}))
            )
        for measure in measures:
            self._measure(measure)
        if self.defects:
            raise LoadError(self.defects)
        return RulebookData(
            entities={
                e.name: Entity(
                    e.name,
                    e.zh,
                    e.en,
                    {n: self.variables[e.name, n] for n in e.facts},
                    e.links,
                    e.constraints,
                )
                for e in self.entities.values()
            },
            variables=self.variables,
            rules={k: tuple(v) for k, v in records.items()},
            parameters=self.parameters,
            measures=dict(sorted(named.items(), key=lambda m: sentence_order(m[0]))),
            citations=self.citations,
            code_lists=code_lists,
            parents=parents,
            vocabularies=self.vocabularies,
        )

    def _parse(self, rule: Rule[Any, Any]) -> Parsed | None:
        form, defects = parse(rule)
        self.defects.extend(defects)
        return form

    def _declare(self, rule: Rule[Any, Any], form: Parsed) -> None:
        header, where = rule.header, self._where(rule)
        if header.entity not in self.entities:
            self.defect(where, f"unknown entity {header.entity}", suggest(header.entity, self.entities))
            return
        if header.period is not None and header.period not in PERIODS:
            self.defect(where, f"unknown period {header.period}", suggest(header.period, PERIODS))
        if header.rounding is not None and header.rounding not in ROUNDINGS:
            self.defect(where, f"unknown rounding {header.rounding}", suggest(header.rounding, ROUNDINGS))
        if not header.cites:
            self.defect(where, "cites nothing", "name the sentence or article it follows")
        for cite in header.cites:
            self._cite(cite, where)
        value_type = self._annotated(form.returns, where)
        if value_type is None:
            return
        if header.unit:
            value_type = ValueType(value_type.kind, header.unit, value_type.enum)
        key = (header.entity, header.variable)
        variable = Variable(
            header.variable, header.entity, header.zh, header.en, value_type, computed=True, period=header.period,
            cites=header.cites, enum=self.vocabularies.get(value_type.enum or "", ()), doc=form.doc,
        )  # fmt: skip
        earlier = self.variables.get(key)
        if earlier is None:
            if header.variable in self.parameters:
                self.defect(where, f"the variable {header.variable} has the name of a parameter")
            self.variables[key] = variable
        elif not earlier.computed:
            self.defect(where, f"{header.variable} is a fact of {header.entity} and cannot be computed")
        elif (earlier.type, earlier.period) != (variable.type, variable.period):
            self.defect(where, f"versions of {header.variable} differ in type or period")

    def _annotated(self, argument: Argument, where: str) -> ValueType | None:
        if argument.word in ANNOTATIONS:
            return ValueType(ANNOTATIONS[argument.word])
        if argument.word in self.vocabularies:
            return ValueType("enum", enum=argument.word)
        self.defect(where, f"{argument.name}: unknown type {argument.word}",
                    suggest(argument.word, [*ANNOTATIONS, *self.vocabularies]))  # fmt: skip
        return None

    @staticmethod
    def _where(rule: Rule[Any, Any]) -> str:
        return f"{rule.function.__module__}.{rule.function.__name__}"

    def _record(self, rule: Rule[Any, Any], form: Parsed) -> RuleRecord | None:
        header, where = rule.header, self._where(rule)
        if (header.entity, header.variable) not in self.variables or form.body is None:
            return None
        slots: dict[str, Slot] = {}
        bindings: list[Binding] = []
        for argument in form.arguments:
            bound = self._bind(argument, header.entity, where)
            if bound is not None:
                bindings.append(bound[0])
                slots[argument.name] = bound[1]
        if len(bindings) != len(form.arguments):
            return None
        variable = self.variables[header.entity, header.variable]
        try:
            given = type_of(form.body, slots)
            if given.kind == "nothing" or not fits(given, variable.type):
                raise TypeClash(f"returns {given}, declared {variable.type}")
        except TypeClash as clash:
            self.defect(where, f"types or units clash: {clash}")
            return None
        try:
            starts, ends = (datetime.date.fromisoformat(d) if d else None for d in header.valid)
        except ValueError as error:
            self.defect(where, f"valid holds no days: {error}", 'write valid=("2012-01-01", None)')
            return None
        if starts and ends and ends < starts:
            self.defect(where, f"is valid to {ends}, before it starts on {starts}")
        rounding = header.rounding or ("half_up" if variable.type.kind == "money" else "none")
        return RuleRecord(header.variable, header.entity, rule.function.__name__, tuple(bindings), form.body,
                          header.cites, rounding, starts, ends, form.doc)  # fmt: skip

    def _bind(self, argument: Argument, entity: str, where: str) -> tuple[Binding, Slot] | None:
        name = argument.name
        if name in TIMES:
            if argument.word != "Date" or argument.container or argument.optional:
                self.defect(where, f"{name} is a day", "annotate it Date")
            return Binding(name, "time", name), Slot(DATE)
        annotated = self._annotated(argument, where)
        if annotated is None:
            return None
        if name in self.parameters:
            return self._bind_parameter(argument, annotated, where)
        link, offset, target = self._path(name, entity)
        owner = self.entities[entity].links[link].to if link else entity
        variable = self.variables.get((owner, target))
        if variable is None:
            known = [n for e, n in self.variables if e == entity] + list(self.parameters) + list(TIMES)
            self.defect(where, f"unknown name {name}", suggest(name, known))
            return None
        if argument.container:
            self.defect(where, f"{name} is a variable, not {argument.container}")
        if not fits(variable.type, annotated) or annotated.kind != variable.type.kind:
            self.defect(where, f"{name} is {variable.type}, annotated {annotated}")
        if variable.type.kind == "text":
            self.defect(where, f"{name} is text, which no rule may read")
        if offset and variable.period is None:
            self.defect(where, f"{target} has no period, so it has no previous one")
        return (
            Binding(name, "variable", target, link, offset, "", argument.optional),
            Slot(variable.type, optional=argument.optional),
        )

    def _path(self, name: str, entity: str) -> tuple[str | None, int, str]:
        link: str | None = None
        offset = 0
        head, _, tail = name.partition("__")
        if tail and head in self.entities[entity].links:
            link, name = head, tail
        while name.endswith("__previous"):
            name, offset = name.removesuffix("__previous"), offset - 1
        return link, offset, name

    def _bind_parameter(
        self, argument: Argument, annotated: ValueType, where: str
    ) -> tuple[Binding, Slot] | None:
        parameter = self.parameters[argument.name]
        if annotated.kind != parameter.type.kind or annotated.enum != parameter.type.enum:
            self.defect(where, f"{argument.name} is {parameter.type}, annotated {annotated}")
        allowed = _containers(parameter)
        if argument.container not in allowed:
            forms = [f"{c}[{argument.word}]" if c else argument.word for c in allowed]
            self.defect(
                where, f"{argument.name} must be annotated {' or '.join(forms)}", "as the parameter applies"
            )
        return (
            Binding(
                argument.name, "parameter", argument.name, None, 0, argument.container, argument.optional
            ),
            Slot(
                parameter.type,
                parameter.key,
                argument.container == "Pieces",
                argument.optional,
                parameter=True,
            ),
        )

    def _versions(self, key: tuple[str, str], versions: list[RuleRecord]) -> None:
        for earlier, later in itertools.pairwise(versions):
            if earlier.ends is None or (later.starts or datetime.date.min) <= earlier.ends:
                self.defect(f"{key[0]}.{key[1]}", f"the versions {earlier.name} and {later.name} overlap",
                            "end the earlier one the day before the later one starts")  # fmt: skip

    def _cycles(self, records: Mapping[tuple[str, str], list[RuleRecord]]) -> None:
        graph: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for (entity, variable), versions in records.items():
            graph[entity, variable] = {
                (self.entities[entity].links[b.link].to if b.link else entity, b.target)
                for r in versions for b in r.bindings if b.source == "variable"
            }  # fmt: skip
        try:
            tuple(graphlib.TopologicalSorter(graph).static_order())
        except graphlib.CycleError as error:
            chain = " -> ".join(name for _, name in error.args[1])
            self.defect("rules", f"the variables depend on each other in a circle: {chain}")

    def _measure(self, measure: Measure) -> None:
        where = f"measure {measure.id}"
        if measure.entity not in self.entities:
            self.defect(where, f"unknown entity {measure.entity}", suggest(measure.entity, self.entities))
            return
        if not measure.cites:
            self.defect(where, "cites nothing")
        for cite in measure.cites:
            self._cite(cite, where)
        known = {n for e, n in self.variables if e == measure.entity} | set(self.parameters)
        for name in measure.variables():
            if name not in known:
                self.defect(where, f"unknown name {name}", suggest(name, known))
        for name in (*measure.scope, *measure.criteria):
            found = self.variables.get((measure.entity, name)) or self.parameters.get(name)
            if found is not None and found.type.kind != "flag":
                self.defect(where, f"{name} is {found.type}, a criterion must be a flag")
        for amount in (measure.amount, measure.maximum):
            found = self.variables.get((measure.entity, amount or "")) or self.parameters.get(amount or "")
            if found is not None and found.type.kind != "money":
                self.defect(where, f"{amount} is {found.type}, an amount must be money")
        for name in measure.delegated:
            if name in self.parameters and self.parameters[name].delegated is None:
                self.defect(where, f"{name} is not a delegated parameter")


def _containers(parameter: Parameter) -> tuple[str, ...]:
    """How a rule may take a parameter: as a table, in pieces, plainly."""
    if parameter.table:
        return ("Keyed",)
    if parameter.applies == "pieces":
        return ("Pieces",)
    return ("",) if parameter.delegated or parameter.reading else ("", "Pieces")

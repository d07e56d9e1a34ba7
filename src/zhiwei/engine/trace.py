"""The explanation of an answer as plain data: steps with sentences, values, sources; readable without the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhiwei.engine import words
from zhiwei.engine.beside import Beside, conflicts_json, value_words
from zhiwei.engine.decisions import Decision, decision_json
from zhiwei.engine.display import display
from zhiwei.engine.evaluate import Evaluation, Result
from zhiwei.engine.facts import KNOWN, REFUSED
from zhiwei.engine.model import Binding, Member, RulebookData, Variable
from zhiwei.engine.outcome import Amount, Outcome
from zhiwei.engine.parameters import Parameter, Resolved, Value
from zhiwei.engine.plan import DelegatedStep, RuleStep
from zhiwei.engine.raw import shown
from zhiwei.engine.reasons import Noun, Path
from zhiwei.engine.splits import Node
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.symbols import Symbol
from zhiwei.engine.types import DATE, MONEY, ValueType

if TYPE_CHECKING:
    from zhiwei.engine.answer import Answer

FORMAT = 1


def explain(answer: Answer) -> dict[str, Any]:
    """Everything needed to read and check an answer."""
    from zhiwei.engine.changes import changes_of
    from zhiwei.engine.notches import notches_of

    law, data, beside = answer.law, answer.book.data, answer.book.beside
    writer = Tracer(answer.evaluation, data, beside)
    entity = data.entities[answer.case.entity]
    measures = []
    for outcome in answer.measures.values():
        entry = _measure(outcome, writer)
        entry["changes"] = changes_of(answer, outcome)
        entry["notches"] = notches_of(answer, outcome, entry["steps"])
        measures.append(entry)
    explanation = {
        "format": FORMAT,
        "rulebook": answer.book.hash,
        "as_of": law.as_of.isoformat(),
        "known_on": law.known_on.isoformat() if law.known_on else None,
        "entity": {"name": entity.name, "zh": entity.zh, "en": entity.en},
        "measures": measures,
        "steps": writer.steps,
        "citations": writer.citations(m["cites"] + m["sources"] + m["basis"] for m in measures),
    }
    conflicts = conflicts_json(data, answer.case, law, beside)
    return explanation | ({"conflicts": conflicts} if conflicts else {})


def _measure(outcome: Outcome, writer: Tracer) -> dict[str, Any]:
    measure = outcome.measure
    sentences, documents = words.split_cites(measure.cites)
    zh, en = words.VERDICT_WORDS[outcome.verdict]
    names = writer.evaluation.plan.names
    roots = [names[n] for n in measure.variables()]
    keys = [k for k in dict.fromkeys(writer.visit(i) for i in roots) if k]
    used = writer.closure(keys)
    deciding = outcome.deciding
    return {
        "id": measure.id,
        "zh": measure.zh,
        "en": measure.en,
        "modality": measure.modality.value,
        "force": measure.force.value,
        "verdict": outcome.verdict,
        "verdict_zh": zh,
        "verdict_en": en,
        "deciding": writer.key_of(names[deciding]) if deciding else None,
        "missing": list(outcome.missing),
        "missing_labels": [writer.label(m) for m in outcome.missing],
        "amount": amount_json(outcome.amount),
        "progress": writer.key_of(names[measure.progress]) if measure.progress else None,
        "cites": list(sentences),
        "sources": list(documents),
        "recalled": sorted({k for k in used if writer.steps[k].get("evidence") == "R"}),
        "readings": [k for k in used if writer.steps[k].get("reading")],
        "basis": list(dict.fromkeys(c for n in measure.window for c in writer.basis(names[n]))),
        "window": [k for k in (writer.key_of(names[n]) for n in measure.window) if k],
        "notes": dict(measure.notes),
        "roots": keys,
        "steps": used,
    }


def amount_json(amount: Amount | None) -> dict[str, Any] | None:
    """An amount in file form, yuan with two decimals."""
    if amount is None:
        return None
    data: dict[str, Any] = {"status": amount.status, "unit": "CNY"}
    for field, fen in (("value", amount.value), ("maximum", amount.maximum)):
        if fen is not None:
            data[field] = shown(MONEY, fen)
    if amount.missing:
        data["missing"] = list(amount.missing)
    return data


class Tracer:
    """Turns slots of an evaluation into steps, each once."""

    def __init__(self, evaluation: Evaluation, data: RulebookData, beside: Beside | None = None) -> None:
        self.evaluation, self.data, self.beside = evaluation, data, beside
        self.steps: dict[str, dict[str, Any]] = {}
        self._keys: dict[int, str] = {}
        self._interpreter = Interpreter(evaluation.diagrams)
        self._labels = {s.label: s for s in evaluation.plan.facts}

    def basis(self, index: int) -> list[str]:
        """What the value of a parameter slot rests on, on its day: the texts in force then."""
        found = self.evaluation.plan.parameters.get(index)
        entry = found[1].entry if found is not None else None
        return [entry.cite, *entry.also] if entry is not None and entry.state == "value" else []

    def label(self, name: str) -> dict[str, Any]:
        """Labels of a missing fact by the name it is asked under."""
        slot = self._labels.get(name)
        if slot is None:
            return {"name": name, "zh": name, "en": name}
        path, _, rest = name.rpartition(".")
        zh, en = words.fact_words(
            self.data, self.evaluation.plan.entity, path, slot.variable, rest.partition("@")[2]
        )
        label: dict[str, Any] = {"name": name, "zh": zh, "en": en}
        fact = self.evaluation.fact_at(slot.index)
        return label | ({"refused": True} if fact is not None and fact.state == REFUSED else {})

    def key_of(self, index: int) -> str | None:
        """The key of a slot's step, making it if needed; None for given times."""
        return self.visit(index)

    def visit(self, index: int, variable: Variable | None = None) -> str | None:
        """Make the step of a slot and of everything it rests on; its key.

        ``variable`` tells what the slot stands for where no rule of the day makes it and nothing else names it.
        """
        if index in self._keys:
            return self._keys[index]
        plan = self.evaluation.plan
        producer = plan.producers.get(index)
        if isinstance(producer, RuleStep):
            return self._rule(index, producer)
        if index in plan.fact_of:
            return self._fact(index)
        if index in plan.parameters or isinstance(producer, DelegatedStep):
            return self._parameter(index, producer)
        if self.evaluation.slots[index] is Status.NOT_IN_FORCE:
            return self._absent(index, variable)
        return None

    def _keep(self, index: int, key: str, step: dict[str, Any]) -> str:
        unique, number = key, 2
        while unique in self.steps:
            unique, number = f"{key}#{number}", number + 1
        self._keys[index] = unique
        self.steps[unique] = step
        return unique

    def _absent(self, index: int, variable: Variable | None) -> str:
        if variable is None:
            name = next((n for n, i in self.evaluation.plan.names.items() if i == index), "")
            variable = self.data.variables.get((self.evaluation.plan.entity, name))
        name, zh, en = (variable.name, variable.zh, variable.en) if variable else ("rule", "规则", "rule")
        return self._keep(index, name, {"kind": "rule", "name": name, "zh": zh, "en": en, "status": "not_in_force",
                                        "cites": list(variable.cites) if variable else [], "inputs": []})  # fmt: skip

    def _rule(self, index: int, step: RuleStep) -> str:
        variable, result = step.variable, self.evaluation.result(index)
        inputs: dict[str, int] = {
            b.name: i for b, i in zip(step.record.bindings, step.arguments, strict=True)
        }
        path = None
        if result.status == KNOWN and not self._free(step):
            path = Path(
                {n: self.evaluation.slots[i] for n, i in inputs.items()},
                {b.name: self._noun(b.name, inputs[b.name]) for b in step.record.bindings},
                self._interpreter,
                self.data.vocabularies,
                {
                    n: self.evaluation.plan.parameters[i][0].type
                    for n, i in inputs.items()
                    if i in self.evaluation.plan.parameters
                },
            )
            path.follow(step.record.body)
        used = [n for n in inputs if path is None or n in path.used]
        targets = {b.name: self._target(step.record.entity, b) for b in step.record.bindings}
        below = [k for k in (self.visit(inputs[n], targets[n]) for n in used) if k]
        name = f"{step.path}.{variable.name}" if step.path else variable.name
        if step.day != self.evaluation.plan.law.as_of:
            name += f"@{step.day.isoformat()}"
        sentences, documents = words.split_cites(step.record.cites)
        return self._keep(index, name, {
            "kind": "rule", "name": name, "zh": variable.zh, "en": variable.en, **self._value(variable, result),
            "cites": list(sentences), "sources": list(documents), "inputs": list(dict.fromkeys(below)),
            "reasons": [r.to_json() for r in path.reasons] if path else [],
        })  # fmt: skip

    def _target(self, entity: str, binding: Binding) -> Variable | None:
        """The variable a rule of an entity reads there; None for parameters and times."""
        if binding.link:
            entity = self.data.entities[entity].links[binding.link].to
        return self.data.variables.get((entity, binding.target))

    def _free(self, step: RuleStep) -> bool:
        return any(isinstance(self.evaluation.slots[i], Node | Symbol) for i in step.arguments)

    def _value(self, variable: Variable, result: Result) -> dict[str, Any]:
        data: dict[str, Any] = {"status": result.status}
        if result.status == KNOWN:
            data["value"] = shown(variable.type, result.value)
            for lang in ("zh", "en"):
                data[f"shown_{lang}"] = value_words(variable, result.value, lang, self.beside)
        if result.missing:
            data["missing"] = list(result.missing)
        return data

    def _fact(self, index: int) -> str:
        slot, fact = self.evaluation.plan.fact_of[index], self.evaluation.fact_at(index)
        result = self.evaluation.result(index)
        of_zh, of_en = words.period_words(slot.label.partition("@")[2])
        step: dict[str, Any] = {
            "kind": "fact", "name": slot.label, "zh": slot.variable.zh + of_zh, "en": slot.variable.en + of_en,
            **self._value(slot.variable, result), "inputs": [],
        }  # fmt: skip
        if fact is not None:
            if fact.state == "refused":
                step["status"] = "refused"
            for field in ("source", "legal_basis", "period"):
                if getattr(fact, field):
                    step[field] = getattr(fact, field)
            if fact.received_on:
                step["received_on"] = fact.received_on.isoformat()
            if slot.variable.period and fact.period is None and "@" not in slot.label:
                step["assumed_period"] = True
        return self._keep(index, slot.label, step)

    def _parameter(self, index: int, producer: Any) -> str:
        parameter, resolved = self.evaluation.plan.parameters[index]
        result = self.evaluation.result(index)
        step: dict[str, Any] = {
            "kind": "parameter", "name": parameter.name, "zh": parameter.zh, "en": parameter.en,
            "status": result.status, "inputs": [],
        }  # fmt: skip
        if result.status == KNOWN and not parameter.table and not isinstance(result.value, tuple):
            members = self.data.vocabularies.get(parameter.type.enum or "", ())
            step["value"] = shown(parameter.type, result.value)
            for lang in ("zh", "en"):
                step[f"shown_{lang}"] = display(parameter.type, result.value, members, lang)
        elif result.status == KNOWN:
            self._compound(step, parameter, result.value)
        if parameter.boundary:
            step["boundary"] = parameter.boundary
        if parameter.reading:
            step["reading"] = {
                "default": parameter.reading["default"],
                "reason": parameter.reading.get("reason", ""),
            }
        if result.missing:
            step["missing"] = list(result.missing)
        self._source(step, parameter, resolved)
        if isinstance(producer, DelegatedStep):
            step["delegated"] = dict(producer.parameter.delegated or {})
            decision = self.evaluation.decided.get(index)
            if decision is not None:
                named = self.beside.name("divisions", decision.division) if self.beside else None
                step["decision"] = decision_json(decision, self.data)
                if named is not None:
                    step["decision"] |= {"division_zh": named[0], "division_en": named[1]}
                step.pop("evidence", None)
            lapsed = self._lapsed(producer)
            if lapsed is not None and decision is None:
                step["lapsed"] = lapsed.document
            if producer.division is not None:
                below = self.visit(producer.division)
                step["inputs"] = [below] if below else []
        return self._keep(index, f"{parameter.name}", step)

    def _lapsed(self, step: DelegatedStep) -> Decision | None:
        """The decision of the subject's own division, or of one above it, that later bounds have left behind."""
        place = self.evaluation.slots[step.division] if step.division is not None else None
        while isinstance(place, str) and place:
            if place in step.lapsed:
                return step.lapsed[place]
            place = self.data.parents.get(place)
        return None

    def _compound(self, step: dict[str, Any], parameter: Parameter, value: Any) -> None:
        """How a table or a series of pieces is shown: its kind, or its values with their first days."""
        if not isinstance(value, tuple):
            step["shown_zh"], step["shown_en"] = "表", "table"
            return
        for lang, since in (("zh", "{} 起 {}"), ("en", "{1} from {0}")):
            listed = [
                since.format(display(DATE, p.starts, (), lang), display(parameter.type, p.value, (), lang))
                for p in value
            ]
            step[f"shown_{lang}"] = ("；" if lang == "zh" else "; ").join(listed)

    def _source(self, step: dict[str, Any], parameter: Parameter, resolved: Resolved) -> None:
        entry: Value | None = resolved.entry
        if resolved.reason:
            step["reason"] = resolved.reason
        if entry is None:
            first = parameter.values[0]
            step["cites"] = [first.cite, *first.also]
            step["starts"] = first.starts.isoformat()
            last = parameter.values[-1]
            if last.ends is not None and last.ends < self.evaluation.plan.law.as_of:
                step["ends"] = last.ends.isoformat()
                if last.ended_by:
                    step["ended_by"] = last.ended_by
            return
        step["cites"] = [entry.cite, *entry.also]
        step["evidence"] = entry.evidence
        step["starts"] = entry.starts.isoformat()
        for field in ("ends", "enacted_to", "published"):
            if getattr(entry, field):
                step[field] = getattr(entry, field).isoformat()
        if entry.ended_by:
            step["ended_by"] = entry.ended_by
        if entry.note:
            step["note"] = entry.note

    def _noun(self, argument: str, index: int) -> Noun:
        plan = self.evaluation.plan
        value = self.evaluation.slots[index]
        if index in plan.parameters:
            parameter = plan.parameters[index][0]
            plain = not parameter.table and not isinstance(value, tuple | Status)
            members = self.data.vocabularies.get(parameter.type.enum or "", ())
            values = _both(parameter.type, value, members) if plain else ("", "")
            return Noun(parameter.zh, parameter.en, *values, kind=parameter.type.kind)
        producer = plan.producers.get(index)
        variable = (
            producer.variable if isinstance(producer, RuleStep)
            else plan.fact_of[index].variable if index in plan.fact_of else None
        )  # fmt: skip
        if variable is None:
            zh, en = {"as_of": ("适用日", "the day"), "period_start": ("期初", "the start of the period"),
                      "period_end": ("期末", "the end of the period")}.get(argument, (argument, argument))  # fmt: skip
            return Noun(zh, en, *_both(DATE, value, ()), kind=DATE.kind)
        spoken = (
            words.STATUS_WORDS.get(value.value, ("", ""))
            if isinstance(value, Status)
            else _both(variable.type, value, variable.enum)
        )
        return Noun(variable.zh, variable.en, *spoken, kind=variable.type.kind)

    def closure(self, keys: list[str]) -> list[str]:
        """The keys of all steps that the given ones rest on, deepest first."""
        ordered: dict[str, None] = {}

        def walk(key: str) -> None:
            if key not in ordered:
                for below in self.steps[key]["inputs"]:
                    walk(below)
                ordered[key] = None

        for key in keys:
            walk(key)
        return list(ordered)

    def citations(self, listed: Any) -> dict[str, dict[str, str]]:
        """Texts of everything cited by the measures and the steps."""
        wanted = [c for cites in listed for c in cites]
        for step in self.steps.values():
            wanted.extend([*step.get("cites", ()), *step.get("sources", ())])
        found = {}
        for cite in dict.fromkeys(wanted):
            citation = self.data.citations.get(cite)
            if citation is not None:
                found[cite] = {
                    "zh": citation.zh,
                    "en": citation.en,
                    "text": citation.text,
                    "gloss": citation.gloss,
                }
        return found


def _both(kind: ValueType, value: Any, members: tuple[Member, ...]) -> tuple[str, str]:
    """A known value in Chinese and English."""
    return display(kind, value, members, "zh"), display(kind, value, members, "en")

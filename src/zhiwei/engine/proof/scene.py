"""A claim's stage: the encodings it needs under its law, and subjects read back from the solver's models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.facts import division_path
from zhiwei.engine.plan import Law
from zhiwei.engine.proof import expression
from zhiwei.engine.proof.claims import Claim
from zhiwei.engine.proof.conditions import Written, amounts_of, read_condition
from zhiwei.engine.proof.encoding import Encoding, LocalChoice, encode
from zhiwei.engine.proof.facts import Facts, Key, holds, value_in
from zhiwei.engine.proof.findings import Subject, in_words, traced
from zhiwei.engine.proof.quantity import Quantity
from zhiwei.engine.proof.solver import Condition, both, z3
from zhiwei.engine.proof.values import Term, constant, flag
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook

FINEST = 10_000
"""Fractions in counterexamples are sought on this grid first, so that they read as decimals."""


class Scene:
    """The facts of one subject, shared by every copy and every law of a claim."""

    def __init__(self, book: Rulebook, claim: Claim) -> None:
        self.book, self.claim = book, claim
        self.facts = Facts(book.data, claim.entity)
        self.given = self.condition(claim.given)

    def condition(self, text: str) -> Written:
        """A condition in the words of the claim; raises LoadError."""
        return read_condition(text, self.book.data, self.claim.entity, self.claim.constants)

    def law(self, as_of: str | None = None) -> Law:
        """The law of the claim's day or another."""
        claim = self.claim
        return self.book.law(as_of or claim.as_of, decisions=claim.decisions, readings=claim.readings)

    def encoding(self, names: Iterable[str], law: Law | None = None, facts: Facts | None = None) -> Encoding:
        """The names under the law over the facts, with those that the claim's assumption reads."""
        wanted = (*names, *self.given.names)
        for name in wanted:
            if (
                name not in self.book.data.parameters
                and (self.claim.entity, name) not in self.book.data.variables
            ):
                raise LoadError([Defect(f"claim {self.claim.id}", f"unknown name {name}")])
        return encode(
            self.book, self.claim.entity, wanted, law or self.law(), facts or self.facts,
            free=self.claim.any_decision,
        )  # fmt: skip

    def of(self, written: Written, encoding: Encoding) -> Term:
        """A condition as a term."""
        amounts = {n: constant(v) for n, v in amounts_of(self.claim.constants).items()}
        return expression.of(written.node, {**encoding.terms(), **amounts}, {})

    def assumed(self, encoding: Encoding) -> list[Condition]:
        """What holds for every admissible completion that the claim is about."""
        place = [] if not self.claim.division else [self._placed(encoding)]
        return [*encoding.conditions(), *place, flag(self.of(self.given, encoding))]

    def _placed(self, encoding: Encoding) -> Condition:
        """Whether the subject is of the claim's division; raises LoadError where it has none."""
        data, claim = self.book.data, self.claim
        path = division_path(data, claim.entity)
        if path is None or claim.division not in data.parents:
            raise LoadError([Defect(f"claim {claim.id}", f"{claim.entity} has no division {claim.division}")])
        owner = data.entities[claim.entity].links[path].to if path else claim.entity
        term = encoding.facts.term((path, "division", 0), data.entities[owner].facts["division"])
        return both(term.known, term.value.is_word(claim.division))

    def key(self, name: str) -> Key:
        """The key of a fact named in the claim: ``bidder.revenue`` lies across a link, ``revenue__previous`` a period back."""
        path, _, plain = name.rpartition(".")
        offset = 0
        while plain.endswith("__previous"):
            plain, offset = plain.removesuffix("__previous"), offset - 1
        return (path, plain, offset)

    def subject(self, encoding: Encoding, model: Any, names: Iterable[str]) -> Subject:
        """The subject of a model, with what the traced engine finds of the names."""
        law = encoding.plan.law
        read = encoding.facts.read(model, law.as_of)
        decisions = self.claim.decisions
        for (path, sentence), choice in encoding.choices.items():
            decisions = (*decisions, *self._decided(path, sentence, choice, model, read))
        found = Subject(
            law.as_of.isoformat(), read["facts"], read.get("links", {}), decisions, dict(self.claim.readings)
        )
        variables = self.book.variables(self.claim.entity)
        shown_names = tuple(n for n in dict.fromkeys(names) if n in variables)
        values = traced(self.book, self.claim.entity, shown_names, found)
        return Subject(
            found.as_of, found.facts, found.links, found.decisions, found.readings,
            in_words(self.book, self.claim.entity, values),
        )  # fmt: skip

    def _decided(
        self, path: str, sentence: str, choice: LocalChoice, model: Any, read: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """The decisions that fill and decline as the model does."""
        division = str(value_in(choice.division, model))
        day = choice.since.isoformat()
        common = {"sentence": sentence, "from": day, "filed_on": day}
        fills = {
            name: self._filling(sentence, name, choice.values[name], model)
            for name, filled in choice.filled.items()
            if holds(filled, model)
        }
        declined = holds(choice.declined, model)
        above = self.book.data.parents.get(division) or division
        found: list[dict[str, Any]] = []
        if declined:
            place = above if fills else division
            found.append(
                {**common, "division": place, "document": f"{place} {sentence} declined", "declines": True}
            )
        if fills:
            found.append(
                {**common, "division": division, "document": f"{division} {sentence}", "fills": fills}
            )
        return found

    def _filling(self, sentence: str, name: str, value: Any, model: Any) -> Any:
        kind = next(
            p.type
            for p in self.book.data.parameters.values()
            if p.delegated and p.delegated["sentence"] == sentence and p.delegated["as"] == name
        )
        plain = value_in(value, model)
        if isinstance(plain, bool):
            return plain
        if isinstance(plain, Fraction) and plain.denominator == 1 and kind.kind != "rate":
            plain = int(plain)
        return shown(kind, plain)


def on_grid(encodings: Iterable[Encoding]) -> Condition:
    """Local decisions written with few decimals."""
    found = []
    for encoding in encodings:
        for choice in encoding.choices.values():
            for value in choice.values.values():
                if isinstance(value, Quantity) and value.real:
                    found.append(z3.IsInt(value.top * FINEST))
    return both(*found)

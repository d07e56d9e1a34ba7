"""The law as the pages show it: texts, what runs them, what they are bound to; made once for each rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from zhiwei.engine.model import RuleRecord, Variable
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.acceptance import Acceptance, load_acceptance
from zhiwei.law.bindings import Runner
from zhiwei.law.bound import bound_to
from zhiwei.law.coverage import Coverage, RecordRow, TokenRow, coverage
from zhiwei.law.documents import OPINIONS, Document, Register, load_documents
from zhiwei.law.labels import Label
from zhiwei.law.reasons import load_reasons
from zhiwei.law.rooms import load_rooms
from zhiwei.law.sentences import Opinions, Sentence, load_opinions
from zhiwei.platform.answers.rulebook import current


@dataclass(frozen=True)
class Lawbook:
    """The Opinions, the register of documents and a rulebook, joined by sentence and by parameter."""

    book: Rulebook
    opinions: Opinions
    register: Register

    @cached_property
    def rooms(self) -> Mapping[str, tuple[Label, ...]]:
        """Sentence id to the rooms of the platform that carry it out."""
        return load_rooms()

    @cached_property
    def bound(self) -> Mapping[str, Sequence[Runner]]:
        """Sentence id to its rules, measures, parameters and rooms."""
        return bound_to(self.book)

    @cached_property
    def coverage(self) -> Coverage:
        """What accounts for each record and each number."""
        return coverage(self.opinions, self.book.data.parameters.values(), self.bound, load_reasons())

    @cached_property
    def acceptance(self) -> Acceptance:
        """The clauses of the acceptance check of each sentence."""
        return load_acceptance(self.opinions)

    @cached_property
    def rows(self) -> Mapping[str, RecordRow]:
        """The row of coverage of each sentence."""
        return {row.sentence.id: row for row in self.coverage.records}

    @cached_property
    def numbers(self) -> Mapping[str, Sequence[TokenRow]]:
        """The number tokens of each sentence."""
        found: dict[str, list[TokenRow]] = {}
        for row in self.coverage.tokens:
            found.setdefault(row.token.sentence, []).append(row)
        return found

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Ids of the 170 records in the order of the text."""
        return tuple(one.id for one in self.opinions.counted())

    def rules_of(self, sentence: str) -> tuple[tuple[Variable, tuple[RuleRecord, ...]], ...]:
        """The variables that cite a sentence, each with the versions that do."""
        data = self.book.data
        return tuple(
            (data.variables[key], found)
            for key, records in data.rules.items()
            if (found := tuple(r for r in records if sentence in r.cites))
        )

    def parameters_behind(self, sentence: str) -> tuple[Parameter, ...]:
        """The parameters that quote a sentence, are left open by it, or are read by what runs it."""
        data = self.book.data
        names = [one.name for one in self.bound.get(sentence, ()) if one.kind == "parameter"]
        for measure in data.measures.values():
            if sentence in measure.cites:
                names += [n for n in (*measure.window, *measure.delegated) if n in data.parameters]
        for _, records in self.rules_of(sentence):
            names += [b.target for r in records for b in r.bindings if b.source == "parameter"]
        return tuple(data.parameters[name] for name in dict.fromkeys(names))

    @cached_property
    def readers(self) -> Mapping[str, tuple[Variable, ...]]:
        """Parameter name to the variables whose rules read it."""
        found: dict[str, dict[tuple[str, str], Variable]] = {}
        for key, records in self.book.data.rules.items():
            for binding in (b for r in records for b in r.bindings if b.source == "parameter"):
                found.setdefault(binding.target, {})[key] = self.book.data.variables[key]
        return {name: tuple(variables.values()) for name, variables in found.items()}

    @cached_property
    def sentences_of(self) -> Mapping[str, tuple[str, ...]]:
        """Parameter name to the sentences it is bound to."""
        found: dict[str, list[str]] = {}
        for sentence, runners in self.bound.items():
            for one in runners:
                if one.kind == "parameter":
                    found.setdefault(one.name, []).append(sentence)
        return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}

    def later(self, document: Document) -> bool:
        """Whether a document was issued after the Opinions."""
        adopted = self.register.find(OPINIONS).issued
        return document.issued is not None and adopted is not None and document.issued > adopted

    def around(self, sentence: str) -> tuple[Sentence | None, Sentence | None]:
        """The records before and after one."""
        at = self.order.index(sentence)
        before = self.opinions[self.order[at - 1]] if at else None
        after = self.opinions[self.order[at + 1]] if at + 1 < len(self.order) else None
        return before, after


@lru_cache(maxsize=2)
def _made(digest: str) -> Lawbook:
    return Lawbook(current(), load_opinions(), load_documents())


def lawbook() -> Lawbook:
    """The law under the current rulebook; kept in the process by the rulebook's hash."""
    return _made(current().hash)

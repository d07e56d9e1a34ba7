"""The rulebook of the Opinions: every policy module, fact and parameter assembled."""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from zhiwei import policy
from zhiwei.engine.assemble import assemble
from zhiwei.engine.model import Citation, Member, RulebookData
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.vocabulary import Vocabulary
from zhiwei.law.citations import citation_defect, citation_label
from zhiwei.law.divisions import load_divisions
from zhiwei.law.documents import load_documents
from zhiwei.law.industries import load_industries
from zhiwei.law.parameters import load_parameters
from zhiwei.law.sentences import load_opinions
from zhiwei.policy.entity_files import load_entities

_NOT_RULES = {"zhiwei.policy.book", "zhiwei.policy.entity_files"}


@functools.cache
def rulebook() -> Rulebook:
    """The current rulebook; raises LoadError with every defect of rules, facts and parameters."""
    return Rulebook(build())


def build() -> RulebookData:
    """Assemble the rulebook from its sources."""
    modules = list(policy_modules())
    vocabularies = list(
        {v for m in modules for v in vars(m).values() if isinstance(v, type) and issubclass(v, Vocabulary)}
        - {Vocabulary}
    )
    members = {v.__name__: tuple(Member(k, *pair) for k, pair in v.labels().items()) for v in vocabularies}
    opinions, register = load_opinions(), load_documents()

    def citation(cite: str) -> Citation | None:
        if citation_defect(cite, opinions.records, register) is not None:
            return None
        sentence = opinions.records.get(cite)
        return Citation(
            cite, citation_label(cite, "zh"), citation_label(cite, "en"),
            sentence.text if sentence else "", sentence.gloss if sentence else "",
        )  # fmt: skip

    divisions = load_divisions()
    return assemble(
        entities=load_entities(),
        modules=modules,
        parameters=load_parameters(register=register, vocabularies={k: [m.value for m in v] for k, v in members.items()}).values(),
        citation=citation,
        known_citations=(*opinions.records, *(d.number for d in register)),
        code_lists={
            "industry_codes": load_industries().codes(),
            "divisions": tuple(divisions.parents()),
        },
        parents=divisions.parents(),
        vocabularies=sorted(vocabularies, key=lambda v: v.__name__),
    )


def policy_modules() -> Iterator[ModuleType]:
    """Every module of the policy floor that may hold rules, measures or vocabularies."""
    for info in pkgutil.walk_packages(policy.__path__, policy.__name__ + "."):
        if not info.ispkg and info.name not in _NOT_RULES:
            yield importlib.import_module(info.name)

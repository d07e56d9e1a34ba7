"""The sources of the rulebook joined: policy modules, facts, parameters, sentences, documents, code lists."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from zhiwei import policy
from zhiwei.engine.assemble import assemble
from zhiwei.engine.model import Citation, RulebookData
from zhiwei.engine.vocabulary import vocabularies_in
from zhiwei.law.citations import citation_defect, citation_label
from zhiwei.law.divisions import load_divisions
from zhiwei.law.documents import load_documents
from zhiwei.law.industries import load_industries
from zhiwei.law.parameters import load_parameters
from zhiwei.law.sentences import load_opinions
from zhiwei.policy.clashes import load_clashes
from zhiwei.policy.entity_files import load_entities

_NOT_RULES = tuple(
    f"zhiwei.policy.{name}"
    for name in (
        "beside", "book", "clashes", "conflicts", "entity_files", "library", "small_meanings", "sources",
    )
)  # fmt: skip


def assemble_sources() -> RulebookData:
    """The rulebook of today's sources; raises LoadError with every defect."""
    modules = list(policy_modules())
    vocabularies = vocabularies_in(modules)
    opinions, register, divisions = load_opinions(), load_documents(), load_divisions()

    def citation(cite: str) -> Citation | None:
        if citation_defect(cite, opinions.records, register) is not None:
            return None
        sentence = opinions.records.get(cite)
        text, gloss = (sentence.text, sentence.gloss) if sentence else ("", "")
        return Citation(cite, citation_label(cite, "zh"), citation_label(cite, "en"), text, gloss)

    words = {name: [m.value for m in v] for name, v in vocabularies.items()}
    data = assemble(
        entities=load_entities(vocabularies=vocabularies),
        modules=modules,
        parameters=load_parameters(register=register, vocabularies=words).values(),
        citation=citation,
        known_citations=(*opinions.records, *(d.number for d in register)),
        code_lists={"industry_codes": load_industries().codes(), "divisions": tuple(divisions.parents())},
        parents=divisions.parents(),
        vocabularies=vocabularies.values(),
    )
    load_clashes(data)
    return data


def policy_modules() -> Iterator[ModuleType]:
    """Every module of the policy floor that may hold rules, measures or vocabularies."""
    for info in pkgutil.walk_packages(policy.__path__, policy.__name__ + "."):
        if not info.ispkg and info.name not in _NOT_RULES:
            yield importlib.import_module(info.name)

"""Which papers a filing needs, and which of them were handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from zhiwei.engine.errors import Defect, InputError, LoadError, suggest
from zhiwei.law.loading import read_yaml
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit.language import lang
from zhiwei.platform.registration import capital, law
from zhiwei.platform.registration.models import Contribution, Filing, Kind, Paper

DATA = Path(__file__).parent / "data" / "papers.yaml"
CONDITIONS = ("paid", "goods", "sea", "other_law")
SEA = "sea_use_right"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """Papers of some kinds of filing; of every legal form where ``forms`` is empty."""

    kinds: tuple[str, ...]
    forms: tuple[str, ...]
    condition: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperList:
    """What papers are called, and who needs which."""

    words: Mapping[str, Mapping[str, str]]
    rules: tuple[PaperRule, ...]

    def label(self, name: str) -> str:
        """A paper in the reader's language."""
        return self.words[name]["zh" if lang() == "zh" else "en"]


@cache
def paper_list(path: Path = DATA) -> PaperList:
    """The file, read and checked; raises LoadError with every unknown name, and every paper that nobody needs."""
    wrong: list[Defect] = []
    raw: Mapping[str, Any] = read_yaml(path, wrong) or {}
    words = raw.get("papers", {})
    forms = {one.value for one in current().data.vocabularies["LegalForm"]}
    rules = tuple(
        PaperRule(tuple(one["kinds"]), tuple(one.get("forms", ())), one.get("if", ""), tuple(one["papers"]))
        for one in raw.get("rules", [])
    )
    for rule in rules:
        for names, known_names in (
            (rule.kinds, set(Kind.values)), (rule.forms, forms), (rule.papers, set(words)),
            ((rule.condition,) if rule.condition else (), set(CONDITIONS)),
        ):  # fmt: skip
            for name in names:
                if name not in known_names:
                    wrong.append(
                        Defect(path.name, f"unknown name {name}", suggest(name, sorted(known_names)))
                    )
    for name in set(words) - {one for rule in rules for one in rule.papers}:
        wrong.append(Defect(path.name, f"nobody needs {name}", "drop it or name who does"))
    if wrong:
        raise LoadError(wrong)
    return PaperList(words, rules)


def needed(filing: Filing, day: date) -> list[str]:
    """The papers of a filing, in the order of the file, by what it says and by the law of a day."""
    entries = list(filing.entries.all())
    forms = {one.legal_form for one in entries if one.legal_form}
    if filing.enterprise is not None and not forms:
        forms = {filing.enterprise.legal_form}
    holds = _conditions(filing, day)
    wanted = {
        paper
        for rule in paper_list().rules
        if filing.kind in rule.kinds
        and (not rule.forms or forms & set(rule.forms))
        and (not rule.condition or rule.condition in holds)
        for paper in rule.papers
    }
    return [name for name in paper_list().words if name in wanted]


def _conditions(filing: Filing, day: date) -> set[str]:
    entries = list(filing.entries.all())
    rows: list[Contribution] = [row for one in entries for row in one.contributions.all()]
    found = set()
    if any(row.kind != capital.MONEY for row in rows):
        found.add("goods")
    if any(row.kind == SEA for row in rows):
        found.add("sea")
    if any(one.other_law.strip() for one in entries):
        found.add("other_law")
    if rows and any(_first_instalment(filing, day)):
        found.add("paid")
    return found


def _first_instalment(filing: Filing, day: date) -> list[bool]:
    """For each entry whether the law of the day asks for a first instalment."""
    found = []
    for entry in filing.entries.all():
        try:
            least = law.capital_tests(entry, day)["first_instalment_minimum"]
        except InputError:
            least = None
        found.append(bool(least))
    return found


def handed_in(filing: Filing) -> dict[str, Paper]:
    """The latest paper of each name."""
    found: dict[str, Paper] = {}
    for one in filing.papers.select_related("file").order_by("handed_in_at"):
        found[one.name] = one
    return found


def missing(filing: Filing, day: date) -> list[str]:
    """The papers that are needed and were not handed in."""
    there = handed_in(filing)
    return [name for name in needed(filing, day) if name not in there]

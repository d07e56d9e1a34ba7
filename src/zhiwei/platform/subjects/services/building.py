"""A subject and what belongs to it, built and checked but not saved; for one as for twenty thousand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from zhiwei.engine.errors import Defect, suggest
from zhiwei.law.divisions import load_divisions
from zhiwei.law.identifiers import organisation_code_fault, registration_number_fault, tidy, uscc_fault
from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities, names
from zhiwei.platform.subjects.models import Identifier, Name, Subject
from zhiwei.platform.subjects.services.refusals import Refused
from zhiwei.platform.subjects.sources import REGISTRATION
from zhiwei.policy.book import rulebook

LONGEST_NAME = 200
_FAULTS = {
    Identifier.Kind.USCC: uscc_fault,
    Identifier.Kind.REGISTRATION: registration_number_fault,
    Identifier.Kind.ORGANISATION: organisation_code_fault,
}
TAX_LENGTHS = (15, 17, 18, 20)
"""Characters that tax numbers had before the unified code: division or id number, with suffixes."""


@dataclass
class Built:
    """A subject not saved yet, its name and its numbers."""

    subject: Subject
    name: Name
    identifiers: list[Identifier] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a subject that is to be registered; numbers by kind."""

    entity: str
    name: str
    division: str
    legal_form: str = ""
    industry: str = ""
    industry_edition: str = ""
    founded_on: date | None = None
    received_on: date | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    personal_name: bool | None = None
    """Whether the name is a natural person's; by the look of it where it is not said."""

    def defects(self) -> list[Defect]:
        """Everything that is wrong with them."""
        found: list[Defect] = []
        name = " ".join(self.name.split())
        if not name or len(name) > LONGEST_NAME:
            found.append(Defect("name", "no name, or one above 200 characters", "", "名称为空或超过200字"))
        found += _unknown("entity", self.entity, entities.kinds(), "主体类型", "kind")
        found += _unknown("division", self.division, load_divisions().entries, "行政区划", "division")
        if self.legal_form:
            found += _unknown("legal_form", self.legal_form, _legal_forms(), "组织形式", "form")
        found += _industry_defects(self.industry, self.industry_edition)
        if self.founded_on and self.founded_on > clock.today():
            found.append(Defect("founded_on", "founded after today", "check the day", "成立日期晚于今天"))
        for kind, number in self.numbers().items():
            found += number_defects(kind, number)
        return found

    def numbers(self) -> dict[str, str]:
        """The numbers in tidy form."""
        return {kind: tidy(number) for kind, number in self.identifiers.items() if number}

    def columns(self) -> dict[str, Any]:
        """The subject's own columns as far as they are said; raises :class:`Refused` with every defect."""
        if defects := self.defects():
            raise Refused(defects)
        name = " ".join(self.name.split())
        individual = self.legal_form in (entities.INDIVIDUAL, "other_individual")
        personal = (
            individual and names.is_personal(name) if self.personal_name is None else self.personal_name
        )
        return {
            "entity": self.entity,
            "name": name,
            "core": names.take_apart(name).core,
            "found_by": names.findable(name),
            "personal_name": personal,
            "division": self.division,
            "legal_form": self.legal_form,
            "industry": self.industry,
            "industry_edition": self.industry_edition,
            "founded_on": self.founded_on,
            "received_on": self.received_on or clock.today(),
        }

    def build(self) -> Built:
        """The subject, unsaved; raises :class:`Refused` with every defect."""
        subject = Subject(**self.columns())
        numbers = [
            Identifier(subject=subject, kind=k, number=n, source=REGISTRATION, from_day=self.founded_on)
            for k, n in self.numbers().items()
        ]
        return Built(subject, Name(subject=subject, text=subject.name, from_day=self.founded_on), numbers)


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(str(m.value) for m in rulebook().data.vocabularies["LegalForm"])


def _unknown(where: str, given: str, known: Container[str], zh: str, en: str) -> list[Defect]:
    if given in known:
        return []
    near = suggest(given, known) if isinstance(known, Iterable) else ""
    return [Defect(where, f"unknown {en} {given}", near, f"没有{zh} {given}")]


def _industry_defects(code: str, edition: str) -> list[Defect]:
    if edition and edition not in EDITIONS:
        return [Defect("industry_edition", f"unknown edition {edition}", "", f"没有 {edition} 版行业分类")]
    if code and not any(
        code in load_industries().edition(one) for one in ([edition] if edition else EDITIONS)
    ):
        near = load_industries().edition(edition or EDITIONS[-1]).suggestion(code)
        return [Defect("industry", f"unknown industry code {code}", near, f"没有行业代码 {code}")]
    return []


def number_defects(kind: str, number: str) -> list[Defect]:
    """What is wrong with an official number in tidy form: length, characters, check character."""
    if kind not in Identifier.Kind.values:
        near = suggest(kind, Identifier.Kind.values)
        return [Defect("identifier", f"unknown kind of number {kind}", near, f"没有号码类型 {kind}")]
    if kind == Identifier.Kind.TAX:
        if len(number) not in TAX_LENGTHS or not number.isalnum() or not number.isascii():
            return [
                Defect(
                    kind, "a tax number has 15, 17, 18 or 20 characters", "", "税务登记号应为15、17、18或20位"
                )
            ]
        return []
    fault = _FAULTS[Identifier.Kind(kind)](number)
    return (
        [Defect(kind, fault.en, "compare it with the certificate", fault.zh, "对照证照核对")] if fault else []
    )

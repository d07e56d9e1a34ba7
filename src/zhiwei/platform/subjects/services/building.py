"""A subject and what belongs to it, built and checked but not saved; for one as for twenty thousand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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


def build(
    *,
    entity: str,
    name: str,
    division: str,
    legal_form: str = "",
    industry: str = "",
    industry_edition: str = "",
    founded_on: date | None = None,
    received_on: date | None = None,
    identifiers: Mapping[str, str] | None = None,
    personal_name: bool | None = None,
) -> Built:
    """Raises :class:`Refused` with every defect of the particulars. ``personal_name``: by the look of it if not said."""
    defects: list[Defect] = []
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        defects.append(Defect("name", "no name, or one above 200 characters", "", "名称为空或超过200字"))
    if entity not in entities.kinds():
        near = suggest(entity, entities.kinds())
        defects.append(Defect("entity", f"unknown kind {entity}", near, f"没有主体类型 {entity}"))
    if division not in load_divisions():
        near = suggest(division, load_divisions().entries)
        defects.append(Defect("division", f"unknown division {division}", near, f"没有行政区划 {division}"))
    forms = [m.value for m in rulebook().data.vocabularies["LegalForm"]]
    if legal_form and legal_form not in forms:
        near = suggest(legal_form, forms)
        defects.append(Defect("legal_form", f"unknown form {legal_form}", near, f"没有组织形式 {legal_form}"))
    defects += _industry_defects(industry, industry_edition)
    today = clock.today()
    if founded_on and founded_on > today:
        defects.append(Defect("founded_on", "founded after today", "check the day", "成立日期晚于今天"))
    numbers = {k: tidy(n) for k, n in (identifiers or {}).items() if n}
    for kind, number in numbers.items():
        defects += number_defects(kind, number)
    if defects:
        raise Refused(defects)
    individual = legal_form in (entities.INDIVIDUAL, "other_individual")
    subject = Subject(
        entity=entity,
        name=name,
        core=names.take_apart(name).core,
        found_by=names.findable(name),
        personal_name=(individual and names.is_personal(name)) if personal_name is None else personal_name,
        division=division,
        legal_form=legal_form,
        industry=industry,
        industry_edition=industry_edition,
        founded_on=founded_on,
        received_on=received_on or today,
    )
    return Built(
        subject,
        Name(subject=subject, text=name, from_day=founded_on),
        [
            Identifier(subject=subject, kind=k, number=n, source=REGISTRATION, from_day=founded_on)
            for k, n in numbers.items()
        ],
    )


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

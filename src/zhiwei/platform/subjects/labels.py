"""Codes of the register as people read them, in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.engine.model import Variable
from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import aside, lang
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import FactRecord, Relation, Subject
from zhiwei.platform.subjects.sources import sources
from zhiwei.policy.book import rulebook

NOT_DISCLOSED = gettext_lazy("个体工商户（名称为个人姓名，不公开）")
STATUSES: dict[str, str | Promise] = {
    "refused": gettext_lazy("拒绝提供"),
    "not_applicable": gettext_lazy("不适用"),
    "withdrawn": gettext_lazy("已撤回"),
}
UNITS = {"person": gettext_lazy("人"), "year": gettext_lazy("年"), "day": gettext_lazy("天")}


def entity(name: str) -> str:
    """Kind of a subject."""
    kind = entities.kinds().get(name)
    return kind.label(lang()) if kind else name


def member(vocabulary: str, value: str) -> str:
    """A word of the rulebook's vocabularies."""
    for one in rulebook().data.vocabularies.get(vocabulary, ()):
        if one.value == value:
            return one.zh if lang() == "zh" else one.en
    return value


def kind_of(subject: Subject) -> str:
    """What a subject is: its legal form, or its kind where it has none."""
    return member("LegalForm", subject.legal_form) if subject.legal_form else entity(subject.entity)


def industry(code: str, edition: str = "") -> str:
    """``3311 金属结构制造``."""
    for one in (edition, *EDITIONS):
        if one in EDITIONS and code in load_industries().edition(one):
            return f"{code} {load_industries().edition(one)[code].name}"
    return code


def source(code: str) -> str:
    """Who stated a fact."""
    return sources().label(code, lang())


def variable(entity_name: str, name: str) -> Variable | None:
    """The rulebook's fact; None for one it no longer has."""
    known = entities.of_rulebook(entity_name)
    return known.facts.get(name) if known else None


PLAIN: dict[str, str | Promise] = {
    "tax_industry": gettext_lazy("缴企业所得税时算工业还是其他行业"),
}
"""Facts whose label is a term of the law that few know, in plain words."""


def fact(entity_name: str, name: str) -> str:
    """Label of a fact, for people."""
    found = variable(entity_name, name)
    return name if found is None else named(found, lang())


def named(variable: Variable, language: str) -> str:
    """The same of the rulebook's fact."""
    return str(PLAIN[variable.name]) if variable.name in PLAIN else variable.label(language)


def stated(entity_name: str, label: str) -> str:
    """A fact with its period, of a label as statements carry it (``revenue@2011``)."""
    name, _at, period = label.partition("@")
    return aside(fact(entity_name, name), period)


def value(entity_name: str, name: str, status: str, kept: Any) -> str:
    """What a statement says, with its unit."""
    if status != FactRecord.Status.KNOWN:
        return str(STATUSES.get(status, status))
    found = variable(entity_name, name)
    if found is None or kept is None:
        return str(kept)
    match found.type.kind:
        case "money":
            return _("%(amount)s 元") % {"amount": money.short(money.parse(str(kept)))}
        case "flag":
            return _("是") if kept else _("否")
        case "enum":
            return next((m.zh if lang() == "zh" else m.en for m in found.enum if m.value == kept), str(kept))
        case "code":
            return _code(found, str(kept))
        case "rate":
            return str(kept)
    unit = UNITS.get(found.unit or "")
    return f"{kept} {unit}" if unit else str(kept)


def _code(found: Variable, code: str) -> str:
    if found.list_name == "divisions":
        return aside(name_of(code), code)
    return industry(code) if found.list_name == "industry_codes" else code


def public_name(subject: Subject) -> str:
    """The name as everybody may see it; that of a natural person is not shown."""
    return str(NOT_DISCLOSED) if subject.personal_name else subject.name


def before(relation: Relation) -> str:
    """What the other subject is to this one, looking back; the rulebook's word for a link."""
    if relation.kind == Relation.Kind.LINK:
        known = entities.of_rulebook(relation.subject.entity)
        link = known.links.get(relation.link) if known else None
        return (link.zh if lang() == "zh" else link.en) if link else relation.link
    words = {
        Relation.Kind.CONVERSION: _("由个体工商户转来"),
        Relation.Kind.MERGER: _("合并前的主体"),
        Relation.Kind.DIVISION: _("分立前的主体"),
    }
    return words[Relation.Kind(relation.kind)]


def after(relation: Relation) -> str:
    """What the subject that came later is to this one."""
    words = {
        Relation.Kind.CONVERSION: _("转为企业"),
        Relation.Kind.MERGER: _("并入"),
        Relation.Kind.DIVISION: _("分立出"),
    }
    return words[Relation.Kind(relation.kind)]

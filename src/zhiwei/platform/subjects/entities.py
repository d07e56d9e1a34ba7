"""Kinds of subjects (主体类型): those the rulebook knows, and those that only registers speak of so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhiwei.engine.model import Entity
from zhiwei.policy.book import rulebook

ENTERPRISE = "enterprise"
INDIVIDUAL = "individual_business"
"""Legal form of those who are no enterprise and whose name may be a person's."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject with its labels; ``actor`` tells organisations from things such as a bid or a filing."""

    name: str
    zh: str
    en: str
    actor: bool

    def label(self, lang: str) -> str:
        """The Chinese or English label."""
        return self.zh if lang.startswith("zh") else self.en


_REGISTERED = (
    ("agency", "中介服务机构", "service agency"),
    ("authority", "政府部门", "authority"),
    ("association", "行业协会", "trade association"),
    ("bank", "银行", "bank"),
    ("micro_lender", "小额贷款公司", "micro-lender"),
    ("guarantor", "融资性担保机构", "guarantor"),
    ("venture_fund", "创业投资机构", "venture capital institution"),
    ("incubator", "科技企业孵化器", "incubator"),
    ("base", "小企业创业基地", "start-up base"),
    ("design_base", "工业设计基地", "industrial design base"),
    ("park", "产业园区", "industrial park"),
    ("institute", "科研院所", "research institute"),
    ("university", "高等院校", "university"),
    ("service_platform", "公共服务平台", "service platform"),
    ("training", "培训机构", "training institution"),
    ("credit_centre", "信用信息中心", "credit information centre"),
)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name: enterprises first, other organisations, then what the rulebook speaks of besides."""
    book = rulebook().entities
    found = {ENTERPRISE: Kind(ENTERPRISE, book[ENTERPRISE].zh, book[ENTERPRISE].en, actor=True)}
    found |= {name: Kind(name, zh, en, actor=True) for name, zh, en in _REGISTERED}
    return found | {
        e.name: Kind(e.name, e.zh, e.en, actor=False) for e in book.values() if e.name not in found
    }


def of_rulebook(name: str) -> Entity | None:
    """The rulebook's entity of a kind, None where no fact of it is known to the law yet."""
    return rulebook().entities.get(name)

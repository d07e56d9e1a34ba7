"""Columns that name a subject by an official number whose check digit is tested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zhiwei.law.identifiers import (
    Fault,
    organisation_code_fault,
    registration_number_fault,
    tidy,
    uscc_fault,
)
from zhiwei.population.defects import Problem
from zhiwei.population.row_problems import wrong_identifier

_FAULTS: dict[str, Callable[[str], Fault | None]] = {
    "uscc": uscc_fault,
    "organisation_code": organisation_code_fault,
    "registration_number": registration_number_fault,
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """An official number: column name, other headings, its Chinese name."""

    name: str
    zh: str
    en: str
    headings: tuple[str, ...]


IDENTIFIERS = (
    Identifier(
        "uscc", "统一社会信用代码", "unified social credit code", ("统一社会信用代码", "社会信用代码")
    ),
    Identifier(
        "organisation_code", "组织机构代码", "organisation code", ("组织机构代码", "organization_code")
    ),
    Identifier(
        "registration_number", "注册号", "registration number", ("注册号", "工商注册号", "营业执照注册号")
    ),
)


def check_identifier(name: str, number: str) -> Problem | None:
    """What is wrong with an official number: its length, its characters or its check digit."""
    fault = _FAULTS[name](tidy(number))
    return wrong_identifier(fault.zh, fault.en) if fault else None

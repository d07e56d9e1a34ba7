"""Columns that name a subject by an official number whose check digit is tested."""

from __future__ import annotations

from dataclasses import dataclass


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

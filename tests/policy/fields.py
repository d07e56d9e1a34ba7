"""Checks that every table of industry fields goes through: article 3, article 8 and article 11 share them."""

from __future__ import annotations

from typing import Any

from tests.policy.size_table import book, classes

MICRO = {"legal_form": "limited_company", "employees": 1, "revenue": "1", "total_assets": "1"}
LARGE = {"legal_form": "limited_company", "employees": 10**6, "revenue": "9" * 11, "total_assets": "9" * 11}


def calc(name: str, facts: dict[str, Any], day: str = "2012-06-30") -> tuple[str, Any, tuple[str, ...]]:
    """Status, value and missing facts of a variable."""
    result = book().calc([name], facts, as_of=day)[name]
    return result.status, result.value, tuple(result.missing)


def value(name: str, edition: str, code: str, firm: dict[str, Any] = MICRO) -> Any:
    """The value of a variable for a firm of a class, which must exist in the edition."""
    assert (edition, code) in classes()
    return calc(name, {**firm, "industry_edition": edition, "industry_code": code})[1]


def fields_used(name: str, edition: str) -> set[str]:
    """The fields that at least one class of an edition comes to."""
    return {value(name, e, code) for e, code in classes() if e == edition}


def dead_prefixes(table: str) -> set[str]:
    """Prefixes of a table that no class of its edition starts with; the edition ends the table's name."""
    edition = table[-4:]
    rows = book().data.parameters[table].values[0].value
    return {p for p in rows if not any(e == edition and code.startswith(p) for e, code in classes())}

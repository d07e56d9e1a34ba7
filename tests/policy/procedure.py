"""Firms of each size and short ways to ask the rulebook, for the tests of articles 17, 20, 28 and 29."""

from __future__ import annotations

from typing import Any

from zhiwei import rulebook
from zhiwei.engine.outcome import Outcome

Facts = dict[str, Any]
NA = {"status": "not_applicable"}

# Manufacturers: small from 20 persons and 3 million yuan, medium from 300 and 20 million, large from 1,000 and 400 million.
MANUFACTURER = {"legal_form": "limited_company", "industry_code": "1713", "industry_edition": "2011"}
MICRO = {
    **MANUFACTURER,
    "employees": 19,
    "revenue": "5000000",
    "total_assets": "1000000",
    "division": "330106",
}
SMALL = {**MICRO, "employees": 20}
MEDIUM = {**MICRO, "employees": 300, "revenue": "20000000"}
LARGE = {**MICRO, "employees": 1000, "revenue": "400000000"}
SIZE_FACTS = ("employees", "industry_code", "industry_edition", "revenue", "total_assets")


def calc(entity: str, name: str, facts: Facts, day: str, links: Facts | None = None, **options: Any) -> Any:
    """The value of a variable in file form, or ``(status, missing…)`` where it has none."""
    found = rulebook().calc([name], facts, entity=entity, as_of=day, links=links or {}, **options)
    result = found.to_json()["variables"][name]
    if result["status"] != "known":
        return (result["status"], *result.get("missing", ()))
    return result["value"]


def judge(
    entity: str, measure: str, facts: Facts, day: str, links: Facts | None = None, **options: Any
) -> Outcome:
    """The outcome of a measure."""
    book = rulebook()
    return book.answer(
        facts, entity=entity, as_of=day, links=links or {}, measures=[measure], **options
    ).measures[measure]


def decision(
    sentence: str,
    fills: Facts | None,
    starts: str = "2012-05-02",
    ends: str = "2020-12-31",
    division: str = "330100",
) -> Facts:
    """A filed decision of a city; declining where it fills nothing."""
    own: Facts = {"declines": True} if fills is None else {"fills": fills}
    days = {"filed_on": starts, "from": starts, "to": ends}
    return {"division": division, "document": "（示例）1号", "sentence": sentence, **days, **own}

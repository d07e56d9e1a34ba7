"""The edition of GB/T 4754 that an industry code belongs to: it follows from the code and the day, and nobody is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.platform.subjects.industry_search import edition_on

CODE, EDITION = "industry_code", "industry_edition"


def follows(name: str) -> bool:
    """Whether a fact, by its name with path, is an edition."""
    return name.rpartition(".")[2] == EDITION


def edition_of(code: str, day: date) -> str:
    """The edition in force on a day, or the other one where only that has the code."""
    wanted = edition_on(day)
    known = load_industries()
    held = [one for one in (wanted, *EDITIONS) if code in known.edition(one)]
    return held[0] if held else wanted


def edition_name(code_name: str) -> str:
    """The name of the edition beside a code: ``bidder.industry_edition`` for ``bidder.industry_code``."""
    return f"{code_name.removesuffix(CODE)}{EDITION}"


def with_editions(facts: Mapping[str, str], day: date) -> dict[str, str]:
    """Facts by name in file form; each industry code that has no edition beside it gets that of the code and the day."""
    codes = {name: code for name, code in facts.items() if name.rpartition(".")[2] == CODE}
    return {edition_name(name): edition_of(code, day) for name, code in codes.items()} | dict(facts)


def without_followers(names: Collection[str]) -> list[str]:
    """Missing facts without the editions that follow once their code is known."""
    codes = {edition_name(name) for name in names if name.rpartition(".")[2] == CODE}
    return [name for name in names if name not in codes]

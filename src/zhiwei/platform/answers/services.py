"""Answers to facts: the rulebook with the decisions in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.rulebook import current


def answer(
    facts: Mapping[str, Any], *, as_of: date | str, entity: str = "enterprise", known_on: date | str | None = None,
    division: str | None = None, measures: Sequence[str] | None = None, links: Mapping[str, Any] | None = None,
) -> Answer:  # fmt: skip
    """All measures, or the named ones, for facts in file form, with the decisions filed by ``known_on``.

    Raises the engine's InputError with every defect of facts, days, names and division.
    """
    book = current()
    asked = law(as_of, known_on)
    case = book.case(facts, asked.as_of, entity=entity, links=links, division=division)
    return book.answer_case(case, asked, book.select(entity, measures))


def rerun(receipt: Receipt) -> Answer:
    """The question of a stored receipt asked again of the rulebook it names."""
    return receipts.rerun(receipt)

"""The law with what localities decided, remembered while neither changes."""

from __future__ import annotations

from datetime import date

from zhiwei.engine.plan import Law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.decisions import queries as decisions


def law(as_of: date | str, known_on: date | str | None = None) -> Law:
    """The law of a day, as known on a day, with the decisions filed by then. Raises InputError for bad days."""
    book = current()
    bare = book.law(as_of, known_on=known_on)
    return book.law(
        bare.as_of,
        known_on=bare.known_on,
        decisions=decisions.in_force(as_of=bare.as_of, known_on=bare.known_on),
    )

"""The law with what localities decided: one object as long as neither changes, so that its plans are kept too."""

from __future__ import annotations

from datetime import date

from zhiwei.engine.plan import Law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.decisions.register import Memory

KEPT = 256
"""Laws remembered, by day, day of knowledge and state of the register."""
_laws = Memory(KEPT)


def law(as_of: date | str, known_on: date | str | None = None) -> Law:
    """The law of a day, as known on a day, with the decisions filed by then. Raises InputError for bad days."""
    book = current()
    if not (isinstance(as_of, date) and (known_on is None or isinstance(known_on, date))):
        bare = book.law(as_of, known_on=known_on)
        as_of, known_on = bare.as_of, bare.known_on
    filed = decisions.in_force(as_of=as_of, known_on=known_on)
    # The decisions are the same object while nothing changes, and the memory holds on to them.
    key = (book.hash, as_of, known_on, id(filed))
    found: tuple[object, Law] = _laws.get(
        key, lambda: (filed, book.law(as_of, known_on=known_on, decisions=filed))
    )
    return found[1]

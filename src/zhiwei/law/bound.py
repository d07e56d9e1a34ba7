"""What is bound to each sentence in the current rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.bindings import Runner, bind
from zhiwei.law.rooms import load_rooms


def bound_to(book: Rulebook) -> Mapping[str, Sequence[Runner]]:
    """Sentence id to its rules, measures, parameters and rooms."""
    data = book.data
    bound = bind(
        [(name, record.cites) for (_, name), records in data.rules.items() for record in records],
        [(measure.id, measure.cites) for measure in data.measures.values()],
        data.parameters.values(),
    )
    for sentence, rooms in load_rooms().items():
        bound.setdefault(sentence, []).extend(Runner("room", room.key) for room in rooms)
    return bound

"""What is bound to each sentence in the current rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.bindings import Runner, bind


def bound_to(book: Rulebook) -> Mapping[str, Sequence[Runner]]:
    """Sentence id to its rules, measures and parameters."""
    data = book.data
    return bind(
        [(name, record.cites) for (_, name), records in data.rules.items() for record in records],
        [(measure.id, measure.cites) for measure in data.measures.values()],
        data.parameters.values(),
    )

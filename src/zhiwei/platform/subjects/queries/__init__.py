"""What may be asked of the register; whatever is not public asks for the viewer first."""

from zhiwei.platform.subjects.queries.difficulties import by_difficulty, by_difficulty_and_division
from zhiwei.platform.subjects.queries.facts import (
    choices,
    chosen,
    conflicts,
    facts,
    facts_of_many,
    portions,
    source_text,
    statements,
)
from zhiwei.platform.subjects.queries.links import links, relations
from zhiwei.platform.subjects.queries.ready import Reader
from zhiwei.platform.subjects.queries.searching import by_text, counted, narrowed
from zhiwei.platform.subjects.queries.visible import (
    actors,
    divisions_for,
    limited,
    organisations_for,
    own_enquiries,
    own_subjects,
    visible,
    visible_batches,
    visible_enquiries,
    visible_one,
)

__all__ = [
    "Reader",
    "actors",
    "by_difficulty",
    "by_difficulty_and_division",
    "by_text",
    "choices",
    "chosen",
    "conflicts",
    "counted",
    "divisions_for",
    "facts",
    "facts_of_many",
    "limited",
    "links",
    "narrowed",
    "organisations_for",
    "own_enquiries",
    "own_subjects",
    "portions",
    "relations",
    "source_text",
    "statements",
    "visible",
    "visible_batches",
    "visible_enquiries",
    "visible_one",
]

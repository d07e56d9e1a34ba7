"""Cells of flags, enums, codes and text."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Any

from zhiwei.engine.model import Variable
from zhiwei.population import cell_problems as problem
from zhiwei.population.defects import Problem
from zhiwei.population.text import key, plain

_YES = frozenset({"是", "yes", "y", "true", "1", "√"})
_NO = frozenset({"否", "no", "n", "false", "0", "×"})
OFFERED = 12
"""At most so many members of an enum are listed in a message."""


def as_text(raw: Any) -> str:
    """A cell as text; a whole float without its ``.0``, a date in ISO form."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, date):
        return raw.isoformat()[:10]
    return plain(str(raw))


def read_flag(raw: Any) -> bool | Problem:
    """Yes or no."""
    if isinstance(raw, bool):
        return raw
    word = key(as_text(raw))
    if word in _YES:
        return True
    return False if word in _NO else problem.not_a_flag()


def read_enum(variable: Variable, raw: Any) -> str | Problem:
    """The member named by its code, Chinese or English label."""
    word = key(as_text(raw))
    labels = {m.value: (m.zh, m.en) for m in variable.enum}
    by_word = {key(w): value for value, pair in labels.items() for w in (*pair, value)}
    if word in by_word:
        return by_word[word]
    near = [by_word[w] for w in difflib.get_close_matches(word, by_word, n=3, cutoff=0.6)]
    offered = list(labels) if len(labels) <= OFFERED else list(dict.fromkeys(near)) or list(labels)[:OFFERED]
    return problem.not_a_member((value, *labels[value]) for value in offered)

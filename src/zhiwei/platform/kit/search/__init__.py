"""Finding in Chinese: texts by their words, two characters are enough; names also by pinyin and initials.

A room hands in what can be found (:func:`index`, :func:`index_many`), :func:`search` finds texts, :func:`find` names,
:func:`excerpt` shows where. The words lie in FTS5 on SQLite and in a tsvector on PostgreSQL; the order is ours on both.
"""

from zhiwei.platform.kit.search.entries import Document, clear, index, index_many, rebuild, remove
from zhiwei.platform.kit.search.find import Hit, find, search
from zhiwei.platform.kit.search.names import name_tokens
from zhiwei.platform.kit.search.shown import excerpt, marked
from zhiwei.platform.kit.search.split import fold, tokens

__all__ = [
    "Document", "Hit", "clear", "excerpt", "find", "fold", "index", "index_many", "marked", "name_tokens", "rebuild",
    "remove", "search", "tokens",
]  # fmt: skip

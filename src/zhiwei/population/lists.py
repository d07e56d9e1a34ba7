"""The rulebook's code lists in the form the cell readers take."""

from __future__ import annotations

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.codes import CodeList, CodeLists


def code_lists(book: Rulebook) -> CodeLists:
    """Code lists by name."""
    return {name: CodeList(codes) for name, codes in book.data.code_lists.items()}

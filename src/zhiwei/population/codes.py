"""Cells of codes (industry, division). A leading zero that a spreadsheet may have eaten is never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhiwei.population import cell_problems as problem
from zhiwei.population.defects import Problem
from zhiwei.population.words import as_text


class CodeList:
    """The codes a fact may hold; a list without codes admits any."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = frozenset(codes)
        self.longest = max((len(c) for c in self.codes), default=0)

    def __contains__(self, code: object) -> bool:
        return not self.codes or code in self.codes

    def padded(self, code: str) -> list[str]:
        """Codes of the list that are this one with zeros in front."""
        zeros = range(1, self.longest - len(code) + 1)
        return [c for n in zeros if (c := "0" * n + code) in self.codes]

    def near(self, code: str) -> list[str]:
        """Codes to offer for an unknown one: with a zero in front, or its nearest ancestor."""
        ancestors = [code[:n] for n in range(len(code) - 1, 0, -1) if code[:n] in self.codes]
        return list(dict.fromkeys([*self.padded(code), *ancestors[:1]]))[:3]


CodeLists = Mapping[str, CodeList]


def read_code(lists: CodeLists, name: str, raw: Any) -> str | Problem:
    """The code in a cell.

    A numeric cell is taken only at the full length of the list, where no zero can have been lost.
    """
    codes = lists.get(name, CodeList(()))
    if isinstance(raw, bool):
        return problem.wrong_kind("是/否", "yes/no", "代码", "code")
    code = as_text(raw)
    if isinstance(raw, (int, float)):
        if not code.isdigit():
            return problem.unknown_code(codes.near(code))
        if len(code) < codes.longest:
            own = [code] if code in codes else []
            return problem.lost_zero(code, [*codes.padded(code), *own])
    return code if code in codes else problem.unknown_code(codes.near(code))

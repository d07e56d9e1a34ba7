"""A column of an input table after its heading was understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhiwei.engine.model import Variable


class Role(StrEnum):
    """What the cells of a column are used for."""

    ID = "id"
    FACT = "fact"
    IDENTIFIER = "identifier"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Column:
    """``position`` counts from 0; ``mark`` is what is shown to the user (F in Excel, 6 in text)."""

    position: int
    mark: str
    heading: str
    role: Role
    name: str = ""
    variable: Variable | None = None
    period: str = ""
    unit: str | None = None

    @property
    def fact(self) -> str:
        """The fact's name with its period: ``revenue`` or ``revenue@2011``."""
        return f"{self.name}@{self.period}" if self.period else self.name


def letters(position: int) -> str:
    """Excel's letters of a column counted from 0: 0 is A, 26 is AA."""
    text, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(ord("A") + digit) + text
    return text

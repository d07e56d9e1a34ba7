"""Types and units of facts, variables and parameters."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

KINDS = ("money", "rate", "count", "number", "date", "enum", "flag", "code", "text")
NUMERIC = frozenset({"money", "rate", "count", "number"})
ORDERED = NUMERIC | {"date"}
PERIODS = ("day", "month", "quarter", "year")
ROUNDINGS = ("half_up", "down", "up", "none")

# For a type checker `float` means any real number (PEP 484); when a rule runs, by hand or in an engine,
# its numbers are exact integers and fractions.
if TYPE_CHECKING:
    Money = float
    Rate = float
    Count = float
    Number = float
else:
    from fractions import Fraction

    Money = Rate = Count = Number = Fraction
Flag = bool
Date = datetime.date
Code = str

T = TypeVar("T")
Keyed = Mapping[str, T]


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """A stretch of a period in which a parameter has one value; both days inclusive."""

    value: T
    starts: Date
    ends: Date


if TYPE_CHECKING:
    Pieces = tuple[Piece[T], ...]
else:

    class Pieces(Generic[T]):
        """Annotation of a parameter taken in the ordered segments of the rule's period."""

        def __iter__(self) -> Iterator[Piece[T]]:  # pragma: no cover - annotation only
            raise TypeError("an annotation, not a value")


ANNOTATIONS = {
    "Money": "money",
    "Rate": "rate",
    "Count": "count",
    "Number": "number",
    "Date": "date",
    "Flag": "flag",
    "Code": "code",
}


@dataclass(frozen=True, slots=True)
class ValueType:
    """What a value is: its kind, the unit of a count, the vocabulary of an enum, the list of a code."""

    kind: str
    unit: str | None = None
    enum: str | None = None
    code_list: str | None = None

    def __str__(self) -> str:
        return self.kind + (f"[{self.unit or self.enum}]" if self.unit or self.enum else "")

    @property
    def numeric(self) -> bool:
        """Whether arithmetic is defined on it."""
        return self.kind in NUMERIC

    def unit_word(self) -> str:
        """The unit written in files: CNY for money, the unit of a count, else the kind."""
        if self.kind == "money":
            return "CNY"
        return self.unit or ("fraction" if self.kind == "rate" else self.kind)

    def to_json(self) -> dict[str, str]:
        """Plain data, absent parts left out."""
        pairs = (("kind", self.kind), ("unit", self.unit), ("enum", self.enum), ("list", self.code_list))
        return {k: v for k, v in pairs if v is not None}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> ValueType:
        """Inverse of :meth:`to_json`."""
        return cls(data["kind"], data.get("unit"), data.get("enum"), data.get("list"))


MONEY, RATE, NUMBER, DATE, FLAG, TEXT = (
    ValueType(k) for k in ("money", "rate", "number", "date", "flag", "text")
)
DAYS = ValueType("count", "day")
YEARS = ValueType("count", "year")
MONTHS = ValueType("count", "month")

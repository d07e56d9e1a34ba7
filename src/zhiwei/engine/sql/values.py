"""What an expression of a rule is in SQL: a value, a status, and all that is known of both beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from zhiwei.engine.sql.fragments import Sql
from zhiwei.engine.sql.statuses import KNOWN


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact number: whole numerator over a positive denominator, both within bounds that hold for every row."""

    top: Sql
    low: int
    high: int
    bottom: Sql | int = 1
    least: int = 1
    most: int = 1

    @property
    def whole(self) -> bool:
        """Whether it is a whole number in every row."""
        return self.bottom == 1


@dataclass(frozen=True, slots=True)
class Val:
    """A value with its status.

    ``value`` means something only where ``status`` is 0, and is None where it never is; ``codes`` are the statuses
    that may occur. ``constant`` is the value where it is the same in every row (days as ordinals). ``range`` bounds
    a day. ``branches`` are condition, then and otherwise of a choice that gave this value. ``codes_of`` lists the
    codes that a fact may be; ``in_tables`` says that one of them has an entry in every table the fact is looked up in.
    ``words`` are those that a key can be where it is used, None for all.
    """

    kind: str
    value: Ratio | Sql | None
    status: Sql
    codes: frozenset[int]
    constant: Any = None
    range: tuple[int, int] = (1, 3652059)
    notes: tuple[str, ...] = ()
    branches: tuple[Val, Val, Val] | None = None
    codes_of: tuple[str, ...] = ()
    in_tables: bool = False
    words: tuple[str, ...] | None = None

    @property
    def always(self) -> bool:
        """Whether it is known in every row."""
        return self.codes == {KNOWN}

    @property
    def never(self) -> bool:
        """Whether it is known in no row."""
        return KNOWN not in self.codes

    @property
    def ratio(self) -> Ratio:
        """The value as a number."""
        assert isinstance(self.value, Ratio)
        return self.value

    @property
    def plain(self) -> Sql:
        """The value of a flag, day or word."""
        assert isinstance(self.value, Sql)
        return self.value

    def with_status(self, status: Sql, codes: Iterable[int]) -> Val:
        """The same value under another status."""
        codes = frozenset(codes)
        constant = self.constant if codes == {KNOWN} else None
        return replace(self, status=status, codes=codes, constant=constant, branches=None)


def settled(number: int) -> Val:
    """No value, for the reason of a status."""
    return Val("nothing", None, Sql(str(number)), frozenset({number}))


def whole(number: int, notes: tuple[str, ...] = ()) -> Ratio:
    """A whole constant."""
    from zhiwei.engine.sql.fragments import noted

    return Ratio(noted(Sql(f"({number})" if number < 0 else str(number)), notes), number, number)


def constant_number(number: int | Fraction, notes: tuple[str, ...] = ()) -> Val:
    """A number that is the same in every row."""
    ratio = replace(
        whole(number.numerator, notes),
        bottom=number.denominator,
        least=number.denominator,
        most=number.denominator,
    )
    return Val("number", ratio, Sql("0"), frozenset({KNOWN}), Fraction(number), notes=notes)

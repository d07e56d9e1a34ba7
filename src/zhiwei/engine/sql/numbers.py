"""Exact arithmetic in SQL: whole numerators over whole denominators, every bound known before a row is read.

Each operation computes the bounds of its result from those of its operands. A result that may leave BIGINT is
computed in the wide type; one that may leave 38 digits is refused. So no overflow and no rounding can occur but the
one that a rule declares.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from zhiwei.engine.sql.dialects import INT64, WIDEST, Dialect
from zhiwei.engine.sql.errors import refused
from zhiwei.engine.sql.fragments import Sql, case, sql
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.values import Ratio, whole

_MIRROR = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


@dataclass
class Numbers:
    """Arithmetic of one query; ``where`` names the rule being written."""

    dialect: Dialect
    stages: Stages
    where: str = ""

    def add(self, left: Ratio, right: Ratio, sign: int = 1) -> Ratio:
        """left + sign·right."""
        left, right = self.alike(left, right)
        low, high = sorted((sign * right.low, sign * right.high))
        form = "({} + {})" if sign > 0 else "({} - {})"
        top = self._made(form, left.low + low, left.high + high, left.top, right.top)
        return replace(left, top=top, low=left.low + low, high=left.high + high)

    def negated(self, number: Ratio) -> Ratio:
        """-number."""
        top = sql("(-{})", number.top, wide=number.top.wide)
        return replace(number, top=top, low=-number.high, high=-number.low)

    def multiply(self, left: Ratio, right: Ratio) -> Ratio:
        """left · right, a factor common to a constant top and a constant bottom struck out."""
        left, right = self._struck(left, right)
        right, left = self._struck(right, left)
        top, low, high = self._product((left.top, left.low, left.high), (right.top, right.low, right.high))
        bottom, least, most = self._product(_bottom(left), _bottom(right))
        return Ratio(top, low, high, _plain(bottom, least, most), least, most)

    def divide(self, left: Ratio, right: Ratio) -> Ratio:
        """left ÷ right; NULL where right is 0."""
        above, least, most = _bottom(right)
        if right.low == right.high:
            size = abs(right.low)
            above = above if right.low > 0 else sql("(-{})", above, wide=above.wide)
            low, high = (least, most) if right.low > 0 else (-most, -least)
            return self.multiply(left, Ratio(above, low, high, size, size, size))
        divisor = self.stages.light(right.top)
        inverse = Ratio(above, least, most)
        if right.low < 0:
            signs = self.dialect.narrowed(sql("(CASE WHEN {} < 0 THEN -1 ELSE 1 END)", divisor))
            inverse = self.multiply(inverse, Ratio(signs, -1, 1))
            divisor = sql("ABS({})", divisor, wide=divisor.wide)
        safe = self.stages.light(sql("NULLIF({}, 0)", divisor, wide=divisor.wide))
        size = max(abs(right.low), abs(right.high))
        return self.multiply(left, replace(inverse, bottom=safe, least=1, most=size))

    def compare(self, op: str, left: Ratio, right: Ratio) -> bool | Sql:
        """left op right; True or False where the bounds decide for every row."""
        left, right = self.alike(left, right)
        if left.low > right.high or left.high < right.low:
            above = left.low > right.high
            return {"<": not above, "<=": not above, ">": above, ">=": above, "==": False, "!=": True}[op]
        if op in ("<=", ">") and left.high == right.low:
            return op == "<="
        if op in (">=", "<") and left.low == right.high:
            return op == ">="
        return sql(f"({{}} {_SIGNS.get(op, op)} {{}})", left.top, right.top)

    def alike(self, left: Ratio, right: Ratio) -> tuple[Ratio, Ratio]:
        """The two over one denominator."""
        if left.bottom == right.bottom:
            return left, right
        if isinstance(left.bottom, int) and isinstance(right.bottom, int):
            common = math.lcm(left.bottom, right.bottom)
            return self._over(left, common), self._over(right, common)
        bottom, least, most = self._product(_bottom(left), _bottom(right))
        return tuple(
            Ratio(
                *self._product((one.top, one.low, one.high), _bottom(other)),
                _plain(bottom, least, most),
                least,
                most,
            )
            for one, other in ((left, right), (right, left))
        )  # type: ignore[return-value]

    def choose(self, branches: list[tuple[Sql, Ratio]], otherwise: Ratio | None) -> Ratio:
        """The number of the first branch that holds."""
        numbers = [n for _, n in branches] + ([otherwise] if otherwise else [])
        conditions = [c for c, _ in branches]
        if all(isinstance(n.bottom, int) for n in numbers):
            common = math.lcm(*(n.bottom for n in numbers if isinstance(n.bottom, int)))
            numbers = [self._over(n, common) for n in numbers]
            bottom: Sql | int = common
        else:
            bottom = self._picked(conditions, [_bottom(n)[0] for n in numbers], otherwise is not None)
        top = self._picked(conditions, [n.top for n in numbers], otherwise is not None)
        low, high = min(n.low for n in numbers), max(n.high for n in numbers)
        return Ratio(top, low, high, bottom, min(n.least for n in numbers), max(n.most for n in numbers))

    def _picked(self, conditions: list[Sql], numbers: list[Sql], rest: bool) -> Sql:
        wide = any(n.wide for n in numbers)
        numbers = [self.dialect.widened(n) for n in numbers] if wide else numbers
        found = case(list(zip(conditions, numbers, strict=False)), numbers[-1] if rest else None, wide=wide)
        # Literals alone would make a type narrower than BIGINT.
        return found if wide or any(n.columns for n in numbers) else self.dialect.narrowed(found)

    def rounded(self, mode: str, number: Ratio) -> Ratio:
        """A whole number: ``half_up`` (an exact half goes up), ``down`` or ``up``."""
        if mode == "none" or number.whole:
            return number
        if mode == "up":
            return self.negated(self.rounded("down", self.negated(number)))
        if mode == "half_up":
            half = replace(whole(1), bottom=2, least=2, most=2)
            number = self.add(number, half)
        return self._floor(number)

    def truncated(self, number: Ratio) -> Ratio:
        """The whole part, towards zero."""
        if number.whole:
            return number
        top = self.dialect.quotient(number.top, number.bottom)
        return self._narrow(Ratio(top, min(number.low, 0), max(number.high, 0)))

    def _floor(self, number: Ratio) -> Ratio:
        top, bottom = self.stages.light(number.top), number.bottom
        bottom = bottom if isinstance(bottom, int) else self.stages.light(bottom)
        least, most = number.least, number.most
        low = number.low // (most if number.low >= 0 else least)
        high = number.high // (least if number.high >= 0 else most)
        if isinstance(bottom, Sql) and bottom.wide:
            top = self.dialect.widened(top)
        found = self.dialect.quotient(top, bottom)
        if number.low < 0:
            form = "({} - CASE WHEN {} % {} < 0 THEN 1 ELSE 0 END)"
            found = sql(form, found, top, bottom, wide=found.wide)
        return self._narrow(Ratio(found, low, high))

    def _narrow(self, number: Ratio) -> Ratio:
        if number.top.wide and max(abs(number.low), abs(number.high)) <= INT64:
            return replace(number, top=self.dialect.narrowed(number.top))
        return number

    def _struck(self, left: Ratio, right: Ratio) -> tuple[Ratio, Ratio]:
        """A constant top of ``left`` and a constant bottom of ``right`` without their common factor."""
        if left.low != left.high or left.top.columns or not isinstance(right.bottom, int) or left.low == 0:
            return left, right
        factor = math.gcd(left.low, right.bottom)
        if factor == 1:
            return left, right
        bottom = right.bottom // factor
        top = whole(left.low // factor)
        return (replace(left, top=replace(top.top, text=_renoted(left.top.text, top.top.text)), low=top.low, high=top.high),
                replace(right, bottom=bottom, least=bottom, most=bottom))  # fmt: skip

    def _over(self, number: Ratio, bottom: int) -> Ratio:
        assert isinstance(number.bottom, int)
        factor = bottom // number.bottom
        if factor == 1:
            return number
        top, low, high = self._product(
            (number.top, number.low, number.high), (Sql(str(factor)), factor, factor)
        )
        return Ratio(top, low, high, bottom, bottom, bottom)

    def _product(self, left: tuple[Sql, int, int], right: tuple[Sql, int, int]) -> tuple[Sql, int, int]:
        ends = [a * b for a in left[1:] for b in right[1:]]
        low, high = min(ends), max(ends)
        one, other = (right, left) if left[1] == left[2] and not left[0].columns else (left, right)
        if not one[0].columns:
            found = whole(one[1] * other[1]).top if one[1] == one[2] and other[1] == other[2] else None
            if found is not None:
                return (
                    replace(found, text=_renoted(one[0].text, _renoted(other[0].text, found.text))),
                    low,
                    high,
                )
        if other[1] == other[2] == 1 and not other[0].columns and "/*" not in other[0].text:
            return one[0], low, high
        return self._made("({} * {})", low, high, one[0], other[0]), low, high

    def _made(self, form: str, low: int, high: int, left: Sql, right: Sql) -> Sql:
        size = max(abs(low), abs(high))
        if size > WIDEST:
            raise refused(
                self.where, "may need numbers of more than 38 digits", "give the facts closer limits"
            )
        wide = left.wide or right.wide
        if size > INT64 and not wide:
            left, wide = self.dialect.widened(left), True
        return sql(form, left, right, wide=wide)


_SIGNS = {"==": "=", "!=": "<>"}


def _bottom(number: Ratio) -> tuple[Sql, int, int]:
    if isinstance(number.bottom, int):
        return Sql(str(number.bottom)), number.bottom, number.bottom
    return number.bottom, number.least, number.most


def _plain(bottom: Sql, least: int, most: int) -> Sql | int:
    return least if least == most and not bottom.columns else bottom


def _renoted(old: str, new: str) -> str:
    """The new literal with the comments of the old one."""
    _, mark, rest = old.partition(" /* ")
    return f"{new} /* {rest}" if mark else new

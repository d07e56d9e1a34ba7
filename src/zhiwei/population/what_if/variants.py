"""Variants of a reform: a grid over the values of one or two parameters, or a list of rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine.parameters import Parameter
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if.changes import ChangeReader
from zhiwei.population.what_if.problems import Problems
from zhiwei.population.what_if.reform import Supposition, Variant
from zhiwei.population.what_if.scalars import read_value

MOST = 10_000
"""Variants that one run may hold."""
AXES = 2
RANGE = ("from", "to", "step")


class VariantReader:
    """Reads ``variants``: a mapping of parameter to values (a grid), or a list of mappings (rows)."""

    def __init__(
        self, book: Rulebook, changes: ChangeReader, common: Supposition, problems: Problems
    ) -> None:
        self.book, self.changes, self.common, self.problems = book, changes, common, problems

    def read(self, raw: Any, path: str) -> tuple[Variant, ...]:
        """The variants in order, each with what all have in common; problems are noted."""
        if isinstance(raw, Mapping) and raw:
            rows: Iterator[tuple[dict[str, Any], str]] = self._grid(raw, path)
        elif isinstance(raw, list) and raw and all(isinstance(row, Mapping) and row for row in raw):
            rows = ((dict(row), f"{path}[{n}]") for n, row in enumerate(raw, 1))
        else:
            self.problems.note(
                path, "既不是“参数: [数值, …]”，也不是逐行列出的清单",
                "is neither a mapping of parameter to values nor a list of rows",
                "写 slp_half_limit: [60000, 80000]", "write slp_half_limit: [60000, 80000]",
            )  # fmt: skip
            return ()
        listed = list(itertools.islice(rows, MOST + 1))
        if len(listed) > MOST:
            self.problems.note(
                path, f"超过 {MOST} 个方案", f"more than {MOST} variants", "加大步长", "take larger steps"
            )
            return ()
        read: dict[tuple[str, str], Supposition] = {}
        return tuple(self._variant(row, place, read) for row, place in listed)

    def _variant(self, row: dict[str, Any], path: str, read: dict[tuple[str, str], Supposition]) -> Variant:
        """One variant; an entry that many share is read, and complained of, once."""
        supposition, values = self.common, {}
        for name, raw in row.items():
            key = (name, repr(raw))
            if key not in read:
                read[key] = self.changes.read(name, raw, f"{path}.{name}")
            supposition = supposition.over(read[key])
            values[name] = ", ".join(c.after for c in read[key].changes)
        return Variant(values, supposition)

    def _grid(self, raw: Mapping[str, Any], path: str) -> Iterator[tuple[dict[str, Any], str]]:
        if len(raw) > AXES:
            self.problems.note(
                path, f"{len(raw)} 个参数，最多两个", f"{len(raw)} parameters, where a grid has at most two",
                "其余写成逐行清单", "write a list of rows instead",
            )  # fmt: skip
            return
        axes = [self._axis(name, values, f"{path}.{name}") for name, values in raw.items()]
        for chosen in itertools.product(*axes):
            yield dict(zip(raw, chosen, strict=True)), path

    def _axis(self, name: str, raw: Any, path: str) -> list[Any]:
        parameter = self.book.data.parameters.get(name)
        if parameter is None:
            self.problems.unknown(path, "没有参数", "there is no parameter", name, self.book.data.parameters)
            return []
        if isinstance(raw, list) and raw:
            return raw
        if isinstance(raw, Mapping) and "step" in raw:
            return self._range(parameter, raw, path)
        self.problems.note(
            path, "不是数值的清单或区间", "is neither a list of values nor a range",
            "写 [60000, 80000]，或者 {from: 60000, to: 100000, step: 5000}",
            "write [60000, 80000] or {from: 60000, to: 100000, step: 5000}",
        )  # fmt: skip
        return []

    def _range(self, parameter: Parameter, raw: Mapping[str, Any], path: str) -> list[Any]:
        """The values of ``{from, to, step}``, both ends included, in file form."""
        self.problems.only(path, raw, RANGE)
        if not parameter.type.numeric or parameter.table:
            self.problems.note(
                path, f"{parameter.name} 不是数值，没有区间", f"{parameter.name} is no number and has no range",
                "列出数值", "list the values",
            )  # fmt: skip
            return []
        ends = [
            read_value(parameter, raw.get(key), f"{path}.{key}", self.book.data, self.problems)
            for key in RANGE
        ]
        if any(end is None for end in ends):
            return []
        first, last, step = (Fraction(end) for end in ends)
        if step <= 0 or last < first:
            self.problems.note(
                path, "区间为空", "is an empty range", "步长大于零，终点不小于起点",
                "let the step be above zero and the end not below the start",
            )  # fmt: skip
            return []
        count = min(int((last - first) / step), MOST)
        values = (first + step * i for i in range(count + 1))
        return [self._written(parameter, value) for value in values]

    @staticmethod
    def _written(parameter: Parameter, value: Fraction) -> str:
        """A value as a reform file would write it; a fraction stays exact."""
        if parameter.type.kind in ("rate", "number"):
            text = shown(parameter.type, value)
            return f"{value * 100}%" if parameter.type.kind == "rate" and value > 1 else text
        return shown(parameter.type, int(value))

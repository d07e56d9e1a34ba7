"""What only several facts of a row together show to be wrong, looked for in whole columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from zhiwei.engine.model import Entity
from zhiwei.engine.tree import free_names
from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.population import row_problems as problem
from zhiwei.population.defects import Problem
from zhiwei.population.industries import check_industry
from zhiwei.population.vector.cells import Converted, only_known

CODE, EDITION, DIVISION = "industry_code", "industry_edition", "division"
Converteds = Mapping[str, Converted]
"""Columns without period by the name of their fact."""


class RowChecks:
    """The checks of one table: industry against its edition, division against the option."""

    def __init__(self, entity: Entity, codes: Mapping[str, tuple[str, ...]], division: str | None) -> None:
        self._entity, self._division = entity, division
        self._codes = codes
        self._unfit: np.ndarray | None = None

    def companions(self, wanted: Iterable[str]) -> set[str]:
        """Facts that must be read with those wanted, so that they can be checked."""
        names = {name.partition("@")[0] for name in wanted}
        found = {EDITION} if CODE in names else set()
        for constraint in self._entity.constraints:
            found |= free_names(constraint.when)
        return found | ({DIVISION} if self._division else set())

    def find(self, columns: Converteds) -> Iterable[tuple[int, str, Problem, str]]:
        """Row, fact, problem and the fact's value where something is wrong."""
        if CODE in columns and EDITION in columns:
            yield from self._industries(columns[CODE], columns[EDITION])
        if self._division and DIVISION in columns:
            codes = self._list(DIVISION)
            column = columns[DIVISION]
            wrong = only_known(column.values != codes.index(self._division), column)
            for row in np.flatnonzero(wrong).tolist():
                if row not in column.problems:
                    found = problem.other_division(self._division)
                    yield row, DIVISION, found, codes[int(column.values[row])]

    def _list(self, fact: str) -> tuple[str, ...]:
        return self._codes[self._entity.facts[fact].list_name or ""]

    def _industries(self, code: Converted, edition: Converted) -> Iterable[tuple[int, str, Problem, str]]:
        codes = self._list(CODE)
        editions = self._entity.facts[EDITION].enum
        if self._unfit is None:
            self._unfit = _unfit(codes, [m.value for m in editions])
        places = edition.values.astype(np.uint32) * np.uint32(len(codes)) + code.values.astype(np.uint32)
        wrong = only_known(self._unfit[places], code, edition)
        for row in np.flatnonzero(wrong).tolist() if wrong.any() else ():
            if row not in code.problems and row not in edition.problems:
                written = codes[int(code.values[row])]
                found = check_industry(written, editions[int(edition.values[row])].value)
                assert found is not None
                yield row, CODE, found, written


def _unfit(codes: tuple[str, ...], editions: list[str]) -> np.ndarray:
    """Which codes an edition does not have, edition after edition; of one that is not known here, none."""
    known = [load_industries().edition(e) if e in EDITIONS else None for e in editions]
    return np.array([edition is not None and c not in edition for edition in known for c in codes])

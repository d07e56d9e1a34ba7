"""For random complete facts every variable of the rulebook is the same in the encoding and in the traced engine."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from tests.engine.proof.draws import comparable, drawn, solved
from zhiwei import rulebook
from zhiwei.engine.proof.encoding import encode
from zhiwei.engine.proof.findings import evaluated

DAYS = ("2012-06-30", "2015-06-30", "2026-03-01")
ENTITIES = sorted(e for e in rulebook().entities if any(v.computed for v in rulebook().variables(e).values()))


def limits() -> list[int]:
    """Every number of the law, and days around it: where rules turn."""
    found = {datetime.date(y, 2, 28).toordinal() + more for y in (2004, 2009, 2012) for more in range(3)}
    for parameter in rulebook().data.parameters.values():
        for dated in parameter.values:
            values = dated.value.values() if isinstance(dated.value, dict) else [dated.value]
            found |= {v for v in values if type(v) is int or (isinstance(v, Fraction) and v.denominator == 1)}
    return sorted(map(int, found))


def compare(day: str, entity: str, seeds: range) -> int:
    book = rulebook()
    law = book.law(day)
    names = tuple(v.name for v in book.variables(entity).values() if v.computed)
    encoding = encode(book, entity, names, law)
    compared = 0
    for seed in seeds:
        subject, model = drawn(encoding, limits(), seed)
        traced = evaluated(book, entity, names, subject, law)
        for name in names:
            value = traced.slots[traced.plan.names[name]]
            if comparable(value):
                assert (name, solved(encoding.term(name), model)) == (name, value), subject
                compared += 1
    return compared


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_variable(entity: str) -> None:
    assert compare("2012-06-30", entity, range(6)) > 0


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("entity", ENTITIES)
def test_every_variable_on_other_days(entity: str, day: str) -> None:
    assert compare(day, entity, range(100, 150)) > 0

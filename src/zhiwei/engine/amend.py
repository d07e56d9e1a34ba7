"""A rulebook with other parameter values: a supposition that shares everything else with the law it departs from."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import TypeVar, cast

from zhiwei.engine.model import Citation
from zhiwei.engine.parameters import ONE_DAY, Parameter, Value
from zhiwei.engine.rulebook import Rulebook

Entry = TypeVar("Entry")


def amended(book: Rulebook, parameters: Iterable[Parameter], citations: Iterable[Citation] = ()) -> Rulebook:
    """The rulebook with some parameters in place of those of the same name; compiled rules are shared too.

    ``citations`` are those that the new values name. Raises KeyError for a parameter that the rulebook lacks.
    """
    changed = {p.name: p for p in parameters}
    for name in changed:
        if name not in book.data.parameters:  # a name that no rule knows would change nothing
            raise KeyError(name)
    data = replace(
        book.data,
        parameters=over(changed, book.data.parameters),
        citations=over({c.cite: c for c in citations}, book.data.citations),
    )
    return book.sharing(data)


def over(changed: dict[str, Entry], original: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The original mapping with some entries in front of its own; nothing is copied."""
    return ChainMap(changed, cast(MutableMapping[str, Entry], original)) if changed else original


def with_value(parameter: Parameter, value: Value) -> Parameter:
    """The parameter with a value from its first day to its last, in place of whatever applied on those days.

    Values that reach beyond keep their days outside; where the new one ends with the last, it ends by the same text.
    """
    kept: list[Value] = []
    for old in parameter.values:
        kept += _outside(old, value)
    last = next((v for v in parameter.values if v.ends is not None and v.ends == value.ends), None)
    if last is not None and value.ended_by is None:
        value = replace(value, ended_by=last.ended_by, ended_published=last.ended_published)
    return replace(parameter, values=tuple(sorted([*kept, value], key=lambda v: v.starts)))


def _outside(old: Value, new: Value) -> list[Value]:
    """What is left of an old value before and after the days of a new one."""
    parts = []
    if old.starts < new.starts:
        ends = new.starts - ONE_DAY
        parts.append(replace(old, ends=ends) if old.ends is None or old.ends > ends else old)
    if new.ends is not None and (old.ends is None or old.ends > new.ends):
        starts = new.ends + ONE_DAY
        parts.append(replace(old, starts=starts) if old.starts < starts else old)
    return parts

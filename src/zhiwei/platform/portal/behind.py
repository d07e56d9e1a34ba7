"""Which parameters a measure rests on, through rules of any day, and the days on which they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from zhiwei.engine.parameters import Parameter
from zhiwei.law.behind import behind
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.portal.days import FIRST


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """A day from which the law was another, and the texts that made it so."""

    day: date
    documents: tuple[str, ...]


def parameters_of(measure_id: str) -> tuple[Parameter, ...]:
    """The parameters that a measure rests on."""
    return _parameters(current().hash, measure_id)


@lru_cache(maxsize=500)
def _parameters(digest: str, measure_id: str) -> tuple[Parameter, ...]:
    return behind(current().data, measure_id).parameters


def owed_beside(measure_id: str) -> tuple[str, ...]:
    """The money variables that rest on the same sentences as a measure and that nothing else is computed from."""
    return _owed(current().hash, measure_id)


@lru_cache(maxsize=500)
def _owed(digest: str, measure_id: str) -> tuple[str, ...]:
    data = current().data
    measure = data.measures[measure_id]
    read = {(b.target, b.link) for records in data.rules.values() for r in records for b in r.bindings}
    return tuple(
        name
        for (entity, name), records in data.rules.items()
        if entity == measure.entity
        and data.variables[entity, name].type.kind == "money"
        and (name, None) not in read
        and name not in measure.variables()
        and any(set(measure.cites) & set(record.cites) for record in records)
    )


def change_days(entity: str, today: date) -> tuple[ChangeDay, ...]:
    """The days since 2012 on which something behind the measures of an entity changed."""
    return _days(current().hash, entity, today)


def stops(entity: str, day: date, today: date) -> tuple[ChangeDay, ...]:
    """The days to choose from: those of change, the day that is shown, and today; each once, in order."""
    changed = {one.day: one for one in change_days(entity, today)}
    return tuple(changed.get(one) or ChangeDay(one, ()) for one in sorted({*changed, day, today}))


@lru_cache(maxsize=64)
def _days(digest: str, entity: str, today: date) -> tuple[ChangeDay, ...]:
    found: dict[date, dict[str, None]] = {}
    for measure in current().measures.values():
        if measure.entity != entity:
            continue
        for parameter in parameters_of(measure.id):
            for value in () if parameter.reading else parameter.values:
                if FIRST <= value.starts <= today:
                    found.setdefault(value.starts, {})[value.source] = None
                after = value.ends + timedelta(days=1) if value.ends else None
                if after and FIRST <= after <= today and value.ended_by:
                    found.setdefault(after, {})[value.ended_by.split("#")[0]] = None
    return tuple(ChangeDay(day, tuple(found[day])) for day in sorted(found))

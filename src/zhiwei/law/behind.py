"""What a measure rests on, through rules of any day: parameters, and the variables that rules compute."""

from __future__ import annotations

from dataclasses import dataclass

from zhiwei.engine.model import RulebookData
from zhiwei.engine.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Behind:
    """``variables`` are pairs of entity and name, computed ones only."""

    parameters: tuple[Parameter, ...]
    variables: tuple[tuple[str, str], ...]


def behind(data: RulebookData, measure_id: str) -> Behind:
    """The parameters and computed variables that a measure of the rulebook rests on, on whatever day."""
    measure = data.measures[measure_id]
    parameters: dict[str, None] = {}
    seen: dict[tuple[str, str], None] = {}
    for name in measure.variables():
        _follow(data, measure.entity, name, parameters, seen)
    return Behind(
        tuple(data.parameters[name] for name in parameters),
        tuple(key for key in seen if key in data.rules),
    )


def _follow(
    data: RulebookData, entity: str, name: str, found: dict[str, None], seen: dict[tuple[str, str], None]
) -> None:
    if (entity, name) in seen:
        return
    seen[entity, name] = None
    if (entity, name) not in data.variables:
        if name in data.parameters:
            found[name] = None
        return
    for record in data.rules.get((entity, name), ()):
        for binding in record.bindings:
            if binding.source == "parameter":
                found[binding.target] = None
            elif binding.source == "variable":
                owner = data.entities[entity].links[binding.link].to if binding.link else entity
                _follow(data, owner, binding.target, found, seen)

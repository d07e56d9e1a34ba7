"""Raw values to the file form that is kept, checked by the rulebook: type, unit, range, period, name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.facts import KNOWN, Fact, read_case
from zhiwei.engine.model import Variable
from zhiwei.engine.raw import shown
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.services.refusals import Refused, refuse
from zhiwei.platform.subjects.sources import sources
from zhiwei.policy.book import rulebook


def read(
    entity: str, given: Mapping[str, Any], day: date, beside: Mapping[str, Any] | None = None
) -> dict[str, Fact]:
    """Facts by ``name`` or ``name@period``, checked alone and together with those ``beside`` them.

    Raises :class:`Refused` with every defect; an unknown name comes with the nearest known one.
    """
    if entities.of_rulebook(entity) is None:
        kind = entities.kinds().get(entity)
        label = kind.zh if kind else entity
        raise refuse(entity, f"规则集中没有“{label}”的事实", f"the rulebook knows no facts of {entity}")
    together = {**{k: v for k, v in (beside or {}).items() if k not in given}, **given}
    try:
        case = read_case(rulebook().data, entity, together, None, day)
    except InputError as error:
        raise Refused(error.defects) from error
    names = {_plain_name(entity, label): label for label in given}
    found = {}
    for (_, name, period), fact in case.facts.items():
        label = f"{name}@{period}" if period else name
        if label in names:
            found[label] = fact
    return found


def _plain_name(entity: str, label: str) -> str:
    """``营业收入@2011`` by the rulebook's own name."""
    name, at, period = label.partition("@")
    known = entities.of_rulebook(entity)
    assert known is not None
    if name not in known.facts:
        name = next((v.name for v in known.facts.values() if v.zh == name), name)
    return f"{name}{at}{period}"


def kept(variable: Variable, fact: Fact) -> Any:
    """The value in file form: yuan and exact numbers as text, counts whole, flags true or false, days in ISO form."""
    if fact.state != KNOWN:
        return None
    if variable.type.kind in ("flag", "count"):
        return fact.value
    return shown(variable.type, fact.value)


def check_source(code: str) -> None:
    """Raises :class:`Refused` for a source that ``data/sources.yaml`` does not name."""
    known = sources().entries
    if code not in known:
        raise Refused([Defect("source", f"unknown source {code}", suggest(code, known), f"没有来源 {code}")])

"""Facts that contradict each other by what they mean: an end before its start, a part above its whole, a code out of use.

``conflicts`` of ``entities/*.yaml`` hold conditions under which facts cannot all be right (form: docs/engine.md, section 1).
Unlike constraints they refuse nothing: the answer takes the facts as given and says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from zhiwei.engine import periods
from zhiwei.engine.beside import Conflict, FactKey
from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.facts import KNOWN, Case
from zhiwei.engine.model import Entity, RulebookData
from zhiwei.engine.plan import Law
from zhiwei.engine.symbolic import Interpreter
from zhiwei.law.divisions import Division, load_divisions
from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.policy.clashes import AS_OF, Clash, clashes_of, fact_named


def conflicts_of(data: RulebookData, case: Case, law: Law) -> tuple[Conflict, ...]:
    """The known facts of a case that contradict each other, subject by subject; those of another day count not."""
    known: dict[tuple[str, str], dict[str, FactKey]] = {}
    for key, fact in case.facts.items():
        path, name, label = key
        if fact.state == KNOWN and fact.usable(law.as_of, law.known_on):
            period = data.owner(case.entity, path).facts[name].period
            known.setdefault((path, name), {})[label or periods.label(law.as_of, period)] = key
    found: dict[Conflict, None] = {}
    interpreter = Interpreter(Diagrams())
    for path in case.paths:
        entity = data.owner(case.entity, path)
        for clash in clashes_of(data, entity):
            for keys in _together(entity, data, path, clash, known):
                values = {n: _plain(case.facts[k].value) for n, k in keys.items()}
                values[AS_OF] = law.as_of.toordinal()
                if interpreter.of(clash.when, values, {}) is clash.holds:
                    found[Conflict(tuple(keys.values()), clash.zh, clash.en)] = None
        found |= dict.fromkeys(_dead_codes(entity, path, case, known, law.as_of))
    return tuple(found)


def _plain(value: Any) -> Any:
    return value.toordinal() if isinstance(value, datetime.date) else value


def _together(
    entity: Entity,
    data: RulebookData,
    path: str,
    clash: Clash,
    known: Mapping[tuple[str, str], dict[str, FactKey]],
) -> Iterator[dict[str, FactKey]]:
    """The facts of a clash by name, once for each period in which all that have one are known."""
    lasting: dict[str, FactKey] = {}
    dated: dict[str, dict[str, FactKey]] = {}
    for name in clash.names:
        link, _, fact = name.rpartition("__")
        where = ".".join(filter(None, (path, link)))
        held = known.get((where, fact))
        if not held:
            return
        if fact_named(data, entity, name).period is None:
            lasting[name] = next(iter(held.values()))
        else:
            dated[name] = held
    if not dated:
        yield lasting
        return
    for label in sorted(set.intersection(*(set(held) for held in dated.values()))):
        yield lasting | {name: held[label] for name, held in dated.items()}


# ---------------------------------------------------------------- codes


def _dead_codes(
    entity: Entity,
    path: str,
    case: Case,
    known: Mapping[tuple[str, str], dict[str, FactKey]],
    day: datetime.date,
) -> Iterator[Conflict]:
    for variable in entity.facts.values():
        held = known.get((path, variable.name)) if variable.list_name == "divisions" else None
        for key in (held or {}).values():
            code = case.facts[key].value
            divisions = load_divisions()
            if code in divisions and not divisions[code].exists(day):
                yield _dead_division(key, divisions[code], day)
    industry, edition = (known.get((path, n), {}).get("") for n in ("industry_code", "industry_edition"))
    if industry and edition:
        code, year = case.facts[industry].value, case.facts[edition].value
        if year in EDITIONS and code not in load_industries().edition(year).entries:
            yield Conflict(
                (industry, edition), "所填版本的行业分类中没有这个行业代码",
                "the edition given of the classification does not have this code",
            )  # fmt: skip


def _dead_division(key: FactKey, place: Division, day: datetime.date) -> Conflict:
    if place.created and day.year < place.created:
        return Conflict(
            (key,), f"{place.name} {place.created} 年才设立，在适用日还不存在",
            f"{place.pinyin} was set up in {place.created} and did not exist on the day asked for",
        )  # fmt: skip
    divisions = load_divisions()
    after = [divisions[code] for code in divisions.successors_on(place.code, day)]
    zh = "、".join(f"{one.name}（{one.code}）" for one in after)
    en = ", ".join(f"{one.pinyin} ({one.code})" for one in after)
    return Conflict(
        (key,),
        f"{place.name} {place.abolished} 年已撤销，在适用日不存在" + (f"，其后为{zh}" if zh else ""),
        f"{place.pinyin} was abolished in {place.abolished} and did not exist on the day asked for"
        + (f"; in its place: {en}" if en else ""),
    )

"""What is wrong with the names a programme uses; all of it, with the nearest known names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhiwei.engine.errors import Defect, suggest
from zhiwei.platform.cases.casetypes.checking import ROLES
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.programmes.files.model import OWNER, RECORD, SUBJECT, Fact, Programme, Register

SUMMED = ("money", "count")
DATED = "date"
KEY_PARTS = (OWNER, "year", "division")
"""What a key of a record may be made of beside its fields."""
COMPUTED, RESERVE = "computed", "reserve"
"""The way to ask the law, and the effect, that name programmes."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names a programme may use; ``facts`` maps each kind of subject to its facts, ``parameters`` are names."""

    sentences: Collection[str]
    entities: Collection[str]
    parameters: Collection[str]
    divisions: Collection[str]
    cases: Mapping[str, CaseType]
    facts: Mapping[str, Collection[str]]
    measures: Mapping[str, str]
    difficulties: Collection[str]


def defects(one: Programme, known: Known) -> list[Defect]:
    """Every defect of a programme that could be read."""
    return [
        *_whole(one, known),
        *(wrong for register in one.registers.values() for wrong in _register(one, register, known)),
        *_counts(one, known),
        *_facts(one, known),
        *_money(one, known),
    ]


def _at(one: Programme, at: str, what: str, zh: str, remedy: str = "", remedy_zh: str = "") -> Defect:
    return Defect(f"{one.file}: {at}", what, remedy, zh, remedy_zh)


def _unknown(
    one: Programme, at: str, names: Iterable[str], known: Collection[str], what: str, zh: str
) -> Iterator[Defect]:
    for name in names:
        if name not in known:
            yield _at(one, at, f"{name!r} is no {what}", f"“{name}”不是{zh}", suggest(name, sorted(known)))


def _whole(one: Programme, known: Known) -> Iterator[Defect]:
    if not one.sentences:
        yield _at(one, "sentences", "cites no sentence", "没有写明依据的句子", "name the sentence", "请写明所依据的句子")  # fmt: skip
    yield from _unknown(one, "sentences", one.sentences, known.sentences, "sentence", "《意见》的句子")
    yield from _unknown(one, "divisions", one.divisions, known.divisions, "division", "行政区划代码")
    yield from _unknown(one, "cases", one.cases, known.cases, "case type", "事项")
    if not one.cases and not one.registers:
        yield _at(one, "cases", "has neither case type nor register", "既没有事项，也没有登记册")


def _register(one: Programme, register: Register, known: Known) -> Iterator[Defect]:
    at = f"registers.{register.id}"
    fields = register.fields
    if register.owner:
        yield from _unknown(
            one, f"{at}.owner", [register.owner], known.entities, "kind of subject", "主体类型"
        )
    actors = [*sorted(ROLES - {OWNER}), *([OWNER] if register.owner else [])]  # owner: the record's, no role
    if not register.keepers:
        yield _at(one, f"{at}.keepers", "nobody keeps it", "没有写明由谁登记", "name roles or owner", "请写明角色或 owner")  # fmt: skip
    yield from _unknown(one, f"{at}.keepers", register.keepers, actors, "keeper", "登记人")
    for field in register.links(SUBJECT):
        yield from _unknown(one, f"{at}.fields.{field.name}", [field.target], known.entities, "kind of subject", "主体类型")  # fmt: skip
    for field in register.links(RECORD):
        yield from _unknown(one, f"{at}.fields.{field.name}", [field.target], one.registers, "register of this programme", "本项目的登记册")  # fmt: skip
    yield from _unknown(one, f"{at}.title", [register.title], fields, "field", "填写项")
    if register.day:
        yield from _unknown(one, f"{at}.day", [register.day], fields, "field", "填写项")
        if register.day in fields and fields[register.day].kind != DATED:
            yield _at(one, f"{at}.day", f"{register.day!r} is no date", f"“{register.day}”不是日期")
    parts = [*KEY_PARTS, *fields]
    for name, key in register.unique.items():
        if not key:
            yield _at(one, f"{at}.unique.{name}", "names no part", "没有写明由什么组成")
        yield from _unknown(one, f"{at}.unique.{name}", key, parts, "part of a key", "编号的组成部分")
    yield from _capacity(one, register, known)
    for name, move in register.moves.items():
        where = f"{at}.moves.{name}"
        yield from _unknown(one, f"{where}.from", move.sources, register.states, "state", "状态")
        yield from _unknown(one, f"{where}.to", [move.to], register.states, "state", "状态")
        linked = [field.name for field in register.links(SUBJECT)]
        yield from _unknown(one, f"{where}.actors", move.actors, [*actors, *linked], "actor", "办理人")
        if not move.actors:
            yield _at(one, f"{where}.actors", "nobody may do it", "没有写明由谁办理")


def _capacity(one: Programme, register: Register, known: Known) -> Iterator[Defect]:
    capacity = register.capacity
    if capacity is None:
        return
    at = f"registers.{register.id}.capacity"
    yield from _unknown(one, f"{at}.per", capacity.per, [*KEY_PARTS, *register.fields], "part of a key", "编号的组成部分")  # fmt: skip
    if capacity.parameter:
        yield from _unknown(
            one, f"{at}.parameter", [capacity.parameter], known.parameters, "parameter", "参数"
        )
    if capacity.record:
        links = {field.name: field.target for field in register.links(RECORD)}
        yield from _unknown(
            one, f"{at}.record", [capacity.record], links, "link to a record", "指向登记的填写项"
        )
        there = one.registers.get(links.get(capacity.record, ""))
        if there is not None:
            counts = [name for name, field in there.fields.items() if field.kind == "count"]
            yield from _unknown(one, f"{at}.field", [capacity.field], counts, "count of that register", "该登记册的数量项")  # fmt: skip


def _counts(one: Programme, known: Known) -> Iterator[Defect]:
    for name, count in one.counts.items():
        at = f"counts.{name}"
        yield from _unknown(one, f"{at}.register", [count.register], one.registers, "register of this programme", "本项目的登记册")  # fmt: skip
        register = one.registers.get(count.register)
        if register is None:
            continue
        yield from _unknown(one, f"{at}.states", count.states, register.states, "state", "状态")
        if count.whole:
            yield from _unknown(one, at, [count.whole], register.fields, "field", "填写项")
        if count.sum in register.fields and register.fields[count.sum].kind not in SUMMED:
            yield _at(one, f"{at}.sum", f"{count.sum!r} cannot be summed", f"“{count.sum}”不能合计")
        if count.target:
            yield from _unknown(one, f"{at}.target", [count.target], known.parameters, "parameter", "参数")
        if count.difficulty:
            yield from _unknown(one, f"{at}.difficulty", [count.difficulty], known.difficulties, "difficulty of 2.1", "第 2.1 句的四难")  # fmt: skip


def _facts(one: Programme, known: Known) -> Iterator[Defect]:
    for name, facts in one.facts.items():
        at = f"facts.{name}"
        asked = [
            kind for kind in map(known.cases.get, one.cases) if kind is not None and _asks(kind, one, name)
        ]
        if not asked:
            yield _at(one, at, "no case type asks with them", "没有事项用到它", "say asks: {computed: …} in the case type", "请在事项里写 asks: {computed: …}")  # fmt: skip
        for kind in asked:
            entity = known.measures.get(kind.measure, "")
            names = [fact.name for fact in facts]
            yield from _unknown(
                one, at, names, known.facts.get(entity, ()), f"fact of {entity}", f"{entity} 的事实"
            )
            yield from _typed(one, at, kind, facts)
        for fact in facts:
            wanted = [fact.count, *([fact.over] if fact.over else [])]
            yield from _unknown(
                one, f"{at}.{fact.name}", wanted, one.counts, "count of this programme", "本项目的计数"
            )


def _asks(kind: CaseType, one: Programme, name: str) -> bool:
    given = kind.asks.arguments if kind.asks is not None and kind.asks.name == COMPUTED else {}
    return given.get("programme") == one.id and given.get("facts") == name


def _typed(one: Programme, at: str, kind: CaseType, facts: Iterable[Fact]) -> Iterator[Defect]:
    """Nobody types what is computed: no form of the case type has a field of the name of such a fact or count."""
    computed = {fact.name for fact in facts} | set(one.counts)
    steps = (kind.start, *kind.transitions.values())
    for name in sorted({field.name for step in steps for field in step.form} & computed):
        yield _at(one, at, f"{name!r} is computed, and {kind.id} asks for it on a form", f"“{name}”由登记册算出，{kind.id} 却要填写", "take the field away", "请去掉这一填写项")  # fmt: skip


def _money(one: Programme, known: Known) -> Iterator[Defect]:
    if one.money is None:
        return
    yield from _unknown(one, "money.sentence", [one.money.sentence], [*known.sentences, *known.measures], "sentence or measure", "句子或措施")  # fmt: skip
    kinds = [kind for kind in map(known.cases.get, one.cases) if kind is not None]
    calls = [call for kind in kinds for step in (kind.start, *kind.transitions.values()) for call in step.effects if call.name == RESERVE]  # fmt: skip
    if not any(call.arguments.get("basis") == one.money.basis and call.arguments.get("sentence") == one.money.sentence for call in calls):  # fmt: skip
        yield _at(
            one,
            "money",
            "no step reserves under this sentence on this basis",
            "没有一步按这一句子、这一凭据类型预留资金",
        )

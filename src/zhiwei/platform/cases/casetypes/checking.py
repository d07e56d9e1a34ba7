"""What is wrong with a case type as a graph and with the names it uses; all of it, with the nearest known names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zhiwei.engine.errors import Defect, suggest
from zhiwei.platform.accounts.roles import ADMINISTRATORS, LEVELS, Role
from zhiwei.platform.cases.casetypes import arguments, two_persons
from zhiwei.platform.cases.casetypes.arguments import Declared
from zhiwei.platform.cases.casetypes.model import (
    APPLICANT,
    AS_OF,
    OPEN,
    SUPPLEMENTS,
    SYSTEM_ACTOR,
    Call,
    CaseType,
    Transition,
)
from zhiwei.platform.cases.models.cases import Origin

ROLES = frozenset(str(role.value) for role in Role if role not in ADMINISTRATORS)
ACTORS = ROLES | {APPLICANT, SYSTEM_ACTOR}
VERDICT = "verdict"
"""The guard that asks the measure's verdict."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names a case type may use; ``measures`` maps each measure to its entity."""

    sentences: Collection[str]
    entities: Collection[str]
    measures: dict[str, str]
    guards: Mapping[str, Declared]
    effects: Mapping[str, Declared]
    figures: Mapping[str, Declared]
    answerers: Mapping[str, Declared] = field(default_factory=dict)
    binding: Collection[str] = ()
    """The effects that promise money firmly or claim it back."""


def defects(one: CaseType, known: Known) -> list[Defect]:
    """Every defect of a type that could be read."""
    return [
        *_names(one, known),
        *_transitions(one, known),
        *_graph(one),
        *_clocks(one),
        *_notice(one, known),
        *two_persons.defects(one, known.binding),
    ]


def _at(one: CaseType, at: str, what: str, zh: str, remedy: str = "", remedy_zh: str = "") -> Defect:
    return Defect(f"{one.file}: {at}", what, remedy, zh, remedy_zh)


def _unknown(
    one: CaseType, at: str, names: Iterable[str], known: Collection[str], what: str, zh: str
) -> Iterator[Defect]:
    for name in names:
        if name not in known:
            yield _at(one, at, f"{name!r} is no {what}", f"“{name}”不是{zh}", suggest(name, sorted(known)))


def _names(one: CaseType, known: Known) -> Iterator[Defect]:
    if not one.sentences:
        yield _at(
            one,
            "sentences",
            "cites no sentence",
            "没有写明依据的句子",
            "name the sentence",
            "请写明所依据的句子",
        )
    yield from _unknown(one, "sentences", one.sentences, known.sentences, "sentence", "《意见》的句子")
    yield from _unknown(one, "entity", [one.entity], known.entities, "kind of subject", "主体类型")
    if one.measure:
        yield from _unknown(one, "measure", [one.measure], known.measures, "measure", "政策措施")
        entity = known.measures.get(one.measure, one.entity)
        if entity != one.entity and one.asks is None:
            yield _at(
                one, "measure", f"{one.measure} speaks of {entity}", f"{one.measure} 的主体类型是 {entity}"
            )
    if one.asks is not None:
        yield from _calls(one, "asks", [one.asks], known.answerers, "way to ask the law", "询问规则的方式")
        if not one.measure:
            yield _at(one, "asks", "asks about no measure", "没有政策措施却要询问", "name the measure", "请写明 measure")  # fmt: skip
    for name in sorted(set(SUPPLEMENTS).intersection(one.documents)):
        yield _at(one, f"documents.{name}", "is a name of the platform's own", "这是平台自己用的名称", "choose another", "请换一个名称")  # fmt: skip
    if one.year:
        years = [AS_OF, *(f.name for f in one.start.form if f.kind == "count")]
        yield from _unknown(one, "year", [one.year], years, "year of a case", "办件的年度")


def _calls(
    one: CaseType, at: str, calls: Iterable[Call], known: Mapping[str, Declared], what: str, zh: str
) -> Iterator[Defect]:
    """That functions are known and take the arguments they are given."""
    for call in calls:
        yield from _unknown(one, at, [call.name], known, what, zh)
        if call.name in known:
            yield from arguments.defects(one, at, call, known[call.name])


def _transitions(one: CaseType, known: Known) -> Iterator[Defect]:
    if not one.start.ways:
        yield _at(
            one, "open.ways", "says no way to begin", "没有写明立案方式", f"one of {', '.join(Origin.values)}"
        )
    yield from _unknown(one, "open.ways", one.start.ways, Origin.values, "way to begin", "立案方式")
    yield from _unknown(one, "open.counter", one.start.counter, ROLES, "role", "角色")
    if (Origin.COUNTER in one.start.ways) is not bool(one.start.counter):
        yield _at(
            one,
            "open.counter",
            "roles at the counter and the way counter go together",
            "窗口代办与窗口角色必须同时写明",
        )
    yield from _one_transition(one, one.start, "open", known)
    for name, transition in one.transitions.items():
        at = f"transitions.{name}"
        if not transition.sources:
            yield _at(one, f"{at}.from", "begins nowhere", "没有写明从哪个状态开始")
        if not transition.actors:
            yield _at(one, f"{at}.actors", "nobody may do it", "没有写明由谁办理", "name a role, applicant or system", "请写明角色、applicant 或 system")  # fmt: skip
        yield from _unknown(one, f"{at}.from", transition.sources, one.states, "state", "状态")
        yield from _one_transition(one, transition, at, known)
        over = [s for s in transition.sources if s in one.states and one.states[s].ends]
        if over and not transition.reopens:
            yield _at(one, f"{at}.from", f"leaves the end {', '.join(over)}", f"从办结状态 {'、'.join(over)} 离开", "say reopens: true", "请写 reopens: true")  # fmt: skip
        if transition.reopens and len(over) != len(transition.sources):
            yield _at(one, f"{at}.reopens", "reopens a case that is not over", "重新办理的起点不是办结状态")
        if transition.withdraws and APPLICANT not in transition.actors:
            yield _at(one, f"{at}.withdraws", "is not for the applicant", "撤回不由申请人办理")
        if transition.amends:
            yield from _amendment(one, transition, at)


def _amendment(one: CaseType, transition: Transition, at: str) -> Iterator[Defect]:
    """Only the applicant amends, what he applied with, and the case stays where it is."""
    if transition.actors != (APPLICANT,):
        yield _at(one, f"{at}.actors", "somebody else than the applicant amends", "修改申请只由申请人办理")
    if transition.sources != (transition.to,):
        yield _at(one, f"{at}.to", "amending moves the case", "修改申请不能改变办件的状态", "let from be to", "from 与 to 写同一个状态")  # fmt: skip
    asked = {each.name for each in one.start.form}
    for name in (each.name for each in transition.form):
        if name not in asked:
            remedy = suggest(name, sorted(asked))
            yield _at(
                one, f"{at}.form", f"{name!r} was not asked at the opening", f"立案时没有填过“{name}”", remedy
            )
    claimed = {
        part for call in (*one.start.guard, *one.start.effects) for part in call.arguments.get("per", ())
    }
    for name in sorted(claimed & {each.name for each in transition.form}):
        yield _at(
            one,
            f"{at}.form",
            f"the case is claimed by {name!r}, which cannot change",
            f"办件按“{name}”登记，不能更改",
        )
    for name in transition.documents:
        if name in one.documents and name not in one.start.documents:
            yield _at(
                one, f"{at}.documents", f"{name!r} was not asked at the opening", f"立案时没有交过“{name}”"
            )


def _one_transition(one: CaseType, transition: Transition, at: str, known: Known) -> Iterator[Defect]:
    yield from _unknown(one, f"{at}.to", [transition.to], one.states, "state", "状态")
    yield from _unknown(one, f"{at}.actors", transition.actors, ACTORS, "actor", "办理人")
    yield from _calls(one, f"{at}.guard", transition.guard, known.guards, "guard", "办理条件")
    yield from _calls(one, f"{at}.effects", transition.effects, known.effects, "effect", "办理结果")
    yield from _unknown(
        one, f"{at}.documents", transition.documents, one.documents, "document of this type", "本事项的材料"
    )
    names = [*one.transitions, OPEN]
    yield from _unknown(one, f"{at}.other_person_than", transition.others, names, "transition", "办理步骤")
    if transition.id in transition.others:
        yield _at(one, f"{at}.other_person_than", "names itself", "写了它自己")
    if (transition.receipt or transition.guarded_by(VERDICT)) and not one.measure:
        yield _at(
            one,
            at,
            "asks a verdict of no measure",
            "没有政策措施却要判定",
            "name the measure",
            "请写明 measure",
        )
    fields = [f.name for f in transition.form]
    if twice := sorted({name for name in fields if fields.count(name) > 1}):
        yield _at(one, f"{at}.form", f"asks twice for {', '.join(twice)}", f"重复填写 {'、'.join(twice)}")


def _graph(one: CaseType) -> Iterator[Defect]:
    ways: dict[str, set[str]] = {name: set() for name in one.states}
    for transition in one.transitions.values():
        for source in transition.sources:
            if source in ways and transition.to in ways:
                ways[source].add(transition.to)
    ends = {name for name, state in one.states.items() if state.ends}
    if not ends:
        yield _at(one, "states", "none ends the case", "没有办结状态", "say ends: true", "请写 ends: true")
    if one.start.to in ways:
        reached = _reached({one.start.to}, ways)
        for name in one.states:
            if name not in reached:
                yield _at(one, f"states.{name}", "is never reached", "永远到不了这个状态")
    back: dict[str, set[str]] = {name: set() for name in one.states}
    for source, targets in ways.items():
        for target in targets:
            back[target].add(source)
    escaping = _reached(ends, back)
    for name in one.states:
        if ends and name not in escaping:
            yield _at(
                one,
                f"states.{name}",
                "leads to no end",
                "走不到办结",
                "add a transition that leads on",
                "请补上后续步骤",
            )


def _reached(begin: set[str], ways: dict[str, set[str]]) -> set[str]:
    found, waiting = set(begin), list(begin)
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _clocks(one: CaseType) -> Iterator[Defect]:
    for name, clock in one.clocks.items():
        at = f"clocks.{name}"
        if not clock.runs:
            yield _at(one, f"{at}.runs", "runs nowhere", "没有写明在哪些状态计时")
        yield from _unknown(one, at, (*clock.runs, *clock.pauses), one.states, "state", "状态")
        if both := sorted(set(clock.runs) & set(clock.pauses)):
            yield _at(
                one, at, f"both runs and pauses in {', '.join(both)}", f"在 {'、'.join(both)} 既计时又暂停"
            )
        if bool(clock.escalate) is bool(clock.then):
            yield _at(one, at, "says not what follows its end", "没有写明期满后怎么办", "give one of escalate, then", "escalate 与 then 写一个")  # fmt: skip
        if clock.escalate:
            levels = {str(role.value) for role in LEVELS}
            yield from _unknown(
                one, f"{at}.escalate", [clock.escalate], levels, "level of government", "政府层级"
            )
        if clock.then:
            yield from _follows(one, f"{at}.then", clock.then, clock.runs)


def _follows(one: CaseType, at: str, name: str, states: Iterable[str]) -> Iterator[Defect]:
    """That a transition which comes by itself can come from these states."""
    yield from _unknown(one, at, [name], one.transitions, "transition", "办理步骤")
    transition = one.transitions.get(name)
    if transition is None:
        return
    if SYSTEM_ACTOR not in transition.actors:
        yield _at(one, at, f"{name} is not done by system", f"{name} 不由 system 办理")
    if stuck := [s for s in states if s not in transition.sources]:
        yield _at(
            one, at, f"{name} does not begin at {', '.join(stuck)}", f"{name} 不能从 {'、'.join(stuck)} 开始"
        )


def _notice(one: CaseType, known: Known) -> Iterator[Defect]:
    notice = one.notice
    if notice is None:
        return
    yield from _unknown(one, "notice.state", [notice.state], one.states, "state", "状态")
    yield from _follows(one, "notice.then", notice.then, [notice.state])
    if notice.figures:
        yield from _calls(one, "notice.figures", [notice.figures], known.figures, "figures", "公示数字")
    if not notice.answers:
        yield _at(one, "notice.answers", "nobody answers objections", "没有写明由谁处理异议")
    yield from _unknown(one, "notice.answers", notice.answers, ROLES, "role", "角色")

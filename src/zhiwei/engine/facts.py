"""事实: what is known of one subject and of the subjects it is linked to."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zhiwei.engine import periods, tree
from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.model import Entity, RulebookData, Variable
from zhiwei.engine.raw import RawError, read_raw, shown
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.types import Date

FactError = RawError
KNOWN, MISSING, REFUSED, NOT_APPLICABLE = "known", "missing", "refused", "not_applicable"
_WORDS = {"无": NOT_APPLICABLE, "n/a": NOT_APPLICABLE, "不适用": NOT_APPLICABLE, "拒绝": REFUSED, "": MISSING}
_FIELDS = ("value", "status", "period", "source", "legal_basis", "received_on", "expires_on")
_PERIODS = {
    "year": (re.compile(r"\d{4}"), "2011"),
    "quarter": (re.compile(r"\d{4}Q[1-4]"), "2011Q4"),
    "month": (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"), "2011-12"),
    "day": (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"), "2011-12-31"),
}
"""Form of a period label and an example, by the period of the variable."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its state, its value where known, and where it comes from."""

    state: str
    value: Any = None
    period: str | None = None
    source: str = ""
    legal_basis: str = ""
    received_on: Date | None = None
    expires_on: Date | None = None

    def usable(self, as_of: Date, known_on: Date | None) -> bool:
        """Whether it was received by ``known_on`` and has not expired on ``as_of``."""
        received = known_on is None or self.received_on is None or self.received_on <= known_on
        return received and (self.expires_on is None or as_of <= self.expires_on)


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a subject by path of links (``""`` is the subject itself), name and period label."""

    entity: str
    facts: Mapping[tuple[str, str, str | None], Fact] = field(default_factory=dict)
    paths: tuple[str, ...] = ("",)

    def find(
        self, path: str, variable: Variable, day: Date, as_of: Date, known_on: Date | None
    ) -> Fact | None:
        """The usable fact for the period of the day; one without period counts for the as-of day's period."""
        exact = self.facts.get((path, variable.name, periods.label(day, variable.period) or None))
        if exact is None and (day == as_of or variable.period is None):
            exact = self.facts.get((path, variable.name, None))
        return exact if exact is not None and exact.usable(as_of, known_on) else None


def read_fact(variable: Variable, raw: Any) -> Fact:
    """One fact in file form: a value, None, 无, 拒绝, or a mapping with value or status and its particulars.

    Raises :class:`FactError`, with what is wrong and what to do in Chinese and English.
    """
    if isinstance(raw, Fact):
        return raw
    if isinstance(raw, Mapping):
        return _read_mapping(variable, raw)
    if raw is None:
        return Fact(MISSING)
    if isinstance(raw, str) and raw.strip().lower() in _WORDS:
        return Fact(_WORDS[raw.strip().lower()])
    value = read_raw(variable.type, raw, {variable.type.enum or "": variable.enum})
    _check_range(variable, value)
    return Fact(KNOWN, value)


def _read_mapping(variable: Variable, raw: Mapping[str, Any]) -> Fact:
    for name in raw:
        if name not in _FIELDS:
            raise FactError(f"不认识的项“{name}”", f"unknown field {name!r}", f"可用：{'、'.join(_FIELDS)}",
                            suggest(str(name), _FIELDS))  # fmt: skip
    status = raw.get("status", KNOWN)
    if status not in (KNOWN, MISSING, REFUSED, NOT_APPLICABLE):
        raise FactError(f"不认识的状态“{status}”", f"unknown status {status!r}",
                        "可用：refused、not_applicable", "use refused or not_applicable")  # fmt: skip
    core = read_fact(variable, raw.get("value")) if status == KNOWN else Fact(status)
    period = raw.get("period")
    if period is not None:
        check_period(variable, str(period))
    received, expires = (_optional_day(raw.get(k)) for k in ("received_on", "expires_on"))
    return Fact(core.state, core.value, None if period is None else str(period), str(raw.get("source", "")),
                str(raw.get("legal_basis", "")), received, expires)  # fmt: skip


def check_period(variable: Variable, period: str) -> None:
    """Refuse a period label that the variable cannot have; raises :class:`FactError`."""
    if variable.period is None:
        raise FactError(
            f"{variable.zh}没有期间", f"{variable.en} has no period", "去掉期间", "leave the period out"
        )
    form, example = _PERIODS[variable.period]
    if not form.fullmatch(period):
        raise FactError(
            f"期间“{period}”不对", f"bad period {period!r}", f"写成 {example}", f"write it as {example}"
        )


def _optional_day(raw: Any) -> Date | None:
    if raw is None or isinstance(raw, datetime.date):
        return raw
    try:
        return datetime.date.fromisoformat(str(raw))
    except ValueError:
        raise FactError(
            f"“{raw}”不是日期", f"{raw!r} is not a day", "请写成 2012-06-30", "write it as 2012-06-30"
        ) from None


def _check_range(variable: Variable, value: Any) -> None:
    low, high = variable.minimum, variable.maximum
    step = variable.step
    if step is not None and (value - (low or 0)) % step:
        unit = shown(variable.type, step)
        raise FactError(f"{variable.zh}为 {shown(variable.type, value)}，应为 {unit} 的整数倍",
                        f"{variable.en} is {shown(variable.type, value)}, it must be a multiple of {unit}",
                        "请核对数字和单位", "check the number and its unit")  # fmt: skip
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = [shown(variable.type, b) if b is not None else "" for b in (low, high)]
        if bounds[0] and bounds[1]:
            zh, en = f"在 {bounds[0]} 与 {bounds[1]} 之间", f"between {bounds[0]} and {bounds[1]}"
        else:
            zh, en = ("不小于 ", "at least ") if bounds[0] else ("不大于 ", "at most ")
            zh, en = zh + (bounds[0] or bounds[1]), en + (bounds[0] or bounds[1])
        raise FactError(f"{variable.zh}为 {shown(variable.type, value)}，应{zh}",
                        f"{variable.en} is {shown(variable.type, value)}, it must be {en}",
                        "请核对数字和单位", "check the number and its unit")  # fmt: skip


def read_case(
    book: RulebookData, entity: str, facts: Mapping[str, Any], links: Mapping[str, Any] | None, as_of: Date,
    division: str | None = None,
) -> Case:  # fmt: skip
    """All facts of a subject; raises :class:`InputError` with every defect, each naming the fact and the remedy.

    ``facts`` are keyed by name, Chinese label or ``name@period``; ``links`` hold ``{"facts": …, "links": …}`` or plain
    facts by link name. ``division`` must agree with the fact where both are given.
    """
    if entity not in book.entities:
        raise InputError(
            [
                Defect(
                    "entity",
                    f"unknown entity {entity}",
                    suggest(entity, book.entities),
                    f"没有主体类型 {entity}",
                )
            ]
        )
    reader = _CaseReader(book)
    reader.read("", book.entities[entity], facts, links or {})
    if division is not None:
        reader.place(division, book.entities[entity])
    reader.check_constraints(entity)
    if reader.defects:
        raise InputError(reader.defects)
    return Case(entity, reader.facts, tuple(reader.paths))


class _CaseReader:
    def __init__(self, book: RulebookData) -> None:
        self.book = book
        self.facts: dict[tuple[str, str, str | None], Fact] = {}
        self.paths: list[str] = []
        self.defects: list[Defect] = []

    def read(self, path: str, entity: Entity, facts: Mapping[str, Any], links: Mapping[str, Any]) -> None:
        self.paths.append(path)
        labels = {v.zh: v for v in entity.facts.values()}
        for key, raw in facts.items():
            name, _, period = str(key).partition("@")
            where = f"{path}.{key}" if path else str(key)
            variable = entity.facts.get(name) or labels.get(name)
            if variable is None:
                self.defects.append(Defect(where, f"unknown fact of {entity.name}",
                                           suggest(name, [*entity.facts, *labels]),
                                           f"{entity.zh}没有这一事实"))  # fmt: skip
                continue
            self._keep(path, variable, raw, period or None, where)
        for link, inner in links.items():
            if link not in entity.links:
                self.defects.append(Defect(f"{path}.{link}".lstrip("."), f"unknown link of {entity.name}",
                                           suggest(link, entity.links), f"{entity.zh}没有这一关联"))  # fmt: skip
                continue
            below = f"{path}.{link}" if path else link
            if not isinstance(inner, Mapping):
                self.defects.append(Defect(below, "is not a mapping of facts", "write {facts: …}",
                                           "不是事实的列表", "写成 {facts: …}"))  # fmt: skip
                continue
            nested = inner.get("facts", inner)
            deeper = inner.get("links", {}) if "facts" in inner else {}
            self.read(below, self.book.entities[entity.links[link].to], nested, deeper)

    def _keep(self, path: str, variable: Variable, raw: Any, period: str | None, where: str) -> None:
        try:
            if period is not None:
                check_period(variable, period)
            fact = read_fact(variable, raw)
        except FactError as error:
            self.defects.append(Defect(where, error.en, error.remedy_en, error.zh, error.remedy_zh))
            return
        known = self.book.code_lists.get(variable.list_name or "")
        if fact.state == KNOWN and known is not None and fact.value not in _set_of(known):
            self.defects.append(
                Defect(
                    where,
                    f"unknown code {fact.value}",
                    suggest(str(fact.value), known),
                    f"没有代码 {fact.value}",
                )
            )
            return
        label = fact.period or period
        if (path, variable.name, label) in self.facts:
            self.defects.append(Defect(where, f"{variable.name} is given twice", "give it once",
                                       f"{variable.zh}写了两次", "只保留一个"))  # fmt: skip
            return
        self.facts[path, variable.name, label] = fact if label == fact.period else replace(fact, period=label)

    def place(self, division: str, entity: Entity) -> None:
        """Set the division of the subject, or of the linked subject that has one."""
        path = division_path(self.book, entity.name)
        if division not in self.book.parents:
            self.defects.append(
                Defect(
                    "division",
                    f"unknown division {division}",
                    suggest(division, self.book.parents),
                    f"没有行政区划 {division}",
                )
            )
        elif path is None:
            self.defects.append(
                Defect("division", f"{entity.name} has no division", "", f"{entity.zh}没有行政区划")
            )
        else:
            own = self.facts.get((path, "division", None))
            if own is not None and own.state == KNOWN and own.value != division:
                self.defects.append(Defect("division", f"the option says {division}, the fact {own.value}",
                                           "give one of them",
                                           f"选项写的是 {division}，事实写的是 {own.value}", "只保留一个"))  # fmt: skip
            self.facts[path, "division", None] = Fact(KNOWN, division, source="option")

    def check_constraints(self, entity: str) -> None:
        """Refuse known facts that break a declared constraint of their subject."""
        interpreter = Interpreter(Diagrams())
        for path in self.paths:
            owner = self.book.owner(entity, path)
            for constraint in owner.constraints:
                names = tree.free_names(constraint.when)
                known = [self.facts.get((path, n, None)) for n in sorted(names)]
                values = {
                    n: f.value.toordinal() if isinstance(f.value, datetime.date) else f.value
                    for n, f in zip(sorted(names), known, strict=True)
                    if f and f.state == KNOWN
                }
                if len(values) == len(names) and interpreter.of(constraint.when, values, {}) is False:
                    where = f"{path}: {constraint.text}" if path else constraint.text
                    self.defects.append(
                        Defect(
                            where,
                            f"does not hold: {constraint.en}",
                            "check these facts",
                            f"不成立：{constraint.zh}",
                            "请核对这几项",
                            "、".join(owner.facts[n].zh for n in sorted(names)),
                        )
                    )


_SETS: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}


def _set_of(codes: tuple[str, ...]) -> frozenset[str]:
    cached = _SETS.get(id(codes))
    if cached is None or cached[0] is not codes:
        cached = _SETS[id(codes)] = (codes, frozenset(codes))
    return cached[1]


def division_path(book: RulebookData, entity: str) -> str | None:
    """Path to the subject whose division decides for an entity: its own, else that of its first link with one."""
    if "division" in book.entities[entity].facts:
        return ""
    for link in book.entities[entity].links.values():
        if "division" in book.entities[link.to].facts:
            return link.name
    return None

"""地方决定: documents by which localities fill, or decline, what a sentence leaves to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.model import RulebookData
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.raw import RawError, read_raw, shown
from zhiwei.engine.status import Status
from zhiwei.engine.types import Date


@dataclass(frozen=True, slots=True)
class Decision:
    """A filed decision: values by parameter name, or declining, for one division and period (both days inclusive)."""

    division: str
    document: str
    filed_on: Date
    sentence: str
    starts: Date
    ends: Date | None
    fills: Mapping[str, Any]
    declines: bool

    def covers(self, day: Date) -> bool:
        """Whether it holds on the day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def decision_json(decision: Decision, book: RulebookData) -> dict[str, Any]:
    """A decision in file form, values as files write them."""
    data: dict[str, Any] = {
        "division": decision.division,
        "document": decision.document,
        "filed_on": decision.filed_on.isoformat(),
        "sentence": decision.sentence,
        "from": decision.starts.isoformat(),
    }
    if decision.ends:
        data["to"] = decision.ends.isoformat()
    if decision.declines:
        return {**data, "declines": True}
    terms = open_terms_of(book, decision.sentence)
    return {**data, "fills": {n: shown(terms[n].type, v) for n, v in decision.fills.items()}}


FIELDS = ("division", "document", "filed_on", "sentence", "fills", "declines", "from", "to")


def read_decisions(raw: Iterable[Mapping[str, Any]], book: RulebookData) -> tuple[Decision, ...]:
    """Filed decisions in file form; raises :class:`InputError` with every defect.

    Refused: an unknown division, sentence or parameter, a value outside the bounds of its sentence (quoted), and two
    decisions of one division that fill the same on the same day with one filing day.
    """
    defects: list[Defect] = []
    decisions: list[Decision] = []
    for number, item in enumerate(raw, 1):
        decision = _Reader(item, f"decision {number}", book, defects).read()
        if decision is not None:
            decisions.append(decision)
    for i, one in enumerate(decisions):
        for other in decisions[i + 1 :]:
            if _conflict(one, other):
                defects.append(
                    Defect(
                        f"decisions of {one.division}",
                        f"{one.document} and {other.document} both decide sentence {one.sentence} for the same days",
                        "let one end the day before the other starts, or give the later one its own filing day",
                        f"{one.document} 与 {other.document} 对第 {one.sentence} 句的同一期间都作了决定",
                        "前一份在后一份起始日前一天终止，或者填写各自的报备日期",
                    )
                )
    if defects:
        raise InputError(defects)
    return tuple(decisions)


def _conflict(one: Decision, other: Decision) -> bool:
    if (one.division, one.sentence, one.filed_on) != (other.division, other.sentence, other.filed_on):
        return False
    touching = one.covers(other.starts) or other.covers(one.starts)
    return touching and (one.declines or other.declines or bool(one.fills.keys() & other.fills.keys()))


class _Reader:
    def __init__(self, item: Any, where: str, book: RulebookData, defects: list[Defect]) -> None:
        self.item, self.where, self.book, self.defects = item, where, book, defects
        self.good = True

    def refuse(self, what: str, zh: str, remedy: str = "", remedy_zh: str = "") -> None:
        self.good = False
        self.defects.append(Defect(self.where, what, remedy, zh, remedy_zh))

    def read(self) -> Decision | None:
        if not isinstance(self.item, Mapping):
            self.refuse(
                "is not a mapping of fields", "不是“字段: 值”的形式", "see docs/files.md", "见 docs/files.md"
            )
            return None
        for name in self.item:
            if name not in FIELDS:
                self.refuse(f"unknown field {name}", f"不认识的字段 {name}", suggest(str(name), FIELDS))
        division, document = str(self.item.get("division", "")), str(self.item.get("document", ""))
        if division not in self.book.parents:
            self.refuse(
                f"unknown division {division or '(none)'}",
                f"没有行政区划 {division or '（空）'}",
                suggest(division, self.book.parents),
            )
        if not document:
            self.refuse(
                "no document", "缺少文号", "give the number of the filed document", "填写报备文件的文号"
            )
        sentence = str(self.item.get("sentence", ""))
        open_terms = open_terms_of(self.book, sentence)
        if not open_terms:
            known = sorted({p.delegated["sentence"] for p in self.book.parameters.values() if p.delegated})
            self.refuse(
                f"sentence {sentence or '(none)'} leaves nothing to localities",
                f"第 {sentence or '（空）'} 句没有留给地方决定的事项",
                "open: " + ", ".join(known),
                "可由地方决定的句子：" + "、".join(known),
            )
        starts = self._day("from", required=True)
        ends, filed = self._day("to"), self._day("filed_on", required=True)
        if starts and ends and ends < starts:
            self.refuse(f"ends on {ends}, before it starts on {starts}", f"终止日 {ends} 早于起始日 {starts}")
        declines = self.item.get("declines", False)
        if not isinstance(declines, bool):
            self.refuse(
                f"declines is {declines!r}",
                f"declines 为 {declines!r}",
                "write true or false",
                "写 true 或 false",
            )
        fills = self._fills(open_terms, starts, ends) if open_terms and starts else {}
        if declines is True and self.item.get("fills"):
            self.refuse(
                "fills and declines at once", "既填写了数值，又写明不实施", "keep one of them", "只保留一个"
            )
        if self.good and not declines and not fills:
            self.refuse("neither fills nor declines anything", "既没有填写数值，也没有写明不实施")
        if not self.good or starts is None or filed is None:
            return None
        return Decision(division, document, filed, sentence, starts, ends, fills, bool(declines))

    def _day(self, name: str, required: bool = False) -> Date | None:
        raw = self.item.get(name)
        if raw is None:
            if required:
                self.refuse(f"no {name}", f"缺少 {name}", "give a day as 2012-05-02", "写成 2012-05-02")
            return None
        try:
            return raw if isinstance(raw, datetime.date) else datetime.date.fromisoformat(str(raw))
        except ValueError:
            self.refuse(
                f"{name} is {raw!r}",
                f"{name} 为 {raw!r}，不是日期",
                "give a day as 2012-05-02",
                "写成 2012-05-02",
            )
            return None

    def _fills(self, terms: Mapping[str, Parameter], starts: Date, ends: Date | None) -> dict[str, Any]:
        raw = self.item.get("fills") or {}
        if not isinstance(raw, Mapping):
            self.refuse("fills is not a mapping of parameter to value", "fills 不是“参数: 值”的形式")
            return {}
        found: dict[str, Any] = {}
        for name, text in raw.items():
            parameter = terms.get(name)
            if parameter is None:
                self.refuse(
                    f"sentence {self.item.get('sentence')} leaves no {name} open",
                    f"第 {self.item.get('sentence')} 句没有留给地方的 {name}",
                    suggest(name, terms),
                )
                continue
            try:
                value = read_raw(parameter.type, text, self.book.vocabularies)
            except RawError as error:
                self.refuse(
                    f"{name} is {text!r}: {error.en}", f"{name}：{error.zh}", error.remedy_en, error.remedy_zh
                )
                continue
            self._bounds(parameter, name, value, starts, ends)
            found[name] = value
        return found

    def _bounds(self, parameter: Parameter, name: str, value: Any, starts: Date, ends: Date | None) -> None:
        quoted = self.book.citations.get((parameter.delegated or {}).get("sentence", ""))
        last = ends or starts  # an open-ended decision lapses where later bounds leave it out
        for entry in parameter.values:
            if entry.starts > last or (entry.ends is not None and entry.ends < starts):
                continue
            below = entry.minimum is not None and value < entry.minimum
            above = entry.maximum is not None and value > entry.maximum
            if below or above:
                low, high = _shown(parameter, entry.minimum), _shown(parameter, entry.maximum)
                cite, words = (quoted.cite, quoted.text) if quoted else ("", "")
                given = _shown(parameter, value)
                self.refuse(
                    f"{name} = {given} is outside {low} to {high}, the bounds of sentence {cite}: “{words}”",
                    f"{name} = {given}，超出第 {cite} 句限定的 {_zh(low)} 至 {_zh(high)}：“{words}”",
                    f"file a value from {low} to {high}",
                    f"报备 {_zh(low)} 至 {_zh(high)} 之间的数值",
                )
                return


_OPEN = "any"


def _shown(parameter: Parameter, value: Any) -> str:
    return _OPEN if value is None else shown(parameter.type, value)


def _zh(bound: str) -> str:
    return "不限" if bound == _OPEN else bound


def open_terms_of(book: RulebookData, sentence: str) -> dict[str, Parameter]:
    """The delegated parameters of a sentence by the name used in decisions."""
    return {
        p.delegated["as"]: p
        for p in book.parameters.values()
        if p.delegated is not None and p.delegated["sentence"] == sentence
    }


def decided(
    parameter: Parameter, division: str | None, day: Date, known_on: Date | None,
    decisions: Sequence[Decision], parents: Mapping[str, str],
) -> tuple[Any, Decision | None]:  # fmt: skip
    """What a division's nearest decision says of a delegated parameter on a day.

    The value, :attr:`Status.NOT_OFFERED`, or :attr:`Status.NO_DECISION`; with the decision it rests on.
    """
    assert parameter.delegated is not None
    sentence, name = parameter.delegated["sentence"], parameter.delegated["as"]
    while division is not None:
        own = [
            d
            for d in decisions
            if d.division == division
            and d.sentence == sentence
            and d.covers(day)
            and (d.declines or name in d.fills)
            and (known_on is None or d.filed_on <= known_on)
        ]
        if own:
            latest = max(own, key=lambda d: d.filed_on)
            return (Status.NOT_OFFERED if latest.declines else latest.fills[name]), latest
        division = parents.get(division) or None
    return Status.NO_DECISION, None

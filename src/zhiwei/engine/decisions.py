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

    def refuse(self, what: str, remedy: str = "") -> None:
        self.good = False
        self.defects.append(Defect(self.where, what, remedy))

    def read(self) -> Decision | None:
        if not isinstance(self.item, Mapping):
            self.refuse("is not a mapping of fields", "see docs/files.md")
            return None
        for name in self.item:
            if name not in FIELDS:
                self.refuse(f"unknown field {name}", suggest(str(name), FIELDS))
        division, document = str(self.item.get("division", "")), str(self.item.get("document", ""))
        if division not in self.book.parents:
            self.refuse(f"unknown division {division or '(none)'}", suggest(division, self.book.parents))
        if not document:
            self.refuse("no document", "give the number of the filed document")
        sentence = str(self.item.get("sentence", ""))
        open_terms = open_terms_of(self.book, sentence)
        if not open_terms:
            known = sorted({p.delegated["sentence"] for p in self.book.parameters.values() if p.delegated})
            self.refuse(
                f"sentence {sentence or '(none)'} leaves nothing to localities", "open: " + ", ".join(known)
            )
        starts = self._day("from", required=True)
        ends, filed = self._day("to"), self._day("filed_on", required=True)
        if starts and ends and ends < starts:
            self.refuse(f"ends on {ends}, before it starts on {starts}")
        declines = self.item.get("declines", False)
        if not isinstance(declines, bool):
            self.refuse(f"declines is {declines!r}", "write true or false")
        fills = self._fills(open_terms, starts, ends) if open_terms and starts else {}
        if self.good and not declines and not fills:
            self.refuse("neither fills nor declines anything")
        if not self.good or starts is None or filed is None:
            return None
        return Decision(division, document, filed, sentence, starts, ends, fills, bool(declines))

    def _day(self, name: str, required: bool = False) -> Date | None:
        raw = self.item.get(name)
        if raw is None:
            if required:
                self.refuse(f"no {name}", "give a day as 2012-05-02")
            return None
        try:
            return raw if isinstance(raw, datetime.date) else datetime.date.fromisoformat(str(raw))
        except ValueError:
            self.refuse(f"{name} is {raw!r}", "give a day as 2012-05-02")
            return None

    def _fills(self, terms: Mapping[str, Parameter], starts: Date, ends: Date | None) -> dict[str, Any]:
        raw = self.item.get("fills") or {}
        if not isinstance(raw, Mapping):
            self.refuse("fills is not a mapping of parameter to value")
            return {}
        found: dict[str, Any] = {}
        for name, text in raw.items():
            parameter = terms.get(name)
            if parameter is None:
                self.refuse(
                    f"sentence {self.item.get('sentence')} leaves no {name} open", suggest(name, terms)
                )
                continue
            try:
                value = read_raw(parameter.type, text, self.book.vocabularies)
            except RawError as error:
                self.refuse(f"{name} is {text!r}: {error.en}", error.remedy_en)
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
                limits = f"{_shown(parameter, entry.minimum)} to {_shown(parameter, entry.maximum)}"
                self.refuse(
                    f"{name} = {_shown(parameter, value)} is outside {limits}, the bounds of sentence "
                    f"{quoted.cite if quoted else ''}: “{quoted.text if quoted else ''}”",
                    f"file a value from {limits}",
                )
                return


def _shown(parameter: Parameter, value: Any) -> str:
    return "any" if value is None else shown(parameter.type, value)


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

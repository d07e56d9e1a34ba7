"""A file of a case type into memory; every defect of form is collected with its place, none stops the reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from zhiwei.engine.errors import Defect, suggest
from zhiwei.platform.cases.casetypes.model import (
    APPLICANT,
    CORRECTION,
    GROUNDS,
    KINDS,
    OPEN,
    UNITS,
    Alone,
    Call,
    CaseType,
    ClockRule,
    DocumentRule,
    Field,
    Length,
    NoticeRule,
    State,
    Transition,
    Words,
)

TYPE_KEYS = {
    "id", "title", "about", "sentences", "entity", "measure", "documents", "open", "states", "transitions", "clocks",
    "notice", "rating", "asks", "year",
}  # fmt: skip
TRANSITION_KEYS = {
    "zh", "en", "from", "to", "actors", "guard", "form", "documents", "other_person_than", "receipt", "effects",
    "returns", "withdraws", "rejects", "reopens", "amends", "alone",
}  # fmt: skip
OPEN_KEYS = (
    TRANSITION_KEYS
    - {"from", "other_person_than", "returns", "withdraws", "rejects", "reopens", "amends", "alone"}
) | {
    "ways",
    "counter",
}
STATE_KEYS = {"zh", "en", "plain", "ends", "asks_arrival"}
FIELD_KEYS = {"name", "zh", "en", "kind", "required", "unit", "hint", "choices", "shown", "positive"}
CLOCK_KEYS = {"zh", "en", "days", "reading", "why", "runs", "pauses", "escalate", "then"}
NOTICE_KEYS = {"state", "days", "reading", "why", "then", "answers", "figures"}


class Reader:
    """Reads one file; ``defects`` holds what was wrong with it."""

    def __init__(self, file: str) -> None:
        self.file, self.defects = file, list[Defect]()

    def wrong(self, at: str, what: str, what_zh: str, remedy: str = "", remedy_zh: str = "") -> None:
        """Note a defect at a place of the file."""
        where = f"{self.file}: {at}" if at else self.file
        self.defects.append(Defect(where, what, remedy, what_zh, remedy_zh))

    def read(self, raw: Any) -> CaseType | None:
        """The case type; None where the file is not even a mapping. What could not be read is empty."""
        if not isinstance(raw, Mapping):
            self.wrong("", "is no mapping", "不是映射", "write the keys of a case type", "请写出事项的各项")
            return None
        self.keys("", raw, TYPE_KEYS)
        for key in ("id", "title", "about", "sentences", "entity", "open", "states", "transitions"):
            if key not in raw:
                self.wrong(key, "is missing", "缺少这一项")
        states = {name: self.state(name, one) for name, one in self.mapping("states", raw).items()}
        transitions = {
            name: self.transition(f"transitions.{name}", name, one, TRANSITION_KEYS)
            for name, one in self.mapping("transitions", raw).items()
        }
        if OPEN in transitions:
            self.wrong(
                f"transitions.{OPEN}",
                "is the name of opening",
                "这是立案的名称",
                "choose another",
                "请换一个名称",
            )
        notice = raw.get("notice")
        return CaseType(
            id=self.text("id", raw.get("id", "")),
            title=self.words("title", raw.get("title", {})),
            about=self.words("about", raw.get("about", {})),
            sentences=self.names("sentences", raw.get("sentences", ())),
            entity=self.text("entity", raw.get("entity", "")),
            measure=self.text("measure", raw.get("measure", "")),
            start=self.transition("open", OPEN, raw.get("open", {}), OPEN_KEYS),
            states=states,
            transitions=_answering(transitions),
            documents={n: self.document(n, one) for n, one in self.mapping("documents", raw).items()},
            clocks={n: self.clock(n, one) for n, one in self.mapping("clocks", raw).items()},
            notice=None if notice is None else self.notice(notice),
            rating=self.flag("rating", raw.get("rating", False)),
            hash=hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest(),
            file=self.file,
            raw=raw,
            asks=self.some_call("asks", raw.get("asks")),
            year=self.text("year", raw.get("year", "")),
        )

    def keys(self, at: str, raw: Mapping[str, Any], known: Iterable[str]) -> None:
        """Note what a mapping holds beside what it may."""
        for key in raw:
            if key not in known:
                remedy = suggest(str(key), known)
                self.wrong(f"{at}.{key}".lstrip("."), "is not known here", "这里没有这一项", remedy)

    def mapping(self, key: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """A part that holds things by name."""
        found = raw.get(key, {})
        if isinstance(found, Mapping):
            return found
        self.wrong(key, "is no mapping of names", "不是按名称排列的映射")
        return {}

    def part(self, at: str, raw: Any, known: Iterable[str]) -> Mapping[str, Any]:
        """One thing of a mapping, its keys looked at."""
        if not isinstance(raw, Mapping):
            self.wrong(at, "is no mapping", "不是映射")
            return {}
        self.keys(at, raw, known)
        return raw

    def text(self, at: str, raw: Any) -> str:
        """A word."""
        if isinstance(raw, str):
            return raw
        self.wrong(at, f"{raw!r} is no text", f"{raw!r} 不是文字", "put it in quotes", "请加引号")
        return ""

    def flag(self, at: str, raw: Any) -> bool:
        """True or false."""
        if isinstance(raw, bool):
            return raw
        self.wrong(at, f"{raw!r} is neither true nor false", f"{raw!r} 不是 true 或 false")
        return False

    def names(self, at: str, raw: Any) -> tuple[str, ...]:
        """A list of words."""
        if isinstance(raw, list | tuple) and all(isinstance(one, str) for one in raw):
            return tuple(raw)
        self.wrong(at, "is no list of texts", "不是文字的列表")
        return ()

    def calls(self, at: str, raw: Any) -> tuple[Call, ...]:
        """A list of functions: each a name, or a name with its arguments."""
        if isinstance(raw, list | tuple):
            found = [self.call(at, one) for one in raw]
            return tuple(one for one in found if one is not None)
        self.wrong(at, "is no list of names", "不是名称的列表")
        return ()

    def call(self, at: str, raw: Any) -> Call | None:
        """One function: ``name`` or ``{name: {argument: value}}``."""
        if isinstance(raw, str):
            return Call(raw)
        if isinstance(raw, Mapping) and len(raw) == 1:
            (name, given), *_ = raw.items()
            if (
                isinstance(name, str)
                and isinstance(given, Mapping)
                and all(isinstance(k, str) for k in given)
            ):
                return Call(name, given)
        what = f"{raw!r} is neither a name nor a name with its arguments"
        self.wrong(at, what, f"{raw!r} 既不是名称，也不是名称和它的参数", "write name, or {name: {argument: value}}", "请写名称，或 {名称: {参数: 值}}")  # fmt: skip
        return None

    def some_call(self, at: str, raw: Any) -> Call | None:
        """A function that may be left out."""
        return None if raw in (None, "") else self.call(at, raw)

    def words(self, at: str, raw: Any) -> Words:
        """A text in both languages."""
        given = raw if isinstance(raw, Mapping) else {}
        found = {}
        for language in ("zh", "en"):
            value = given.get(language)
            if not isinstance(value, str) or not value.strip():
                self.wrong(f"{at}.{language}".lstrip("."), "is missing", "缺少文字")
                value = ""
            found[language] = (
                " ".join(value.split()) if language == "en" else "".join(value.split("\n")).strip()
            )
        return Words(**found)

    def some_words(self, at: str, raw: Any) -> Words | None:
        """A text that may be left out."""
        return None if raw is None else self.words(at, raw)

    def days(self, at: str, raw: Mapping[str, Any]) -> Length:
        """A length with its reading and where it comes from."""
        days, reading = raw.get("days"), raw.get("reading", "")
        if not isinstance(days, int) or isinstance(days, bool) or days < 1:
            self.wrong(f"{at}.days", f"{days!r} is no number of days", f"{days!r} 不是天数")
            days = 1
        if reading not in UNITS:
            remedy = f"one of {', '.join(UNITS)}"
            self.wrong(f"{at}.reading", f"{reading!r} is no reading of days", f"{reading!r} 不是日的计法", remedy, "calendar（日历日）或 working（工作日）")  # fmt: skip
            reading = UNITS[0]
        return Length(days, reading, self.words(f"{at}.why", raw.get("why", {})))

    def state(self, name: str, raw: Any) -> State:
        """A state."""
        at = f"states.{name}"
        one = self.part(at, raw, STATE_KEYS)
        return State(
            name, self.words(at, one), self.words(f"{at}.plain", one.get("plain", {})),
            self.flag(f"{at}.ends", one.get("ends", False)),
            self.flag(f"{at}.asks_arrival", one.get("asks_arrival", False)),
        )  # fmt: skip

    def transition(self, at: str, name: str, raw: Any, known: set[str]) -> Transition:
        """A transition, or the opening."""
        one = self.part(at, raw, known)
        form = one.get("form", ())
        if not isinstance(form, list | tuple):
            self.wrong(f"{at}.form", "is no list of fields", "不是填写项的列表")
            form = ()
        return Transition(
            id=name,
            words=self.words(at, one),
            sources=() if name == OPEN else self.names(f"{at}.from", one.get("from", ())),
            to=self.text(f"{at}.to", one.get("to", "")),
            actors=self.names(f"{at}.actors", one.get("actors", ())),
            guard=self.calls(f"{at}.guard", one.get("guard", ())),
            form=tuple(self.field(f"{at}.form.{i}", f) for i, f in enumerate(form)),
            documents=self.names(f"{at}.documents", one.get("documents", ())),
            others=self.names(f"{at}.other_person_than", one.get("other_person_than", ())),
            receipt=self.flag(f"{at}.receipt", one.get("receipt", False)),
            effects=self.calls(f"{at}.effects", one.get("effects", ())),
            returns=self.flag(f"{at}.returns", one.get("returns", False)),
            withdraws=self.flag(f"{at}.withdraws", one.get("withdraws", False)),
            rejects=self.flag(f"{at}.rejects", one.get("rejects", False)),
            reopens=self.flag(f"{at}.reopens", one.get("reopens", False)),
            amends=self.flag(f"{at}.amends", one.get("amends", False)),
            alone=self.alone(f"{at}.alone", one.get("alone")),
            ways=self.names(f"{at}.ways", one.get("ways", ())),
            counter=self.names(f"{at}.counter", one.get("counter", ())),
        )

    def alone(self, at: str, raw: Any) -> Alone | None:
        """Why money needs no second official at a step; None where nothing is said."""
        if raw is None:
            return None
        one = self.part(at, raw, {"ground", "zh", "en"})
        ground = self.text(f"{at}.ground", one.get("ground", ""))
        if ground not in GROUNDS:
            self.wrong(f"{at}.ground", f"{ground!r} is no ground", f"{ground!r} 不是理由的种类", f"one of {', '.join(GROUNDS)}", "请写 rule 或 other_side")  # fmt: skip
        return Alone(ground, self.words(at, one))

    def field(self, at: str, raw: Any) -> Field:
        """One field of a form."""
        one = self.part(at, raw, FIELD_KEYS)
        kind = self.text(f"{at}.kind", one.get("kind", "text"))
        if kind not in KINDS:
            remedy = suggest(kind, KINDS) or f"one of {', '.join(KINDS)}"
            self.wrong(f"{at}.kind", f"{kind!r} is no kind of field", f"{kind!r} 不是填写项的类型", remedy)
        choices = {n: self.words(f"{at}.choices.{n}", w) for n, w in self.mapping("choices", one).items()}
        if (kind == "choice") is not bool(choices):
            self.wrong(
                f"{at}.choices", "a choice has choices, nothing else has", "只有选择项有选项，且必须有"
            )
        positive = self.flag(f"{at}.positive", one.get("positive", False))
        if positive and kind not in ("money", "count"):
            self.wrong(
                f"{at}.positive", "only money and counts are above zero", "只有金额和数量可以要求大于零"
            )
        return Field(
            self.text(f"{at}.name", one.get("name", "")), self.words(at, one), kind,
            self.flag(f"{at}.required", one.get("required", True)), self.some_words(f"{at}.unit", one.get("unit")),
            self.some_words(f"{at}.hint", one.get("hint")), choices,
            self.flag(f"{at}.shown", one.get("shown", True)), positive,
        )  # fmt: skip

    def document(self, name: str, raw: Any) -> DocumentRule:
        """A document that may be asked for."""
        at = f"documents.{name}"
        one = self.part(at, raw, {"zh", "en", "hint"})
        return DocumentRule(name, self.words(at, one), self.some_words(f"{at}.hint", one.get("hint")))

    def clock(self, name: str, raw: Any) -> ClockRule:
        """A clock."""
        at = f"clocks.{name}"
        one = self.part(at, raw, CLOCK_KEYS)
        return ClockRule(
            name, self.words(at, one), self.days(at, one), self.names(f"{at}.runs", one.get("runs", ())),
            self.names(f"{at}.pauses", one.get("pauses", ())), self.text(f"{at}.escalate", one.get("escalate", "")),
            self.text(f"{at}.then", one.get("then", "")),
        )  # fmt: skip

    def notice(self, raw: Any) -> NoticeRule:
        """The public notice."""
        one = self.part("notice", raw, NOTICE_KEYS)
        return NoticeRule(
            self.text("notice.state", one.get("state", "")), self.days("notice", one),
            self.text("notice.then", one.get("then", "")), self.names("notice.answers", one.get("answers", ())),
            self.some_call("notice.figures", one.get("figures")),
        )  # fmt: skip


def _answering(transitions: Mapping[str, Transition]) -> dict[str, Transition]:
    """The transitions, those by which the applicant answers a return with the box in which he explains himself."""
    returned = {one.to for one in transitions.values() if one.returns}

    def answers(one: Transition) -> bool:
        otherwise = one.returns or one.withdraws or one.rejects or one.reopens or one.amends
        return APPLICANT in one.actors and not otherwise and not returned.isdisjoint(one.sources)

    return {
        name: replace(one, corrects=True, form=(*one.form, CORRECTION)) if answers(one) else one
        for name, one in transitions.items()
    }

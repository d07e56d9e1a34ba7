"""A file of a programme into memory; every defect of form is collected with its place, none stops the reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from zhiwei.platform.cases.casetypes.model import Words
from zhiwei.platform.cases.casetypes.reading import FIELD_KEYS, Reader
from zhiwei.platform.programmes.files.model import (
    RECORD,
    STRUCK,
    SUBJECT,
    Capacity,
    Count,
    Fact,
    MoneyRule,
    Move,
    Programme,
    RecordState,
    Register,
    RegisterField,
)

PROGRAMME_KEYS = {
    "id", "title", "about", "sentences", "divisions", "cases", "registers", "counts", "facts", "money", "contact",
}  # fmt: skip
REGISTER_KEYS = {
    "zh", "en", "about", "owner", "keepers", "fields", "title", "day", "unique", "capacity", "states", "moves",
}  # fmt: skip
COUNT_KEYS = {"zh", "en", "register", "sum", "distinct", "states", "target", "public", "difficulty"}
COUNT_TEXTS = ("register", "sum", "distinct", "target", "difficulty")
MOVE_KEYS = {"zh", "en", "from", "to", "actors", "other_person"}
TARGETS = {SUBJECT: "entity", RECORD: "register"}
"""For a kind of link the key that says to what."""
FIRST = RecordState("entered", Words("有效", "valid"))
"""The one state of a register that names none."""
STRUCK_STATE = RecordState(STRUCK, Words("已作废", "struck"), live=False)


class ProgrammeReader(Reader):
    """Reads one file of a programme."""

    def programme(self, raw: Any) -> Programme | None:
        """The programme; None where the file is not even a mapping. What could not be read is empty."""
        if not isinstance(raw, Mapping):
            self.wrong("", "is no mapping", "不是映射", "write the keys of a programme", "请写出项目的各项")
            return None
        self.keys("", raw, PROGRAMME_KEYS)
        for key in ("id", "title", "about", "sentences"):
            if key not in raw:
                self.wrong(key, "is missing", "缺少这一项")
        registers = {n: self.register(n, one) for n, one in self.mapping("registers", raw).items()}
        return Programme(
            id=self.text("id", raw.get("id", "")),
            title=self.words("title", raw.get("title", {})),
            about=self.words("about", raw.get("about", {})),
            sentences=self.names("sentences", raw.get("sentences", ())),
            divisions=self.names("divisions", raw.get("divisions", ())),
            cases=self.names("cases", raw.get("cases", ())),
            registers=registers,
            counts={n: self.count(n, one) for n, one in self.mapping("counts", raw).items()},
            facts={n: self.facts(n, one) for n, one in self.mapping("facts", raw).items()},
            money=self.money(raw.get("money")),
            contact=self.some_words("contact", raw.get("contact")),
            hash=hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest(),
            file=self.file,
        )

    def register(self, name: str, raw: Any) -> Register:
        """A register."""
        at = f"registers.{name}"
        one = self.part(at, raw, REGISTER_KEYS)
        fields = [self.register_field(f"{at}.fields.{i}", f) for i, f in enumerate(self.listed(f"{at}.fields", one.get("fields", ())))]  # fmt: skip
        found = {field.name: field for field in fields}
        if len(found) < len(fields):
            self.wrong(f"{at}.fields", "names a field twice", "同名的填写项出现两次")
        states = {n: self.record_state(f"{at}.states.{n}", n, s) for n, s in self.part_of(at, "states", one).items()}  # fmt: skip
        unique = {n: self.names(f"{at}.unique.{n}", u) for n, u in self.part_of(at, "unique", one).items()}
        moves = {n: self.move(f"{at}.moves.{n}", n, m) for n, m in self.part_of(at, "moves", one).items()}
        return Register(
            id=name,
            words=self.words(at, one),
            about=self.words(f"{at}.about", one.get("about", {})),
            owner=self.text(f"{at}.owner", one.get("owner", "")),
            keepers=self.names(f"{at}.keepers", one.get("keepers", ())),
            fields=found,
            title=self.text(f"{at}.title", one.get("title", "")),
            day=self.text(f"{at}.day", one.get("day", "")),
            unique=unique,
            capacity=self.capacity(f"{at}.capacity", one.get("capacity")),
            states={**(states or {FIRST.id: FIRST}), STRUCK: STRUCK_STATE},
            moves=moves,
        )

    def part_of(self, at: str, key: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """A part of a register that holds things by name."""
        found = raw.get(key, {})
        if isinstance(found, Mapping):
            return found
        self.wrong(f"{at}.{key}", "is no mapping of names", "不是按名称排列的映射")
        return {}

    def listed(self, at: str, raw: Any) -> Iterable[Any]:
        """A list of things."""
        if isinstance(raw, list | tuple):
            return raw
        self.wrong(at, "is no list", "不是列表")
        return ()

    def register_field(self, at: str, raw: Any) -> RegisterField:
        """One field; a link names its target."""
        kind = raw.get("kind") if isinstance(raw, Mapping) else None
        if kind not in TARGETS:
            field = self.field(at, raw)
            return RegisterField(field, field.kind)
        key = TARGETS[str(kind)]
        plain = {k: v for k, v in raw.items() if k not in ("kind", key)}
        self.keys(at, plain, FIELD_KEYS - {"choices"})
        field = self.field(at, {**plain, "kind": "text"})
        return RegisterField(field, str(kind), self.text(f"{at}.{key}", raw.get(key, "")))

    def record_state(self, at: str, name: str, raw: Any) -> RecordState:
        """A state of records."""
        one = self.part(at, raw, {"zh", "en", "live"})
        return RecordState(name, self.words(at, one), self.flag(f"{at}.live", one.get("live", True)))

    def move(self, at: str, name: str, raw: Any) -> Move:
        """What may be done to a record."""
        one = self.part(at, raw, MOVE_KEYS)
        return Move(
            name, self.words(at, one), self.names(f"{at}.from", one.get("from", ())),
            self.text(f"{at}.to", one.get("to", "")), self.names(f"{at}.actors", one.get("actors", ())),
            self.flag(f"{at}.other_person", one.get("other_person", False)),
        )  # fmt: skip

    def capacity(self, at: str, raw: Any) -> Capacity | None:
        """How many records there may be."""
        if raw is None:
            return None
        one = self.part(at, raw, {"per", "parameter", "record", "field"})
        found = Capacity(
            self.names(f"{at}.per", one.get("per", ())), self.text(f"{at}.parameter", one.get("parameter", "")),
            self.text(f"{at}.record", one.get("record", "")), self.text(f"{at}.field", one.get("field", "")),
        )  # fmt: skip
        if bool(found.parameter) is bool(found.record) or bool(found.record) is not bool(found.field):
            remedy = "give parameter, or record and field"
            self.wrong(
                at, "says not how many", "没有写明最多多少", remedy, "写 parameter，或写 record 和 field"
            )
        return found

    def count(self, name: str, raw: Any) -> Count:
        """A computed number."""
        at = f"counts.{name}"
        one = self.part(at, raw, COUNT_KEYS)
        texts = {k: self.text(f"{at}.{k}", one.get(k, "")) for k in COUNT_TEXTS}
        if texts["sum"] and texts["distinct"]:
            self.wrong(at, "is both a sum and a number of values", "既是合计又是去重计数")
        return Count(
            name, self.words(at, one), **texts, states=self.names(f"{at}.states", one.get("states", ())),
            public=self.flag(f"{at}.public", one.get("public", True)),
        )  # fmt: skip

    def facts(self, name: str, raw: Any) -> tuple[Fact, ...]:
        """Facts for the law, each by the count it is."""
        at = f"facts.{name}"
        if not isinstance(raw, Mapping):
            self.wrong(at, "is no mapping", "不是映射")
            return ()
        found = []
        for fact, value in raw.items():
            one = (
                {"count": value}
                if isinstance(value, str)
                else self.part(f"{at}.{fact}", value, {"count", "over"})
            )
            found.append(Fact(str(fact), self.text(f"{at}.{fact}.count", one.get("count", "")), self.text(f"{at}.{fact}.over", one.get("over", ""))))  # fmt: skip
        return tuple(found)

    def money(self, raw: Any) -> MoneyRule | None:
        """What is paid."""
        if raw is None:
            return None
        one = self.part("money", raw, {"sentence", "basis", "zh", "en"})
        return MoneyRule(
            self.text("money.sentence", one.get("sentence", "")), self.text("money.basis", one.get("basis", "")),
            self.words("money", one),
        )  # fmt: skip

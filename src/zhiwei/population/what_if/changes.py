"""One entry under ``changes``: a value, table rows, dated values, what localities decide, or a reading."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from zhiwei.engine.amend import amended, with_value
from zhiwei.engine.decisions import Decision, read_decisions
from zhiwei.engine.errors import InputError
from zhiwei.engine.parameters import Parameter, Value, resolve
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status
from zhiwei.population.what_if.problems import Problems
from zhiwei.population.what_if.reform import SUPPOSED, Change, Supposition
from zhiwei.population.what_if.scalars import read_day, read_value, told

FIELDS = ("value", "rows", "from", "to", "min", "max", "decisions")
ALWAYS = datetime.date.min
"""Issue and filing day of what is supposed, so that it counts whatever day's knowledge is asked for."""
DECLINES = "declines"
EVIDENCE = "I"


class ChangeReader:
    """Reads changes for the law of one day; a change without days holds for that day's calendar year."""

    def __init__(
        self, book: Rulebook, as_of: datetime.date, problems: Problems, known_on: datetime.date | None = None
    ) -> None:
        """``known_on``: the day whose knowledge of the law is told as what was before."""
        self.book, self.as_of, self.problems, self.known_on = book, as_of, problems, known_on
        self.year = (as_of.replace(month=1, day=1), as_of.replace(month=12, day=31))

    def read(self, name: str, raw: Any, path: str) -> Supposition:
        """What one entry supposes of a parameter; problems are noted."""
        parameter = self.book.data.parameters.get(name)
        if parameter is None:
            known = self.book.data.parameters
            self.problems.unknown(path, "没有参数", "there is no parameter", name, known)
            return Supposition()
        if parameter.reading is not None:
            return self._reading(parameter, raw, path)
        changed: Parameter = parameter
        decisions: tuple[Decision, ...] = ()
        for number, item in enumerate(raw if isinstance(raw, list) else [raw], 1):
            place = f"{path}[{number}]" if isinstance(raw, list) else path
            fields = item if isinstance(item, Mapping) else {"value": item}
            changed = self._values(changed, fields, place)
            decisions += self._decisions(changed, fields, place)
        return Supposition(
            {name: changed} if changed is not parameter else {},
            decisions,
            {},
            (self._told(parameter, changed, decisions),),
        )

    def ended(self, parameter: Parameter) -> Parameter:
        """The parameter out of force for the calendar year."""
        first, last = self.year
        return with_value(
            parameter,
            Value(first, last, None, SUPPOSED, "", EVIDENCE, published=ALWAYS, state="not_in_force"),
        )

    def before(self, parameter: Parameter) -> str:
        """What the law says on the day, in file form."""
        found = resolve(parameter, self.as_of, self.known_on)
        if isinstance(found.value, Status):
            return found.value.value
        if found.value is None:
            low, high = found.bounds
            return " .. ".join("" if v is None else told(parameter, v) for v in (low, high))
        return told(parameter, found.value)

    def _reading(self, parameter: Parameter, raw: Any, path: str) -> Supposition:
        option = read_value(parameter, raw, path, self.book.data, self.problems)
        if option is None or parameter.reading is None:
            return Supposition()
        told = Change(parameter.name, parameter.zh, parameter.en, parameter.reading["default"], option)
        return Supposition({}, (), {parameter.name: option}, (told,))

    def _values(self, parameter: Parameter, fields: Mapping[str, Any], path: str) -> Parameter:
        """The parameter with the value or rows of one entry."""
        self.problems.only(path, fields, FIELDS if parameter.delegated else FIELDS[:4])
        first, last = self._days(fields, path)
        if first is None:
            return parameter
        if "rows" in fields and parameter.table:
            return self._rows(parameter, fields["rows"], first, last, f"{path}.rows")
        if parameter.table or "rows" in fields:
            self._misfit(parameter, path)
            return parameter
        if not {"value", "min", "max"} & fields.keys():
            if not fields.get("decisions"):
                self.problems.note(
                    path, "没有写要改成什么", "says nothing to change", "写 value:", "write value:"
                )
            return parameter
        return self._single(parameter, fields, first, last, path)

    def _misfit(self, parameter: Parameter, path: str) -> None:
        if parameter.table:
            self.problems.note(
                path, f"{parameter.name} 是一张表", f"{parameter.name} is a table",
                "写 rows: {行: 数值}", "write rows: {row: value}",
            )  # fmt: skip
        else:
            self.problems.note(
                path, f"{parameter.name} 不是表，没有行", f"{parameter.name} is no table and has no rows",
                "写 value:", "write value:",
            )  # fmt: skip

    def _days(
        self, fields: Mapping[str, Any], path: str
    ) -> tuple[datetime.date | None, datetime.date | None]:
        if "from" not in fields and "to" not in fields:
            return self.year
        first, last = self.year[0], None
        if "from" in fields:
            given = read_day(fields["from"], f"{path}.from", self.problems)
            if given is None:
                return None, None
            first = given
        if fields.get("to") is not None:
            last = read_day(fields["to"], f"{path}.to", self.problems)
            if last is None:
                return None, None
            if last < first:
                self.problems.note(
                    f"{path}.to", f"{last} 早于起始日 {first}", f"{last} lies before the first day {first}"
                )
                return None, None
        return first, last

    def _single(
        self,
        parameter: Parameter,
        fields: Mapping[str, Any],
        first: datetime.date,
        last: datetime.date | None,
        path: str,
    ) -> Parameter:
        found: dict[str, Any] = {}
        for key in ("value", "min", "max"):
            if key in fields:
                place = f"{path}.{key}" if len(fields) > 1 or key != "value" else path
                found[key] = read_value(parameter, fields[key], place, self.book.data, self.problems)
                if found[key] is None:
                    return parameter
        day = self.as_of if first <= self.as_of and (last is None or self.as_of <= last) else first
        entry = resolve(parameter, day).entry
        low = found.get("min", entry.minimum if entry else None)
        high = found.get("max", entry.maximum if entry else None)
        value = found.get("value", entry.value if entry and entry.state == "value" else None)
        if not self._within(parameter, value, low, high, path):
            return parameter
        return with_value(parameter, _value(first, last, value, low, high))

    def _within(self, parameter: Parameter, value: Any, low: Any, high: Any, path: str) -> bool:
        if value is None or ((low is None or value >= low) and (high is None or value <= high)):
            return True
        bounds = [told(parameter, b) if b is not None else "" for b in (low, high)]
        given = told(parameter, value)
        self.problems.note(
            path, f"{given} 超出 {bounds[0]} 至 {bounds[1]}", f"{given} lies outside {bounds[0]} to {bounds[1]}",
            "改数值，或者用 min、max 同时改界限", "change it, or the bounds as well, with min and max",
        )  # fmt: skip
        return False

    def _rows(
        self, parameter: Parameter, raw: Any, first: datetime.date, last: datetime.date | None, path: str
    ) -> Parameter:
        if not isinstance(raw, Mapping) or not raw:
            self.problems.note(
                path, "不是“行: 数值”的形式", "is not a mapping of row to value",
                "写 rows: {行: 数值}", "write rows: {row: value}",
            )  # fmt: skip
            return parameter
        rows: dict[str, Any] = {}
        for key, cell in raw.items():
            place, before = f"{path}.{key}", len(self.problems.defects)
            if not self._row_known(parameter, str(key), place):
                continue
            value = (
                None if cell is None else read_value(parameter, cell, place, self.book.data, self.problems)
            )
            if len(self.problems.defects) == before:
                rows[str(key)] = value
        changed, exact = parameter, parameter.match == "exact"
        overlapped = [
            v
            for v in parameter.values
            if isinstance(v.value, Mapping)
            and (v.ends is None or v.ends >= first)
            and (last is None or v.starts <= last)
        ]
        if not overlapped:
            self.problems.note(
                path, f"{parameter.name} 在这些日子没有表可改", f"{parameter.name} has no table on these days",
                "核对日期", "check the days",
            )  # fmt: skip
        for old in overlapped:
            table = {**old.value, **rows}
            if exact:
                table = {k: v for k, v in table.items() if v is not None}
            ends = old.ends if last is None else last if old.ends is None else min(last, old.ends)
            changed = with_value(changed, _value(max(first, old.starts), ends, table, None, None))
        return changed

    def _row_known(self, parameter: Parameter, key: str, path: str) -> bool:
        """Whether a row can be met: a word of the vocabulary, or the beginning of a code."""
        data = self.book.data
        members = data.vocabularies.get(parameter.key or "")
        if members is not None:
            words = [m.value for m in members]
            if key not in words:
                self.problems.unknown(path, "没有这一行", "there is no row", key, words)
            return key in words
        known = any(code.startswith(key) for codes in data.code_lists.values() for code in codes)
        if not known:
            rows = {k for v in parameter.values if isinstance(v.value, Mapping) for k in v.value}
            self.problems.unknown(path, "没有代码以此开头", "no code begins with", key, sorted(rows))
        return known

    def _decisions(self, parameter: Parameter, fields: Mapping[str, Any], path: str) -> tuple[Decision, ...]:
        raw = fields.get("decisions")
        if raw is None or parameter.delegated is None:
            return ()
        place = f"{path}.decisions"
        if not isinstance(raw, Mapping):
            self.problems.note(
                place, "不是“行政区划: 数值”的形式", "is not a mapping of division to value",
                "写 decisions: {330100: 数值}", "write decisions: {330100: value}",
            )  # fmt: skip
            return ()
        first, last = self._days(fields, path)
        if first is None:
            return ()
        found: list[Decision] = []
        for division, value in raw.items():
            item = {
                "division": str(division), "document": SUPPOSED, "filed_on": ALWAYS, "from": first,
                "sentence": parameter.delegated["sentence"],
            }  # fmt: skip
            if last is not None:
                item["to"] = last
            item |= {"declines": True} if value == DECLINES else {"fills": {parameter.delegated["as"]: value}}
            try:
                found += read_decisions([item], amended(self.book, [parameter]).data)
            except InputError as error:
                for d in error.defects:
                    self.problems.note(
                        f"{place}.{division}", d.what_zh or d.what, d.what, d.remedy_zh, d.remedy
                    )
        return tuple(found)

    def _told(self, parameter: Parameter, changed: Parameter, decisions: tuple[Decision, ...]) -> Change:
        after = [self.before(changed)] if changed is not parameter else []
        if parameter.table:
            return self._told_rows(parameter, changed)
        if decisions and parameter.delegated is not None:
            name = parameter.delegated["as"]
            after += [
                f"{d.division}: {DECLINES if d.declines else told(parameter, d.fills[name])}"
                for d in decisions
            ]
        return Change(parameter.name, parameter.zh, parameter.en, self.before(parameter), ", ".join(after))

    def _told_rows(self, parameter: Parameter, changed: Parameter) -> Change:
        """Only the rows that differ."""
        old, new = (resolve(p, self.as_of, self.known_on).value for p in (parameter, changed))
        old, new = (v if isinstance(v, Mapping) else {} for v in (old, new))
        keys = [k for k in {**old, **new} if old.get(k) != new.get(k)]
        sides = [told(parameter, {k: t.get(k) for k in keys}) if keys else "" for t in (old, new)]
        return Change(parameter.name, parameter.zh, parameter.en, sides[0], sides[1])


def _value(first: datetime.date, last: datetime.date | None, value: Any, low: Any, high: Any) -> Value:
    return Value(first, last, value, SUPPOSED, "", EVIDENCE, published=ALWAYS, minimum=low, maximum=high)

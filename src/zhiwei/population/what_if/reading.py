"""A reform file read: every defect at once, with its path and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if.changes import ChangeReader
from zhiwei.population.what_if.problems import Problems
from zhiwei.population.what_if.reform import Change, Reform, Supposition
from zhiwei.population.what_if.scalars import read_day
from zhiwei.population.what_if.variants import VariantReader

FIELDS = (
    "title", "title_en", "as_of", "entity", "changes", "repeal", "variants", "measures", "variables", "total",
)  # fmt: skip
ENTITY = "enterprise"
ENDED = "not_in_force"
NONE = "none"


def read_reform(
    book: Rulebook, raw: Any, *, file: str = "reform", as_of: str | None = None, entity: str | None = None,
    variants: tuple[Any, str] | None = None, known_on: str | None = None,
) -> Reform:  # fmt: skip
    """A reform from the content of its file; scalars may be text as written.

    ``as_of`` and ``entity`` stand before those of the file; ``variants`` are the content of a file of their own and
    its name; ``known_on`` the day whose knowledge of the law is told as what was before. Raises InputError with every
    defect.
    """
    problems = Problems(file)
    if not isinstance(raw, Mapping):
        problems.note(
            "",
            "不是“字段: 值”的形式",
            "is not a mapping of fields",
            "见 docs/what-if.md",
            "see docs/what-if.md",
        )
        problems.raise_any()
        raise AssertionError("raised above")
    reader = _Reader(book, raw, problems, as_of, entity, known_on)
    reform = reader.read(variants)
    problems.raise_any()
    return reform


class _Reader:
    def __init__(
        self,
        book: Rulebook,
        raw: Mapping[str, Any],
        problems: Problems,
        as_of: str | None,
        entity: str | None,
        known_on: str | None,
    ) -> None:
        self.book, self.raw, self.problems = book, raw, problems
        self.entity = entity or str(raw.get("entity") or ENTITY)
        problems.only("", raw, FIELDS)
        self.day = self._day(as_of)
        known = read_day(known_on, "known_on", problems) if known_on else None
        self.changes = ChangeReader(book, self.day, problems, known)

    def read(self, variants: tuple[Any, str] | None) -> Reform:
        title = self._title()
        if self.entity not in self.book.entities:
            self.problems.unknown(
                "entity", "没有主体类型", "there is no entity", self.entity, self.book.entities
            )
        supposition = self._changed().over(self._repealed())
        grid = self._variants(supposition, variants)
        if not supposition.changes and not grid and not self.problems.defects:
            self.problems.note(
                "", "没有改动任何规定", "changes nothing", "写 changes:、repeal: 或 variants:",
                "write changes:, repeal: or variants:",
            )  # fmt: skip
        return Reform(
            title, str(self.raw.get("title_en") or ""), self.day.isoformat(), self.entity, supposition, grid,
            self._words("measures"), self._words("variables"), self._words("total"),
        )  # fmt: skip

    def _title(self) -> str:
        title = self.raw.get("title")
        if isinstance(title, str) and title.strip():
            return title.strip()
        self.problems.note("title", "缺少标题", "no title", "写明改革的内容", "say what the reform is")
        return ""

    def _day(self, as_of: str | None) -> datetime.date:
        given = as_of or self.raw.get("as_of")
        day = read_day(given, "as_of", self.problems) if given is not None else None
        if given is None:
            self.problems.note(
                "as_of", "没有适用日", "no day given", "写 as_of: 2012-12-31", "write as_of: 2012-12-31"
            )
        return day or datetime.date.today()

    def _changed(self) -> Supposition:
        raw, found = self.raw.get("changes"), Supposition()
        if raw is None:
            return found
        if not isinstance(raw, Mapping):
            self.problems.note(
                "changes", "不是“参数: 数值”的形式", "is not a mapping of parameter to value",
                "写 slp_half_limit: 100000", "write slp_half_limit: 100000",
            )  # fmt: skip
            return found
        decided: dict[tuple[str, str], tuple[str, bool]] = {}
        for name, item in raw.items():
            read = self.changes.read(str(name), item, f"changes.{name}")
            for decision in read.decisions:
                matter = (decision.division, decision.sentence)
                other, declines = decided.setdefault(matter, (name, decision.declines))
                if other != name and decision.declines | declines:
                    self._undecided(f"changes.{name}.decisions.{decision.division}", other)
            found = found.over(read)
        return found

    def _undecided(self, path: str, other: str) -> None:
        """A division cannot decline a sentence under one name and fill it under another."""
        self.problems.note(
            path, f"与 {other} 的假设矛盾：同一句既不实施又填写了数值",
            f"contradicts what is supposed of {other}: the sentence is declined and filled at once",
            "只保留一个", "keep one of them",
        )  # fmt: skip

    def _repealed(self) -> Supposition:
        """What ``repeal`` ends: parameters, or of measures the first parameter of their window."""
        found = Supposition()
        for number, name in enumerate(self._words("repeal") or (), 1):
            place = f"repeal[{number}]"
            parameter = self.book.data.parameters.get(name)
            if parameter is not None:
                told = Change(name, parameter.zh, parameter.en, self.changes.before(parameter), ENDED)
                found = found.over(Supposition({name: self.changes.ended(parameter)}, changes=(told,)))
                continue
            own = [m for m in self.book.measures.values() if name in (m.id, m.id.partition("/")[0])]
            if not own:
                known = [*self.book.measures, *self.book.data.parameters]
                self.problems.unknown(
                    place, "没有措施或参数", "there is no measure or parameter", name, known
                )
            for measure in own:
                windows = [w for w in measure.window if w in self.book.data.parameters][:1]
                if not windows:
                    self.problems.note(
                        place, f"{measure.id} 没有可以终止的期间参数", f"{measure.id} has no window to end",
                        "改它的参数", "change its parameters",
                    )  # fmt: skip
                ended = {w: self.changes.ended(self.book.data.parameters[w]) for w in windows}
                told = Change(measure.id, measure.zh, measure.en, ", ".join(windows), ENDED)
                found = found.over(Supposition(ended, changes=(told,)))
        return found

    def _variants(self, common: Supposition, given: tuple[Any, str] | None) -> tuple[Any, ...]:
        if given is not None:
            raw, file = given
            problems = Problems(file)
            reader = VariantReader(
                self.book,
                ChangeReader(self.book, self.day, problems, self.changes.known_on),
                common,
                problems,
            )
            content = raw.get("variants", raw) if isinstance(raw, Mapping) else raw
            found = reader.read(content, "variants")
            self.problems.defects += problems.defects
            return found
        if self.raw.get("variants") is None:
            return ()
        return VariantReader(self.book, self.changes, common, self.problems).read(
            self.raw["variants"], "variants"
        )

    def _words(self, field: str) -> tuple[str, ...] | None:
        raw = self.raw.get(field)
        if raw is None:
            return None
        if raw == NONE:
            return ()
        listed = raw if isinstance(raw, list) else [raw]
        if all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in listed):
            return tuple(str(one) for one in listed)
        self.problems.note(
            field, "不是名称的清单", "is not a list of names", "写 [27.2, 27.3]", "write [27.2, 27.3]"
        )
        return None

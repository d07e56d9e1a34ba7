"""What is told beside an answer and decides nothing: names of codes, and facts that contradict each other.

The engine knows neither; whoever makes the rulebook hands them in (:attr:`Rulebook.beside`). They are no part of its
stored form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from zhiwei.engine import words
from zhiwei.engine.display import display

if TYPE_CHECKING:
    from zhiwei.engine.facts import Case
    from zhiwei.engine.model import RulebookData, Variable
    from zhiwei.engine.plan import Law

FactKey = tuple[str, str, str | None]
"""A fact of a case: path of links, name, label of its period."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that cannot all be right, and in words why."""

    facts: tuple[FactKey, ...]
    zh: str
    en: str


class Beside(Protocol):
    """What the maker of a rulebook knows beside its rules."""

    def name(self, code_list: str, code: str) -> tuple[str, str] | None:
        """The name of a code in Chinese and English; None where the list has no names."""

    def conflicts(self, data: RulebookData, case: Case, law: Law) -> tuple[Conflict, ...]:
        """The known facts of a case that contradict each other or the day asked for."""


def value_words(variable: Variable, value: Any, lang: str, beside: Beside | None) -> str:
    """A value as people read it; a code with the name of what it stands for."""
    shown = display(variable.type, value, variable.enum, lang)
    named = beside.name(variable.list_name, shown) if beside and variable.list_name else None
    if named is None:
        return shown
    return f"{named[0]}（{shown}）" if lang == "zh" else f"{named[1]} ({shown})"


def conflicts_json(data: RulebookData, case: Case, law: Law, beside: Beside | None) -> list[dict[str, Any]]:
    """The conflicts of a case as plain data: what is wrong in both languages, and the facts with their values."""
    if beside is None:
        return []
    return [
        {"zh": one.zh, "en": one.en, "facts": list(_facts_json(data, case, one.facts, beside))}
        for one in beside.conflicts(data, case, law)
    ]


def _facts_json(
    data: RulebookData, case: Case, keys: Iterable[FactKey], beside: Beside
) -> Iterable[dict[str, Any]]:
    for path, name, period in keys:
        variable, value = data.owner(case.entity, path).facts[name], case.facts[path, name, period].value
        zh, en = words.fact_words(data, case.entity, path, variable, period or "")
        label = f"{path}.{name}" if path else name
        yield {
            "name": f"{label}@{period}" if period else label,
            "zh": zh,
            "en": en,
            "shown_zh": value_words(variable, value, "zh", beside),
            "shown_en": value_words(variable, value, "en", beside),
        }


def conflict_words(conflict: dict[str, Any], lang: str) -> str:
    """A conflict of an explanation on one line: what is wrong, and the facts as they were given."""
    between, parts = ("：", "；") if lang == "zh" else (": ", "; ")
    facts = parts.join(f"{one[lang]}{between}{one[f'shown_{lang}']}" for one in conflict["facts"])
    return f"{conflict[lang]}（{facts}）" if lang == "zh" else f"{conflict[lang]} ({facts})"


CONFLICTS = (
    "下列事实互相矛盾，或与适用日不符。结果仍按所填的计算，请先核对：",
    "These facts contradict each other or the day asked for. The answer takes them as given; check them first:",
)
"""The heading above conflicts, in Chinese and English."""

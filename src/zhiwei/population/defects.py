"""Defects of input: what is wrong, where it stands as the user sees it, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from zhiwei.population.text import shown


class Severity(StrEnum):
    """An error sets the row or column aside; a warning only speaks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and its remedy in Chinese and English; ``code`` names the kind for machines."""

    code: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: ``row`` and ``column`` counted as the user's program shows them."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """A problem at its place, with the value as it stood there."""

    problem: Problem
    place: Place
    value: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether the run must end with exit code 1."""
        return self.problem.severity is Severity.ERROR

    def at(self, **place: object) -> Defect:
        """The same defect with parts of its place filled in."""
        return replace(self, place=replace(self.place, **place))  # type: ignore[arg-type]

    def describe(self, lang: str = "zh") -> str:
        """One line: place, value, what is wrong, what to do."""
        line = _zh(self) if lang == "zh" else _en(self)
        return line.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be printed

    def to_json(self) -> dict[str, object]:
        """Plain data with both languages."""
        place, problem = self.place, self.problem
        return {
            "severity": problem.severity.value,
            "code": problem.code,
            "file": place.file,
            "sheet": place.sheet,
            "row": place.row,
            "column": place.column,
            "heading": place.heading,
            "value": self.value,
            "zh": problem.zh,
            "en": problem.en,
            "remedy_zh": problem.remedy_zh,
            "remedy_en": problem.remedy_en,
        }


class InputDefects(Exception):
    """Input that cannot be used at all; carries every defect found."""

    def __init__(self, defects: list[Defect]) -> None:
        self.defects = defects
        super().__init__("\n".join(d.describe("en") for d in defects))


def refuse(problem: Problem, *, value: object = None, **place: object) -> InputDefects:
    """An exception for one defect."""
    at = Place(**place)  # type: ignore[arg-type]
    return InputDefects([Defect(problem, at, None if value is None else shown(value))])


def _zh(d: Defect) -> str:
    p = d.place
    parts = [p.file] if p.file else []
    if p.sheet:
        parts.append(f"工作表“{p.sheet}”")
    if p.row is not None:
        parts.append(f"第{p.row}行")
    if p.column or p.heading:
        ordinal = "第" if p.column.isdigit() else ""
        column = f"{ordinal}{p.column}列" if p.column else ""
        parts.append(column + (f"“{p.heading}”" if p.heading else ""))
    value = f"值“{d.value}”：" if d.value is not None else ""
    mark = "（提醒）" if not d.is_error else ""
    return f"{mark}{' '.join(parts)}：{value}{d.problem.zh}。{d.problem.remedy_zh}。"


def _en(d: Defect) -> str:
    p = d.place
    parts = [p.file] if p.file else []
    if p.sheet:
        parts.append(f'sheet "{p.sheet}"')
    if p.row is not None:
        parts.append(f"row {p.row}")
    if p.column or p.heading:
        named = [f"column {p.column}"] if p.column else []
        parts.append(" ".join(named + ([f'"{p.heading}"'] if p.heading else [])))
    value = f'value "{d.value}": ' if d.value is not None else ""
    mark = "(warning) " if not d.is_error else ""
    return f"{mark}{', '.join(parts)}: {value}{d.problem.en}. {_capital(d.problem.remedy_en)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

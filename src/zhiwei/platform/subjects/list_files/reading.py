"""The rows of a file of a list: each cell as the form of one row would be sent it, with what is wrong with it by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.refusals import Fault, Refused
from zhiwei.platform.kit.tables.harmless import harmless
from zhiwei.platform.subjects.list_files.headings import FILE, LANGUAGES, Columns, columns
from zhiwei.platform.subjects.list_files.kinds import ListFile
from zhiwei.platform.subjects.models.list_uploads import Result
from zhiwei.population import cell_problems
from zhiwei.population.cells import ErrorCell
from zhiwei.population.dates import read_date
from zhiwei.population.defects import InputDefects, Problem
from zhiwei.population.readers import READERS
from zhiwei.population.readers.table import Row, Table
from zhiwei.population.readers.xlsx_file import other_sheets
from zhiwei.population.text import key, plain
from zhiwei.population.words import as_text, read_flag

NOTES = "填写说明"
"""The sheet of a template that says how to fill it in."""
MINUTES = 24 * 60
"""Minutes of a day."""
WRITTEN = {"元": "元", "万": "万元", "万元": "万元", "亿": "亿元", "亿元": "亿元"}
"""Units of amounts, as cells write them."""
Entry = dict[str, Any]
"""A row as :class:`zhiwei.platform.subjects.models.ListUpload` keeps it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds."""

    rows: list[Entry]
    sheet: str
    columns: dict[str, list[str]]
    unread: list[str]
    other_sheets: list[str]


def read(kind: ListFile, viewer: Viewer, target: object, path: Path, suffix: str, name: str) -> Found:
    """The rows that hold anything. Raises Refused, with all its faults, for what is no such table at all or is too long.

    ``suffix`` is csv or xlsx, ``name`` what the sender calls the file.
    """
    try:
        table = READERS[f".{suffix}"](path, None)
    except InputDefects as wrong:
        raise Refused([Fault(FILE, one.at(file=name).describe(lang())) for one in wrong.defects]) from wrong
    found, faults = columns(kind, viewer, target, table.headings, table.marks)
    if faults:
        raise Refused(faults)
    fields = kind.fields(viewer, target)
    choices = {
        name: _choices(field)
        for name, field in fields.items()
        if name in found.places and isinstance(field, forms.ChoiceField)
    }
    rows: list[Entry] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows():
        entry = _entry(fields, choices, found, table, row)
        told = entry["cells"]
        saying = any(told.get(name) for name in kind.saying) if kind.saying else any(told.values())
        if not saying and row.problem is None:
            continue
        if len(rows) == kind.most:
            raise Refused([Fault(FILE, _("一个文件最多 %(n)d 行，请分成几个") % {"n": kind.most})])
        _once(kind.key, entry, seen, table, found)
        rows.append(entry)
    if not rows:
        raise Refused([Fault(FILE, _("文件里没有内容；第一行是列名，从第二行起填写"))])
    places = {name: [table.marks[at], table.headings[at]] for name, at in found.places.items()}
    others = [one for one in other_sheets(path, table.sheet) if one != NOTES] if suffix == "xlsx" else []
    return Found(rows, table.sheet, places, list(found.unread), others)


def defect(field: str, mark: str, heading: str, text: str) -> dict[str, str]:
    """What is wrong, at the column's letter (a number in csv) and heading; all empty for a whole row."""
    return {"field": field, "column": mark, "heading": heading, "text": text}


def said(one: Mapping[str, str]) -> str:
    """A defect as a line of a list has it."""
    if not one["heading"]:
        return one["text"]
    words = "“%(heading)s”：%(text)s"
    if one["column"]:
        words = _("第 %(column)s 列“%(heading)s”：%(text)s")
        if not one["column"].isdigit():
            words = _("%(column)s 列“%(heading)s”：%(text)s")
    return words % one


def _entry(
    fields: Mapping[str, forms.Field], choices: Mapping[str, Mapping[str, str]], found: Columns, table: Table, row: Row
) -> Entry:  # fmt: skip
    entry: Entry = {
        "number": row.number, "cells": {}, "data": {}, "result": str(Result.REFUSED), "told": "", "doubt": "",
        "defects": [], "subjects": [],
    }  # fmt: skip
    defects = entry["defects"]
    if row.problem is not None:
        defects.append(defect("", "", "", _told(row.problem)))
    for name, at in found.places.items():
        raw = row.cells[at] if at < len(row.cells) else None
        text = _unharmed(text_of(raw))
        entry["cells"][name] = text
        unit, known = found.units.get(name, ""), choices.get(name, {})
        value = _value(fields[name], raw, text, unit, known) if text else ""
        if isinstance(value, Problem):
            defects.append(defect(name, table.marks[at], table.headings[at], _told(value)))
        elif isinstance(fields[name], forms.TimeField):
            entry["cells"][name] = value
        entry["data"][name] = text if isinstance(value, Problem) else value
    for at, allowed in found.owners.items():
        text = text_of(row.cells[at] if at < len(row.cells) else None)
        if text and key(text) not in allowed:
            words = _("这一行是“%(name)s”的，不在这份清单里登记；请删去这一行") % {"name": text}
            defects.append(defect("", table.marks[at], table.headings[at], words))
    return entry


def _once(
    names: Sequence[str], entry: Entry, seen: dict[tuple[str, ...], int], table: Table, found: Columns
) -> None:
    """A row stands in a file once."""
    row = tuple(entry["data"].get(name, "") for name in names)
    if not row or not all(row):
        return  # the list itself tells; what is missing is said by the form
    if row in seen:
        at = found.places[names[-1]]
        words = _("与第 %(n)d 行重复；请删去一行") % {"n": seen[row]}
        entry["defects"].append(defect("", table.marks[at], table.headings[at], words))
    seen.setdefault(row, entry["number"])


def _value(field: forms.Field, raw: Any, text: str, unit: str, choices: Mapping[str, str]) -> str | Problem:
    """A cell as the form's box would send it: days in their usual form, choices and flags by their words, amounts
    with their unit; ``choices`` are those of :func:`_choices`, empty for other fields."""
    if isinstance(raw, ErrorCell):
        return cell_problems.error_cell(str(raw))
    if isinstance(field, forms.DateField):
        day = read_date(raw)
        return day.isoformat() if isinstance(day, date) else day
    if isinstance(field, forms.TimeField):
        return _time(raw, text)
    if isinstance(field, forms.BooleanField):
        flag = read_flag(raw)
        return flag if isinstance(flag, Problem) else str(flag).lower()
    if isinstance(field, FenFormField):
        return _amount(text, unit)
    return choices.get(key(text), text) if choices else text


def _time(raw: Any, text: str) -> str:
    """A time of the day; a workbook keeps it as a part of a day, or with a day of its own."""
    if isinstance(raw, datetime):
        return raw.time().isoformat("minutes")
    if isinstance(raw, int | float) and 0 <= raw < 1:
        return "{:02}:{:02}".format(*divmod(round(raw * MINUTES), 60))
    return plain(text)


def _amount(text: str, unit: str) -> str | Problem:
    """An amount with the unit of its heading; a cell that names another contradicts it."""
    own = "".join(plain(text).split()).lstrip("+-¥0123456789.,")
    if unit and WRITTEN.get(own, unit) != unit:
        return cell_problems.two_units(unit, own, in_heading=True)
    return text if own else f"{text}{unit}"


def _choices(field: forms.ChoiceField) -> dict[str, str]:
    """Each choice by its value, by its words in every language, and a place by the name that it alone bears among them."""
    divisions = load_divisions()
    places = [divisions[value] for value, _label in cast("Any", field.choices) if value in divisions]
    names = Counter(place.name for place in places)
    found = {key(place.name): place.code for place in places if names[place.name] == 1}
    for language in LANGUAGES:
        with override(language):
            pairs = [(str(value), str(label)) for value, label in cast("Any", field.choices)]
        found |= {key(word): value for value, label in pairs for word in (value, label) if value}
    return found


def text_of(raw: Any) -> str:
    """A cell as it was written, outer blanks removed; a number or a day as people write it."""
    if raw is None:
        return ""
    return raw.strip() if isinstance(raw, str) else as_text(raw)


def words_of(field: forms.Field) -> list[str]:
    """The choices of a column, in the language of the page."""
    if not isinstance(field, forms.ChoiceField):
        return []
    return [str(label) for value, label in cast("Any", field.choices) if value]


def _unharmed(text: str) -> str:
    """Without the sign that our own csv puts before what a spreadsheet would run."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _told(problem: Problem) -> str:
    """What is wrong and what to do; that an empty cell is unknown holds for facts, a list wants its cells filled."""
    zh = lang() == "zh"
    if problem.code == "error_cell":  # a file given back marked has lost its formulas
        remedy = _("请直接填写算好的值")
    elif zh:
        remedy = problem.remedy_zh.removesuffix(f"；{cell_problems.LEAVE_ZH}")
    else:
        remedy = problem.remedy_en.removesuffix(f"; {cell_problems.LEAVE_EN}")
    return f"{problem.zh}；{remedy}" if zh else f"{problem.en}; {remedy}"

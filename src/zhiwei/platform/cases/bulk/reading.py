"""The rows of a workbook: whom each is about, and its cells as a form sends them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.bulk.choices import Choice, opens
from zhiwei.platform.cases.bulk.layout import CODE, NAME, NUMBER, cell, heading_of
from zhiwei.platform.cases.casetypes.model import Field
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.cases.values import checked
from zhiwei.platform.kit.language import lang, listed, semicolons
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import own_subjects, visible
from zhiwei.population.dates import read_date
from zhiwei.population.defects import InputDefects, Problem
from zhiwei.population.readers import READERS

MOST = 200
"""Rows of one file."""
YES, NO = frozenset({"是", "√", "yes", "true", "1"}), frozenset({"否", "no", "false", "0"})

Row = dict[str, Any]
"""``number``, ``name``, ``target`` (a subject's or a case's key, '' where none was found), ``revision``, ``content``,
``defects`` (pairs of heading and text), ``told`` (label, text and fen of what is shown before the step)."""


def read(viewer: Viewer, one: Choice, path: Path, kind: str) -> list[Row]:
    """The rows that hold anything. Raises Refused where it is no such table, or has too many rows."""
    try:
        table = READERS[f".{kind}"](path, None)
    except InputDefects as wrong:
        raise Refused([Fault("file", semicolons(_told(each.problem) for each in wrong.defects))]) from wrong
    fields = _fields(one)
    places: dict[str, int] = {}
    for place, text in enumerate(table.headings):
        name = fields.get(heading_of(text))
        if name is not None:
            places.setdefault(name, place)
    missing = [] if opens(one) or NUMBER in places else [NUMBER]
    missing += [f.words.zh for f in one.rule.form if f.required and f.name not in places]
    if missing:
        said = _("缺少列：%(names)s；请用下载的模板填写") % {"names": listed(missing)}
        raise Refused([Fault("file", said)])
    found: list[Row] = []
    for row in table.rows():
        cells = {name: cell(row.cells, place) for name, place in places.items()}
        if not any(cells.values()):
            continue
        if len(found) == MOST:
            raise Refused([Fault("file", _("一个文件最多 %(n)d 行，请分成几个") % {"n": MOST})])
        found.append(_row(row.number, one, cells))
    if not found:
        raise Refused([Fault("file", _("文件里没有内容"))])
    (_subjects if opens(one) else _cases)(viewer, one, found)
    return found


def _fields(one: Choice) -> dict[str, str]:
    """What each heading may be called, in either language."""
    names = {text: text for text in (NUMBER, NAME, CODE)}
    for field in one.rule.form:
        names |= {heading_of(text): field.name for text in (field.words.zh, field.words.en, field.name)}
    return names


def heading(one: Choice, name: str) -> str:
    """The column of a field of the form, or of whom the row is about where it is no field."""
    field = next((each for each in one.rule.form if each.name == name), None)
    return field.words.zh if field else NAME if opens(one) else NUMBER


def _row(number: int, one: Choice, cells: Mapping[str, str]) -> Row:
    row: Row = {
        "number": number, "name": cells.get(NAME, ""), "code": cells.get(CODE, ""), "case": cells.get(NUMBER, ""),
        "target": "", "revision": 0, "content": {}, "defects": [],
    }  # fmt: skip
    for field in one.rule.form:
        text = cells.get(field.name, "")
        if text:
            value = _value(field, text)
            if isinstance(value, Problem):
                row["defects"].append([field.words.zh, _told(value)])
            else:
                row["content"][field.name] = value
    return row


def _told(problem: Problem) -> str:
    return problem.zh if lang() == "zh" else problem.en


def _value(field: Field, text: str) -> str | bool | Problem:
    """A cell as the form's box would send it; words of a choice or a switch become its value."""
    match field.kind:
        case "choice":
            return next((name for name, words in field.choices.items() if text in (words.zh, words.en)), text)
        case "flag":
            folded = text.lower()
            return True if folded in YES else False if folded in NO else text
        case "date":
            day = read_date(text)
            return day if isinstance(day, Problem) else day.isoformat()
    return text


def _subjects(viewer: Viewer, one: Choice, rows: list[Row]) -> None:
    """Whom each row opens a case for, among those the viewer may act for."""
    mine: QuerySet[Subject] = own_subjects(viewer) if one.origin == Origin.APPLICANT else visible(viewer)
    mine = mine.filter(entity=one.kind.entity)
    codes = {row["code"] for row in rows if row["code"]}
    names = {row["name"] for row in rows if row["name"]}
    by_code = {
        number: subject
        for subject in mine.filter(identifiers__number__in=codes).distinct().prefetch_related("identifiers")
        for number in (each.number for each in subject.identifiers.all())
        if number in codes
    }
    by_name: dict[str, list[Subject]] = {}
    for subject in mine.filter(name__in=names):
        by_name.setdefault(subject.name, []).append(subject)
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if row["code"]:
            found = [by_code[row["code"]]] if row["code"] in by_code else []
            at = CODE
        else:
            found, at = by_name.get(row["name"], []), NAME
        if len(found) == 1:
            row["target"], row["name"] = str(found[0].pk), found[0].name
            said = (row["target"], *sorted(checked(one.rule.form, row["content"])[0].items()))
            if (first := seen.setdefault(said, row["number"])) != row["number"]:
                row["defects"].append([at, _("与第 %(n)d 行重复") % {"n": first}])
        elif found:
            row["defects"].append([at, _("同名的主体不止一个，请填主体号码")])
        else:
            row["defects"].append([at, _("没有这个主体，或不由您办理")])


def _cases(viewer: Viewer, one: Choice, rows: list[Row]) -> None:
    """The case of each row, among those that wait for the step."""
    waiting = {case.number: case for case in of_step(viewer, one)}
    seen: dict[str, int] = {}
    for row in rows:
        number = row["case"].upper()
        case = waiting.get(number)
        if case is None:
            said = _("没有这个编号的办件，或它现在不能办理“%(step)s”")
            row["defects"].append([NUMBER, said % {"step": one.rule.words}])
        elif number in seen:
            row["defects"].append([NUMBER, _("与第 %(n)d 行重复") % {"n": seen[number]}])
        else:
            row["target"], row["revision"], row["name"] = str(case.pk), case.revision, case.subject.name
        seen.setdefault(number, row["number"])


def of_step(viewer: Viewer, one: Choice) -> QuerySet[Case]:
    """The cases a viewer may see that stand where the step begins, the longest waiting first."""
    rows = queries.visible(viewer).filter(type=one.kind.id, state__in=one.rule.sources)
    return rows.select_related("subject").order_by("opened_at", "pk")

"""The workbook of a list to fill in, and a file given back with its defects marked."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.language import listed, semicolons
from zhiwei.platform.kit.tables import marked as marking
from zhiwei.platform.kit.tables.workbook import sheet_name
from zhiwei.platform.subjects.list_files.kinds import ListFile
from zhiwei.platform.subjects.list_files.reading import NOTES, words_of
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.population.readers import READERS

WIDTH = 22
LONGEST_LIST = 255
"""Characters a workbook takes for a list in a cell's rule."""


def template(kind: ListFile, viewer: Viewer, target: object) -> bytes:
    """An empty workbook, in Chinese: the headings, lists to choose from, a second sheet that says how to fill it in."""
    target_file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target_file, options)
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 2})
    with override("zh-hans"):
        fields = kind.fields(viewer, target)
        sheet = book.add_worksheet(sheet_name(str(kind.title), 1))
        sheet.freeze_panes(1, 0)
        notes = book.add_worksheet(NOTES)
        notes.set_column(0, 0, WIDTH)
        notes.set_column(1, 1, 4 * WIDTH)
        notes.write_row(0, 0, (_("列名"), _("怎样填")), head)
        sheet.set_column(0, len(fields) - 1, WIDTH, text)
        for place, (name, field) in enumerate(fields.items()):
            heading, words = kind.heading(name, field), words_of(field)
            sheet.write_string(0, place, heading, head)
            notes.write_string(place + 1, 0, heading)
            notes.write_string(place + 1, 1, _explained(field, words))
            if words and len(",".join(words)) <= LONGEST_LIST and not any("," in one for one in words):
                sheet.data_validation(1, place, kind.most, place, {"validate": "list", "source": words})
        notes.write_string(len(fields) + 2, 0, _("规则"))
        notes.write_string(len(fields) + 2, 1, str(kind.note))
    book.close()
    return target_file.getvalue()


def marked(upload: ListUpload, path: Path | None = None) -> bytes:
    """The file as it came with its defects marked."""
    table = READERS[f".{upload.file.kind}"](path or uploads.path_of(upload.file), None)
    wrong = {row["number"]: [(one["heading"], one["text"]) for one in row["defects"]] for row in upload.rows}
    every = range(len(table.headings))
    rows = (
        (row.number, [row.cells[at] if at < len(row.cells) else "" for at in every]) for row in table.rows()
    )
    return marking.marked(table.headings, rows, wrong, str, width=WIDTH, title=table.sheet or None)


def _explained(field: forms.Field, words: list[str]) -> str:
    """How a column is filled in."""
    said = [_("必填") if field.required else _("可以不填")]
    match field:
        case forms.DateField():
            said.append(_("日期，例如 2012-06-30"))
        case forms.TimeField():
            said.append(_("时间，例如 09:30"))
        case forms.BooleanField():
            said.append(_("填“是”或“否”"))
        case FenFormField():
            said.append(_("金额，单位写在列名的括号里"))
        case forms.IntegerField():
            said.append(_("整数"))
    if words:
        said.append(_("从中选一：%(words)s") % {"words": listed(words)})
    if field.help_text:
        said.append(str(field.help_text))
    return semicolons(said)

"""Files of lists, and the rows of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.subjects.list_files import ListFile, Result
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.population.text import plain

TAGS = {Result.NEW: "ok", Result.CHANGED: "info", Result.SAME: "off", Result.REFUSED: "no"}
STATES = {"faulty": "no", "ready": "todo", "entered": "ok"}


def uploads(rows: QuerySet[ListUpload]) -> Table:
    """Files somebody handed in for a list."""
    columns = [
        Column("made_at", _("上传时间"), kind="moment", head=True, sort=True,
               link=lambda one: reverse("subjects:list-upload", args=[one.pk])),
        Column("file", _("文件"), value=lambda one: one.file.name),
        Column("rows", _("行数"), kind="count", value=lambda one: len(one.rows)),
        Column("state", _("状态"), kind="tag", value=lambda one: one.get_state_display(), sort=True,
               tags=lambda one: STATES.get(one.state, "off")),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("交过的文件"), order="-made_at", empty=_("还没有交过文件。"))


def rows(upload: ListUpload, kind: ListFile, fields: Mapping[str, forms.Field]) -> Table:
    """What each row of a file does; those refused come first."""

    def cell(name: str) -> Callable[[dict[str, Any]], str]:
        return lambda row: row["cells"].get(name, "")

    def heading(name: str, field: forms.Field) -> str:
        """An amount's cell says its unit itself."""
        words = kind.heading(name, field)
        return plain(words).partition("(")[0].strip() if isinstance(field, FenFormField) else words

    columns = [
        Column("number", _("行"), head=True, value=lambda row: gettext("第 %(n)d 行") % {"n": row["number"]}),
        Column("result", _("结果"), kind="tag", value=lambda row: str(Result(row["result"]).label), sort=True,
               tags=lambda row: TAGS[Result(row["result"])]),
        Column("defects", _("问题"), value=lambda row: semicolons(map(said, row["defects"])),
               screen=bool(upload.count(Result.REFUSED))),
        Column("doubt", _("请核对"), value=lambda row: row.get("doubt", ""), screen=any(row.get("doubt") for row in upload.rows)),
        Column("told", _("改动"), value=lambda row: row["told"], screen=bool(upload.count(Result.CHANGED))),
        *(Column(f"cell-{name}", heading(name, one), value=cell(name)) for name, one in fields.items()
          if name in upload.columns),
    ]  # fmt: skip
    found = sorted(upload.rows, key=lambda row: (row["result"] != Result.REFUSED, row["number"]))
    return Table(columns, found, name="rows", caption=_("文件的各行"), file=_("按表登记"))

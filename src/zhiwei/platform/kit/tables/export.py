"""A whole list as a file: xlsx or csv, written piece by piece."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import NARROWED
from zhiwei.platform.kit.language import aside
from zhiwei.platform.kit.tables.columns import Column, percent
from zhiwei.platform.kit.tables.harmless import harmless, plain
from zhiwei.platform.kit.tables.table import Table
from zhiwei.platform.kit.tables.workbook import write

FORMATS = ("xlsx", "csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
PIECE = 500
"""Lines sent at a time."""
R = TypeVar("R", bound=HttpResponseBase)
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def export_response(table: Table, request: HttpRequest) -> HttpResponseBase | None:
    """The file that ``?export=xlsx`` or ``?export=csv`` asks for; None where the address asks for no file.

    All rows are in it, filtered and ordered as on the page; its name says of which list and by which filters. A view begins with
    ``if file := export_response(table, request): return file``.
    """
    asked = request.GET.get(table.parameter("export"))
    if asked is None or not table.export:
        return None
    if asked not in FORMATS:
        return HttpResponse(_("只能导出 xlsx 或 csv。"), status=400, content_type="text/plain; charset=utf-8")
    told = [file_name(text) for text in (str(table.file), getattr(request.GET, NARROWED, ""))]
    name = f"{'_'.join(filter(None, told)) or _('列表')}_{clock.today():%Y%m%d}.{asked}"
    rows = table.every(request.GET)
    response: HttpResponseBase
    if asked == "xlsx":
        response = FileResponse(_workbook(table, rows), content_type=XLSX)
    else:
        response = StreamingHttpResponse(_lines(table.exported, rows), content_type="text/csv; charset=utf-8")
    return _taken_away(response, name)


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """A workbook that a page makes, to be taken away under a name."""
    return _taken_away(HttpResponse(content, content_type=XLSX), name)


def _taken_away(response: R, name: str) -> R:
    response["Content-Disposition"] = disposition(name)
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(text: str) -> str:
    """A text as the name of a file: nothing that a system or a header could take for something else."""
    return _UNFIT.sub("_", text).strip(" ._")[:80]


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a download, also to browsers that know only ASCII names."""
    safe = file_name(name) or "file"
    ascii_name = safe.encode("ascii", "replace").decode().replace("?", "_")
    return f"{'inline' if inline else 'attachment'}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(safe, safe='')}"


def _lines(columns: list[Column], rows: Iterable[Any]) -> Iterator[str]:
    echo = _Echo()
    writer = csv.writer(echo)
    yield BOM + writer.writerow([harmless(heading(column)) for column in columns])
    piece: list[str] = []
    for row in rows:
        piece.append(writer.writerow([in_text(column, row) for column in columns]))
        if len(piece) >= PIECE:
            yield "".join(piece)
            piece.clear()
    if piece:
        yield "".join(piece)


class _Echo:
    """Gives back what is written, so that a csv writer makes lines instead of a file."""

    def write(self, text: str) -> str:
        return text


def heading(column: Column) -> str:
    """The column's head in a file; money names its unit, once."""
    label, unit = str(column.label), _("元")
    named = re.search(rf"[（(]{unit}[^（(]*[）)]$", label)
    return aside(label, unit) if column.kind == "money" and not named else label


def in_text(column: Column, row: Any) -> str:
    """A cell of a csv file: amounts as plain numbers, texts that could be taken for formulas made harmless."""
    value = column.of(row)
    if column.kind == "rate" and value is not None:
        return percent(value)
    return (
        plain(value, column.kind)
        if column.kind in ("money", "count")
        else harmless(plain(value, column.kind))
    )


def _workbook(table: Table, rows: Iterable[Any]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    columns = table.exported
    write(
        file, [(heading(column), column) for column in columns], rows, title=str(table.file or table.caption)
    )
    file.seek(0)
    return file

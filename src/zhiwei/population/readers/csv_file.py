"""CSV: every cell stays text; UTF-8, UTF-16 with mark, or GB18030 as Chinese Excel saves it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.readers.table import Row, Table, empty_table, ragged, unreadable, unreadable_row

CHUNK = 1 << 20


def open_csv(path: Path, sheet: str | None = None) -> Table:
    """The table of a text file, read as a stream; rows are numbered by the line on which they begin."""
    try:
        encoding = _encoding(path)
    except OSError as error:
        raise refuse(unreadable(str(error.strerror)), file=path.name) from error
    with path.open("r", encoding=encoding, newline="") as text:
        head = text.readline()
    delimiter = max(",\t;", key=head.count)
    first = next(_records(path, encoding, delimiter, [0]), None)
    if first is None or first.problem:
        raise refuse(first.problem if first and first.problem else empty_table(), file=path.name)
    headings = tuple(first.cells)
    marks = tuple(str(n) for n in range(1, len(headings) + 1))
    position = [0]

    def rows() -> Iterator[Row]:
        records = _records(path, encoding, delimiter, position)
        next(records)
        for row in records:
            yield _squared(row, len(headings))

    return Table(path.name, "", headings, marks, rows, path.stat().st_size, lambda: position[0])


def _squared(row: Row, wanted: int) -> Row:
    """The row, marked where it has not as many cells as there are headings."""
    if row.problem or len(row.cells) == wanted:
        return row
    surplus = any(cell.strip() for cell in row.cells[wanted:])
    if len(row.cells) > wanted and not surplus:
        return row
    return Row(row.number, row.cells, ragged(len(row.cells), wanted))


def _records(path: Path, encoding: str, delimiter: str, position: list[int]) -> Iterator[Row]:
    """Records that are not blank, each with the line on which it begins."""
    with path.open("rb") as binary, TextIOWrapper(binary, encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        while True:
            start = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                yield Row(start, (), unreadable_row(str(error)))
                continue
            position[0] = binary.tell()
            if cells and (cells[0].strip() or any(cell.strip() for cell in cells)):
                yield Row(start, cells)


def _encoding(path: Path) -> str:
    with path.open("rb") as binary:
        start = binary.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise refuse(_unknown_encoding(), file=path.name)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as binary:
        try:
            while chunk := binary.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _unknown_encoding() -> Problem:
    return Problem(
        "unknown_encoding",
        "文字编码既不是 UTF-8 也不是 GB18030",
        "the text is neither UTF-8 nor GB18030",
        "另存为“CSV UTF-8”",
        'save it as "CSV UTF-8"',
    )

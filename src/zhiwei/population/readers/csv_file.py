"""CSV: every cell stays text; UTF-8, UTF-16 with mark, or GB18030 as Chinese Excel saves it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.readers.blocks import Block, turned
from zhiwei.population.readers.csv_blocks import Odd, Plain, stretches
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
    position = [0]
    first = next(_records(path, encoding, delimiter, position), None)
    if first is None or first.problem:
        raise refuse(first.problem if first and first.problem else empty_table(), file=path.name)
    headings = tuple(first.cells)
    width = len(headings)
    marks = tuple(str(n) for n in range(1, width + 1))

    def rows() -> Iterator[Row]:
        records = _records(path, encoding, delimiter, position)
        next(records)
        for row in records:
            yield _squared(row, width)

    def blocks(size: int, wanted: frozenset[int] | None) -> Iterator[Block]:
        behind = _behind_headings(path, encoding, first.number)
        if behind is None:
            yield from _turned(rows(), size, width)
            return
        for part in stretches(
            path, encoding.removesuffix("-sig"), delimiter, width, behind, first.number + 1
        ):
            if isinstance(part, Plain):
                position[0] = behind
                yield from _cut(part, size)
            else:
                records = _odd(path, encoding, delimiter, part, position)
                yield from _turned((_squared(row, width) for row in records), size, width)
        position[0] = path.stat().st_size

    return Table(
        path.name, "", headings, marks, rows, path.stat().st_size, lambda: position[0], blocks, lean=False
    )


def _turned(rows: Iterator[Row], size: int, width: int) -> Iterator[Block]:
    while found := list(islice(rows, size)):
        yield turned(found, width)


def _cut(part: Plain, size: int) -> Iterator[Block]:
    for start in range(0, len(part.numbers), size):
        frame, numbers = part.frame.slice(start, size), part.numbers[start : start + size]
        yield Block(numbers, frame.get_columns(), lambda at, f=frame, n=numbers: Row(int(n[at]), f.row(at)))  # type: ignore[misc]


def _behind_headings(path: Path, encoding: str, line: int) -> int | None:
    """The place behind the line of the headings; None where lines cannot be told by their bytes."""
    if encoding == "utf-16":
        return None
    with path.open("rb") as binary:
        for _ in range(line):
            found = binary.readline()
            if b'"' in found or b"\r" in found.removesuffix(b"\r\n"):
                return None
        return binary.tell()


def _odd(path: Path, encoding: str, delimiter: str, part: Odd, position: list[int]) -> Iterator[Row]:
    if part.rest:
        return _records(path, encoding.removesuffix("-sig"), delimiter, position, part.start, part.line)
    return _cells(csv.reader(io.StringIO(part.text, newline=""), delimiter=delimiter), part.line)


def _squared(row: Row, wanted: int) -> Row:
    """The row, marked where it has not as many cells as there are headings."""
    if row.problem or len(row.cells) == wanted:
        return row
    surplus = any(cell.strip() for cell in row.cells[wanted:])
    if len(row.cells) > wanted and not surplus:
        return row
    return Row(row.number, row.cells, ragged(len(row.cells), wanted))


def _records(
    path: Path, encoding: str, delimiter: str, position: list[int], start: int = 0, line: int = 1
) -> Iterator[Row]:
    """Records that are not blank from a place on, each with the line on which it begins."""
    with path.open("rb") as binary:
        binary.seek(start)
        with io.TextIOWrapper(binary, encoding, newline="") as text:
            for row in _cells(csv.reader(text, delimiter=delimiter), line):
                position[0] = binary.tell()
                yield row


def _cells(reader: Iterable[list[str]], line: int) -> Iterator[Row]:
    """What a reader of the standard library cuts, as rows; ``line`` is the number of its first line."""
    records = iter(reader)
    while True:
        start = reader.line_num + line  # type: ignore[attr-defined]
        try:
            cells = next(records)
        except StopIteration:
            break
        except csv.Error as error:
            yield Row(start, (), unreadable_row(str(error)))
            continue
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

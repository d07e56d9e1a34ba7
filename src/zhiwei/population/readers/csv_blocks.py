"""CSV in columns: stretches of the file in which every line is a record are cut at once, the others record by record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

STRETCH = 1 << 24
"""Bytes read at once."""
LONGEST = 100_000
"""Bytes of a line beyond which the record is left to the other reader, which refuses fields that long."""
_LINE_FEED = 10


@dataclass(frozen=True)
class Plain:
    """Records of a stretch in columns of text; ``line`` is that on which the first stands, ``gone`` those left out."""

    frame: pl.DataFrame
    numbers: np.ndarray


@dataclass(frozen=True)
class Odd:
    """Text to be cut record by record, from this line on; ``rest`` says that it begins at ``start`` and goes to the end."""

    line: int
    start: int
    text: str = ""
    rest: bool = False


def stretches(
    path: Path, encoding: str, delimiter: str, width: int, start: int, line: int
) -> Iterator[Plain | Odd]:
    """The file from a place and line on, behind the headings.

    From the first quote or lone carriage return on, a record may reach over several lines: what follows is odd to the
    end. Raises UnicodeDecodeError, OSError.
    """
    with path.open("rb") as binary:
        binary.seek(start)
        rest = b""
        while True:
            read = binary.read(STRETCH)
            data = rest + read
            cut = data.rfind(b"\n") + 1 if read else len(data)
            data, rest = data[:cut], data[cut:]
            if not data:
                if read:
                    continue
                return
            lines = data.replace(b"\r\n", b"\n") if b"\r" in data else data
            if b'"' in lines or b"\r" in lines or b"\0" in lines:
                yield Odd(line, start, rest=True)
                return
            text = lines.decode(encoding)
            plain = _plain(text, delimiter, width, line)
            yield plain if plain is not None else Odd(line, start, text)
            line += lines.count(b"\n")
            start += len(data)


def _plain(text: str, delimiter: str, width: int, line: int) -> Plain | None:
    """The records of a text without quotes; None where it must be cut record by record."""
    if text.startswith("\ufeff"):
        return None  # a mark that the library would take for that of the file
    data = text.encode() if text.endswith("\n") else text.encode() + b"\n"
    flat = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(flat == _LINE_FEED)
    separators = np.searchsorted(np.flatnonzero(flat == ord(delimiter)), ends)
    lengths = np.diff(ends, prepend=-1)
    if (
        (np.diff(separators, prepend=0) != width - 1).any()
        or lengths.min() < max(width, 2)
        or lengths.max() > LONGEST
    ):
        return None
    try:
        frame = pl.read_csv(
            io.BytesIO(data), has_header=False, separator=delimiter, quote_char=None, infer_schema=False
        ).fill_null("")
    except PolarsError:
        return None
    if frame.shape != (len(ends), width):
        return None
    numbers = np.arange(line, line + len(ends))
    empty = np.flatnonzero(frame.to_series(0).str.strip_chars() == "")
    blank = [row for row in empty.tolist() if not any(cell.strip() for cell in frame.row(row))]
    if blank:
        kept = np.delete(np.arange(len(ends)), blank)
        return Plain(frame[kept], numbers[kept])
    return Plain(frame, numbers)

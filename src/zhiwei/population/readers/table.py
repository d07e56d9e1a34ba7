"""What a reader hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhiwei.population.defects import Problem

if TYPE_CHECKING:
    from zhiwei.population.readers.blocks import Block


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as the user's program shows it, its cells; ``problem`` where it could not be cut."""

    number: int
    cells: Sequence[Any]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and a stream of rows. ``total`` and ``done`` measure progress in the same steps.

    ``blocks`` gives the rows in columns where the source has them; of a ``lean`` source only those wanted are read.
    ``length`` is the number of rows where the source tells it.
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    marks: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    total: int = 0
    done: Callable[[], int] = lambda: 0
    blocks: Callable[[int, frozenset[int] | None], Iterator[Block]] | None = None
    length: int | None = None
    lean: bool = True


def ragged(found: int, wanted: int) -> Problem:
    """A row with another number of cells than the heading row."""
    return Problem(
        "ragged_row",
        f"这一行有{found}格，列名有{wanted}格",
        f"the row has {found} cells, the heading row {wanted}",
        "检查是否多了或少了分隔符；含逗号的内容加引号",
        "look for a missing or extra separator; put quotes around text with commas",
    )


def empty_table() -> Problem:
    """A file without a heading row."""
    return Problem(
        "empty_table",
        "没有列名行",
        "no heading row",
        "第一行写列名",
        "write the headings in the first row",
    )


def unreadable(reason: str) -> Problem:
    """A file that its library cannot open."""
    return Problem(
        "unreadable_file",
        f"无法读取文件（{reason}）",
        f"the file cannot be read ({reason})",
        "用表格软件打开后重新保存",
        "open it in a spreadsheet program and save it again",
    )


def unreadable_row(reason: str) -> Problem:
    """A row that cannot be cut into cells."""
    return Problem(
        "unreadable_row",
        f"这一行无法分成单元格（{reason}）",
        f"the row cannot be cut into cells ({reason})",
        "检查引号是否成对",
        "look for a quote that is not closed",
    )

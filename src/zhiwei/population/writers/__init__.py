"""Tables into files: csv, xlsx, parquet, written batch by batch; the file appears when it is complete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.writers.csv_file import CsvWriter
from zhiwei.population.writers.parquet_file import ParquetWriter
from zhiwei.population.writers.table import OutColumn, Writer
from zhiwei.population.writers.xlsx_file import XlsxWriter

__all__ = ["WRITERS", "OutColumn", "Writer", "open_writer", "writes_over_input"]

WRITERS: dict[str, type[CsvWriter] | type[XlsxWriter] | type[ParquetWriter]] = {
    ".csv": CsvWriter,
    ".xlsx": XlsxWriter,
    ".parquet": ParquetWriter,
}


def open_writer(path: Path, columns: Sequence[OutColumn]) -> Writer:
    """A writer by the file's suffix; raises InputDefects for an unknown one or a folder that does not exist."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise refuse(_unknown_kind(path.suffix), file=path.name)
    if not path.parent.is_dir():
        raise refuse(_no_folder(path.parent), file=path.name)
    return writer(path, columns)


def writes_over_input() -> Problem:
    """The output is the very file that is read."""
    return Problem(
        "writes_over_input",
        "结果文件就是输入文件，会把原数据覆盖",
        "the output is the input file and would overwrite it",
        "给结果另起一个文件名",
        "give the output a name of its own",
    )


def _unknown_kind(suffix: str) -> Problem:
    return Problem(
        "unknown_file_kind",
        f"不认识的文件类型“{suffix}”",
        f'unknown kind of file "{suffix}"',
        "结果文件名以 .csv、.xlsx 或 .parquet 结尾",
        "let the name of the output end in .csv, .xlsx or .parquet",
    )


def _no_folder(folder: Path) -> Problem:
    return Problem(
        "no_folder",
        f"没有文件夹“{folder}”",
        f'there is no folder "{folder}"',
        "先建立该文件夹",
        "create it first",
    )

"""Tables from files (csv, xlsx, parquet) and databases. Each gives headings and rows numbered as the user sees them."""

from pathlib import Path

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.readers.csv_file import open_csv
from zhiwei.population.readers.database import open_database
from zhiwei.population.readers.parquet_file import open_parquet
from zhiwei.population.readers.table import Row, Table
from zhiwei.population.readers.xlsx_file import open_xlsx
from zhiwei.population.sources import is_database

__all__ = ["READERS", "Row", "Table", "open_table"]

READERS = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".txt": open_csv,
    ".xlsx": open_xlsx,
    ".xlsm": open_xlsx,
    ".xls": open_xlsx,
    ".ods": open_xlsx,
    ".parquet": open_parquet,
}


def open_table(source: Path | str, sheet: str | None = None) -> Table:
    """The table in a file, or in a database (an address with ``://``); of a workbook the named sheet, else 企业, else
    the first.

    Raises InputDefects where it cannot be read at all.
    """
    if is_database(source):
        return open_database(str(source))
    path = Path(source)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise refuse(_unknown_kind(path.suffix), file=path.name)
    return reader(path, sheet)


def _unknown_kind(suffix: str) -> Problem:
    return Problem(
        "unknown_file_kind",
        f"不认识的文件类型“{suffix}”",
        f'unknown kind of file "{suffix}"',
        "另存为 .xlsx、.csv 或 .parquet",
        "save it as .xlsx, .csv or .parquet",
    )

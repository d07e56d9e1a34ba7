"""Totals as data and as one long table: a line for each count."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from zhiwei.engine.outcome import VERDICTS
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.types import ValueType
from zhiwei.population.asking import Question
from zhiwei.population.defects import Problem, refuse
from zhiwei.population.totals.groups import Dimension, Group
from zhiwei.population.totals.tally import Counts, Line, Totals
from zhiwei.population.writers.parts import cannot_write, no_folder
from zhiwei.population.writers.table import partial
from zhiwei.population.writers.xlsx_file import write_sheet

SUFFIXES = (".json", ".xlsx", ".parquet", ".csv")
GROUPS = 5
"""The depth in JSON from which on a value stands on one line: measures, measure, by, dimension, group."""
_MONEY = ValueType("money")
COLUMNS = {
    "measure": pl.String(), "by": pl.String(), "section": pl.String(), "group": pl.String(), "group_zh": pl.String(),
    "what": pl.String(), "item": pl.String(), "rows": pl.Int64(), "yuan": pl.String(),
}  # fmt: skip
"""``what`` is verdict, amount, deciding or missing; ``item`` the verdict, the deciding part or the fact missing."""


def check_place(path: Path) -> None:
    """Raises InputDefects for a file that totals cannot be written to."""
    if not path.parent.is_dir():
        raise refuse(no_folder(path.parent), file=path.name)
    if path.suffix.lower() not in SUFFIXES:
        raise refuse(_unknown_kind(path.suffix), file=path.name)


def write_totals(path: Path, totals: Totals, book: Rulebook, question: Question, rejected: int) -> None:
    """Write the totals as JSON, or as the long table; the file appears when it is complete. Raises InputDefects."""
    unfinished = partial(path)
    try:
        if path.suffix.lower() == ".json":
            content = as_json(totals, book, question, rejected)
            unfinished.write_text(_spread(content) + "\n", encoding="utf-8")
        else:
            frame = as_table(totals)
            match path.suffix.lower():
                case ".csv":
                    frame.write_csv(unfinished, include_bom=True)
                case ".parquet":
                    frame.write_parquet(unfinished)
                case _:
                    write_sheet(frame, unfinished)
        unfinished.replace(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        unfinished.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def _spread(value: Any, depth: int = 0) -> str:
    """JSON with a line for each group: spelling out every count on its own takes longer than counting a million rows."""
    if depth == GROUPS or not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False)
    begin = "\n" + " " * (depth + 1)
    end = "\n" + " " * depth
    if isinstance(value, list):
        return "[" + begin + f",{begin}".join(_spread(v, depth + 1) for v in value) + end + "]"
    items = (f"{json.dumps(k, ensure_ascii=False)}: {_spread(v, depth + 1)}" for k, v in value.items())
    return "{" + begin + f",{begin}".join(items) + end + "}"


def as_json(totals: Totals, book: Rulebook, question: Question, rejected: int) -> dict[str, Any]:
    """The totals by measure: over all, and by every dimension for the groups that have rows."""
    measures = {}
    for measure, counts in totals.counts.items():
        declared = book.measures[measure]
        measures[measure] = {
            "zh": declared.zh,
            "en": declared.en,
            "all": _cell(totals, measure, counts.whole()),
            "by": {
                d.name: [
                    {**_named(group), **_cell(totals, measure, line)}
                    for group, line in _having(counts, place, d)
                ]
                for place, d in enumerate(totals.dimensions)
            },
        }
    return {
        "as_of": question.as_of,
        "entity": question.entity,
        "rulebook": book.hash,
        "rows": totals.rows,
        "rejected": rejected,
        "dimensions": {d.name: {"zh": d.zh, "en": d.en} for d in totals.dimensions},
        "measures": measures,
    }


def _named(group: Group) -> dict[str, str]:
    named = {"code": group.code, "zh": group.zh, "en": group.en}
    return named | ({"section": group.section} if group.section else {})


def _having(counts: Counts, place: int, dimension: Dimension) -> Iterator[tuple[Group, Line]]:
    """The groups that have rows."""
    for group, line in zip(dimension.groups, counts.lines(place), strict=False):
        if any(line.verdicts):
            yield group, line


def _cell(totals: Totals, measure: str, line: Line) -> dict[str, Any]:
    """The counts of one group, or of all."""
    return {
        "rows": sum(line.verdicts),
        "verdicts": _counted(VERDICTS, line.verdicts),
        "amounts": line.known,
        "yuan": shown(_MONEY, line.fen),
        "deciding": _counted(totals.parts[measure], line.decided[1:]),
        "missing": _counted(totals.needs[measure], line.lacking),
    }


def _counted(names: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    return {name: n for name, n in zip(names, counts, strict=True) if n}


def as_table(totals: Totals) -> pl.DataFrame:
    """A line for each count that is not zero; ``all`` in the column ``by`` are the lines over all rows."""
    lines = [line for measure, counts in totals.counts.items() for line in _lines(totals, measure, counts)]
    return pl.DataFrame(lines, schema=COLUMNS, orient="row")


def _lines(totals: Totals, measure: str, counts: Counts) -> Iterator[tuple[Any, ...]]:
    everything = Dimension("all", "全部", "all", (Group("", "全部", "all"),))
    yield from _group(measure, everything, everything.groups[0], _cell(totals, measure, counts.whole()))
    for place, dimension in enumerate(totals.dimensions):
        if dimension.name == everything.name:
            continue
        for group, line in _having(counts, place, dimension):
            yield from _group(measure, dimension, group, _cell(totals, measure, line))


def _group(
    measure: str, dimension: Dimension, group: Group, cell: Mapping[str, Any]
) -> Iterator[tuple[Any, ...]]:
    start = (measure, dimension.name, group.section or None, group.code or None, group.zh)
    for word, rows in cell["verdicts"].items():
        yield (*start, "verdict", word, rows, None)
    if cell["amounts"]:
        yield (*start, "amount", None, cell["amounts"], cell["yuan"])
    for what in ("deciding", "missing"):
        for name, rows in cell[what].items():
            yield (*start, what, name, rows, None)


def _unknown_kind(suffix: str) -> Problem:
    return Problem(
        "unknown_file_kind",
        f"不认识的文件类型“{suffix}”",
        f'unknown kind of file "{suffix}"',
        "汇总文件名以 .json、.xlsx、.parquet 或 .csv 结尾",
        "let the name of the totals end in .json, .xlsx, .parquet or .csv",
    )

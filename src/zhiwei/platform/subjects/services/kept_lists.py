"""A list as offices and bodies keep it in a workbook: columns of many names, an amount's unit in brackets behind its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.kit.refusals import Fault, Refused
from zhiwei.population.defects import InputDefects
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain

FILE = "file"
"""The field of a form that takes such a list."""
FEN = "fen"
"""The column of the amount."""
UNITS = ("元", "万元")
Headings = Mapping[str, Sequence[str]]
"""What each column may be called, the usual name first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds anything, with its number in the file; ``unit`` is that of its amount."""

    number: int
    cells: Mapping[str, Any]
    unit: str


def read_list(path: Path, kind: str, headings: Headings, *, refused: type[Refused], empty: str) -> list[Line]:
    """The rows of an xlsx or csv file. Raises ``refused`` where it is no such table; where it has no row, with ``empty``."""
    try:
        table = READERS[f".{kind}"](path, None)
    except InputDefects as wrong:
        raise refused([Fault(FILE, one.problem.zh) for one in wrong.defects]) from wrong
    places, unit = _places(table.headings, headings)
    if missing := [names[0] for name, names in headings.items() if name not in places]:
        raise refused([Fault(FILE, _("缺少列：%(names)s") % {"names": "、".join(missing)})])
    found = []
    for row in table.rows():
        cells = {name: row.cells[at] if at < len(row.cells) else None for name, at in places.items()}
        if any(value not in (None, "") for value in cells.values()):
            found.append(Line(row.number, cells, unit))
    if not found:
        raise refused([Fault(FILE, empty)])
    return found


def _places(written: Sequence[str], headings: Headings) -> tuple[dict[str, int], str]:
    """Where each column stands, and the unit of the amount."""
    found, unit = {}, UNITS[0]
    for at, heading in enumerate(written):
        name, _bracket, rest = plain(heading).replace("(", "（").replace(")", "）").partition("（")
        for key, names in headings.items():
            if name.strip() in names:
                found[key] = at
                unit = rest.strip("） ") if key == FEN and rest.strip("） ") in UNITS else unit
    return found, unit

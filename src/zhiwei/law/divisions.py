"""Administrative divisions of Zhejiang (行政区划, GB/T 2260) from 2012 to today, with their successors.

Of a change only the year is recorded: in that year both the old and the new code are accepted. Codes of 2012 are taken
to hold before 2012 as well.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from zhiwei.engine.errors import suggest
from zhiwei.law.loading import DATA


@dataclass(frozen=True, slots=True)
class Division:
    """A province (level 1), city (2) or county (3). ``created`` and ``abolished`` are years, None where the table
    records no change; ``successors`` are the codes that took its place, the main one first."""

    code: str
    name: str
    pinyin: str
    level: int
    type: str
    parent: str
    created: int | None
    abolished: int | None
    successors: tuple[str, ...]
    note: str

    def exists(self, day: date) -> bool:
        """Whether the code is accepted on a day; in the year of a change the old and the new one both are."""
        return (self.created or day.year) <= day.year <= (self.abolished or day.year)


@dataclass(frozen=True)
class Divisions:
    """All divisions by code."""

    entries: Mapping[str, Division]

    def __iter__(self) -> Iterator[Division]:
        return iter(self.entries.values())

    def __contains__(self, code: str) -> bool:
        return code in self.entries

    def __getitem__(self, code: str) -> Division:
        """Return a division; raises KeyError with the nearest codes."""
        if code not in self.entries:
            raise KeyError(f"no division {code}. {suggest(code, self.entries)}".rstrip())
        return self.entries[code]

    def parents(self) -> Mapping[str, str]:
        """Return code to parent code, '' for the province: the way a local decision is inherited."""
        return self._parents

    @cached_property
    def _parents(self) -> Mapping[str, str]:
        return {one.code: one.parent for one in self}

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the codes above one, the nearest first."""
        above: list[str] = []
        while code := self[code].parent:
            above.append(code)
        return tuple(above)

    def children(self, code: str, day: date | None = None) -> tuple[str, ...]:
        """Return the codes directly below one, with a day only those accepted then."""
        self[code]
        return tuple(one.code for one in self if one.parent == code and (day is None or one.exists(day)))

    def on(self, day: date) -> tuple[str, ...]:
        """Return all codes accepted on a day."""
        return tuple(one.code for one in self if one.exists(day))

    def successors_on(self, code: str, day: date) -> tuple[str, ...]:
        """Return the codes that stand on a day in the place of a code: itself, or its successors in turn."""
        division = self[code]
        if not division.abolished or division.abolished > day.year:
            return (code,)
        found = (one for successor in division.successors for one in self.successors_on(successor, day))
        return tuple(dict.fromkeys(found))

    def named(self, name: str) -> tuple[Division, ...]:
        """Return the divisions with a name, written with or without its last character (杭州, 杭州市)."""
        return tuple(one for one in self if name in (one.name, one.name[:-1]))


@cache
def load_divisions(folder: Path = DATA) -> Divisions:
    """Return the divisions of Zhejiang read from ``reference/zhejiang_divisions.csv``."""
    with (folder / "reference" / "zhejiang_divisions.csv").open(encoding="utf-8", newline="") as file:
        divisions = [_division(row) for row in csv.DictReader(file)]
    return Divisions({one.code: one for one in divisions})


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        pinyin=row["pinyin"],
        level=int(row["level"]),
        type=row["type"],
        parent=row["parent"],
        created=int(row["created_year"]) if row["created_year"] else None,
        abolished=int(row["abolished_year"]) if row["abolished_year"] else None,
        successors=tuple(filter(None, row["successor_codes"].split("|"))),
        note=row["note"],
    )

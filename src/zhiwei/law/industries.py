"""Industry codes (国民经济行业分类, GB/T 4754) of the editions 2011 and 2017, read when first asked for."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from zhiwei.engine.errors import suggest
from zhiwei.law.loading import DATA

EDITIONS = ("2011", "2017")
LEVELS = ("section", "division", "group", "class")


@dataclass(frozen=True, slots=True)
class Industry:
    """One entry of the classification. ``level`` is section (A), division (01), group (011) or class (0111);
    ``parent`` is '' for a section."""

    code: str
    level: str
    name: str
    parent: str
    section: str


@dataclass(frozen=True)
class Edition:
    """One edition of the classification by code."""

    year: str
    entries: Mapping[str, Industry]

    def __contains__(self, code: str) -> bool:
        return code in self.entries

    def __getitem__(self, code: str) -> Industry:
        """Return an entry; raises KeyError naming the nearest codes."""
        if code not in self.entries:
            raise KeyError(f"no code {code} in GB/T 4754-{self.year}. {self.suggestion(code)}".rstrip())
        return self.entries[code]

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        children: dict[str, tuple[str, ...]] = {}
        for one in self.entries.values():
            children[one.parent] = (*children.get(one.parent, ()), one.code)
        return children

    def children(self, code: str = "") -> tuple[str, ...]:
        """Return the codes directly below one; without one, the sections."""
        return self._children.get(code, ())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the codes above one, the nearest first: ('011', '01', 'A') for 0111."""
        above: list[str] = []
        while code := self[code].parent:
            above.append(code)
        return tuple(above)

    def suggestion(self, code: str) -> str:
        """Return 'did you mean …' for a code that is not in this edition, with names; '' if nothing is near.

        A code that lost its leading zero in a spreadsheet is recognised; otherwise the nearest entry above is named.
        """
        if code.isdigit() and (padded := "0" + code) in self.entries:
            return f"did you mean {padded} {self.entries[padded].name}?"
        for length in range(len(code) - 1, 1, -1):
            if (above := code[:length]) in self.entries:
                below = ", ".join(f"{one} {self.entries[one].name}" for one in self.children(above)[:6])
                return f"did you mean {above} {self.entries[above].name}" + (
                    f", or {below}?" if below else "?"
                )
        return suggest(code, self.entries)


@dataclass(frozen=True)
class Industries:
    """Both editions, each read from its file when first used."""

    folder: Path

    def edition(self, year: str) -> Edition:
        """Return an edition, '2011' or '2017'; raises KeyError for another."""
        if year not in EDITIONS:
            raise KeyError(f"no edition {year} of GB/T 4754 here; known: {', '.join(EDITIONS)}")
        return _edition(self.folder, year)

    def codes(self) -> tuple[str, ...]:
        """Return every numeric code (division, group, class) of either edition, sorted."""
        found = {code for year in EDITIONS for code in self.edition(year).entries if code.isdigit()}
        return tuple(sorted(found))


@cache
def load_industries(folder: Path = DATA) -> Industries:
    """Return the classification; its files are read when first used."""
    return Industries(folder)


@cache
def _edition(folder: Path, year: str) -> Edition:
    with (folder / "reference" / f"gbt4754_{year}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return Edition(year, {row[0]: Industry(*row) for row in rows})

"""The frozen rulebook with the law of its day; `python -m benchmarks.reference.book freeze` writes it from the source."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhiwei.engine.plan import Law, Plan
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.store import content_hash

FOLDER = Path(__file__).parent
STORED, ABOUT = FOLDER / "rulebook.json.gz", FOLDER / "reference.json"


@dataclass(frozen=True)
class Reference:
    """The rulebook, the law of the day with its decisions, and what is asked: measures and variables by name."""

    book: Rulebook
    law: Law
    measures: tuple[str, ...]
    variables: tuple[str, ...]
    decisions: tuple[dict[str, Any], ...]

    @property
    def plan(self) -> Plan:
        """The plan of everything asked."""
        parts = [n for m in self.measures for n in self.book.measures[m].variables()]
        return self.book.plan("enterprise", tuple(dict.fromkeys([*parts, *self.variables])), self.law)


@cache
def reference() -> Reference:
    """The frozen reference; raises ValueError if the file is not the one its hash names."""
    stored = gzip.decompress(STORED.read_bytes())
    about = json.loads(ABOUT.read_text("utf-8"))
    if content_hash(stored) != about["hash"]:
        raise ValueError(f"{STORED} does not have the content that {ABOUT.name} names; restore both files")
    book = Rulebook.from_stored(stored)
    law = book.law(about["as_of"], decisions=about["decisions"])
    return Reference(
        book, law, tuple(about["measures"]), tuple(about["variables"]), tuple(about["decisions"])
    )


def freeze() -> None:
    """Write the rulebook of today's source; the day, decisions and variables of ``reference.json`` stay."""
    from zhiwei import rulebook

    book, about = rulebook(), json.loads(ABOUT.read_text("utf-8"))
    about |= {"hash": book.hash, "measures": list(book.select("enterprise", None))}
    STORED.write_bytes(gzip.compress(book.stored, 9, mtime=0))
    ABOUT.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{book.hash}: {len(about['measures'])} measures")


if __name__ == "__main__":
    if sys.argv[1:] != ["freeze"]:
        sys.exit("usage: python -m benchmarks.reference.book freeze")
    freeze()

"""Settings already played, kept in a folder: a run of hours that is broken off goes on where it was.

What is kept holds for one rulebook, one state of the engines' source and one choice of sizes; anything else is played anew.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from benchmarks.scoreboard.board import Board, Sizes
from benchmarks.scoreboard.compare import Tally
from benchmarks.scoreboard.settings import Setting
from zhiwei.engine.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
SOURCES = ("src/zhiwei/engine", "benchmarks/scoreboard")


class Kept:
    """The folder of played settings; ``engines`` are the names of the engines asked."""

    def __init__(self, folder: Path, book: Rulebook, sizes: Sizes, engines: list[str]) -> None:
        self.folder = folder
        said = [book.hash, _sources(), asdict(sizes), sorted(engines)]
        self.mark = hashlib.sha256(json.dumps(said).encode()).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)

    def load(self, setting: Setting) -> Board | None:
        """The board of a setting played before under the same conditions; None where there is none."""
        try:
            found = json.loads(self._path(setting).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return _board(found["board"]) if found["mark"] == self.mark else None

    def save(self, setting: Setting, board: Board) -> None:
        """Keep the board of one setting; a reader sees the old file or the whole new one."""
        path = self._path(setting)
        new = path.with_suffix(".new")
        new.write_text(json.dumps({"mark": self.mark, "board": _plain(board)}, indent=1), encoding="utf-8")
        new.replace(path)

    def _path(self, setting: Setting) -> Path:
        return self.folder / f"{setting.said.replace(' ', '_')}.json"


def _sources() -> str:
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _plain(board: Board) -> dict[str, object]:
    tallies = [
        [engine, kind, {**asdict(tally), "shown": [], "by_output": dict(tally.by_output)}]
        for (engine, kind), tally in board.tallies.items()
    ]
    return {"tallies": tallies, "cases": board.cases, "settings": board.settings,
            "evaluations": board.evaluations, "beyond": board.beyond}  # fmt: skip


def _board(found: dict[str, object]) -> Board:
    rest = dict(found)
    tallies = rest.pop("tallies")
    assert isinstance(tallies, list)
    return Board(
        tallies={
            (engine, kind): Tally(**{**t, "by_output": Counter(t["by_output"])})
            for engine, kind, t in tallies
        },
        **rest,  # type: ignore[arg-type]
    )

"""The scoreboard as a table: on the screen, and in docs/scoreboard.md."""

from __future__ import annotations

from pathlib import Path

from benchmarks.scoreboard.board import BOUNDARY, RANDOM, Board, Sizes
from benchmarks.scoreboard.compare import Tally

PAGE = Path(__file__).parents[2] / "docs" / "scoreboard.md"
START, END = "<!-- scoreboard -->\n", "<!-- end of scoreboard -->\n"
AGAINST = {
    (BOUNDARY, True): "traced",
    (BOUNDARY, False): "traced",
    (RANDOM, True): "traced, a sample",
    (RANDOM, False): "native",
}


def lines(board: Board, absent: dict[str, str]) -> list[str]:
    """The table in Markdown: one line for each engine and kind of row; ``absent`` says why an engine was not asked."""
    found = [
        "| engine | rows | against | rows compared | cells compared | differences | left open |",
        "|---|---|---|---:|---:|---:|---:|",
    ]
    for (engine, kind), t in board.tallies.items():
        against = AGAINST[kind, engine == "native"]
        found.append(
            f"| {engine} | {kind} | {against} | {t.rows - t.set_aside:,} | {t.cells:,} | {t.different:,} | {_open(engine, t)} |"
        )
    found += [f"| {engine} | | | NOT RUN ({why}) | | | |" for engine, why in absent.items()]
    return found


def _open(engine: str, tally: Tally) -> str:
    return "–" if engine == "native" else f"{tally.left_open:,}"


def said(board: Board, sizes: Sizes) -> str:
    """The sizes in a sentence or two."""
    part = "every boundary row" if sizes.every == 1 else f"one boundary row in {sizes.every}"
    beyond = (
        f" For {board.beyond} of them more kinds came up than the {sizes.traced:,} traced."
        if board.beyond
        else " Every kind that came up was traced."
    )
    return (
        f"{board.settings} settings; {part}; {sizes.random:,} random rows; the traced engine ran "
        f"{board.evaluations:,} evaluations, one output each; slow engines were asked {sizes.slow:,} rows of each kind and "
        f"setting at most.{beyond}"
    )


def write(board: Board, sizes: Sizes, absent: dict[str, str], day: str, rulebook: str) -> None:
    """Put the table into the page; ``rulebook`` is the hash of the rules that were asked."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(START)
    _, after = rest.split(END)
    table = "\n".join(
        [f"Run on {day}, rulebook `{rulebook[:12]}`: {said(board, sizes)}", "", *lines(board, absent)]
    )
    PAGE.write_text(f"{before}{START}\n{table}\n\n{END}{after}", encoding="utf-8")

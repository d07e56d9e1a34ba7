"""Code blocks of Markdown pages, and which of their lines are examples to be run."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(```+)(\w*)[^\n]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
FRAGMENT = re.compile(r"<!--\s*fragment\s*-->\s*$")
EXPECTED = re.compile(r"\s+#\s*exit\s+(\d+)\s*$")


@dataclass(frozen=True)
class Block:
    """A fenced block: language, text, the line where the text starts, and whether it is a mere fragment."""

    language: str
    text: str
    line: int
    fragment: bool


@dataclass(frozen=True)
class Command:
    """A `./dev exec …` line: the words after `exec`, and the exit code that it must have."""

    words: str
    exit_code: int
    line: int


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(
            language=found[2],
            text=found[3],
            line=page.count("\n", 0, found.start(3)) + 1,
            fragment=bool(FRAGMENT.search(page, 0, found.start())),
        )
        for found in FENCE.finditer(page)
    ]


def commands(block: Block) -> list[Command]:
    """The `./dev exec` lines of a `sh` block, or those behind a prompt in a `console` block."""
    if block.fragment or block.language not in ("sh", "console"):
        return []
    prompt = "$ " if block.language == "console" else ""
    found, lines = [], block.text.splitlines()
    for number, first in enumerate(lines):
        line, following = first, number + 1
        while line.endswith("\\") and following < len(lines):
            line, following = line[:-1] + lines[following].lstrip("> "), following + 1
        if not line.startswith(f"{prompt}./dev exec "):
            continue
        expected = EXPECTED.search(line)
        words = EXPECTED.sub("", line).removeprefix(f"{prompt}./dev exec ")
        found.append(Command(words, int(expected[1]) if expected else 0, block.line + number))
    return found


def runnable(words: str, python: str) -> str:
    """The shell line that runs the command under this interpreter instead of through ./dev."""
    name, _, rest = words.partition(" ")
    programs = {"zhiwei": f"{shlex.quote(python)} -m zhiwei", "python": shlex.quote(python)}
    return f"{programs.get(name) or shlex.quote(str(Path(python).parent / name))} {rest}"

"""What the text of a kernel is put together from: functions, statements that call them, loops of statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from zhiwei.engine.native.areas import Areas
from zhiwei.engine.native.bytewise import in_bytes

NAME = re.compile(r"\b[cdgnpsvw]\d+\b")
NUMBERS, BYTES_ALONE, LOOKUPS = range(3)
"""Loops in which all rows of a vector are answered together: of numbers, of bytes alone; and of lookups, a row at a time."""


@dataclass(frozen=True)
class Function:
    """A function of the module: what it is for, its lines, what it gives."""

    name: str
    about: str
    lines: list[str]
    given: list[str]

    @cached_property
    def arguments(self) -> str:
        """The names that it needs."""
        return ", ".join(dict.fromkeys(NAME.findall("\n".join([*self.lines, *self.given]))))

    @cached_property
    def in_bytes(self) -> tuple[list[str], list[str]] | None:
        """Lines and results in bytes, None where it does more than compare and choose."""
        found = in_bytes([*self.lines, *self.given])
        return None if found is None else (found[: len(self.lines)], found[len(self.lines) :])

    def text(self, lines: Sequence[str], given: Sequence[str]) -> str:
        """The text of its definition."""
        body = "".join(f"    {line}\n" for line in lines)
        return (
            f'@njit(forceinline=True, error_model="numpy")\ndef {self.name}({self.arguments}):\n'
            f"    # {self.about}\n{body}    return {', '.join(given)}\n"
        )


@dataclass
class Statement:
    """One line of a loop: the names it sets, and what stands right of them: an expression, or the call of a function."""

    targets: list[str]
    text: str
    lines: int
    called: Function | None = None

    @cached_property
    def in_bytes(self) -> str | None:
        """Its text in bytes, None where it does more than compare and choose."""
        if self.called is not None:
            return self.text if self.called.in_bytes is not None else None
        found = in_bytes([self.text])
        return None if found is None else found[0]

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names that it reads."""
        return frozenset(NAME.findall(self.text))


@dataclass
class Group:
    """Statements of one loop with the names it reads and must keep."""

    kind: int
    statements: list[Statement] = field(default_factory=list)
    lines: int = 0

    def add(self, statement: Statement) -> None:
        """Append a statement."""
        self.statements.append(statement)
        self.lines += statement.lines

    @property
    def sets(self) -> dict[str, None]:
        return dict.fromkeys(t for s in self.statements for t in s.targets)

    @property
    def reads(self) -> dict[str, None]:
        names: dict[str, None] = {}
        done: set[str] = set()
        for statement in self.statements:
            names |= dict.fromkeys(n for n in NAME.findall(statement.text) if n not in done)
            done |= set(statement.targets)
        return names

    @property
    def handed(self) -> list[str]:
        """The names that it reads in each row: inputs, and what earlier loops set."""
        return [name for name in self.reads if name[0] not in "pw"]


def loop_text(number: int, group: Group, areas: Areas) -> str:
    """The function of one loop."""
    lines = [f"    {n} = P[{n[1:]}]" for n in group.reads if n[0] == "p"]
    lines += [f"    {n} = T[{n[1:]}]" for n in group.reads if n[0] == "w"]
    lines += ["    for j in range(size):", "        i = np.uint32(j)"]
    read = areas.read if group.kind == NUMBERS else areas.read_as_kept
    lines += [f"        {name} = {read(name)}" for name in group.handed]
    said = [s.in_bytes if group.kind == BYTES_ALONE else s.text for s in group.statements]
    lines += [f"        {', '.join(s.targets)} = {t}" for s, t in zip(group.statements, said, strict=True)]
    lines += [f"        {areas.write(name)}" for name in group.sets if name in areas]
    return (
        '@njit(nogil=True, cache=True, error_model="numpy")\n'
        f"def loop_{number}(wide, narrow, P, T, size):\n" + "\n".join(lines) + "\n"
    )

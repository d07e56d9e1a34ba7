"""Where the columns of a block stand: numbers in a wide scratch area, statuses, flags and choices in one of bytes.

The less room a block takes, the more of it stays in the nearest cache. A place is used again once no later loop reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from zhiwei.engine.native.blocks import BYTES, STRIDE


def places_of(narrow: Sequence[bool]) -> list[int]:
    """The place of each input column in its own area: they come first, in their order."""
    found: list[int] = []
    counts = [0, 0]
    for is_narrow in narrow:
        found.append(counts[is_narrow])
        counts[is_narrow] += 1
    return found


@dataclass
class _Area:
    """Places of one area: how many there are, and which are free."""

    count: int = 0
    free: list[int] = field(default_factory=list)

    def take(self) -> int:
        if self.free:
            return self.free.pop()
        self.count += 1
        return self.count - 1


class Areas:
    """The places of names: of input columns, and of what a loop leaves for later ones or for the results."""

    def __init__(self, columns: Sequence[bool], narrow: Collection[str]) -> None:
        """``columns`` says of each input column whether it is narrow; ``narrow`` are the other names that are."""
        self._narrow = set(narrow) | {f"c{k}" for k, is_narrow in enumerate(columns) if is_narrow}
        self.places = {f"c{k}": place for k, place in enumerate(places_of(columns))}
        self._wide, self._bytes = _Area(len(columns) - sum(columns)), _Area(sum(columns))

    @property
    def sizes(self) -> tuple[int, int]:
        """Columns of the wide and of the narrow area, at least one of each."""
        return max(1, self._wide.count), max(1, self._bytes.count)

    def narrow(self, name: str) -> bool:
        """Whether a name stands in the narrow area."""
        return name in self._narrow

    def _area(self, name: str) -> _Area:
        return self._bytes if self.narrow(name) else self._wide

    def place(self, loops: Sequence[tuple[Iterable[str], Iterable[str]]], kept: Collection[str]) -> None:
        """Give places to what loops, each with the names that it reads and sets, hand on; ``kept`` are kept to the end."""
        last: dict[str, int] = {}
        for number, (reads, _) in enumerate(loops):
            last |= dict.fromkeys(reads, number)
        for number, (reads, sets) in enumerate(loops):
            for name in sets:
                if name in kept or last.get(name, number) > number:
                    self.places[name] = self._area(name).take()
            for name in reads:
                if last[name] == number and name in self.places and name[0] != "c" and name not in kept:
                    self._area(name).free.append(self.places[name])

    def read(self, name: str) -> str:
        """The text that reads a name in row ``i``, as float64."""
        kept = self.read_as_kept(name)
        return f"np.float64({kept})" if self.narrow(name) else kept

    def read_as_kept(self, name: str) -> str:
        """The same, as a byte where it is one."""
        if self.narrow(name):
            return f"narrow[i + {_at(self.places[name], BYTES)}]"
        return f"wide[i + {_at(self.places[name], STRIDE)}]"

    def write(self, name: str) -> str:
        """The text that keeps a name in row ``i``."""
        if self.narrow(name):
            return f"narrow[i + {_at(self.places[name], BYTES)}] = np.uint8(np.int32({name}))"
        return f"wide[i + {_at(self.places[name], STRIDE)}] = {name}"

    def __contains__(self, name: str) -> bool:
        return name in self.places


def _at(place: int, stride: int) -> str:
    return f"np.uint32({place * stride})"

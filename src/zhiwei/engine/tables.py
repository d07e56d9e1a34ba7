"""Tables read by key: exact keys of a vocabulary, or the longest prefix of a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiwei.engine.status import Status


class Table:
    """A table parameter on one day; an absent key is :attr:`Status.UNDEFINED`."""

    def __init__(self, rows: Mapping[str, Any], prefix: bool) -> None:
        self.rows = rows
        self.prefix = prefix
        self._groups: dict[int, tuple[tuple[Any, ...], list[tuple[Any, int]]]] = {}

    def find(self, key: str) -> Any:
        """The entry of a key."""
        if not self.prefix:
            return self.rows.get(key, Status.UNDEFINED)
        for length in range(len(key), 0, -1):
            if key[:length] in self.rows:
                found = self.rows[key[:length]]
                return Status.UNDEFINED if found is None else found
        return Status.UNDEFINED

    def __getitem__(self, key: str) -> Any:
        return self.find(key)

    def __contains__(self, key: str) -> bool:
        return self.find(key) is not Status.UNDEFINED

    def groups(self, keys: tuple[Any, ...]) -> list[tuple[Any, int]]:
        """(entry, bit mask of the keys by position) for a list of keys; computed once per list."""
        cached = self._groups.get(id(keys))
        if cached is None or cached[0] is not keys:
            masks: dict[Any, int] = {}
            for position, key in enumerate(keys):
                entry = self.find(key)
                masks[entry] = masks.get(entry, 0) | 1 << position
            cached = self._groups[id(keys)] = (keys, list(masks.items()))
        return cached[1]

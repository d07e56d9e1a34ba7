"""The English of what case types and their steps are called, for texts kept in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from zhiwei.platform.cases.casetypes import registry


def english() -> Mapping[str, str]:
    """Titles, steps, and ``title：step`` as receipts name their purpose, by their Chinese."""
    return _of(tuple(sorted((name, one.hash) for name, one in registry.all_types().items())))


@lru_cache(maxsize=4)
def _of(types: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, _hash in types:
        one = registry.get(name)
        for step in (one.start, *one.transitions.values()):
            found.setdefault(step.words.zh, step.words.en)
            found.setdefault(f"{one.title.zh}：{step.words.zh}", f"{one.title.en}: {step.words.en}")
        found[one.title.zh] = one.title.en
    return found

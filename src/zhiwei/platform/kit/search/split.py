"""Words of a text: every Chinese character, every two neighbours; letters and digits as they stand together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_RUNS = re.compile(rf"[{HAN}]+|[0-9a-z]+(?:[.][0-9]+)*")
_HAN = re.compile(rf"[{HAN}]")
LONGEST = 64
"""Characters of a word of letters that are kept; more tells nothing apart."""


def fold(text: str) -> str:
    """One form for what is read alike: full width as half width, capital letters as small ones."""
    return unicodedata.normalize("NFKC", text).lower()


def runs(text: str) -> Iterator[str]:
    """The stretches of Chinese characters and of letters and digits, folded."""
    for match in _RUNS.finditer(fold(text)):
        yield match[0][:LONGEST] if not is_han(match[0]) else match[0]


def is_han(run: str) -> bool:
    """Whether a stretch is of Chinese characters."""
    return bool(_HAN.match(run))


def pairs(run: str) -> list[str]:
    """Every two neighbours."""
    return [run[place : place + 2] for place in range(len(run) - 1)]


def tokens(text: str) -> list[str]:
    """The words in their order: ``小微企业 27.3`` → 小 微 企 业 小微 微企 企业 27.3 27 3."""
    found: list[str] = []
    for run in runs(text):
        if is_han(run):
            found += [*run, *pairs(run)]
        else:
            found.append(run)
            if "." in run:
                found += run.split(".")
    return found

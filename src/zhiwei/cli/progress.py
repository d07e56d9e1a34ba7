"""A bar with rows a second and the time left, for those who watch."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[int, int, int], None]
"""Told the work done, its total, and the rows done."""
RATE = {"zh": "每秒 {rate:,} 行", "en": "{rate:,} rows/s"}


@contextmanager
def progress_bar(lang: str) -> Iterator[Progress]:
    """What is told of the progress is shown on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, rows: None
        return
    began: list[tuple[float, int]] = []
    shown = [0]

    def rate(item: object) -> str:
        """Rows a second since the first batch was done, so that compiling does not count."""
        if not began or shown[0] == began[0][1]:
            return ""
        start, rows = began[0]
        return RATE[lang].format(rate=round((shown[0] - rows) / max(time.monotonic() - start, 0.001)))

    with click.progressbar(
        length=1, file=sys.stderr, show_eta=True, show_percent=True, item_show_func=rate
    ) as bar:

        def advance(done: int, total: int, rows: int) -> None:
            shown[0] = rows
            if not began:
                began.append((time.monotonic(), rows))
            bar.length = max(total, 1)
            bar.update(done - bar.pos, current_item=None)

        yield advance

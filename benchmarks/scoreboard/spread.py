"""The settings played by several processes at once, each with engines of its own."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.scoreboard.board import Board, Engine, Sizes, play, share
from benchmarks.scoreboard.settings import Setting
from zhiwei import rulebook


class NotPlayed(RuntimeError):
    """Settings in which an engine or the board itself failed, each with its error."""

    def __init__(self, failed: Mapping[Setting, BaseException]) -> None:
        said = [f"{setting.said}: {type(error).__name__}: {error}" for setting, error in failed.items()]
        super().__init__("\n".join([f"{len(failed)} settings could not be played", *said]))


Open = Callable[[ExitStack], tuple[Engine, list[Engine]]]


@dataclass(frozen=True)
class Task:
    """One setting by its words, with the random rows that fall to it."""

    entity: str
    day: str
    decided: bool
    rows: int


@dataclass
class _Worker:
    native: Engine
    others: list[Engine]
    sizes: Sizes


_worker: list[_Worker] = []


def _begin(open_engines: Open, sizes: Sizes) -> None:
    gc.set_threshold(
        200_000, 50, 1000
    )  # plans and diagrams are many objects that live long: it took a quarter of the time
    stack = ExitStack()
    atexit.register(stack.close)
    native, others = open_engines(stack)
    _worker.append(_Worker(native, others, sizes))


def _one(task: Task) -> Board:
    at, board = _worker[0], Board()
    setting = Setting(rulebook(), task.entity, task.day, task.decided)
    for _ in play([setting], at.native, at.others, at.sizes, board, rows=task.rows):
        pass
    return board


def spread(
    every: list[Setting],
    jobs: int,
    sizes: Sizes,
    open_engines: Open,
    played: Callable[[Setting], Board | None],
) -> Iterator[tuple[Setting, Board]]:
    """Each setting with its board, in the order in which they are done; those ``played`` before come first.

    ``open_engines`` is a function of a module, called once in each process. A setting that fails does not keep the others
    from being played: when they are done, :class:`NotPlayed` names all that failed.
    """
    left = []
    for setting, rows in zip(every, share(every, sizes.random), strict=True):
        if (board := played(setting)) is not None:
            yield setting, board
        else:
            left.append((setting, Task(setting.entity, setting.day, setting.decided, rows)))
    left.sort(
        key=lambda one: -one[1].rows
    )  # the longest first, so that no process ends long after the others
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(open_engines, sizes)) as pool:
        running = {pool.submit(_one, task): setting for setting, task in left}
        failed: dict[Setting, BaseException] = {}
        for done in as_completed(running):
            setting, error = running[done], done.exception()
            if error is None:
                yield setting, done.result()
            else:
                failed[setting] = error
    if failed:
        raise NotPlayed(failed)

"""Work shared among threads, its results in order: while one batch is read, others are answered and written."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[T], R], items: Iterable[T], threads: int, more: int = 1) -> Generator[R]:
    """What ``work`` makes of every item, in their order; so many threads work, so many items ``more`` are waiting.

    Items are taken in the thread that takes the results; what ``work`` raises is raised where its result is taken.
    """
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= threads + more:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


class Turns:
    """A part of the work that is done by one thread after the other, in the order of its numbers from 0."""

    def __init__(self) -> None:
        self._next = 0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, number: int) -> Generator[None]:
        """Wait until all smaller numbers had their turn. Every number must take it, also one whose work failed."""
        with self._changed:
            self._changed.wait_for(lambda: self._next == number)
        try:
            yield
        finally:
            with self._changed:
                self._next += 1
                self._changed.notify_all()


class Ahead(Generic[T]):
    """Items made in a thread of their own, at most ``depth`` of them waiting; errors arrive where they are taken.

    Leaving a ``with`` statement ends the thread, whether or not all items were taken; without one it starts with the
    first item taken and ends with the last.
    """

    def __init__(self, items: Generator[T], depth: int = 2) -> None:
        self._items = items
        self._waiting: queue.Queue[tuple[T | None, BaseException | None] | None] = queue.Queue(depth)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._make, daemon=True)

    def _make(self) -> None:
        try:
            for item in self._items:
                if not self._offer((item, None)):
                    return
            self._offer(None)
        except BaseException as error:  # raised again in the thread that takes
            self._offer((None, error))
        finally:
            self._items.close()

    def _offer(self, item: tuple[T | None, BaseException | None] | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._waiting.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def __iter__(self) -> Iterator[T]:
        if self._thread.ident is None:
            self._thread.start()
        while (taken := self._waiting.get()) is not None:
            item, error = taken
            if error is not None:
                raise error
            yield item  # type: ignore[misc]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

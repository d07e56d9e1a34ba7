"""Work done ahead in threads: what is read next while the last is answered, what is written while the next is answered."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


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


class Behind:
    """Jobs done in their order in one thread; the next is taken only when the one before is done."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def do(self, job: Callable[[], None]) -> None:
        """Hand over a job; raises what the one before raised."""
        self.wait()
        self._last = self._pool.submit(job)

    def wait(self) -> None:
        """Wait for the last job; raises what it raised."""
        last, self._last = self._last, None
        if last is not None:
            last.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.wait()
        finally:
            self._pool.shutdown(wait=True)

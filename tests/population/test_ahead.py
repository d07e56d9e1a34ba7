"""Work shared among threads: results in order, turns in order, failures where they are taken."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from zhiwei.population.ahead import Turns, in_order


def test_results_come_in_the_order_of_the_items() -> None:
    def work(n: int) -> int:
        time.sleep(0.02 if n % 2 == 0 else 0)
        return n * n

    assert list(in_order(work, range(9), 3)) == [n * n for n in range(9)]


def test_no_more_items_are_taken_than_can_be_worked_on() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    results = in_order(lambda n: n, items(), 2)
    assert [next(results), next(results)] == [0, 1]
    assert len(taken) == 4
    results.close()
    assert len(taken) == 4


def test_a_failure_is_raised_where_its_result_is_taken() -> None:
    def work(n: int) -> int:
        if n == 2:
            raise ValueError("two")
        return n

    results = in_order(work, range(5), 2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        next(results)


def test_items_that_cannot_be_taken_end_the_work_after_what_came_before() -> None:
    def items() -> Iterator[int]:
        yield 0
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(in_order(lambda n: n, items(), 2))


def test_turns_are_taken_in_order_also_by_those_who_fail() -> None:
    turns, seen = Turns(), list[int]()

    def take(n: int) -> None:
        with turns.turn(n):
            seen.append(n)
            if n == 1:
                raise ValueError

    def fail(n: int) -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            take(n)

    threads = [threading.Thread(target=fail if n == 1 else take, args=(n,)) for n in (3, 1, 2, 0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert seen == [0, 1, 2, 3]

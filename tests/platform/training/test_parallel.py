"""Hard counters under load on both databases: one seat, one place, one application a year, and a list that moves for all."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.platform.at_once import processes, threads
from tests.platform.training import rush
from zhiwei.platform.cases.models import Case
from zhiwei.platform.training.models import Place, Year

ONE_OF_ALL = Counter({"done": 1, "refused": rush.PEOPLE - 1})


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    run = [
        sys.executable,
        "-c",
        "import django; django.setup(); from tests.platform.training import rush; rush.main()",
    ]

    def said(*arguments: str) -> list[str]:
        done = subprocess.run([*run, *arguments], env=environment, check=True, capture_output=True, text=True)
        return done.stdout.split()

    keys = said("set")
    told = processes([[*run, str(number), *keys] for number in range(rush.PEOPLE)], environment)
    got = [one.split() for one in told]
    assert [Counter(one[what] for one in got) for what in (0, 1)] == [ONE_OF_ALL, ONE_OF_ALL]
    assert said("look", keys[0]) == ["1", "1", "1000", "1000"]


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What came of acts begun together, each in a thread and connection of its own."""
    got: list[Any] = []
    threads(len(acts), lambda number: got.append(acts[number]()))
    assert len(got) == len(acts)
    return got


@pytest.fixture
def _threads(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")


@pytest.mark.usefixtures("_threads")
def test_threads_on_postgresql_want_the_last_seat_and_the_last_place() -> None:
    keys = rush.setting()
    got = at_once([lambda number=number: rush.rush(keys, number) for number in range(rush.PEOPLE)])  # type: ignore[misc]
    assert [Counter(one[what] for one in got) for what in (0, 1)] == [ONE_OF_ALL, ONE_OF_ALL]
    assert rush.outcome(keys[0]) == (1, 1, 1000, 1000)


@pytest.mark.usefixtures("_threads")
def test_threads_on_postgresql_give_two_places_up_while_two_wait() -> None:
    holders, waiting = rush.leaving()
    assert at_once([lambda: rush.leave(*holders[:2]), lambda: rush.leave(*holders[2:])]) == ["done", "done"]
    assert set(Case.objects.filter(pk__in=waiting).values_list("state", flat=True)) == {"placed"}
    assert (Year.objects.get().taken, Place.objects.filter(holds=True).count()) == (1000, 1000)


@pytest.mark.usefixtures("_threads")
def test_threads_on_postgresql_apply_twice_for_one_owner() -> None:
    user, firms = rush.twice()
    got = at_once([lambda one=one: rush.apply(user, one) for one in firms])  # type: ignore[misc]
    assert sorted(got) == ["done", "refused"]
    assert Place.objects.count() == 1

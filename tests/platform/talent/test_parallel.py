"""Several at the same moment, on both databases: one move, one split of a receipt, one use of an appraisal, one payment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.platform.at_once import processes, threads
from tests.platform.talent.world import DAY, World, act, conversion, firm, of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.talent import services
from zhiwei.platform.talent.models import Secondment, Split, TechnologyShare

WORKERS = 3
SETUP = """
import django; django.setup()
from tests.platform.talent.world import DAY, World
from zhiwei.platform.kit import clock
with clock.stopped(DAY):
    made = World()
print(made.expert.pk, made.firm.pk, made.selves[0].user_id)
"""
MOVE = """
import django; django.setup()
import sys
from tests.platform.talent.world import DAY
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.queries import viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent import services
from zhiwei.platform.talent.models import Researcher
person, firm = Researcher.objects.get(pk=sys.argv[1]), Subject.objects.get(pk=sys.argv[2])
by = viewer(User.objects.get(pk=sys.argv[3]))
print("up", flush=True)
sys.stdin.readline()
with clock.stopped(DAY):
    try:
        services.ask_to_move(by, person, firm, starts_on=DAY, work="research", task="x", key=sys.argv[4])
        print("done", flush=True)
    except services.Refused as refused:
        print("您已有一件" in str(refused), flush=True)
"""


@pytest.mark.large
def test_three_moves_of_one_expert_in_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    run = [sys.executable, "-c"]
    made = subprocess.run([*run, SETUP], env=environment, check=True, capture_output=True, text=True)
    said = processes([[*run, MOVE, *made.stdout.split(), f"k{n}"] for n in range(WORKERS)], environment)
    assert sorted(one.strip() for one in said) == ["True", "True", "done"]


def at_once(acts: list[Callable[[], Any]]) -> list[str]:
    """What came of acts begun together, each in a thread and connection of its own."""
    said: list[str] = []

    def work(number: int) -> None:
        try:
            with clock.stopped(DAY):
                acts[number]()
                said.append("done")
        except Refused:
            said.append("refused")

    threads(len(acts), work)
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    world = World()
    once = ["done"] + ["refused"] * (WORKERS - 1)
    keys = [f"k{n}" for n in range(WORKERS)]
    assert at_once([lambda k=k: world.moving(k) for k in keys]) == once  # type: ignore[misc]
    assert at_once([lambda: world.moving("k0")] * WORKERS).count("done") in (0, WORKERS)  # the same click
    assert Secondment.objects.count() == 1
    assert at_once([lambda k=k: world.split(key=k) for k in keys]) == once  # type: ignore[misc]
    body = firm(technology=True)
    owner = of(body)
    assert at_once([lambda k=k: conversion(body, owner, k) for k in keys]) == once  # type: ignore[misc]
    assert (Split.objects.count(), TechnologyShare.objects.count()) == (1, 1)
    one = Split.objects.get()
    for viewer in world.selves:
        one = act(viewer, one, "agree")
    one = act(world.clerk, one, "fix")
    part = one.members.select_related("split__subject", "split__unit").get(position=1)
    pay = [lambda k=k: services.record_payment(world.clerk, part, on=DAY, voucher=k) for k in keys]  # type: ignore[misc]
    assert at_once(pay) == once

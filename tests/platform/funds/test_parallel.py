"""Province and county pay for one guarantee at the same moment: whoever is later sees what the other promised."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.platform.at_once import threads
from tests.platform.funds import guarantee_world as world
from tests.platform.funds.guarantee_world import DAY, WAN
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.guarantees import facts
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Guarantee

AFTER = DAY + timedelta(days=8)
RUN = "import django; django.setup(); from tests.platform.funds import test_parallel as t; t."


def setting() -> list[str]:
    """A loss of 200,000, of which the province would pay 160,000 and the county 100,000; both notices are over."""
    with clock.stopped(DAY):
        world.scheme(ratio="0.8")
        world.decided(ratio="0.5")
        world.fund("province", "32.3")
        world.fund("county", "32.4")
        one = world.given(world.guarantor(), lost=20 * WAN)
        waiting = [world.settled(world.applied(one, kind)) for kind in (world.PROVINCE, world.LOCAL)]
    for case in waiting:
        case.notices.update(state="over")
    return [str(case.pk) for case in waiting]


def clear(key: str) -> str:
    """Reserve the money of a case; what came of it."""
    with clock.stopped(AFTER):
        case = Case.objects.get(pk=UUID(key))
        try:
            cases.act(SYSTEM, case.pk, "clear", revision=case.revision)
        except Refused:
            return "refused"
    return "done"


def promised() -> int:
    """All that is promised on the guarantee, fen."""
    return facts.promised(Guarantee.objects.get())


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    def script(text: str, **more: Any) -> Any:
        return subprocess.Popen(
            [sys.executable, "-c", RUN + text], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, **more,
        )  # fmt: skip

    keys = script("connection; print(*t.setting())").communicate()[0].split()
    acting = [script(f"sys.stdin.readline(); print(t.clear('{key}'))") for key in keys]
    for one in acting:
        one.stdin.write("\n")
        one.stdin.flush()
    assert sorted(one.communicate()[0].strip() for one in acting) == ["done", "refused"]
    said = script("connection; print(t.promised())").communicate()[0].strip()
    assert int(said) in (16 * WAN, 10 * WAN)


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    keys, said = setting(), list[str]()
    threads(len(keys), lambda number: said.append(clear(keys[number])))
    assert sorted(said) == ["done", "refused"]
    assert promised() in (16 * WAN, 10 * WAN)

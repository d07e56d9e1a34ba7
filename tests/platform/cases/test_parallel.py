"""Two officers at the same moment, a double click, two runs at once: one step, one case."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.platform.at_once import threads
from tests.platform.cases.trial import firm, opened, owner_of, viewer
from zhiwei.platform.cases import services
from zhiwei.platform.cases.models import Case, Step
from zhiwei.platform.cases.services import Refused

SETUP = """
import django; django.setup()
from tests.platform.cases import trial
from zhiwei.platform.cases.casetypes import registry
found = trial.types(); registry.all_types = lambda: found
case = trial.opened(trial.firm())
print(case.pk, *(trial.official().pk for _ in range(4)))
"""
ACT = """
import django; django.setup()
import sys
from uuid import UUID
from tests.platform.cases import trial
from zhiwei.platform.cases.casetypes import registry
found = trial.types(); registry.all_types = lambda: found
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.queries import viewer
from zhiwei.platform.cases import services
by = viewer(User.objects.get(pk=sys.argv[2]))
sys.stdin.readline()
try:
    services.act(by, UUID(sys.argv[1]), "return", revision=2, defects=["缺执照"])
    print("done", flush=True)
except services.Refused as refused:
    print("刚被他人办理过" in str(refused), flush=True)
"""


@pytest.mark.large
def test_four_officers_in_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    run = [sys.executable, "-c"]
    made = subprocess.run([*run, SETUP], env=environment, check=True, capture_output=True, text=True)
    case, *officers = made.stdout.split()
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    acting = [subprocess.Popen([*run, ACT, case, one], env=environment, **pipes) for one in officers]
    for one in acting:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = sorted(one.communicate("\n")[0].strip() for one in acting)
    assert said == ["True", "True", "True", "done"]


def at_once(acts: list[Callable[[], Any]]) -> list[str]:
    """What came of acts begun together, each in a thread and connection of its own."""
    said: list[str] = []

    def work(number: int) -> None:
        try:
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
    case = opened(firm())
    officers = [viewer() for _ in range(4)]
    said = at_once(
        [lambda by=by: services.act(by, case.pk, "return", revision=2, defects=["缺执照"]) for by in officers]  # type: ignore[misc]
    )
    assert said == ["done", "refused", "refused", "refused"]
    assert Step.objects.count() == 2
    one = viewer()
    other = opened(firm("杭州古荡纸品有限公司"))
    said = at_once([lambda: services.act(one, other.pk, "return", revision=2, defects=["缺执照"])] * 4)
    assert said == ["done"] * 4  # a click sent four times
    assert other.steps.count() == 2
    subject = firm("杭州留下机械有限公司")
    own = owner_of(subject)
    assert at_once([lambda: opened(subject, own)] * 4) == ["done"] * 4
    assert Case.objects.filter(subject=subject).count() == 1

"""Several at the same moment: the last place of a fair, one contract twice, one application of a year; each wanted by all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.platform.funds.world import DAY
from tests.platform.programmes.documented import World, installed, write
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.models import Claim, Record
from zhiwei.platform.programmes.registers import keeping
from zhiwei.platform.programmes.registers.faults import Refused
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

PLACES = 2
"""Stands of the fair; more people than these want one."""


def setting() -> tuple[str, ...]:
    """Keys of the fair, the agency, its clerk, and a firm for each of up to four workers."""
    world = World()
    fair = world.fair(stands=PLACES)
    firms = [
        create_subject(SYSTEM, entity="enterprise", name=f"杭州争先第{n}号制品有限公司", division="330106")
        for n in range(4)
    ]
    return (str(fair.pk), str(world.agency.pk), str(world.clerk.user_id), *(str(one.pk) for one in firms))


def rush(keys: tuple[str, ...], number: int) -> list[str]:
    """What one of several gets: a stand, a stand under a contract that all write, an application of the year."""
    fair, agency, clerk = (
        keys[0],
        Subject.objects.get(pk=keys[1]),
        people.viewer(User.objects.get(pk=keys[2])),
    )
    values = {"fair": fair, "firm": keys[3 + number], "held_on": "2013-03-08", "fee": "100.00"}
    return [
        told(lambda: stand(clerk, agency, {**values, "contract": f"own-{number}"})),
        told(lambda: stand(clerk, agency, {**values, "contract": "own-wanted"})),
        told(lambda: applied(clerk, agency, number)),
    ]


def stand(clerk: Viewer, agency: Subject, values: dict[str, Any]) -> Record:
    """A stand of the agency."""
    return keeping.enter(clerk, "stands", "stands", values, owner=agency)


def applied(clerk: Viewer, agency: Subject, number: int) -> Case:
    """An application, each under a key of its own."""
    return cases.open_case(
        clerk, "stand_subsidy", agency, key=f"rush/{number}", origin="applicant", content={"for_year": "2013"}
    )


def told(act: Callable[[], object]) -> str:
    """``done``, or that it was refused."""
    try:
        act()
    except (Refused, CaseRefused):
        return "refused"
    return "done"


def outcome(keys: tuple[str, ...]) -> tuple[object, ...]:
    """What stands afterwards: live stands, their places, cases, live claims."""
    live = Record.objects.filter(register="stands", live=True, owner=UUID(keys[1]))
    return (
        live.count(), sorted(live.values_list("place", flat=True)), Case.objects.filter(subject=keys[1]).count(),
        Claim.objects.filter(freed_at=None).count(),
    )  # fmt: skip


def main() -> None:
    """As a process of its own, in a folder: ``set`` prints the keys, ``look`` the outcome; a number rushes after a line."""
    with clock.stopped(DAY), installed(write(Path(sys.argv[1]))):
        keys = tuple(sys.argv[3:])
        match sys.argv[2]:
            case "set":
                print(*setting())
            case "look":
                print(outcome(keys))
            case number:
                print("up", flush=True)
                sys.stdin.readline()
                print(*rush(keys, int(number)), flush=True)

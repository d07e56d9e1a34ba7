"""Several firms want one slot at the same moment; told as a process of its own or as a thread."""

from __future__ import annotations

import sys

from tests.platform.experts import world
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.experts import services
from zhiwei.platform.experts.models import Slot
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

WORKERS = 3


def setting() -> tuple[Slot, list[tuple[Subject, int]]]:
    """A slot, and firms with their owners."""
    slot = world.slots(world.session(world.expert()))[0]
    firms = [world.firm() for _ in range(WORKERS)]
    return slot, [(one, world.of(one).user_id or 0) for one in firms]


def rush(slot: Slot, firm: Subject, owner: int) -> str:
    """Book it twice, as by a double click; ``done`` for both, or what was refused."""
    viewer = people.viewer(User.objects.get(pk=owner))
    try:
        return "done" if {services.book(viewer, firm, slot, need="贷款").pk for _ in range(2)} else ""
    except services.Refused as refused:
        return refused.faults[0].field


def main() -> None:
    """``set`` prints the keys; else wait for a line, rush, print what came of it."""
    with clock.stopped(world.DAY):
        if sys.argv[1] == "set":
            slot, firms = setting()
            print(slot.pk, *(f"{firm.pk}:{owner}" for firm, owner in firms))
            return
        firm, _colon, owner = sys.argv[2].partition(":")
        slot, subject = Slot.objects.get(pk=sys.argv[1]), Subject.objects.get(pk=firm)
        print("up", flush=True)
        sys.stdin.readline()
        print(rush(slot, subject, int(owner)), flush=True)

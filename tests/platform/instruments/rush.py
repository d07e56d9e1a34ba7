"""Four firms want one slot at the same moment, and each another one of its own."""

from __future__ import annotations

import sys

from tests.platform.forked import Forked
from tests.platform.instruments.world import DAY, World, firm, of
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments import services
from zhiwei.platform.instruments.models import Booking, Resource, Slot
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

WORKERS = 4
WANTED = (1, 1 + WORKERS, 1 + WORKERS)
"""One booking of the slot that all wanted, and one each of the others; no case without a booking."""


def setting() -> list[tuple[str, int, str, str, str]]:
    """For each firm: itself, its owner, the instrument, the slot that all want, and one of its own."""
    world = World()
    own = world.more_slots(DAY.replace(day=7))
    firms = [firm() for _ in range(WORKERS)]
    return [
        (str(one.pk), of(one).user_id or 0, str(world.resource.pk), str(world.slots[0].pk), str(slot.pk))
        for one, slot in zip(firms, own, strict=True)
    ]


def rush(keys: tuple[str, int, str, str, str]) -> list[str]:
    """What one firm gets: the slot that all want, then its own."""
    owner = people.viewer(User.objects.get(pk=keys[1]))
    subject, resource = Subject.objects.get(pk=keys[0]), Resource.objects.get(pk=keys[2])
    got = []
    for number, key in enumerate(keys[3:]):
        slot = Slot.objects.get(pk=key)
        try:
            services.book(owner, subject, resource, slot=slot, purpose="试验", key=f"{keys[0]}/{number}")
            got.append("done")
        except Refused as refused:
            got.append("taken" if "已被预约" in str(refused) else str(refused))
    return got


def outcome(keys: list[tuple[str, int, str, str, str]]) -> tuple[int, int, int]:
    """Live bookings of the slot that all wanted, live bookings, and cases."""
    return (
        Booking.objects.filter(slot=keys[0][3], live=True).count(),
        Booking.objects.filter(live=True).count(),
        Case.objects.filter(type="instrument_booking").count(),
    )


def _work(keys: tuple[str, int, str, str, str]) -> None:
    with clock.stopped(DAY):
        print("up", flush=True)
        sys.stdin.readline()
        print(*rush(keys), flush=True)


def main() -> None:
    """As a process of its own: make the setting, fork the firms, let them go at once, print what each got and what stands."""
    with clock.stopped(DAY):
        keys = setting()
    workers = [Forked(_work, one) for one in keys]
    for worker in workers:  # all are up before the first begins
        worker.line()
    for worker in workers:
        worker.tell()
    for worker in workers:
        print(worker.rest())
    print(*outcome(keys))

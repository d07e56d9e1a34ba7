"""Several impatient people at once: the last seat, the last funded place, two places given up while two wait."""

from __future__ import annotations

import sys
from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from tests.platform.training.world import (
    DAY,
    again,
    announced,
    applied,
    commissioned,
    fill_places,
    firm,
    member,
    of,
    offered,
    province,
    school,
    step,
)
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training import services
from zhiwei.platform.training.faults import Refused
from zhiwei.platform.training.models import Course, Enrolment, Place, Year

PEOPLE, PLACES = 4, 1_000
Keys = list[str]


def setting() -> Keys:
    """A course with one seat, a year with one place left, and for each of the people an owner, an application, an official."""
    with clock.stopped(DAY), transaction.atomic():
        there = school()
        course = offered(of(there, Role.TRAINER), commissioned(there), seats=1)
        year = announced()
        fill_places(year, PLACES - 1)
        keys = [str(course.pk)]
        for _ in range(PEOPLE):
            subject = firm()
            owner = of(subject)
            case = applied(owner, subject)
            step(province(), case, "review")
            keys += [str(owner.user_id), str(subject.pk), str(case.pk), str(province().user_id)]
    return keys


def rush(keys: Keys, number: int) -> list[str]:
    """What one of the people gets: the seat or not, the place or not."""
    owner, subject, case, official = keys[1 + 4 * number : 5 + 4 * number]
    with clock.stopped(DAY):
        by, course = viewer(owner), Course.objects.get(pk=keys[0])
        seat = told(lambda: services.enrol(by, course, Subject.objects.get(pk=subject)))
        place = told(lambda: step(viewer(official), Case.objects.get(pk=case), "place", finding="好"))
    return [seat, place]


def leaving() -> tuple[Keys, Keys]:
    """Two who hold the last places and two who wait: users and cases of the holders, cases of those who wait."""
    with clock.stopped(DAY), transaction.atomic():
        first, by = province(), province()
        fill_places(announced(), PLACES - 2)
        holders, waiting = [], []
        for name in ("place", "place", "wait", "wait"):
            subject = firm()
            owner = of(subject)
            case = applied(owner, subject)
            step(first, case, "review")
            step(by, case, name, finding="好")
            if name == "place":
                holders += [str(owner.user_id), str(case.pk)]
            else:
                waiting.append(str(case.pk))
    return holders, waiting


def leave(user: str, case: str) -> str:
    """A holder gives his place up."""
    with clock.stopped(DAY):
        return told(lambda: step(viewer(user), Case.objects.get(pk=case), "give_up"))


def twice() -> tuple[str, list[str]]:
    """An owner of two firms who has not applied yet: his user and his firms."""
    with clock.stopped(DAY), transaction.atomic():
        announced()
        first, second = firm(), firm()
        owner = of(first)
        member(owner.user_id, second)
        return str(again(owner).user_id), [str(first.pk), str(second.pk)]


def apply(user: str, subject: str) -> str:
    """He applies with one of them."""
    with clock.stopped(DAY):
        return told(lambda: applied(viewer(user), Subject.objects.get(pk=subject)))


def viewer(user: str) -> Viewer:
    """Who a user is."""
    return people.viewer(User.objects.get(pk=user))


def told(act: Callable[[], object]) -> str:
    """``done`` or ``refused``."""
    try:
        act()
    except (Refused, CaseRefused):
        return "refused"
    return "done"


def outcome(course: str) -> tuple[int, ...]:
    """What stands in the registers: seats taken, enrolments, places taken, places held."""
    year = Year.objects.get()
    return (
        Course.objects.get(pk=course).taken, Enrolment.objects.filter(course=UUID(course), withdrawn_at=None).count(),
        year.taken, Place.objects.filter(holds=True).count(),
    )  # fmt: skip


def main() -> None:
    """As a process of its own: ``set`` prints the keys; ``look`` the outcome; else wait for a line, rush, print."""
    if sys.argv[1] == "set":
        print(*setting())
    elif sys.argv[1] == "look":
        print(*outcome(sys.argv[2]))
    else:
        print("up", flush=True)
        sys.stdin.readline()
        print(*rush(sys.argv[2:], int(sys.argv[1])), flush=True)

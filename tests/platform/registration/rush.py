"""Several people who want one name and one receipt's refund at once; each has a filing and a firm of his own."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.platform.registration.world import DAY, all_papers, drafted, enterprise, founder, of
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.registration import services
from zhiwei.platform.registration.models import FeeTaken, Filing, NameHold
from zhiwei.platform.registration.refused import Refused
from zhiwei.platform.subjects.models import Subject

WORKERS = 3
CLAIM = {"service": "annual_inspection", "number": "03301234", "taken_on": "2012-06-15", "amount": "50.00"}


def setting() -> list[tuple[str, int, str, int]]:
    """For each: a filing of one and the same name, its founder, a firm, and who acts for the firm."""
    found = []
    for number in range(WORKERS):
        viewer = founder()
        filing = drafted(viewer)
        all_papers(viewer, filing)
        firm = enterprise(f"杭州第{number}五金有限公司")
        owner = of(firm)
        assert viewer.user_id is not None
        assert owner.user_id is not None
        found.append((str(filing.pk), viewer.user_id, str(firm.pk), owner.user_id))
    return found


def rush(own: tuple[str, int, str, int]) -> list[str]:
    """What one of them gets: the name, and the refund of the receipt."""
    filing, founder_id, firm, owner_id = own
    viewer, owner = (people.viewer(User.objects.get(pk=key)) for key in (founder_id, owner_id))

    def claim() -> object:
        subject = Subject.objects.get(pk=firm)
        return cases.open_case(
            owner, "fee_refund", subject, key=f"claim/{firm}", origin="applicant", content=CLAIM
        )

    return [
        told("name", lambda: services.submit(viewer, Filing.objects.get(pk=filing))),
        told("receipt", claim),
    ]


def told(what: str, act: Callable[[], object]) -> str:
    """``done``, or what was gone."""
    try:
        act()
    except (Refused, CaseRefused):
        return what
    return "done"


def outcome() -> tuple[int, ...]:
    """Cases of the name, names held, claims of the receipt."""
    return (
        Case.objects.filter(type="registration").count(),
        NameHold.objects.filter(released_at=None).count(),
        FeeTaken.objects.filter(live=True).count(),
    )


def main() -> None:
    """As a process of its own: ``set`` prints what each has, ``look`` the outcome; else wait for a line and rush."""
    with clock.stopped(DAY):
        if sys.argv[1] == "set":
            print(*(part for own in setting() for part in own))
            return
        if sys.argv[1] == "look":
            print(outcome())
            return
        number = int(sys.argv[-1])
        filing, founder_id, firm, owner_id = sys.argv[1 + 4 * number : 5 + 4 * number]
        print("up", flush=True)
        sys.stdin.readline()
        print(*rush((filing, int(founder_id), firm, int(owner_id))), flush=True)

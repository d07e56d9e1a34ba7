"""A story that may be told again and by several at once: every act with a key of its own, from reservation to payment."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.platform.ledger.world import DAY, firm, fund, official
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM, Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services
from zhiwei.platform.ledger.models import Fund, PaymentList
from zhiwei.platform.ledger.services import Basis, Paid, Refused
from zhiwei.platform.subjects.models import Subject

FEN = 100


def setting() -> tuple[Fund, Subject, Viewer, Viewer]:
    """A fund, a firm, two officials."""
    return fund(10 * FEN), firm(), official(), official()


def story(there: Fund, payee: Subject, maker: Viewer, checker: Viewer) -> PaymentList:
    """Reserve, commit, list, check, pay: told twice it pays once."""
    one = services.reserve(
        SYSTEM, there, FEN, basis=Basis("invoice", "1"), sentence="27.2", subject=payee, key="story"
    )
    services.commit(SYSTEM, one, key="story:commit")
    made = services.make_payment_list(maker, there, [one], key="story:list")
    services.approve_list(checker, made, revision=1)
    return services.confirm_paid(maker, made, [Paid(made.lines.get().pk, DAY, "T1")])


def rush(there: Fund, payee: Subject, maker: Viewer, checker: Viewer, number: int) -> list[str]:
    """What one of several impatient people gets: the common story, a basis that others want too, one of his own."""
    got = [told(lambda: story(there, payee, maker, checker))]
    for basis in ("wanted", f"own-{number}"):
        got.append(told(lambda basis=basis: services.reserve(  # type: ignore[misc]
            SYSTEM, there, FEN, basis=Basis("invoice", basis), sentence="27.2", subject=payee,
            key=f"{number}-{basis}",
        )))  # fmt: skip
    return got


def told(act: Callable[[], object]) -> str:
    """``done``, or the code of the refusal."""
    try:
        act()
    except Refused as refused:
        return refused.codes[0]
    return "done"


def main() -> None:
    """As a process of its own: ``set`` prints the setting's keys; else wait for a line, rush, print what came of it."""
    with clock.stopped(DAY):
        if sys.argv[1] == "set":
            there, payee, maker, checker = setting()
            print(there.pk, payee.pk, maker.user_id, checker.user_id)
            return
        there, payee = Fund.objects.get(pk=sys.argv[1]), Subject.objects.get(pk=sys.argv[2])
        maker, checker = (people.viewer(User.objects.get(pk=key)) for key in sys.argv[3:5])
        print("up", flush=True)
        sys.stdin.readline()
        print(*rush(there, payee, maker, checker, int(sys.argv[5])), flush=True)

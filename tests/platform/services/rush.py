"""One firm's last voucher wanted by several of its people, and one invoice settled by several officials, all at once."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.platform.forked import Forked
from tests.platform.services.world import (
    DAY,
    YUAN,
    act,
    agency,
    decided,
    firm,
    funds,
    of,
    offered,
    official,
    scheme,
)
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.services import money, services
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.subjects.models import Subject

WORKERS = 4
INVOICE = "00812345"
WANTED = (1, 1_000 * YUAN, 3, 1_000 * YUAN, [])
"""One order of the firm with its voucher; three levels promise the invoice once, together half of 2,000 yuan; no fault."""
Keys = tuple[str, int, str, str, int]


def setting() -> list[Keys]:
    """For each: the firm and one of its people, the service, an order that shows the common invoice, an official."""
    decided()
    scheme(yearly_fen=1_000 * YUAN)
    funds()
    there, one = agency(), firm()
    offer, clerk = offered(there), of(there, Role.AGENCY)
    found = []
    for number in range(WORKERS):
        other = firm()
        owner = of(other)
        order = services.order(owner, other, offer, key=f"before/{number}")
        order = act(clerk, order, "deliver", invoice=f"{number}", invoiced="2000.00")
        act(owner, order, "confirm", grade="5")
        found.append(
            (
                str(one.pk),
                of(one).user_id or 0,
                str(offer.pk),
                str(order.pk),
                official(Role.COUNTY).user_id or 0,
            )
        )
    # as if all of them had passed the check of the invoice at the same moment
    Order.objects.filter(agency=there).update(invoice=INVOICE)
    return found


def rush(keys: Keys, number: int) -> list[str]:
    """What came of the voucher and of the invoice."""
    subject, offer = Subject.objects.get(pk=keys[0]), Offer.objects.get(pk=keys[2])
    order = Order.objects.get(pk=keys[3])
    owner, clerk = viewer(keys[1]), viewer(keys[4])
    return [
        told("本年度还可用", lambda: services.order(owner, subject, offer, key=f"rush/{number}")),
        told("不能重复", lambda: act(clerk, order, "settle")),
    ]


def viewer(key: int) -> Viewer:
    """Who a user is."""
    return people.viewer(User.objects.get(pk=key))


def told(why: str, attempt: Callable[[], object]) -> str:
    """``done``, ``refused`` for the reason expected, or the other reason."""
    try:
        attempt()
    except Refused as refused:
        return "refused" if why in str(refused) else str(refused)
    return "done"


def outcome(keys: list[Keys]) -> tuple[object, ...]:
    """Orders of the firm, fen drawn, promises on the invoice, their fen, what is wrong with the funds."""
    firm_ = Subject.objects.get(pk=keys[0][0])
    held = Commitment.objects.filter(basis_kind=money.INVOICE, basis_key__endswith=f"/{INVOICE}")
    return (
        Order.objects.filter(firm=firm_).count(),
        money.drawn(firm_, DAY.year),
        held.count(),
        sum(held.values_list("fen", flat=True)),
        [fault for fund in Fund.objects.all() for fault in books.verify(fund)],
    )


def _work(given: tuple[Keys, int]) -> None:
    with clock.stopped(DAY):
        print("up", flush=True)
        sys.stdin.readline()
        print(*rush(*given), flush=True)


def main() -> None:
    """As a process of its own: make the setting, fork the people, let them go at once, print what each got and what stands."""
    with clock.stopped(DAY):
        keys = setting()
    workers = [Forked(_work, one) for one in zip(keys, range(WORKERS), strict=True)]
    for worker in workers:  # all are up before the first begins
        worker.line()
    for worker in workers:
        worker.tell()
    for worker in workers:
        print(worker.rest())
    print(outcome(keys))

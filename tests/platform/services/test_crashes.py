"""A crash between any two statements of a clawback leaves nothing behind, and it can be done again, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.platform.cases.test_crashes import Crash, crash_at
from tests.platform.services.test_clawbacks import FOUND, Paid
from tests.platform.services.world import YUAN, act
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases.models import Case, Step
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Entry
from zhiwei.platform.services.models import Clawback, Order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.large]


def state() -> tuple[object, ...]:
    """All that an act may leave behind."""
    return (
        list(Case.objects.order_by("pk").values("pk", "state", "revision")), Step.objects.count(), Entry.objects.count(),
        list(Order.objects.order_by("pk").values("pk", "found", "clawed")), Act.objects.count(),
        list(Clawback.objects.values("pk", "state")),
    )  # fmt: skip


def every_crash(work: Callable[[], object], limit: int = 600) -> int:
    """Crash at each statement in turn, then let it happen; gives the number of crashes."""
    before = state()
    for number in range(limit):
        try:
            with crash_at(number):
                work()
        except Crash:
            assert state() == before, f"statement {number} left something behind"
            continue
        return number
    raise AssertionError("the act has no end")


def test_a_clawback_from_the_finding_to_the_last_fen() -> None:
    paid = Paid()
    case = Case.objects.get(pk=paid.paid_order.pk)
    assert every_crash(lambda: act(paid.first, paid.paid_order, "doubt", found="1000.00", **FOUND)) > 10
    assert every_crash(paid.claim) > 10
    assert paid.at(Place.RECEIVABLE) == [160 * YUAN, 120 * YUAN, 120 * YUAN]
    for level in ("province", "city", "county"):
        every_crash(lambda level=level: paid.receive(level))  # type: ignore[misc]
    case.refresh_from_db()
    assert (case.state, Clawback.objects.count()) == ("recovered", 1)
    assert Entry.objects.filter(kind="claim").count() == 3
    assert Entry.objects.filter(kind="receive").count() == 3
    assert [ledger.verify(fund) for fund in paid.funds.values()] == [[], [], []]

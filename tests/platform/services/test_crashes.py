"""A crash between any two statements of a clawback leaves nothing behind, and it can be done again, once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.platform.cases.test_crashes import Crash, crash_at
from tests.platform.services.test_clawbacks import DECISION, FOUND, Paid
from tests.platform.services.world import LEVELS, YUAN, official
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case, Step
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger import services as booking
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry
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
    key = paid.paid_order.pk

    def step(who: Viewer, name: str, revision: int, content: dict[str, str]) -> Callable[[], object]:
        return lambda: cases.act(who, key, name, revision=revision, content=content)

    revision = Case.objects.get(pk=key).revision
    assert every_crash(step(paid.first, "doubt", revision, {"found": "1000.00", **FOUND})) > 10
    assert every_crash(step(paid.second, "claim", revision + 1, DECISION)) > 10
    assert paid.at(Place.RECEIVABLE) == [160 * YUAN, 120 * YUAN, 120 * YUAN]
    for level, division in LEVELS:
        one = Commitment.objects.get(fund=paid.funds[level], case=str(key), receivable__gt=0)
        who, fen = official(division=division), one.receivable
        every_crash(partial(booking.receive_back, who, one, fen, key=f"back/{level}", document="回单1"))
    assert Case.objects.get(pk=key).state == "recovered"
    assert Clawback.objects.count() == 1
    assert Entry.objects.filter(kind="claim").count() == 3
    assert Entry.objects.filter(kind="receive").count() == 3
    assert [ledger.verify(fund) for fund in paid.funds.values()] == [[], [], []]

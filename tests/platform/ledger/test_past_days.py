"""No place of a fund ever stood below zero at the end of a day: what would make it so is refused, on whatever day it is booked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.platform.ledger.world import YUAN, committed, firm, fund, reserved
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Account, Entry, Line
from zhiwei.platform.ledger.past import first_short
from zhiwei.platform.ledger.services import Basis, Refused

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2012, 5, 20), date(2012, 6, 1)


def test_money_is_not_promised_on_a_day_before_it_came() -> None:
    with clock.stopped(JUNE):
        there = fund(1000 * YUAN, key="F", name="设计基地配套资金")
    with clock.stopped(MAY), pytest.raises(Refused) as refused:
        reserved(there, 1 * YUAN)
    assert refused.value.codes == ["balance"]
    assert str(refused.value) == (
        "“设计基地配套资金”的“可用”在 2012-05-20 只有 0 元，不足以记在这一天；请核对记账日"
    )
    assert not there.commitments.exists()
    with clock.stopped(JUNE):
        reserved(there, 1000 * YUAN)
    assert queries.verify(there) == []


def test_an_appropriation_is_booked_on_the_day_it_came_and_bears_what_follows() -> None:
    there = fund()
    services.appropriate(SYSTEM, there, 1000 * YUAN, document="文", key="early", on=MAY - timedelta(1))
    with clock.stopped(MAY):
        committed(there, 700 * YUAN)
    with clock.stopped(MAY - timedelta(1)), pytest.raises(Refused):
        reserved(there, 301 * YUAN)  # 700 of it are promised a day later
    with clock.stopped(MAY - timedelta(1)):
        reserved(there, 300 * YUAN)
    assert queries.balance(there, on=MAY - timedelta(2)) == 0
    assert queries.balance(there, on=MAY - timedelta(1)) == 700 * YUAN
    assert queries.balance(there) == 0


def test_books_that_went_below_zero_on_a_past_day_are_found() -> None:
    there = fund(100 * YUAN)
    entry = Entry.objects.create(key="old", fund=there, kind="surrender", booked_on=MAY)
    taken, given_to = (Account.objects.get(fund=there, place=p) for p in ("available", "surrendered"))
    Line.objects.create(entry=entry, taken_from=taken, given_to=given_to, fen=100 * YUAN)
    Account.objects.filter(pk=taken.pk).update(balance=0)
    Account.objects.filter(pk=given_to.pk).update(balance=100 * YUAN)
    assert queries.verify(there) == ["available stood at -10000 fen on 2012-05-20"]


ACT = st.tuples(st.sampled_from(["in", "reserve", "reserve", "out"]), st.integers(0, 9), st.integers(1, 9))


@settings(max_examples=25, deadline=None)
@given(acts=st.lists(ACT, min_size=4, max_size=14))
def test_whatever_is_booked_in_whatever_order_no_day_stands_below_zero(
    acts: list[tuple[str, int, int]],
) -> None:
    """Each act is done just where a second book, kept by day, stays at or above zero on every day."""
    available: dict[int, int] = defaultdict(int)  # by day, what is added to what may be used
    with transaction.atomic():
        there, payee = fund(), firm(account=False)
        for number, (what, ago, fen) in enumerate(acts):
            change = fen if what == "in" else -fen
            trial = {**available, ago: available[ago] + change}
            held = [sum(c for when, c in trial.items() if when >= day) for day in range(9, -1, -1)]
            able = change > 0 or min(held) >= 0
            key = f"past-{number}"
            try:
                with clock.stopped(clock.today() - timedelta(ago)):
                    if what == "in":
                        services.appropriate(SYSTEM, there, fen, document=key, key=key)
                    elif what == "out":
                        services.surrender(SYSTEM, there, fen, document="文", key=key)
                    else:
                        services.reserve(
                            SYSTEM, there, fen, basis=Basis("invoice", key), sentence="27.2", subject=payee,
                            key=key,
                        )  # fmt: skip
                done = True
            except Refused:
                done = False
            assert done == able
            if done:
                available[ago] += change
        for ago in range(10):
            there_then = queries.balances(there, on=clock.today() - timedelta(ago))
            assert there_then[Place.AVAILABLE] == sum(c for when, c in available.items() if when >= ago)
            assert min(f for place, f in there_then.items() if place != Place.APPROPRIATED) >= 0
        assert queries.verify(there) == []
        transaction.set_rollback(True)


def test_a_day_that_stands_wrong_already_does_not_stop_what_makes_it_no_worse() -> None:
    booked = [(JUNE, Place.APPROPRIATED, Place.AVAILABLE, 5)]
    promised = [(MAY, Place.AVAILABLE, Place.RESERVED, 2)]
    now = dict.fromkeys(Place, 0) | {Place.AVAILABLE: 3, Place.RESERVED: 2, Place.APPROPRIATED: -5}
    assert first_short(booked, promised, now) == [(Place.AVAILABLE, MAY, -2)]
    assert first_short(booked, [(MAY, Place.RESERVED, Place.AVAILABLE, 2)], now) == []
    assert first_short([], [(JUNE, Place.AVAILABLE, Place.RESERVED, 3)], now) == []

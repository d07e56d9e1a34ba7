"""The power goes between any two statements of a run or of the bank's word: no case is lost, no yuan is paid twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.platform.cases.test_crashes import Crash, crash_at
from tests.platform.funds.world import (
    DAY,
    case_of,
    confirmed,
    correct,
    decided,
    firm,
    funded,
    listed,
    night,
    officer,
    pay,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case, Notice, Step
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry

pytestmark = pytest.mark.django_db(transaction=True)
REWARD = 9_600_00
EVERY = 4
"""Statements between two crashes; the first crash comes at a different one for each act."""


def crashing(act: Callable[[], Any], first: int, check: Callable[[], None]) -> int:
    """Do an act with a crash at ever later statements until it gets through; ``check`` holds after each crash."""
    for number in range(first, 3_000, EVERY):
        try:
            with crash_at(number) as seen:
                act()
        except Crash:
            check()
            continue
        check()
        if seen[0] <= number:
            return number
    raise AssertionError("the act has no end")


def test_runs_with_a_crash_at_every_place_open_and_reserve_once() -> None:
    decided()
    with clock.stopped(DAY):
        fund = funded()
    subjects = [firm(0, "300000.00"), firm(1, "200000.00")]

    def opened() -> None:
        assert Case.objects.count() == Step.objects.count() == Notice.objects.count()
        assert Case.objects.count() <= 2

    def reserved() -> None:
        cleared = Case.objects.filter(state="cleared").count()
        assert Commitment.objects.count() == cleared == Entry.objects.filter(kind="reserve").count()
        assert books.verify(fund) == []

    with clock.stopped(DAY):
        assert crashing(night, 1, opened) > 20
        assert [case_of(one).state for one in subjects] == ["published", "published"]
    with clock.stopped(DAY + timedelta(days=7)):
        assert crashing(night, 2, reserved) > 20
        night()
        assert [case_of(one).state for one in subjects] == ["cleared", "cleared"]
        assert books.balance(fund, Place.RESERVED) == REWARD + 5_600_00


def test_the_books_and_the_case_never_part_while_the_bank_answers() -> None:
    decided()
    subject = firm(0, "300000.00")
    with clock.stopped(DAY):
        fund = funded()
        night()
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(subject)
        made, finance = listed(fund), officer(Role.FINANCE)
        line = made.lines.get()

        def together() -> None:
            paid = books.balance(fund, Place.PAID)
            assert (paid, case_of(subject).state) in ((0, "ready"), (REWARD, "paid"), (REWARD, "ready"))
            assert Entry.objects.filter(kind="pay").count() <= 1

        crashing(
            lambda: ledger.confirm_paid(finance, made, [ledger.Paid(line.pk, clock.today(), "流水1")]),
            0,
            together,
        )
        night()  # a case whose own step crashed is moved by the next run
        assert (books.balance(fund, Place.PAID), case_of(subject).state) == (REWARD, "paid")
        assert books.verify(fund) == []


def test_a_correction_with_a_crash_at_every_place_frees_the_money_once() -> None:
    decided()
    subject = firm(0, "300000.00")
    with clock.stopped(DAY):
        fund = funded()
        night()
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(subject)
        correct(subject, "160000.00")

        def whole() -> None:
            held = books.balance(fund, Place.RESERVED) + books.balance(fund, Place.COMMITTED)
            assert (case_of(subject).state, held) in (("ready", REWARD), ("published", 0))

        crashing(night, 3, whole)
        assert case_of(subject).state == "published"
    with clock.stopped(DAY + timedelta(days=14)):
        night()
        pay(fund)
        assert books.balance(fund, Place.PAID) == 4_000_00
        assert case_of(subject).state == "paid"

"""The database itself refuses to change what is booked, to go below zero, or to move money between funds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.platform.ledger.world import fund, reserved
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.ledger import guards, services
from zhiwei.platform.ledger.models import Account, Commitment, Entry, Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guarded(db: None) -> Iterator[None]:
    assert not guards.standing(connection)
    guards.put_up(connection)
    guards.put_up(connection)
    assert guards.standing(connection)
    yield
    guards.take_down(connection)
    assert not guards.standing(connection)


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_entry SET reason = 'forged'", "DELETE FROM ledger_entry",
    "UPDATE ledger_line SET fen = 1", "DELETE FROM ledger_line",
])  # fmt: skip
def test_what_is_booked_is_neither_changed_nor_deleted(statement: str) -> None:
    reserved(fund(1000), 10)
    with (
        pytest.raises(DatabaseError, match=guards.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_line_stays_within_the_fund_of_its_entry() -> None:
    one, two = fund(1000), fund(1000)
    entry = Entry.objects.filter(fund=one).get()
    ours, theirs = (Account.objects.get(fund=there, place="available") for there in (one, two))
    with pytest.raises(DatabaseError, match=guards.FOREIGN), transaction.atomic():
        Line.objects.create(entry=entry, taken_from=ours, given_to=theirs, fen=1)


def test_no_balance_below_zero_and_no_empty_or_circular_line() -> None:
    there = fund(1000)
    one = reserved(there, 10)
    account = Account.objects.get(fund=there, place="available")
    entry = one.entries.get()
    for wrong in (
        lambda: Account.objects.filter(pk=account.pk).update(balance=-1),
        lambda: Account.objects.filter(fund=there, place="appropriated").update(balance=1),
        lambda: Commitment.objects.filter(pk=one.pk).update(paid=-1),
        lambda: Line.objects.create(entry=entry, taken_from=account, given_to=account, fen=1),
        lambda: Line.objects.create(
            entry=entry, taken_from=account, given_to=there.accounts.get(place="paid"), fen=0
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_booking_goes_on_under_the_guards() -> None:
    there = fund(1000)
    services.release(SYSTEM, reserved(there, 10), key="r", reason="企业放弃")
    assert Line.objects.count() == 3

"""Money asked back, received, given up; funds restored, surrendered, closed; entries reversed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.platform.ledger.test_payments import ordered
from tests.platform.ledger.world import DAY, committed, fund, official, reserved
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import AppendOnly, Commitment, Entry
from zhiwei.platform.ledger.services import Basis, Paid, Refused

pytestmark = pytest.mark.django_db


def paid(fen: int) -> Commitment:
    """A commitment that was paid."""
    made = ordered(fen)
    services.confirm_paid(official(), made, [Paid(made.lines.get().pk, DAY, "T")])
    return Commitment.objects.get(pk=made.lines.get().commitment_id)


def test_a_clawback_is_a_claim_then_money_and_frees_the_basis() -> None:
    one = paid(1000)
    for _ in range(2):
        one = services.take_back(SYSTEM, one, 1000, reason="更正后不符合条件", key="claim")
    assert (one.state, one.receivable, one.paid) == ("claimed", 1000, 0)
    services.receive_back(SYSTEM, one, 400, key="in1")
    one = services.receive_back(SYSTEM, one, 600, key="in2")
    assert (one.state, one.returned) == ("returned", 1000)
    assert queries.balances(one.fund)[Place.RETURNED] == 1000
    services.restore(SYSTEM, one.fund, 1000, document="西财〔2012〕20号", key="re")
    again = reserved(one.fund, 1000, basis=Basis(one.basis_kind, one.basis_key))
    assert again.state == "reserved"
    assert queries.verify(one.fund) == []


def test_one_transfer_may_cover_several_promises_of_one_act_and_no_other() -> None:
    there, payer = fund(1000), official()
    promised = [committed(there, fen) for fen in (300, 200, 100)]
    made = services.make_payment_list(payer, there, promised, key="L")
    services.approve_list(official(), made, revision=1)
    services.confirm_paid(payer, made, [Paid(line.pk, DAY, "T") for line in made.lines.all()])
    first, second, third = (
        services.take_back(SYSTEM, Commitment.objects.get(pk=one.pk), one.fen, reason="x", key=f"c{one.fen}")
        for one in promised
    )
    together = ("in1", "in2")
    for _ in range(2):
        services.receive_back(SYSTEM, first, 300, key="in1", serial="回单1", together=together)
    services.receive_back(SYSTEM, second, 200, key="in2", serial="回单1", together=together)
    with pytest.raises(Refused) as refused:
        services.receive_back(SYSTEM, third, 100, key="in3", serial="回单1", together=("in3",))
    assert (refused.value.codes, queries.balances(there)[Place.RETURNED]) == (["serial"], 500)


def test_a_claim_may_be_given_up_and_no_more_is_claimed_than_was_paid() -> None:
    one = paid(1000)
    with pytest.raises(Refused) as refused:
        services.take_back(SYSTEM, one, 1001, reason="x", key="a")
    assert str(refused.value) == "“已付”只有 10 元"
    services.take_back(SYSTEM, one, 700, reason="x", key="b")
    one = services.waive(SYSTEM, one, 200, reason="申诉成立", key="c")
    assert (one.paid, one.receivable) == (500, 500)
    with pytest.raises(Refused):
        services.take_back(SYSTEM, one, 1, reason=" ", key="d")
    assert queries.verify(one.fund) == []


def test_money_does_not_come_back_before_it_was_claimed() -> None:
    one = paid(1000)
    with clock.stopped(date(2012, 11, 20)):
        services.take_back(SYSTEM, one, 1000, reason="x", key="a")
        with pytest.raises(Refused) as refused:
            services.receive_back(SYSTEM, one, 1000, key="b", on=date(2012, 11, 19))
        assert refused.value.codes == ["day"]
        services.receive_back(SYSTEM, one, 1000, key="b", on=date(2012, 11, 20))


def test_what_is_booked_is_reversed_by_a_new_entry_once() -> None:
    there = fund(1000)
    first = Entry.objects.get(kind="appropriate")
    with pytest.raises(AppendOnly):
        first.save()
    with pytest.raises(AppendOnly):
        Entry.objects.all().delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(reason="x")
    for _ in range(2):
        back = services.reverse(SYSTEM, first, reason="重复拨款", key="rev")
    assert (back.kind, back.reverses) == ("reverse", first)
    assert queries.balances(there) == dict.fromkeys(Place, 0)
    with pytest.raises(Refused) as refused:
        services.reverse(SYSTEM, first, reason="x", key="rev2")
    assert refused.value.codes == ["reversed"]


def test_an_appropriation_that_is_spent_is_not_reversed() -> None:
    there = fund(1000)
    one = committed(there, 900)
    with pytest.raises(Refused) as refused:
        services.reverse(SYSTEM, Entry.objects.get(kind="appropriate"), reason="x", key="rev")
    assert refused.value.codes == ["balance"]
    with pytest.raises(Refused) as refused:
        services.reverse(SYSTEM, one.entries.get(kind="reserve"), reason="x", key="rev")
    assert refused.value.codes == ["kind"]


def test_a_fund_is_closed_once_nothing_waits_and_the_rest_goes_to_the_treasury() -> None:
    there = fund(1000)
    one = committed(there, 300)
    with pytest.raises(Refused) as refused:
        services.close_fund(SYSTEM, there, document="西财〔2013〕1号", key="close")
    assert str(refused.value) == "“已承诺”还有 3 元，办完后才能结清"
    services.release(SYSTEM, one, key="r", reason="企业放弃")
    for _ in range(2):
        closed = services.close_fund(SYSTEM, there, document="西财〔2013〕1号", key="close")
    assert (closed.state, queries.balances(there)[Place.SURRENDERED]) == ("closed", 1000)
    with pytest.raises(Refused) as refused:
        reserved(there, 1)
    assert refused.value.codes == ["closed"]
    assert queries.verify(there) == []


def test_a_fund_without_any_money_is_closed() -> None:
    there = fund()
    assert services.close_fund(SYSTEM, there, document="西财〔2013〕1号", key="close").state == "closed"
    assert there.entries.count() == 0


def test_a_statement_runs_from_balance_to_balance() -> None:
    with clock.stopped(date(2012, 3, 1)):
        there = fund(1000)
    with clock.stopped(date(2012, 5, 1)):
        committed(there, 300)
    with clock.stopped(date(2012, 6, 1)):
        committed(there, 200)
    opening = queries.balance(there, on=date(2012, 4, 30))
    rows = list(queries.statement(there, date(2012, 5, 1), date(2012, 6, 1), opening))
    assert [(str(r.entry.booked_on), r.taken_from, r.given_to, r.fen, r.available) for r in rows] == [
        ("2012-05-01", "available", "reserved", 300, 700), ("2012-05-01", "reserved", "committed", 300, 700),
        ("2012-06-01", "available", "reserved", 200, 500), ("2012-06-01", "reserved", "committed", 200, 500),
    ]  # fmt: skip
    assert queries.balance(there, on=date(2012, 2, 29)) == 0

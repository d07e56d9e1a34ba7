"""Payment lists: two persons, one payment for a commitment at a time, the bank's word booked once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.platform.ledger.world import DAY, YUAN, committed, firm, fund, official
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry, PaymentList
from zhiwei.platform.ledger.services import Failed, Paid, Part, Refused

pytestmark = pytest.mark.django_db


def ordered(*amounts: int) -> PaymentList:
    """An approved list of commitments of the given amounts."""
    there = fund(sum(amounts) or 1)
    maker, checker = official(), official()
    made = services.make_payment_list(maker, there, [committed(there, fen) for fen in amounts], key="L")
    return services.approve_list(checker, made, revision=1)


def test_a_list_is_made_checked_and_paid() -> None:
    there = fund(1000 * YUAN)
    one, two = committed(there, 300 * YUAN), committed(there, 200 * YUAN)
    maker, checker = official(), official()
    made = services.make_payment_list(maker, there, [two, one], key="L1")
    assert services.make_payment_list(maker, there, [one, two], key="L1") == made
    assert [(p.number, p.fen, p.payee) for p in made.lines.all()] == [
        (1, 300 * YUAN, one.subject.name), (2, 200 * YUAN, two.subject.name),
    ]  # fmt: skip
    assert queries.balance(there, Place.COMMITTED) == 500 * YUAN  # making a list books nothing
    services.approve_list(checker, made, revision=1)
    assert queries.balance(there, Place.ORDERED) == 500 * YUAN
    first, second = made.lines.all()
    for _ in range(2):
        services.confirm_paid(maker, made, [Paid(first.pk, DAY, "T1")])
        services.fail_paid(maker, made, [Failed(second.pk, "账号户名不符")])
    made.refresh_from_db()
    assert (made.state, queries.balance(there, Place.PAID)) == ("done", 300 * YUAN)
    assert Commitment.objects.get(pk=two.pk).state == "committed"
    assert queries.verify(there) == []
    again = services.make_payment_list(maker, there, [two], key="L2")
    assert again.lines.get().fen == 200 * YUAN


def test_maker_and_checker_are_two_persons_in_the_service_and_in_the_database() -> None:
    there, maker = fund(1000), official()
    made = services.make_payment_list(maker, there, [committed(there, 10)], key="L")
    for alone in (maker, SYSTEM):
        with pytest.raises(Refused) as refused:
            services.approve_list(alone, made, revision=1)
        assert refused.value.codes == ["same_person"]
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentList.objects.filter(pk=made.pk).update(state="approved", checked_by=maker.user_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentList.objects.filter(pk=made.pk).update(state="approved")
    with pytest.raises(PermissionDenied):
        services.approve_list(official("330782"), made, revision=1)


def test_what_somebody_changed_meanwhile_is_not_approved() -> None:
    there = fund(1000)
    made = services.make_payment_list(official(), there, [committed(there, 10)], key="L")
    with pytest.raises(Refused) as refused:
        services.approve_list(official(), made, revision=2)
    assert refused.value.codes == ["revision"]


def test_every_reason_why_a_commitment_cannot_be_paid_is_named() -> None:
    there = fund(1000)
    poor = committed(there, 10, subject=firm(account=False))
    listed = committed(there, 10)
    services.make_payment_list(official(), there, [listed], key="L")
    later = committed(there, 10)
    services.split(SYSTEM, later, [Part(10, DAY + timedelta(1))], key="t")
    other = committed(fund(1000), 10)
    with pytest.raises(Refused) as refused:
        services.make_payment_list(official(), there, [poor, listed, later, other], key="L2")
    assert refused.value.codes == ["account", "listed", "due", "fund"]
    assert str(refused.value.faults[0]) == f"{poor.subject.name}：没有经企业确认的收款账户"
    assert str(refused.value.faults[2]) == f"{later.subject.name}：第 1 期 2012-11-06 到期"


def test_an_account_changed_after_the_list_was_made_stops_it() -> None:
    there = fund(1000)
    one = committed(there, 10)
    made = services.make_payment_list(official(), there, [one], key="L")
    services.give_account(
        SYSTEM, one.subject, holder=one.subject.name, bank="中国农业银行", number="62284800001"
    )
    with pytest.raises(Refused) as refused:
        services.approve_list(official(), made, revision=1)
    assert refused.value.codes == ["account"]
    services.cancel_list(official(), made, reason="账户变更", revision=1)
    again = services.make_payment_list(official(), there, [one], key="L2")
    assert again.lines.get().account.bank == "中国农业银行"


def test_instalments_are_paid_one_after_the_other() -> None:
    there = fund(1000)
    one = committed(there, 100)
    services.split(SYSTEM, one, [Part(60, DAY), Part(40, DAY + timedelta(30))], key="t")
    for day, fen, paid in ((DAY, 60, 60), (DAY + timedelta(30), 40, 100)):
        with clock.stopped(day):
            made = services.make_payment_list(official(), there, [one], key=f"L{fen}")
            assert made.lines.get().fen == fen
            services.approve_list(official(), made, revision=1)
            services.confirm_paid(official(), made, [Paid(made.lines.get().pk, day, f"T{fen}")])
            one.refresh_from_db()
            assert one.paid == paid
    assert (one.state, queries.verify(there)) == ("paid", [])


def test_a_payment_counts_for_the_banks_day_and_is_known_from_the_day_it_was_booked() -> None:
    with clock.stopped(date(2012, 11, 1)):
        made = ordered(500)
    there = made.fund
    with clock.stopped(date(2012, 11, 4)) as later:
        services.confirm_paid(official(), made, [Paid(made.lines.get().pk, date(2012, 11, 2), "T")])
    at = [queries.balance(there, Place.PAID, on=date(2012, 11, day)) for day in (1, 2, 3)]
    assert at == [0, 500, 500]
    before = later - timedelta(days=1)
    assert queries.balance(there, Place.PAID, on=date(2012, 11, 3), known_at=before) == 0
    assert queries.balance(there, Place.ORDERED, on=date(2012, 11, 3), known_at=before) == 500


def test_the_banks_word_is_checked_line_by_line() -> None:
    made = ordered(10, 20, 30)
    one, two, three = made.lines.all()
    services.confirm_paid(official(), made, [Paid(one.pk, DAY, "T1")])
    with pytest.raises(Refused) as refused:
        services.confirm_paid(official(), made, [
            Paid(one.pk, DAY, "T2"), Paid(two.pk, DAY + timedelta(1)), Paid(three.pk, DAY), Paid(three.pk, DAY),
        ])  # fmt: skip
    assert refused.value.codes == ["twice", "again", "day"]
    with pytest.raises(Refused) as refused:
        services.fail_paid(official(), made, [Failed(two.pk, " ")])
    assert refused.value.codes == ["reason"]
    assert Entry.objects.filter(kind="pay").count() == 1


def test_money_that_the_bank_sends_back_later_is_committed_again() -> None:
    made = ordered(10)
    line = made.lines.get()
    services.confirm_paid(official(), made, [Paid(line.pk, DAY, "T1")])
    for _ in range(2):
        services.fail_paid(official(), made, [Failed(line.pk, "退汇")])
    assert queries.balances(made.fund)[Place.COMMITTED] == 10
    with pytest.raises(Refused) as refused:
        services.confirm_paid(official(), made, [Paid(line.pk, DAY, "T1")])
    assert refused.value.codes == ["state"]
    assert queries.verify(made.fund) == []


def test_a_commitment_on_a_list_is_not_released() -> None:
    there = fund(1000)
    one = committed(there, 10)
    services.make_payment_list(official(), there, [one], key="L")
    with pytest.raises(Refused) as refused:
        services.release(SYSTEM, one, key="r", reason="x")
    assert refused.value.codes == ["ordered"]

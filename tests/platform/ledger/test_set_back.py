"""Payments that failed: paid anew, or found to have been made after all; never twice, whatever comes in what order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.platform.ledger.world import DAY, YUAN, committed, fund, official
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, PaymentLine, PaymentList
from zhiwei.platform.ledger.services import Failed, Paid, Refused

pytestmark = pytest.mark.django_db


class Story:
    """One commitment of 300 yuan, its lists, and two officials."""

    def __init__(self) -> None:
        self.fund: Fund = fund(1000 * YUAN)
        self.maker, self.checker = official(), official()
        self.promise = committed(self.fund, 300 * YUAN)
        self.lists: list[PaymentList] = []

    def order(self) -> PaymentLine:
        """List it and have the list approved; its line."""
        made = services.make_payment_list(
            self.maker, self.fund, [self.promise], key=f"{self.promise.pk}/L{len(self.lists)}"
        )
        self.lists.append(services.approve_list(self.checker, made, revision=1))
        return made.lines.get()

    def fail(self, line: PaymentLine) -> None:
        """The bank's word, or what somebody took for it."""
        services.fail_paid(self.maker, line.list, [Failed(line.pk, "账号户名不符")])

    def pay(self, line: PaymentLine) -> None:
        """The bank paid it."""
        services.confirm_paid(self.maker, line.list, [Paid(line.pk, clock.today(), f"T{line.pk.hex[:4]}")])

    def set_back(self, line: PaymentLine, day: date = DAY) -> None:
        """It was paid after all."""
        services.set_back(
            self.checker, line.list, line, paid_on=day, bank_reference="T9", reason="回单看错了行"
        )

    def paid(self) -> int:
        """Fen that left, by the promise itself."""
        return Commitment.objects.get(pk=self.promise.pk).paid


@pytest.fixture
def story() -> Story:
    """A fund with one promise."""
    return Story()


def test_a_failure_marked_by_mistake_is_set_back_once(story: Story) -> None:
    line = story.order()
    story.fail(line)
    assert queries.balance(story.fund, Place.COMMITTED) == 300 * YUAN
    for _again in range(2):
        story.set_back(line)
    line.refresh_from_db()
    assert (line.state, line.paid_on, line.bank_reference, line.failure) == ("paid", DAY, "T9", "")
    assert (story.paid(), queries.balance(story.fund, Place.PAID)) == (300 * YUAN, 300 * YUAN)
    assert Entry.objects.filter(kind="pay").count() == 1
    assert Entry.objects.get(kind="reverse").reverses == Entry.objects.get(kind="fail")
    assert queries.verify(story.fund) == []
    assert Act.objects.filter(act="payments.set_back", key=str(line.list_id)).count() == 1
    with pytest.raises(Refused) as refused:
        services.make_payment_list(story.maker, story.fund, [story.promise], key="again")
    assert "没有足够的已承诺金额" in str(refused.value)


def test_a_payment_that_came_back_is_paid_anew_and_cannot_then_be_set_back(story: Story) -> None:
    first = story.order()
    story.pay(first)
    story.fail(first)  # the bank sent it back
    assert story.paid() == 0
    second = story.order()
    with pytest.raises(Refused) as refused:
        story.set_back(first)
    assert str(refused.value) == "这笔款已列入另一份付款清单；先取消那份清单，或等银行回单"
    story.pay(second)
    with pytest.raises(Refused) as refused:
        story.set_back(first)
    assert "这笔款已另行付出或释放，更正就会付两次" in str(refused.value)
    assert (story.paid(), queries.verify(story.fund)) == (300 * YUAN, [])


def test_a_return_marked_by_mistake_is_set_back_and_may_come_true_later(story: Story) -> None:
    line = story.order()
    story.pay(line)
    story.fail(line)
    story.set_back(line)
    assert Entry.objects.filter(kind="pay").count() == 1  # it was paid then; nothing is paid now
    story.fail(PaymentLine.objects.get(pk=line.pk))
    story.set_back(line)
    assert (story.paid(), queries.verify(story.fund)) == (300 * YUAN, [])


def test_the_maker_does_not_correct_himself_and_every_fault_is_named(story: Story) -> None:
    line = story.order()
    with pytest.raises(Refused) as refused:
        story.set_back(line)
    assert str(refused.value) == "只有标为失败的付款可以更正"
    story.fail(line)
    for alone in (story.maker, SYSTEM):
        with pytest.raises(Refused) as refused:
            services.set_back(alone, line.list, line, paid_on=DAY, bank_reference="T", reason="x")
        assert refused.value.codes == ["same_person"]
    with pytest.raises(PermissionDenied):
        services.set_back(official("330782"), line.list, line, paid_on=DAY, bank_reference="T", reason="x")
    with pytest.raises(Refused) as refused:
        services.set_back(
            story.checker, line.list, line, paid_on=DAY + timedelta(days=1), bank_reference=" ", reason="x"
        )
    assert refused.value.codes == ["bank_reference", "paid_on"]
    assert story.paid() == 0


def test_another_official_sets_it_back_on_the_page_of_the_list(story: Story, client: Client) -> None:
    line = story.order()
    story.fail(line)
    address = f"/office/payments/{line.list_id}/"
    client.force_login(User.objects.get(pk=story.maker.user_id))
    assert "标为失败的付款其实已经付出" not in client.get(address).content.decode()
    client.force_login(User.objects.get(pk=story.checker.user_id))
    assert "标为失败的付款其实已经付出" in client.get(address).content.decode()
    sent = {
        "back-line": str(line.pk),
        "back-paid_on": DAY.isoformat(),
        "back-bank_reference": "",
        "back-reason": "错行",
    }
    assert client.post(f"{address}set-back/", sent).status_code == 422
    assert story.paid() == 0
    done = client.post(f"{address}set-back/", {**sent, "back-bank_reference": "T9"})
    assert (done.status_code, story.paid()) == (302, 300 * YUAN)
    other = Client()
    other.force_login(User.objects.get(pk=official("330782").user_id))
    assert other.post(f"{address}set-back/", sent).status_code == 404


class Histories(TestCase):
    """Random histories of one promise."""

    @settings(max_examples=25, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(
        st.lists(st.tuples(st.sampled_from(["order", "pay", "fail", "back"]), st.integers(0, 3)), max_size=12)
    )
    def test_the_money_leaves_once_in_any_history(self, acts: list[tuple[str, int]]) -> None:
        """A second book, kept by hand: where each list's payment stands; at most one of them is out at any time."""
        with clock.stopped(DAY):
            story, book = Story(), list[str]()
            lines: list[PaymentLine] = []
            for act, number in acts:
                busy = any(state in ("ordered", "paid") for state in book)
                if act == "order":
                    if busy:
                        with pytest.raises(Refused):
                            story.order()
                        continue
                    lines.append(story.order())
                    book.append("ordered")
                elif lines:
                    at = number % len(lines)
                    line = PaymentLine.objects.select_related("list").get(pk=lines[at].pk)
                    if act == "pay" and book[at] == "ordered":
                        story.pay(line)
                        book[at] = "paid"
                    elif act == "fail" and book[at] != "failed":
                        story.fail(line)
                        book[at] = "failed"
                    elif act == "back" and book[at] == "failed" and not busy:
                        story.set_back(line)
                        book[at] = "paid"
                    elif act == "back" and book[at] != "paid":
                        with pytest.raises(Refused):
                            story.set_back(line)
                assert story.paid() == 300 * YUAN * book.count("paid")
                assert book.count("paid") + book.count("ordered") <= 1
            assert queries.verify(story.fund) == []

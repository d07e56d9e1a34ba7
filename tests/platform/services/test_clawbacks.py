"""15.1 and 15.2: a settlement found wrong is taken back before payment, or clawed back after it by two persons, once."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.platform.accounts import people
from tests.platform.services.test_vouchers import World, act
from tests.platform.services.world import DAY, LEVELS, YUAN, official, pay_all
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.about import lines_of
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger import services as booking
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry
from zhiwei.platform.services import money, queries
from zhiwei.platform.services.models import Clawback, Order, Scheme

pytestmark = pytest.mark.django_db
FOUND = {"finding": "西审〔2012〕3号", "reason": "只提供了一半的服务"}
DECISION = {"decision": "西财追〔2012〕1号", "return_by": (DAY + timedelta(days=30)).isoformat()}


class Paid(World):
    """An order of 1,800 yuan whose subsidy of 900 was paid: 360 by the province, 270 by city and county."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = official(Role.COUNTY), official(Role.FINANCE)
        self.paid_order = self.settled(self.delivered(self.order()))
        pay_all(self.funds)
        self.paid_order = self.now()

    def now(self) -> Order:
        """The order as it stands."""
        return Order.objects.select_related("case", "agency", "firm", "scheme").get(pk=self.paid_order.pk)

    def doubt(self, found: str = "1000.00", who: Viewer | None = None) -> Order:
        """An official proposes to claim it back."""
        return act(who or self.first, self.paid_order, "doubt", found=found, **FOUND)

    def claim(self, who: Viewer | None = None) -> Order:
        """Another decides."""
        return act(who or self.second, self.paid_order, "claim", **DECISION)

    def receive(self, level: str) -> None:
        """The level's finance books what came back."""
        one = Commitment.objects.get(fund=self.funds[level], case=str(self.paid_order.pk), receivable__gt=0)
        division = dict(LEVELS)[level]
        booking.receive_back(
            official(division=division), one, one.receivable, key=f"back/{level}", document="回单1"
        )


@pytest.fixture
def paid() -> Paid:
    """A paid order."""
    return Paid()


def test_15_2_a_wrong_settlement_is_clawed_back_by_two_persons_to_the_fen(paid: Paid) -> None:
    # 1,000.00 x 50% = 500.00 is due, 900.00 was paid: 400.00 come back, 40/30/30
    order = paid.doubt()
    assert order.case.state == "doubted"
    proposed = Clawback.objects.get()
    assert (proposed.found, proposed.due, proposed.fen) == (1_000 * YUAN, 500 * YUAN, 400 * YUAN)
    assert proposed.parts == {"province": 160 * YUAN, "city": 120 * YUAN, "county": 120 * YUAN}
    kept = Receipt.objects.get(pk=proposed.receipt)
    assert (receipts.check(kept), kept.subject) == ([], paid.agency.pk)
    assert paid.at(Place.RECEIVABLE) == [0, 0, 0]  # nothing moves before the second person
    with pytest.raises(CaseRefused) as refused:
        paid.claim(paid.first)
    assert "须由另一人办理" in str(refused.value)
    assert act(paid.clerk, order, "plead", statement="服务是分两次做的").case.state == "doubted"
    order = paid.claim()
    assert (order.case.state, order.clawed, order.found) == ("claimed", 400 * YUAN, 1_000 * YUAN)
    assert paid.at(Place.RECEIVABLE) == [160 * YUAN, 120 * YUAN, 120 * YUAN]
    assert paid.at(Place.PAID) == [200 * YUAN, 150 * YUAN, 150 * YUAN]
    for level in ("province", "county"):
        paid.receive(level)
    assert paid.now().case.state == "claimed"
    paid.receive("city")
    assert paid.now().case.state == "recovered"  # by itself, within the booking of the last return
    assert paid.at(Place.RETURNED) == [160 * YUAN, 120 * YUAN, 120 * YUAN]
    assert [ledger.verify(fund) for fund in paid.funds.values()] == [[], [], []]
    (result,) = queries.results(paid.agency, 2012)
    assert (result.orders, result.value, result.due, result.settled) == (
        1,
        1_000 * YUAN,
        500 * YUAN,
        500 * YUAN,
    )
    assert money.drawn(paid.firm, 2012) == 500 * YUAN


def test_15_2_a_service_that_was_none_counts_for_nothing(paid: Paid) -> None:
    paid.doubt("0")
    paid.claim()
    assert paid.at(Place.RECEIVABLE) == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    (result,) = queries.results(paid.agency, 2012)
    assert (result.orders, result.value, result.due, result.settled) == (0, 0, 0, 0)
    assert money.drawn(paid.firm, 2012) == 0
    (shown,) = queries.catalogue()
    assert (shown.confirmed, shown.grade) == (0, None)


def test_a_clawback_is_not_done_twice(paid: Paid) -> None:
    paid.doubt()
    with pytest.raises(CaseRefused):
        paid.doubt()
    order = paid.claim()
    before = Entry.objects.count()
    with pytest.raises(CaseRefused):
        act(official(Role.FINANCE), order, "claim", **DECISION)
    Case.objects.filter(pk=order.pk).update(
        state="paid", ended_at=clock.now()
    )  # even past the states of the case
    with pytest.raises(CaseRefused) as refused:
        paid.doubt("0")
    assert "已经办理过追回，不能再次追回" in str(refused.value)
    assert Entry.objects.count() == before
    held = Clawback.objects.get()
    held.pk = None
    held._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_what_is_not_wrong_is_not_claimed(paid: Paid) -> None:
    for found, said in (
        ("1800.00", "按查实的金额应得补贴 900 元，不少于已付的 900 元，没有可追回的"),
        ("1800.01", "查实的金额须在 0 和发票金额 1,800 元之间"),
        ("-1", "查实的服务金额：金额不能小于零"),
    ):
        with pytest.raises(CaseRefused) as refused:
            paid.doubt(found)
        assert str(refused.value) == said
    with pytest.raises(PermissionDenied):
        paid.doubt(who=paid.owner)
    with pytest.raises(PermissionDenied):
        paid.doubt(who=official(Role.COUNTY, "330782"))
    paid.doubt()
    with pytest.raises(CaseRefused) as refused:
        act(paid.second, paid.paid_order, "claim", decision="x", return_by=DAY.isoformat())
    assert str(refused.value) == "退款期限须在今天以后"
    order = act(paid.second, paid.paid_order, "dismiss", reason="服务确已提供")
    assert (order.case.state, order.clawed, paid.at(Place.RECEIVABLE)) == ("paid", 0, [0, 0, 0])
    assert paid.doubt("0", who=paid.second).case.state == "doubted"  # a new finding may follow


def test_a_return_booked_by_mistake_takes_the_order_up_again(paid: Paid) -> None:
    paid.doubt()
    paid.claim()
    for level, _division in LEVELS:
        paid.receive(level)
    assert paid.now().case.state == "recovered"
    entry = Entry.objects.get(kind="receive", fund=paid.funds["city"])
    booking.reverse(official(division="330100"), entry, reason="记错了企业", key="undo")
    assert paid.now().case.state == "claimed"
    one = Commitment.objects.get(fund=paid.funds["city"], receivable__gt=0)
    booking.waive(official(division="330100"), one, one.receivable, reason="企业已破产", key="w")
    assert paid.now().case.state == "recovered"
    assert (money.came_back(paid.now()), money.owing(paid.now())) == (
        280 * YUAN,
        0,
    )  # what was given up did not come
    shown = {line.label: line.text for line in lines_of(paid.first, paid.now().case)}
    assert (shown["应退"], shown["已退回"], shown["已放弃追回"]) == ("400 元", "280 元", "120 元")
    assert [ledger.verify(fund) for fund in paid.funds.values()] == [[], [], []]


def test_a_settlement_found_wrong_before_payment_is_taken_back(world: World) -> None:
    order = world.settled(world.delivered(world.order()))
    order = act(official(Role.COUNTY), order, "unsettle", reason="发票金额看错")
    assert (order.case.state, order.subsidy, order.parts, order.receipt) == ("confirmed", None, {}, None)
    assert world.at(Place.COMMITTED) == [0, 0, 0]
    order = act(official(Role.COUNTY), order, "settle")
    assert world.at(Place.COMMITTED) == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    pay_all(world.funds, ("city",))
    with pytest.raises(CaseRefused) as refused:
        act(official(Role.COUNTY), order, "unsettle", reason="x")
    assert "已有一级付款" in str(refused.value)
    assert [ledger.verify(fund) for fund in world.funds.values()] == [[], [], []]


def test_a_part_that_the_bank_returns_is_paid_anew_once(paid: Paid) -> None:
    there = paid.funds["city"]
    one = Commitment.objects.get(fund=there, case=str(paid.paid_order.pk), paid__gt=0)
    line = one.payments.get()
    finance = official(division="330100")
    booking.fail_paid(finance, line.list, [booking.Failed(line.pk, "账户已销户")])
    assert paid.now().case.state == "settled"
    with pytest.raises(CaseRefused):
        paid.doubt()
    pay_all(paid.funds, ("city",))
    assert paid.now().case.state == "paid"
    assert paid.at(Place.PAID) == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    assert [ledger.verify(fund) for fund in paid.funds.values()] == [[], [], []]


def test_every_side_sees_what_has_to_come_back(paid: Paid, client: Client) -> None:
    paid.doubt()
    paid.claim()
    key = paid.paid_order.pk
    pages = (
        (people.official(Role.COUNTY, "330106"), f"/office/cases/{key}/"),
        (people.owner(paid.firm.organisation), f"/my/cases/{key}/"),
        (people.owner(paid.agency.organisation, Role.AGENCY), f"/my/services/orders/{key}/"),
    )
    for user, address in pages:
        client.force_login(user)
        text = client.get(address).content.decode()
        for said in ("西财追〔2012〕1号", "400 元", "西审〔2012〕3号", "待退回"):
            assert said in text.replace(".00 元", " 元"), (address, said)


@pytest.fixture
def world() -> World:
    """The county and its people."""
    return World()


@given(st.integers(1, 100_000), st.data(), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_a_claim_is_shared_to_the_fen_and_no_level_is_asked_for_more_than_it_paid(
    subsidy: int, data: st.DataObject, province: int, city: int, county: int
) -> None:
    whole = province + city + county or 1
    shares = {"province": str(Fraction(province, whole)), "city": str(Fraction(city, whole))}
    order = Order(scheme=Scheme(shares=shares), subsidy=subsidy)
    order.parts = {level.value: fen for level, fen in order.scheme.split(subsidy).items()}
    claim = data.draw(st.integers(1, subsidy))
    found = money.to_come_back(order, claim)
    assert sum(found.values()) == claim
    assert all(0 < fen <= order.parts[level.value] for level, fen in found.items())

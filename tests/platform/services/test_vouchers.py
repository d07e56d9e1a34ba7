"""15.1 and 15.2 by their clauses: a voucher reserved, proved, confirmed, rated and settled by three levels, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.accounts import people
from tests.platform.services.world import (
    LEVELS,
    YUAN,
    act,
    agency,
    decided,
    firm,
    funds,
    of,
    offered,
    official,
    pay_all,
    scheme,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger import services as booking
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry
from zhiwei.platform.ledger.services import Refused
from zhiwei.platform.services import money, queries, rules, services
from zhiwei.platform.services.models import Order, Scheme

pytestmark = pytest.mark.django_db


class World:
    """Everything that an order needs."""

    def __init__(self) -> None:
        decided()
        scheme()
        self.funds = funds()
        self.agency, self.firm = agency(), firm()
        self.owner, self.clerk = of(self.firm), of(self.agency, Role.AGENCY)
        self.offer = offered(self.agency)

    def order(self, key: str = "k1") -> Order:
        """The firm orders the service."""
        return services.order(self.owner, self.firm, self.offer, key=key)

    def delivered(self, order: Order, invoice: str = "00812345", fen: str = "1800.00") -> Order:
        """The agency hands in invoice and proof."""
        return act(self.clerk, order, "deliver", invoice=invoice, invoiced=fen)

    def settled(self, order: Order) -> Order:
        """The firm confirms, the county settles."""
        act(self.owner, order, "confirm", grade="5")
        return act(official(Role.COUNTY), order, "settle")

    def at(self, place: Place) -> list[int]:
        """Fen of province, city and county in one place."""
        return [ledger.balance(self.funds[level], place) for level, _division in LEVELS]


@pytest.fixture
def world(db: None) -> World:
    """The county and its people."""
    return World()


def test_15_1_the_firm_picks_a_service_and_the_voucher_is_reserved(world: World) -> None:
    order = world.order()
    assert world.order() == order  # a double click
    assert (order.case.state, order.price, order.reserved) == ("reserved", 2_000 * YUAN, 1_000 * YUAN)
    assert world.at(Place.RESERVED) == [400 * YUAN, 300 * YUAN, 300 * YUAN]
    assert money.drawn(world.firm, 2012) == 1_000 * YUAN


def test_15_1_the_agency_delivers_with_proof_the_firm_confirms_and_rates(world: World) -> None:
    order = world.order()
    case = Case.objects.get(pk=order.pk)
    with pytest.raises(CaseRefused):
        cases.act(
            world.clerk, case.pk, "deliver", revision=case.revision,
            content={"invoice": "1", "invoiced": "1.00"}, documents={},
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        act(of(agency(), Role.AGENCY), order, "deliver", invoice="1", invoiced="1.00")
    order = world.delivered(order)
    assert (order.case.state, order.invoice, order.invoiced) == ("delivered", "00812345", 1_800 * YUAN)
    with pytest.raises(PermissionDenied):
        act(world.clerk, order, "confirm", grade="5")
    order = act(world.owner, order, "dispute", reason="只做了一半")
    assert (order.case.state, order.invoice) == ("reserved", "")
    order = world.delivered(order)
    order = act(world.owner, order, "confirm", grade="4")
    assert (order.case.state, order.grade) == ("confirmed", 4)
    (shown,) = queries.catalogue()
    assert (shown.confirmed, shown.grade) == (1, 4)


def test_15_1_the_subsidy_is_settled_to_the_right_level_once(world: World) -> None:
    order = world.settled(world.delivered(world.order()))
    # 1,800.00 x 50% = 900.00: 40% province, 30% city, the rest county; the voucher's 1,000.00 is free again
    assert (order.subsidy, order.parts) == (900 * YUAN, {"province": 36000, "city": 27000, "county": 27000})
    assert world.at(Place.RESERVED) == [0, 0, 0]
    assert world.at(Place.COMMITTED) == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    with pytest.raises(CaseRefused):
        act(official(Role.COUNTY), order, "settle")
    pay_all(world.funds)
    order.case.refresh_from_db()
    assert order.case.state == "paid"
    assert world.at(Place.PAID) == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    assert Entry.objects.filter(kind="pay").count() == 3
    assert {one.basis_key for one in Commitment.objects.filter(state="paid")} == {
        f"{world.agency.pk}/00812345"
    }
    assert [ledger.verify(fund) for fund in world.funds.values()] == [[], [], []]


def test_two_levels_alone_do_not_end_an_order(world: World) -> None:
    order = world.settled(world.delivered(world.order()))
    for levels, state in ((("province", "city"), "settled"), (("county",), "paid")):
        pay_all(world.funds, levels)
        order.case.refresh_from_db()
        assert order.case.state == state


def test_15_1_a_cancellation_releases_the_reserve(world: World) -> None:
    for who, key in ((world.owner, "a"), (world.clerk, "b")):
        order = act(who, world.order(key), "cancel")
        assert order.case.state == "cancelled"
        assert world.at(Place.RESERVED) == [0, 0, 0]
        assert money.drawn(world.firm, 2012) == 0
    order = act(official(Role.COUNTY), world.delivered(world.order("c")), "refuse", reason="服务不实")
    assert (order.case.state, world.at(Place.AVAILABLE)) == ("cancelled", [10_000 * YUAN] * 3)


def test_15_1_the_same_invoice_is_never_settled_twice(world: World) -> None:
    world.settled(world.delivered(world.order("a")))
    second = world.order("b")
    with pytest.raises(CaseRefused) as refused:
        world.delivered(second, invoice=" 0081 2345 ")
    assert "发票 00812345 已用于另一笔服务，同一张发票不能结算两次（第 15.1 句“" in str(refused.value)
    # even an order that got past the check is stopped by the ledger
    second = world.delivered(second, invoice="00999999")
    Order.objects.filter(pk=second.pk).update(invoice="00812345")
    with pytest.raises(CaseRefused) as refused:
        world.settled(second)
    assert "不能重复" in str(refused.value)
    assert world.at(Place.COMMITTED) == [360 * YUAN, 270 * YUAN, 270 * YUAN]


def test_15_2_no_confirmed_order_means_zero_subsidy(world: World) -> None:
    assert (rules.subsidy("330106", 0, 0, date(2012, 11, 5)).fen) == 0
    order = world.delivered(world.order())
    with pytest.raises(CaseRefused):
        act(official(Role.COUNTY), order, "settle")
    (result,) = queries.results(world.agency, 2012)
    assert (result.orders, result.value, result.due, result.verdict) == (0, 0, 0, "not_entitled")
    world.settled(order)
    (result,) = queries.results(world.agency, 2012)
    assert (result.orders, result.value, result.due, result.share) == (1, 1_800 * YUAN, 900 * YUAN, "50%")
    assert (result.settled, result.grade) == (900 * YUAN, 5)


def test_15_2_each_settlement_keeps_its_formula_and_inputs(world: World) -> None:
    order = world.settled(world.delivered(world.order()))
    kept = Receipt.objects.get(pk=order.receipt)
    assert receipts.check(kept) == []
    assert kept.subject == world.agency.pk
    assert (order.share, order.subsidy) == ("50%", 900 * YUAN)


def test_15_2_no_amount_is_typed_in(world: World) -> None:
    """What a service costs comes from the catalogue, what it is paid from the verdict; no step takes either."""
    with pytest.raises(CaseRefused, match="这一步没有“price”这一项"):
        cases.open_case(
            world.owner, rules.TYPE, world.firm, key="typed", origin="applicant",
            content={"offer": str(world.offer.pk), "price": "999999"},
        )  # fmt: skip
    order = world.order()
    with pytest.raises(CaseRefused, match="这一步没有“subsidy”这一项"):
        act(world.clerk, order, "deliver", invoice="1", invoiced="1800.00", subsidy="1800.00")
    act(world.owner, world.delivered(order), "confirm", grade="5")
    for name in ("subsidy", "amount", "share"):
        with pytest.raises(CaseRefused, match=f"这一步没有“{name}”这一项"):
            act(official(Role.COUNTY), order, "settle", **{name: "1"})
    assert not Commitment.objects.filter(basis_kind=money.INVOICE).exists()


def test_an_order_is_refused_with_every_reason(world: World) -> None:
    big = firm("medium")
    Scheme.objects.all().delete()
    with pytest.raises(CaseRefused) as refused:
        services.order(of(big), big, world.offer, key="x")
    said = str(refused.value)
    assert "服务券只给小型、微型企业；本企业的规模：中型；" in said
    assert "当地还没有报备服务券方案，第 15.1 句“" in said
    assert not Order.objects.exists()


def test_a_firm_draws_no_more_than_its_yearly_amount(world: World) -> None:
    for key in ("a", "b", "c"):
        world.order(key)
    with pytest.raises(CaseRefused) as refused:
        world.order("d")
    assert "本年度还可用 0 元，这项服务的补贴是 1,000 元" in str(refused.value)
    assert world.at(Place.RESERVED) == [1_200 * YUAN, 900 * YUAN, 900 * YUAN]


def test_a_level_without_money_stops_the_order_and_is_named(world: World) -> None:
    big = offered(world.agency, 6_000 * YUAN, "市场开拓方案")
    ledger_funds = world.funds["city"]
    booking.surrender(official(division="330100"), ledger_funds, 9_500 * YUAN, document="x", key="s")
    with pytest.raises(CaseRefused) as refused:
        services.order(world.owner, world.firm, big, key="big")
    assert str(refused.value) == "“小微企业创业服务专项”的“可用”只有 500 元，不足以办理"
    assert world.at(Place.RESERVED) == [0, 0, 0]
    booking.close_fund(official(division="330100"), ledger_funds, document="x", key="c")
    with pytest.raises(CaseRefused) as refused:
        world.order("again")
    assert "杭州市还没有可用于第 15.1 句的市级资金" in str(refused.value)


def test_a_scheme_needs_three_shares_that_make_one(world: World) -> None:
    for shares in ({"county": "0.9"}, {"county": "x"}, {"province": "2", "county": "-1"}):
        with pytest.raises(Refused):
            scheme(document="另一文号", shares=shares)
    scheme(document="三分之一", shares={"province": "1/3", "city": "1/3", "county": "1/3"})
    split = Scheme.objects.get(document="三分之一").split(100)
    assert {level.value: fen for level, fen in split.items()} == {"province": 33, "city": 33, "county": 34}
    with pytest.raises(PermissionDenied):
        services.file_scheme(
            official(division="330782"), division="330106", document="x", shares={"county": "1"},
            yearly_fen=1, from_day=date(2012, 1, 1),
        )  # fmt: skip


def test_only_an_agency_offers_and_only_its_own(world: World) -> None:
    with pytest.raises(PermissionDenied):
        services.offer(world.owner, world.agency, category="guidance", title="x", price=1)
    with pytest.raises(Refused) as refused:
        services.offer(world.clerk, world.agency, category="cooking", title=" ", price=0)
    assert refused.value.codes == ["category", "title", "price"]
    services.withdraw(world.clerk, world.offer)
    assert not queries.catalogue().exists()
    with pytest.raises(CaseRefused) as refused_order:
        world.order()
    assert "服务目录里没有这项服务" in str(refused_order.value)


def test_a_firm_of_another_owner_is_not_ordered_for(world: World) -> None:
    with pytest.raises(PermissionDenied):
        services.order(of(firm()), world.firm, world.offer, key="x")
    assert not Order.objects.exists()


def test_who_left_the_agency_is_not_invited(world: World) -> None:
    left, yesterday = people.person(), clock.today() - timedelta(days=1)
    people.member(left, Role.AGENCY, organisation=world.agency.organisation, to_day=yesterday)
    invited = set(world.order().case.participants.values_list("user", flat=True))
    assert world.clerk.user_id in invited
    assert left.pk not in invited

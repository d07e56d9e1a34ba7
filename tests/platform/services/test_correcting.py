"""One agency's vouchers of some days are found false together: one act begins the clawback of each, booked alone, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.portal.pages import text_of
from tests.platform.services.test_vouchers import World
from tests.platform.services.world import DAY, XIHU, YUAN, act, agency, of, offered, official, pay_all
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases.models import Case, Step
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.services import services
from zhiwei.platform.services.models import Clawback, Order

pytestmark = pytest.mark.django_db
FALSE = {"found": "0", "finding": "西审〔2012〕3号", "reason": "服务没有发生"}
DECISION = {"decision": "西财追〔2012〕1号", "return_by": (DAY + timedelta(days=30)).isoformat()}
LATER = date(2012, 11, 12)


class Many(World):
    """Three paid vouchers of 300 yuan each of one agency, the first ordered a week before the others; one of another
    agency."""

    def __init__(self) -> None:
        super().__init__()
        self.orders = [self.ordered(1)]

    def later(self) -> None:
        """A week later the others are ordered, and all are paid."""
        self.orders += [self.ordered(number) for number in (2, 3)]
        self.other = agency()
        clerk = of(self.other, Role.AGENCY)
        order = services.order(self.owner, self.firm, offered(self.other, 600 * YUAN), key="other")
        act(clerk, order, "deliver", invoice="9", invoiced="600.00")
        self.apart = self.settled(order)
        pay_all(self.funds)

    def ordered(self, number: int) -> Order:
        """One order, settled."""
        return self.settled(self.delivered(self.order(f"k{number}"), f"0081234{number}", "600.00"))

    def states(self) -> list[str]:
        """Where the three stand, and the one apart."""
        keys = [one.pk for one in (*self.orders, self.apart)]
        return [Case.objects.get(pk=key).state for key in keys]


@pytest.fixture
def many(settings: Any) -> Iterator[Many]:
    settings.SECOND_FACTOR = False
    made = Many()
    with clock.stopped(LATER):
        made.later()
        yield made


def client_of(role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    client = Client()
    client.force_login(people.official(role, division))
    return client


def address(many: Many, step: str = "doubt", **days: str) -> str:
    more = "".join(f"&{name}={day}" for name, day in days.items())
    return f"/office/services/correct/{step}/?agency={many.agency.pk}{more}"


def ticked(client: Client, page: str) -> list[str]:
    """The orders that a page offers, all ticked."""
    return re.findall(r'name="orders" value="([^"]+)"[^>]*checked', client.get(page).content.decode())


def test_all_orders_of_an_agency_are_doubted_in_one_act_and_decided_by_another_in_one(many: Many) -> None:
    county = client_of()
    orders = ticked(county, address(many))
    assert {text.split(":")[0] for text in orders} == {str(one.pk) for one in many.orders}
    page = county.post(address(many), {**FALSE, "orders": orders})
    assert "已办理 3 笔。" in text_of(page)
    assert many.states() == ["doubted", "doubted", "doubted", "paid"]
    assert [one.fen for one in Clawback.objects.all()] == [300 * YUAN] * 3
    assert set(Clawback.objects.values_list("reason", "finding")) == {("服务没有发生", "西审〔2012〕3号")}
    assert many.at(Place.RECEIVABLE) == [0, 0, 0]  # a second person decides
    (told,) = Act.objects.filter(act="services.correct")
    assert (told.key, told.detail["count"], told.detail["failed"]) == (str(many.agency.pk), 3, 0)
    assert told.detail["content"]["reason"] == "服务没有发生"
    page = county.post(address(many, "claim"), {**DECISION, "orders": ticked(county, address(many, "claim"))})
    assert text_of(page).count("须由另一人办理") == 3
    assert many.states()[:3] == ["doubted"] * 3
    finance = client_of(Role.FINANCE)
    finance.post(address(many, "claim"), {**DECISION, "orders": ticked(finance, address(many, "claim"))})
    assert many.states() == ["claimed", "claimed", "claimed", "paid"]
    # 900.00 come back: 40% province, 30% city, 30% county
    assert many.at(Place.RECEIVABLE) == [360 * YUAN, 270 * YUAN, 270 * YUAN]
    assert [ledger.verify(fund) for fund in many.funds.values()] == [[], [], []]


def test_the_same_act_sent_again_does_nothing_twice(many: Many) -> None:
    county = client_of()
    sent = {**FALSE, "orders": ticked(county, address(many))}
    county.post(address(many), {**sent, "orders": sent["orders"][:1]})  # broken off after the first
    for _again in range(2):
        assert "已办理 3 笔。" in text_of(county.post(address(many), sent))
    assert Clawback.objects.count() == Step.objects.filter(transition="doubt").count() == 3
    assert [one.detail["count"] for one in Act.objects.filter(act="services.correct").order_by("seq")] == [
        1,
        2,
    ]


def test_what_is_refused_is_named_with_its_reason_and_stops_no_other(many: Many) -> None:
    county = client_of()
    sent = {**FALSE, "found": "600.00", "orders": ticked(county, address(many))}
    page = text_of(county.post(address(many), sent))
    assert page.count("没有可追回的") == 3
    act(official(Role.FINANCE), many.orders[0], "doubt", **FALSE)  # somebody was faster
    page = text_of(county.post(address(many), {**sent, **FALSE}))
    number = many.orders[0].case.number
    assert "已办理 2 笔。" in page
    assert f"{number} {many.firm.name} 300.00 没有办成 这件办件刚被他人办理过，请刷新后再办" in page
    assert many.states() == ["doubted", "doubted", "doubted", "paid"]
    assert Clawback.objects.count() == 3


def test_the_days_and_the_agency_narrow_what_is_offered(many: Many) -> None:
    county = client_of()
    first, *rest = (str(one.pk) for one in many.orders)
    found = ticked(county, address(many, from_day="2012-11-01", to_day="2012-11-05"))
    assert [text.split(":")[0] for text in found] == [first]
    found = ticked(county, address(many, from_day="2012-11-06"))
    assert {text.split(":")[0] for text in found} == set(rest)
    page = county.get("/office/services/correct/doubt/")
    assert "请先选机构" in text_of(page)
    assert {one.pk for one in page.context["filters"].fields["agency"].queryset} == {
        many.agency.pk, many.other.pk,
    }  # fmt: skip
    smuggled = f"{many.apart.pk}:{Case.objects.get(pk=many.apart.pk).revision}"
    county.post(address(many), {**FALSE, "orders": [smuggled]})  # another agency's
    assert many.states()[3] == "paid"
    page = county.post(address(many), {"found": "0", "orders": ["x"]})
    assert page.status_code == 422
    assert not Clawback.objects.exists()


def test_only_who_may_take_the_step_gets_there(many: Many) -> None:
    assert client_of(Role.AUDITOR).get(address(many)).status_code == 404
    assert client_of().get(address(many, "paid")).status_code == 404
    elsewhere = client_of(division="330782")
    assert ticked(elsewhere, address(many)) == []
    orders = [f"{one.pk}:{Case.objects.get(pk=one.pk).revision}" for one in many.orders]
    elsewhere.post(address(many), {**FALSE, "orders": orders})
    assert not Clawback.objects.exists()
    desk = client_of().get("/office/services/").content.decode()
    assert 'href="/office/services/correct/doubt/"' in desk

"""15.1 by year and county: what the report counts, from orders and the ledger, and what it does not tell."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.services.test_vouchers import World
from tests.platform.services.world import XIHU, YUAN, firm, of, pay_all
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.services import report, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """The county and its people."""
    return World()


def test_15_1_the_yearly_report_counts_orders_and_what_each_level_paid(world: World) -> None:
    """Settled on 1,800 and 1,000 yuan: 900 and 500, of 1,400 yuan 40 and 30 per cent; the third was only ordered."""
    for key, fen in (("a", "1800.00"), ("b", "1000.00")):
        world.settled(world.delivered(world.order(key), invoice=key, fen=fen))
    pay_all(world.funds, ("province", "city"))
    other = firm()
    services.order(of(other), other, world.offer, key="c")
    (line,) = report.lines(2012)
    assert (line.division, line.ordered, line.confirmed) == (XIHU, 3, 2)
    assert (line.firms, line.agencies) == ({world.firm.pk}, {world.agency.pk})
    assert (line.value, line.subsidy) == (2_800 * YUAN, 1_400 * YUAN)
    paid = {level: fen for level, fen in line.paid.items() if fen}
    assert paid == {Level.PROVINCE: 560 * YUAN, Level.CITY: 420 * YUAN}
    assert line.mean is None  # two grades are too few
    assert report.lines(2011) == []


def test_15_1_everybody_reads_the_report_and_no_firm_is_named(world: World) -> None:
    world.settled(world.delivered(world.order()))
    pay_all(world.funds)
    client = Client()
    address = reverse("services:report")
    assert address in client.get(reverse("services:catalogue")).content.decode()
    page = client.get(address, {"year": "2012"}).content.decode()
    assert "杭州市西湖区" in page
    assert world.firm.name not in page
    file = b"".join(client.get(address, {"year": "2012", "report-export": "csv"})).decode()  # type: ignore[arg-type]
    assert file.splitlines()[1] == "杭州市西湖区,1,1,1,1,1800.00,900.00,360.00,270.00,270.00,"
    with clock.stopped(date(2013, 3, 1)):
        assert "本年度还没有服务单" in client.get(address).content.decode()
    assert "Yearly report" in client.get(address, headers={"accept-language": "en"}).content.decode()

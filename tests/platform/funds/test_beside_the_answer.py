"""The answer of a firm names its own cases: under way, or paid for a measure that has ended since; to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.world import DAY, case_of, confirmed, decided, firm, funded, night, pay
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def measure(text: str, which: str) -> str:
    """What stands under one measure."""
    found = re.search(rf'<article class="measure" id="m-{which}">(.*?)</article>', text, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_owner_sees_a_case_under_way_and_a_payment_of_a_measure_that_has_ended() -> None:
    decided()
    subject, fund = firm(0, "300000.00"), funded()
    other = firm(1, "200000.00")
    address = f"/subjects/{subject.pk}/answer/"
    assert subject.organisation is not None
    mine = people.owner(subject.organisation)
    assert "您的办件" not in page(mine, address)
    night()
    case = case_of(subject)
    under_way = page(mine, f"{address}?as_of=2012-12-31")
    assert "您的办件" in under_way
    assert "应得的奖励已经算出，正在公示" in under_way
    beside = measure(under_way, "27-2")
    assert f'<a href="/my/cases/{case.pk}/">办件 {case.number}</a>' in beside
    assert '核定 <b class="nw">9,600 元</b>' in beside
    assert case_of(other).number not in under_way
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(subject)
        pay(fund)
    with clock.stopped(TODAY):
        today = page(mine, address)
        assert '已付 <b class="nw">9,600 元</b>' in measure(today, "27-2")
        assert "按 2012-12-31 的规定" in today
        assert ReadItem.objects.filter(kind="subject", key=str(subject.pk)).exists()
        office = page(people.official(Role.COUNTY, "330106"), address)
        assert f'<a href="/office/cases/{case.pk}/">办件 {case.number}</a>' in measure(office, "27-2")

"""Pages of the programmes: a run begun and reported, why somebody got nothing, what the public sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.platform.accounts import people
from tests.platform.funds.world import DAY, confirmed, decided, firm, funded, night, pay
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.models import Run
from zhiwei.platform.funds.views import office
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import Commitment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def browser(user: User | None = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_run_from_the_page_and_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    decided()
    firm(0, "300000.00")
    firm(1, "60000.00")
    firm(2, None)
    by = browser(people.official(Role.COUNTY, "330106"))
    assert "对杭州市西湖区核算" in text(by.get("/office/programmes/"))
    with clock.stopped(date(2026, 11, 26)):
        later = browser(people.official(Role.COUNTY, "330106"))
        assert 'value="2015-12-31"' in text(later.get("/office/programmes/"))
    sent = by.post("/office/programmes/begin/", {"type": "reward", "as_of": "2012-12-31"})
    made = Run.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/office/programmes/{made.pk}/")
    page = text(by.get(sent["Location"]))
    assert "须由另一位经办人复核后才立案公示" in page
    assert "9,600.00" in page
    by.post(f"{sent['Location']}release/")
    assert not Case.objects.exists()  # nothing is opened by one person
    other = browser(people.official(Role.COUNTY, "330106"))
    assert "复核无误，立案并公示" in text(other.get(sent["Location"]))
    assert (
        browser(people.official(Role.COUNTY, "330782")).post(f"{sent['Location']}release/").status_code == 404
    )
    other.post(f"{sent['Location']}release/")
    page = text(by.get(sent["Location"]))
    for said in ("9,600.00", "应纳税所得额超过奖励起点", "尚缺事实", "核定并公示"):
        assert said in page, said
    found = text(by.get(sent["Location"], {"q": "古荡"}))
    assert "杭州古荡纸品有限公司</b> 不能享受：应纳税所得额超过奖励起点：否" in found
    assert "找到的超过" not in found
    monkeypatch.setattr(office, "MOST", 1)
    assert "找到的超过 1 户，只列前 1 户" in text(by.get(sent["Location"], {"q": "杭州"}))
    csv = b"".join(by.get(sent["Location"], {"reasons-export": "csv"}).streaming_content).decode()
    assert "应纳税所得额超过奖励起点：否,1" in csv
    assert Case.objects.count() == 1


def test_who_may_begin_and_see_a_run() -> None:
    decided()
    night(division="330106")
    made = Run.objects.get()
    for role, division, status in (
        (Role.COUNTY, "330106", 200),
        (Role.CITY, "330100", 200),
        (Role.AUDITOR, "330000", 200),
        (Role.COUNTY, "330782", 404),
    ):
        assert (
            browser(people.official(role, division)).get(f"/office/programmes/{made.pk}/").status_code
            == status
        )
    tax = browser(people.official(Role.TAX, "330106"))
    assert tax.post("/office/programmes/begin/", {"type": "reward", "as_of": "2012-12-31"}).status_code == 403
    county = browser(people.official(Role.COUNTY, "330106"))
    assert (
        county.post("/office/programmes/begin/", {"type": "reward", "as_of": "2099-12-31"}).status_code == 422
    )
    assert Run.objects.count() == 1


def test_the_public_page_names_nobody() -> None:
    decided()
    subject, fund = firm(0, "300000.00"), funded()
    night()
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(subject)
        pay(fund)
        page = text(browser().get("/programmes/reward/"))
    for said in ("杭州市西湖区", "9,600.00", "2012"):
        assert said in page
    assert subject.name not in page
    assert browser().get("/programmes/none/").status_code == 404


def test_a_case_leads_to_its_money_in_the_books() -> None:
    decided()
    subject, fund = firm(0, "300000.00"), funded()
    night()
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        confirmed(subject)
        pay(fund)
        case, promise = Case.objects.get(), Commitment.objects.get()
        office = text(browser(people.official(Role.COUNTY, "330106")).get(f"/office/cases/{case.pk}/"))
        assert subject.organisation is not None
        own = text(browser(people.owner(subject.organisation)).get(f"/my/cases/{case.pk}/"))
    for page, address in ((office, "/office/commitments/"), (own, "/my/money/")):
        assert f'href="{address}{promise.pk}/">{fund}</a>：<b class="num">9,600.00</b> 元，已付' in page


def test_the_owners_first_page_says_what_waits_for_him() -> None:
    decided()
    subject, _ = firm(0, "300000.00"), funded()
    night()
    assert subject.organisation is not None
    address = f"/my/{subject.pk}/"
    assert "请您办理" not in text(browser(people.owner(subject.organisation)).get(address))
    with clock.stopped(DAY + timedelta(days=7)):
        night()
        own, case = browser(people.owner(subject.organisation)), Case.objects.get()
        page = text(own.get(address))
        assert "1 件请您办理" in page
        assert f'<a href="/my/cases/{case.pk}/">确认收款账户</a>' in page
        confirmed(subject)
        assert "请您办理" not in text(own.get(address))

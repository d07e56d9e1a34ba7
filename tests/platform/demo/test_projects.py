"""The programme from files in the demonstration: a year paid, cases and records in every state, each actor with something to do."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.programmes.files import get
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import counting, keeping
from zhiwei.platform.programmes.registers.faults import Refused
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


def test_records_and_cases_are_in_every_state(province: None) -> None:
    states = Counter(Record.objects.filter(register="stands").values_list("state", flat=True))
    assert states == {"confirmed": 16, "disputed": 1, "struck": 1, "entered": 5}
    assert Record.objects.filter(register="fairs").count() == 6
    cases = dict(Case.objects.filter(type="stand_subsidy").values_list("key", "state"))
    year = clock.today().year
    assert cases == {
        "demo/projects/2013": "paid", f"demo/projects/{year - 2}": "settled", f"demo/projects/{year - 1}": "submitted",
    }  # fmt: skip


def test_the_past_year_was_paid_as_its_register_says(province: None) -> None:
    confirmed = (1200_00, 1200_00, 1350_50, 980_00, 2400_00, 2400_00, 1800_00)
    programme = get("stands")
    assert counting.value(programme, programme.counts["fees"], year=2013) == sum(confirmed)
    held = Commitment.objects.get(basis_kind="stand_subsidy", state="paid")
    assert held.paid == sum(confirmed) // 2 == 5_665_25  # the county pays half
    fund = Fund.objects.get(key="demo/15.2/330110/2014")
    assert books.balance(fund, Place.PAID) == held.paid
    assert books.verify(fund) == []


def test_a_fair_is_full_and_the_owner_has_a_stand_to_confirm(province: None) -> None:
    clerk = people.viewer(User.objects.get(username="exhibitor"))
    full = Record.objects.filter(register="fairs", day__gt=clock.today()).get()
    agency = Subject.objects.get(organisation__in=clerk.organisation_ids)
    other = Subject.objects.filter(entity="enterprise", division="330110").order_by("name").last()
    values = {
        "contract": "示例展-9",
        "fair": full,
        "firm": other,
        "held_on": full.day.isoformat(),
        "fee": "100",
    }
    with pytest.raises(Refused, match="名额已满：共 3 个"):
        keeping.enter(clerk, "stands", "stands", values, owner=agency)
    owner = Client()
    owner.force_login(User.objects.get(username="owner"))
    mine = Record.objects.get(
        state="entered", links__subject__organisation__memberships__user__username="owner"
    )
    assert "确认参展" in owner.get(f"/records/{mine.pk}/").content.decode()


def test_everybody_finds_the_programme(province: None) -> None:
    page = Client().get("/projects/").content.decode()
    assert "小微企业参展服务补贴" in page
    detail = Client().get("/projects/stands/").content.decode()
    assert "5,665.25" in detail
    for username, address in (
        ("exhibitor", "/my/projects/"),
        ("county", "/office/projects/stands/"),
        ("owner", "/my/projects/"),
    ):
        client = Client()
        client.force_login(User.objects.get(username=username))
        assert "小微企业参展服务补贴" in client.get(address).content.decode()

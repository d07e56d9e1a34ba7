"""What can be paid now stands on the desk of whoever makes the lists of its fund."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.ledger.test_payments import ordered
from tests.platform.ledger.world import DAY, HANGZHOU, XIHU, YUAN, committed, firm, fund, official
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.ledger.services import Paid, Part

pytestmark = pytest.mark.django_db


def able() -> list[tuple[int, int]]:
    """Of each fund what an official of its place may pay: how many, yuan."""
    return [(one.count, one.fen // YUAN) for one in queries.payable_by_fund(official())]


def test_each_fund_tells_how_many_and_how_much_as_its_list_would() -> None:
    one, two = fund(1000 * YUAN), fund(1000 * YUAN)
    assert able() == []
    committed(one, 100 * YUAN)
    committed(one, 50 * YUAN, subject=firm(account=False))
    parts = committed(two, 300 * YUAN)
    due = [Part(100 * YUAN, DAY), Part(120 * YUAN, DAY), Part(80 * YUAN, DAY + timedelta(30))]
    services.split(SYSTEM, parts, due, key="split")
    committed(two, 10 * YUAN)
    assert sorted(able()) == [(1, 100), (2, 110)]
    made = services.make_payment_list(official(), two, queries.payable(two), key="L")
    assert sum(made.lines.values_list("fen", flat=True)) == 110 * YUAN
    assert able() == [(1, 100)]
    services.approve_list(official(), made, revision=1)
    services.confirm_paid(official(), made, [Paid(line.pk, DAY, "T") for line in made.lines.all()])
    assert sorted(able()) == [(1, 100), (1, 120)]


def test_it_is_told_to_who_makes_the_lists_of_the_place_itself() -> None:
    committed(fund(1000 * YUAN), 100 * YUAN)
    viewers = [official(), official(HANGZHOU), official("330782"), official(role=Role.AUDITOR)]
    assert [len(queries.payable_by_fund(viewer)) for viewer in viewers] == [1, 0, 0, 0]


def test_a_payment_that_failed_can_be_paid_again() -> None:
    made = ordered(100 * YUAN)
    assert able() == []
    services.fail_paid(official(), made, [services.Failed(made.lines.get().pk, "账号不符")])
    assert able() == [(1, 100)]
    assert Commitment.objects.get().committed == 100 * YUAN


def test_the_desk_of_finance_leads_to_the_fund() -> None:
    there = fund(1000 * YUAN)
    for fen in (100, 250):
        committed(there, fen * YUAN)
    pages = {}
    for division in (XIHU, "330782"):
        client = Client()
        client.force_login(people.official(Role.FINANCE, division))
        with clock.stopped(DAY):
            pages[division] = client.get("/office/").content.decode()
    line = f'<a href="{reverse("ledger:fund", args=[there.pk])}">{there}：2 笔可以付款，共 350.00 元</a>'
    assert [line in page for page in pages.values()] == [True, False]

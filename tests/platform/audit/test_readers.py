"""A role that may only read changes nothing: by no act, and by no form of any page."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.platform.accounts import people
from tests.platform.ledger.test_payments import ordered
from tests.platform.ledger.world import DAY, XIHU, YUAN
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit import log
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import BankAccount
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db

OWN = ("accounts/", "account/", "back/", "logout", "login")
"""Pages of one's own log-in, which everybody may use."""


def test_an_act_of_somebody_who_may_only_read_is_undone() -> None:
    auditor = people.viewer(people.official(Role.AUDITOR, XIHU))
    both = people.official(Role.AUDITOR, XIHU)
    people.member(both, Role.COUNTY, XIHU)
    subject = Subject.objects.create(entity="enterprise", name="甲", division=XIHU)

    def change() -> None:
        with transaction.atomic():
            Subject.objects.filter(pk=subject.pk).update(name="乙")
            log.record(auditor, "subjects.change", kind="subject", key=str(subject.pk), division=XIHU)

    with pytest.raises(PermissionDenied):
        change()
    assert Subject.objects.get(pk=subject.pk).name == "甲"
    assert log.record(auditor, "audit.export", kind="audit", key="acts") is not None
    assert log.record(people.viewer(both), "subjects.change", kind="subject", key=str(subject.pk)) is not None


def test_no_form_of_any_page_lets_an_auditor_act(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        made = ordered(500 * YUAN, 200 * YUAN)
        line = made.lines.first()
        there = {
            "office/ledger/": made.fund_id, "office/commitments/": line.commitment_id, "office/payments/": made.pk,
            "bank-accounts/": line.account_id, "my/money/account/": line.account_id,
            "subjects/": line.commitment.subject_id, "office/subjects/": line.commitment.subject_id,
        }  # fmt: skip
        client = Client()
        client.force_login(people.official(Role.AUDITOR, XIHU))
        before = list(BankAccount.objects.values_list("state", flat=True))
        last = Act.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        form = {
            "reason": "试",
            "claim-key": "k",
            "claim-fen": "1",
            "claim-reason": "试",
            "key": "k",
            "revision": "1",
        }
        form |= {
            "release-key": "k",
            "release-reason": "试",
            "money-key": "k",
            "money-fen": "1",
            "money-document": "文",
        }
        found = {address: client.post(address, form).status_code for address in set(_addresses(there))}
        acts = set(Act.objects.filter(seq__gt=last).values_list("act", flat=True))
    assert len(found) > 150
    assert found[f"/office/commitments/{line.commitment_id}/claim/"] == 403
    assert found[f"/office/payments/{made.pk}/set-back/"] == 403
    assert {status for status in found.values() if status >= 500} == set()
    assert acts <= log.OF_READERS
    line.commitment.refresh_from_db()
    assert (line.commitment.ordered, line.commitment.receivable) == (500 * YUAN, 0)
    assert list(BankAccount.objects.values_list("state", flat=True)) == before


def _addresses(there: dict[str, uuid.UUID]) -> Iterator[str]:
    """Every address of the platform, with a record that is there where one is known, else with one that is not."""
    for pattern, prefix in _patterns(get_resolver().url_patterns, ""):
        route = prefix + str(pattern.pattern)
        if ("<" not in route and "^" in route) or route.startswith(OWN):
            continue
        key = max((start for start in there if route.startswith(start)), key=len, default="")
        first = True
        while "<" in route:
            head, _, rest = route.partition("<")
            what, _, tail = rest.partition(">")
            kind = what.partition(":")[0] if ":" in what else "str"
            filled = {"uuid": str(there[key] if key and first else uuid.uuid4()), "int": "1"}.get(kind, "x")
            route, first = head + filled + tail, False
        yield "/" + route.strip("^$")


def _patterns(rows: Any, prefix: str) -> Iterator[tuple[URLPattern, str]]:
    for row in rows:
        if isinstance(row, URLPattern):
            yield row, prefix
        else:
            yield from _patterns(row.url_patterns, prefix + str(row.pattern))

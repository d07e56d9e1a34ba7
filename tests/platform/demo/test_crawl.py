"""Everybody of the demonstration follows every link of his pages: none leads nowhere, none shows an error."""

from __future__ import annotations

import re
from collections import deque
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from zhiwei.platform.accounts.models import User

pytestmark = pytest.mark.django_db
LINK = re.compile(r'\shref="([^"#][^"]*)"')
PAGES = 90
"""Pages visited by one person."""
ALIKE = 3
"""Pages of one kind, i.e. that differ in numbers and keys only."""
PEOPLE = ("", "owner", "county")
MORE = (
    "province", "auditor", "security", "accountant", "city", "finance", "tax", "registration", "credit", "bank", "guarantor", "venture", "agency", "incubator", "institute", "researcher", "expert", "trainer", "system",
    "auditadmin",
)  # fmt: skip


def kind_of(address: str) -> str:
    """An address without what tells pages of one kind apart."""
    path, _, query = address.partition("?")
    bare = re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|\d[\d.]*|(?<=/parameters/)[^/]+|(?<=/documents/)[^/]+", "*", path
    )
    return f"{bare}?{'&'.join(sorted(part.partition('=')[0] for part in query.split('&')))}"


def closed(response: Any) -> None:
    """Close a download without closing the test's connection to the database, as the client does for pages."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _as_in_the_demonstration(settings: Any) -> None:
    settings.DEMO, settings.SECOND_FACTOR = True, False


@pytest.mark.parametrize(
    "username", [*PEOPLE, *(pytest.param(name, marks=pytest.mark.large) for name in MORE)]
)
def test_no_link_leads_nowhere(province: None, username: str) -> None:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    waiting, seen, kinds, wrong, visited = deque(["/"]), {"/"}, {}, [], 0
    while waiting and visited < PAGES:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        visited += 1
        if response.status_code >= 400:
            wrong.append((response.status_code, address))
        if not response.headers.get("Content-Type", "").startswith("text/html") or response.streaming:
            closed(response)
            continue
        base = response.redirect_chain[-1][0] if response.redirect_chain else address
        for found in LINK.findall(response.content.decode()):
            target = urldefrag(urljoin(base, found.replace("&amp;", "&"))).url
            outside = urlsplit(target).netloc or target.startswith(("mailto:", "data:", "/static/"))
            kind = kind_of(target)
            if outside or target in seen or "logout" in target or kinds.get(kind, 0) >= ALIKE:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(target)
            waiting.append(target)
    assert wrong == []
    assert visited > 20

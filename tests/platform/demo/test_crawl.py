"""Everybody of the demonstration follows every link of his pages: none leads nowhere, none shows an error, and where an
official reads the name of an enterprise on a page that is not public, that he read it is written down."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from tests.platform.closing import closed
from zhiwei.platform.accounts.models import User
from zhiwei.platform.audit.models import Reading, ReadItem
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
LINK = re.compile(r'\shref="([^"#][^"]*)"')
TEXT = re.compile(r">([^<>]+)<")
PAGES = 90
"""Pages visited by one person."""
ALIKE = 3
"""Pages of one kind, i.e. that differ in numbers and keys only."""
PEOPLE = ("", "owner", "county")
MORE = (
    "province", "auditor", "security", "accountant", "city", "finance", "tax", "registration", "credit", "bank", "guarantor", "venture", "agency", "exhibitor", "incubator", "institute", "researcher", "expert", "trainer", "system",
    "auditadmin",
)  # fmt: skip


def kind_of(address: str) -> str:
    """An address without what tells pages of one kind apart."""
    path, _, query = address.partition("?")
    bare = re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|\d[\d.]*|(?<=/parameters/)[^/]+|(?<=/documents/)[^/]+", "*", path
    )
    return f"{bare}?{'&'.join(sorted(part.partition('=')[0] for part in query.split('&')))}"


def inside(page: str, base: str) -> Iterator[str]:
    """The addresses of the site that a page at ``base`` leads to, but for files and the way out."""
    for found in LINK.findall(page):
        target = urldefrag(urljoin(base, found.replace("&amp;", "&"))).url
        outside = urlsplit(target).netloc or ":" in target.partition("/")[0]
        if not outside and "logout" not in target and not target.startswith("/static/"):
            yield target


@pytest.fixture(autouse=True)
def _as_in_the_demonstration(settings: Any) -> None:
    settings.DEMO, settings.SECOND_FACTOR = True, False


def last_reading() -> int:
    """The number of the newest reading, 0 for none."""
    return Reading.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def unread(page: str, since: int, enterprises: dict[str, set[str]]) -> list[str]:
    """The enterprises that a page names and whose reading was not written down since."""
    told = {text for one in TEXT.findall(page) if (text := html.unescape(one).strip()) in enterprises}
    keys = (
        set(ReadItem.objects.filter(reading__seq__gt=since).values_list("key", flat=True)) if told else set()
    )
    return sorted(name for name in told if not enterprises[name] & keys)


@pytest.mark.parametrize(
    "username", [*PEOPLE, *(pytest.param(name, marks=pytest.mark.large) for name in MORE)]
)
def test_no_link_leads_nowhere(province: None, username: str) -> None:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    enterprises: dict[str, set[str]] = {}
    for name, key in Subject.objects.filter(entity="enterprise").values_list("name", "pk"):
        enterprises.setdefault(name, set()).add(str(key))
    waiting, seen, visited = deque(["/"]), {"/"}, 0
    kinds: dict[str, int] = {}
    wrong: list[tuple[object, ...]] = []
    while waiting and visited < PAGES:
        address = waiting.popleft()
        since = last_reading()
        response = client.get(address, follow=True)
        visited += 1
        if response.status_code >= 400:
            wrong.append((response.status_code, address))
        if not response.headers.get("Content-Type", "").startswith("text/html") or response.streaming:
            closed(response)
            continue
        base = response.redirect_chain[-1][0] if response.redirect_chain else address
        if base.startswith("/office/") and (names := unread(response.content.decode(), since, enterprises)):
            wrong.append(("read without a record", address, names))
        for target in inside(response.content.decode(), base):
            kind = kind_of(target)
            if target in seen or kinds.get(kind, 0) >= ALIKE:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(target)
            waiting.append(target)
    assert wrong == []
    assert visited > 20

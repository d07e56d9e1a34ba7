"""Every kind of page that somebody of the demonstration can reach, in a real browser: axe finds no serious fault, nothing
is wider than a telephone, and each page has one heading of the first order."""

from __future__ import annotations

import mimetypes
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from tests.platform.axe import faults
from tests.platform.closing import closed
from tests.platform.demo.test_crawl import MORE, PEOPLE, inside, kind_of
from zhiwei.platform.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.large]
SITE = "http://testserver"
PROGRAMS = "/api/v1"
"""What programs read."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

BEYOND_THE_EDGE = """() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const scrolls = (one) => one && (["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
    const beyond = [...document.body.querySelectorAll("*")].filter(
        (one) => one.getBoundingClientRect().right > edge + 1 && !scrolls(one.parentElement));
    return beyond.slice(0, 3).map((one) => one.cloneNode(false).outerHTML + one.textContent.trim().slice(0, 40));
}"""
"""The first elements that reach beyond the window, unless they scroll in a frame of their own."""


@pytest.fixture(autouse=True)
def _as_in_the_demonstration(settings: Any) -> None:
    settings.DEMO, settings.SECOND_FACTOR = True, False


@pytest.fixture
def unseen(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], bool]:
    """Whether nobody has looked at a kind of page yet, in whichever process of this run; who asks is the one who looks."""
    mine = tmp_path_factory.getbasetemp()
    seen = (mine if worker_id == "master" else mine.parent) / "looked-at"
    seen.mkdir(exist_ok=True)

    def claim(kind: str) -> bool:
        try:
            (seen / quote(kind, safe="")).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return claim


@pytest.mark.parametrize("username", [*PEOPLE, *MORE])
def test_pages_can_be_used_by_everybody(
    province: None, page: Page, username: str, unseen: Callable[[str], bool]
) -> None:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))

    pages: dict[str, tuple[dict[str, str], bytes]] = {}

    def served(route: Route) -> None:
        """The page that was asked for already, as the database is not for the browser's side; files as they lie."""
        address = route.request.url.removeprefix(SITE)
        headers, body = pages[address] if address in pages else _file(address)
        route.fulfill(headers=headers, body=body)

    page.route("**/*", served)
    waiting, met, wrong = deque(["/"]), set[str](), list[str]()
    while waiting:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        text = "" if response.streaming else response.content.decode(errors="replace")
        closed(response)
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        here = response.redirect_chain[-1][0] if response.redirect_chain else address
        if unseen(sort_of(here)):
            pages[here] = _headers(response), response.content
            if found := looked_at(page, here):
                wrong += [f"{here}: {one}" for one in found]
        for target in inside(text, here):
            kind = sort_of(target)
            if target.startswith(PROGRAMS):
                continue
            if kind not in met:
                met.add(kind)
                waiting.append(target)
    assert wrong == [], "\n".join(wrong)
    assert len(met) > 20


def _file(address: str) -> tuple[dict[str, str], bytes]:
    path = finders.find(address.partition("?")[0].removeprefix(settings.STATIC_URL))
    assert path, f"a page asks for {address}, which is not a file of the site"
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return {"Content-Type": kind}, Path(path).read_bytes()


def _headers(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "Content-Length"}


def sort_of(address: str) -> str:
    """The kind of a page, whatever its list is sorted or filtered by."""
    return kind_of(address.partition("?")[0])


def looked_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page: axe's serious faults, headings, and what does not fit a telephone."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(SITE + address)
    found = faults(page)
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} headings of the first order")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += [f"wider than a telephone: {one}" for one in page.evaluate(BEYOND_THE_EDGE)]
    return found

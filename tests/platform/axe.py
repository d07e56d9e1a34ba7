"""What axe finds wrong with a page, asked of a page that has arrived."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

SERIOUS = ("serious", "critical")
TRIES = 3


def faults(page: Page) -> list[str]:
    """Serious and critical faults, each with the beginning of every place."""
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in _violations(page)
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def _violations(page: Page) -> list[dict[str, Any]]:
    """A click may still be leaving the page that axe has begun to read: then the page it leads to is asked."""
    for _ in range(TRIES - 1):
        page.wait_for_load_state("load")
        before = page.url
        try:
            found: list[dict[str, Any]] = Axe().run(page).response["violations"]
        except Error:
            continue
        if page.url == before:
            return found
    page.wait_for_load_state("load")
    last: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return last

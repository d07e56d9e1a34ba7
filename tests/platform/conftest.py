"""What tests of the platform share: a browser, and the mark of those that need a database."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_django
from django.utils import translation

from tests.platform import migrated
from tests.platform.closing import ended_sessions

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, silent towards the outside."""
    if CHROMIUM is None:
        reason = "NOT RUN (no Chromium on this machine)"
        if os.environ.get("ZHIWEI_NOT_RUN_FAILS"):
            pytest.fail(reason)
        pytest.skip(reason)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader from Hangzhou: the pages come in Chinese unless a test asks for another language."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session", autouse=True)
def _django_beside_playwright() -> None:
    """Playwright runs an event loop in the test's thread, which Django would refuse to work beside."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The database of the tests begins as a copy of one that is migrated once in a run."""
    migrated.begin_with_a_copy(tmp_path_factory)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """The database of the tests; a connection that a test left open is named and ended, or it could not be dropped."""
    yield
    with django_db_blocker.unblock():
        for left in ended_sessions():
            warnings.warn(f"a connection was left open; its last words: {left}", stacklevel=1)


@pytest.fixture(scope="session")
def migrated_sqlite() -> Path:
    """The file of a migrated database that holds nothing yet; tests copy it."""
    return migrated.installation() / "zhiwei.sqlite3"


@pytest.fixture
def environment(tmp_path: Path, migrated_sqlite: Path) -> dict[str, str]:
    """What processes need to run an installation of their own, on one file of SQLite in the test's folder."""
    shutil.copy(migrated_sqlite, tmp_path)
    return migrated.environment(tmp_path, DJANGO_SETTINGS_MODULE="zhiwei.platform.site.settings")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """A page asked for in English by one test leaves the next test's language alone."""
    with translation.override("zh-hans"):
        yield

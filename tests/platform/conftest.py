"""What tests of the platform share: a browser, and the mark of those that need a database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.once import once

ROOT = Path(__file__).parents[2]
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
def migrated_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation on SQLite that holds nothing yet, migrated once in a run; tests copy it."""
    return once(tmp_path_factory, "installation", migrate)


def migrate(folder: Path) -> None:
    """Make an installation in a folder as an operator does."""
    folder.chmod(0o700)
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZHIWEI_", "DJANGO_"))}
    paths = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", "zhiwei", "manage", "migrate", "-v", "0"],
        env={**kept, "ZHIWEI_DATA": str(folder), "PYTHONPATH": paths}, cwd=folder.parent,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def migrated_sqlite(migrated_installation: Path) -> Path:
    """The database of that installation."""
    return migrated_installation / "zhiwei.sqlite3"


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """A page asked for in English by one test leaves the next test's language alone."""
    with translation.override("zh-hans"):
        yield

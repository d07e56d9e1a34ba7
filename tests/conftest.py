"""Settings of all tests: how properties are explored, and the report on sizes at the end of a run."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.health import sizes
from tests.once import folder_of_the_run

# The same examples on every run, so that a red run means changed code; `large` explores anew each time.
SLOW = [HealthCheck.too_slow]
settings.register_profile("zhiwei", deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("large", deadline=None, max_examples=1_000, suppress_health_check=SLOW)
settings.load_profile("zhiwei")


NEEDS = {
    "postgres": ("PostgreSQL", "no server on this machine"),
    "spark_session": ("Spark", "needs Java 17 and ./dev setup --spark"),
    "browser": ("Browser", "no Chromium on this machine"),
}
"""Fixtures that need a server or a program of the machine, what it is called, and why it may not run."""


DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
"""Fixtures that give a test the platform's database."""


def pytest_configure() -> None:
    """Python searches for cycles of garbage seldom: a tenth of the time of a run went into it."""
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled kernels of a test run are kept apart from the user's, in one folder for all its processes."""
    folder = folder_of_the_run(tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        if "ZHIWEI_CACHE" not in os.environ:
            patch.setenv("ZHIWEI_CACHE", str(folder / "zhiwei-cache"))
        yield


@pytest.fixture(scope="session")
def kernels(_kernels: None) -> Path:
    """Where kernels compiled by any test of this run are found again: who asks for the same compiles nothing."""
    return Path(os.environ["ZHIWEI_CACHE"]) / "kernels"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need something of the machine, so that they can be counted."""
    for item in items:
        for fixture in NEEDS:
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(fixture)
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the sizes of files where the repository's health was among what ran."""
    for fixture, (name, why) in NEEDS.items():
        needing = [
            (outcome, report)
            for outcome, reports in terminalreporter.stats.items()
            for report in reports
            if isinstance(report, pytest.TestReport) and fixture in report.keywords
            if report.when == "call" or outcome != "passed"
        ]
        done = sum(outcome in ("passed", "failed") for outcome, _ in needing)
        if needing:
            terminalreporter.write_line(f"{name}: ran {done}" if done else f"{name}: NOT RUN ({why})")
    ran = (report for reports in terminalreporter.stats.values() for report in reports)
    if any(getattr(report, "nodeid", "").startswith("tests/health/") for report in ran):
        terminalreporter.section("sizes")
        for line in sizes.current():
            terminalreporter.write_line(line)

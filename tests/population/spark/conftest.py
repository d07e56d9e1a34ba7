"""A local cluster for the tests of this folder, where Java and PySpark are there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from zhiwei.population.defects import InputDefects
from zhiwei.population.spark import session as sessions

QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For a cluster that lives for a minute: little is compiled well."""


@pytest.fixture(scope="session")
def spark_session() -> Iterator[Any]:
    """A session on two local workers; one line says so where there is none."""
    try:
        sessions.require()
    except InputDefects as error:
        reason = f"NOT RUN ({error})"
        if os.environ.get("ZHIWEI_NOT_RUN_FAILS"):
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", QUICK_START)
        with sessions.session() as session:
            yield session

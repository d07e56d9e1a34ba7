"""A PostgreSQL server of the tests' own, where the machine has the programs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.sql.engines import Postgres, postgres_programs, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running server; one line says so where there is none."""
    programs = postgres_programs()
    if programs is None:
        reason = "NOT RUN (no PostgreSQL server on this machine)"
        if os.environ.get("ZHIWEI_NOT_RUN_FAILS"):
            pytest.fail(reason)
        pytest.skip(reason)
    with (
        tempfile.TemporaryDirectory(prefix="zhiwei-pg-") as folder,
        postgres_server(programs, Path(folder)) as server,
    ):
        yield server

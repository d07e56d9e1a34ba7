"""Installations of their own: a data folder and a database, run by the command line as an operator runs it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.platform import migrated
from tests.platform.migrated import SERVER, database_name, new_database
from tests.platform.operations.prepared import Prepared

PREPARED = Prepared()


@dataclass
class Installation:
    """One installation; ``database`` is its address, empty for the SQLite file in the folder."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its commands are given."""
        return migrated.environment(self.data, self.database, **self.more)

    def start(self, *words: object) -> subprocess.Popen[str]:
        """Begin a command, in a process that starts as an operator's does."""
        return subprocess.Popen(
            [sys.executable, "-m", "zhiwei", *map(str, words)],
            env=self.environment,
            cwd=self.data.parent,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def zhiwei(self, *words: object, code: int = 0) -> str:
        """Run a command to its end; what it said. It is forked from a process that has loaded the libraries."""
        said = self.data.parent / f"said-{uuid.uuid4().hex}"
        ended = PREPARED.run([str(word) for word in words], self.environment, self.data.parent, said)
        text = said.read_text(encoding="utf-8")
        said.unlink()
        assert ended == code, text
        return text

    def ask(self, *questions: str) -> list[int]:
        """The number each question to the database gives; asked of the database itself."""
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as server:
                return [server.execute(one.encode()).fetchall()[0][0] for one in questions]
        with contextlib.closing(sqlite3.connect(self.data / "zhiwei.sqlite3")) as file:
            return [file.execute(one).fetchone()[0] for one in questions]

    def python(self, text: str) -> str:
        """Run a few lines in the platform's shell; what they print."""
        return self.zhiwei("manage", "shell", "--no-imports", "-v", "0", "-c", text).strip()


@pytest.fixture(scope="session", autouse=True)
def _prepared() -> Iterator[None]:
    """The process that commands are forked from ends with the tests."""
    yield
    PREPARED.end()


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation that holds nothing yet."""
    data = tmp_path_factory.mktemp("operations") / "data"
    found, address = migrated.on_server(tmp_path_factory) if SERVER else (migrated.installation(), "")
    return Installation(shutil.copytree(found, data), address)


@pytest.fixture
def installation(_migrated: Installation, tmp_path: Path) -> Installation:
    """A copy of it for one test."""
    data = tmp_path / "data"
    shutil.copytree(_migrated.data, data)
    return Installation(data, new_database(database_name(_migrated.database)) if SERVER else "")


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """A place for a restored one: a folder that is not there, a database without tables."""
    return Installation(tmp_path / "restored", new_database() if SERVER else "")

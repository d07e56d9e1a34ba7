"""What is migrated once in a test run, for all its processes: an installation on SQLite, a database on the server.

The database of the tests themselves begins as a copy of it, without the guards of the append-only tables.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from functools import cache
from pathlib import Path

import django
import pytest
from django.db import connection

from tests.once import filled, once
from zhiwei.platform.audit import guards as audit
from zhiwei.platform.ledger import guards as ledger

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("ZHIWEI_TEST_DATABASE_URL", "")
"""A PostgreSQL to make databases in; SQLite without it."""
LEANED_ON = re.compile(r"(^|/)(migrations/|models(/|\.py)|guards|receivers|apps\.py|settings|roles\.py)")


def installation() -> Path:
    """The folder of an installation on SQLite that holds nothing yet; tests copy it, later runs find it again."""
    kept = ROOT / "build" / "tests"
    kept.mkdir(parents=True, exist_ok=True)
    return filled(kept / _version(), migrate)


@cache
def _version() -> str:
    """What an installation without rows depends on: migrations, models, guards, settings, and Django itself."""
    digest = hashlib.sha256(django.__version__.encode())
    platform = ROOT / "src" / "zhiwei" / "platform"
    for path in sorted(platform.rglob("*.py")):
        if LEANED_ON.search(path.relative_to(platform).as_posix()):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def on_server(factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The data folder of an installation on the server that holds nothing yet, and its database's address."""
    found = once(factory, "installation-on-server", _on_server)
    return found / "data", (found / "address").read_text(encoding="utf-8")


def _on_server(folder: Path) -> None:
    address = new_database()
    (folder / "data").mkdir()
    migrate(folder / "data", address)
    (folder / "address").write_text(address, encoding="utf-8")


def migrate(folder: Path, database: str = "") -> None:
    """Make an installation in a folder as an operator does."""
    folder.chmod(0o700)
    done = subprocess.run(
        [sys.executable, "-m", "zhiwei", "manage", "migrate", "-v", "0"],
        env=environment(folder, database), cwd=folder.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def environment(data: Path, database: str = "", **more: str) -> dict[str, str]:
    """What the commands of an installation are given; nothing of the tests' own installation is left in it."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZHIWEI_", "DJANGO_"))}
    own = {"ZHIWEI_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **more}
    return kept | own | ({"ZHIWEI_DATABASE_URL": database} if database else {})


def new_database(template: str = "") -> str:
    """The address of a new database on the server, as empty as the template."""
    import psycopg

    name = f"zw_{uuid.uuid4().hex[:12]}"
    like = f" TEMPLATE {template}" if template else ""
    with psycopg.connect(SERVER, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}{like}".encode())
    return SERVER.replace("/postgres?", f"/{name}?")


def database_name(address: str) -> str:
    """The name in an address."""
    return address.partition("?")[0].rpartition("/")[2]


def begin_with_a_copy(factory: pytest.TempPathFactory) -> None:
    """Let the database of the tests begin as a copy of the migrated one, whose guards would keep tests from cleaning."""
    create = connection.creation._create_test_db
    if SERVER:
        connection.settings_dict["TEST"]["TEMPLATE"] = database_name(on_server(factory)[1])

    def filled(*arguments: object) -> str:
        name = str(create(*arguments))
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        if not SERVER:
            there = f"{(installation() / 'zhiwei.sqlite3').as_uri()}?immutable=1"  # no files beside it
            with closing(sqlite3.connect(there, uri=True)) as file:
                file.backup(connection.connection)
        for rooms in (audit, ledger):
            rooms.take_down(connection)
        return name

    connection.creation._create_test_db = filled

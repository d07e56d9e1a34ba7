"""The database itself refuses to change or delete audit rows, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit import guards, log, reads
from zhiwei.platform.audit.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guarded(db: None) -> Iterator[None]:
    assert not guards.standing(connection)
    guards.put_up(connection)
    yield
    guards.take_down(connection)
    assert not guards.standing(connection)


@pytest.mark.parametrize("table", guards.TABLES)
@pytest.mark.parametrize("what", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_rows_can_be_neither_changed_nor_deleted(table: str, what: str) -> None:
    log.record(SYSTEM, "x", kind="k", key="1")
    reads.reveal(SYSTEM, kind="k", key="1", fields=["phone"])
    column = "kind" if table == "audit_readitem" else "name"
    statement = what.format(table, column, "'forged'")
    with (
        pytest.raises(DatabaseError, match=guards.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_rows_can_still_be_appended() -> None:
    log.record(SYSTEM, "x", kind="k", key="1")
    log.record(SYSTEM, "x", kind="k", key="2")
    assert Act.objects.count() == 2


def test_a_table_is_not_emptied_either() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with (
        pytest.raises(DatabaseError, match=guards.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_act CASCADE")


def test_putting_them_up_twice_is_harmless() -> None:
    guards.put_up(connection)
    assert guards.standing(connection)

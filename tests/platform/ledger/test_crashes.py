"""A crash at any write of the database, then a second try: one payment, nothing half done, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from tests.platform.ledger.rush import FEN, setting, story
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Entry, PaymentLine

WRITES = ("INSERT", "UPDATE", "DELETE")


class Crash(BaseException):
    """The process is gone; nothing catches it on the way."""


class Breaking:
    """Counts the writes and breaks off before the one at ``at``."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Every statement passes here."""
        if sql.lstrip().upper().startswith(WRITES):
            self.count += 1
            if self.count == self.at:
                raise Crash
        return execute(sql, params, many, context)


@pytest.mark.django_db
def test_a_crash_between_any_two_writes_and_a_second_try_pay_once() -> None:
    there, payee, maker, checker = setting()
    broken, at = True, 0
    while broken:
        at += 1
        with transaction.atomic():
            breaking = Breaking(at)
            try:
                with connection.execute_wrapper(breaking):
                    story(there, payee, maker, checker)
                broken = False
            except Crash:
                assert queries.verify(there) == []
                story(there, payee, maker, checker)
            assert queries.verify(there) == []
            assert queries.balance(there, Place.PAID) == FEN
            assert Entry.objects.filter(kind="pay").count() == PaymentLine.objects.count() == 1
            transaction.set_rollback(True)
    assert at > 30  # every one of the story's writes was broken off

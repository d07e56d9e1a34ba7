"""Rows that the demonstration writes past the objects, on either database: read back as they were written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.platform.subjects.people import subject
from zhiwei.platform.demo.writing import insert
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import FactRecord, Name

pytestmark = pytest.mark.django_db
VALUES: list[Any] = ["1200000.00", 46, True, None, "制造\t业\n\\N", '引"号\\', "", "NULL", "浙Z-001", 0]


def test_values_of_every_kind_come_back() -> None:
    firm, now = subject(), clock.now()
    columns = (
        "subject_id", "name", "period", "holds_from", "value", "status", "source", "legal_basis", "received_on", "known_from",
        "recorded_at",
    )  # fmt: skip
    first = date(2012, 1, 1)
    rows = [
        (firm.pk, f"fact_{k}", "2012", first if k % 2 else None, value, "known", "tax", "", first, first, now)
        for k, value in enumerate(VALUES)
    ]
    FactRecord.objects.all().delete()
    assert insert(FactRecord, columns, rows) == len(VALUES)
    found = FactRecord.objects.order_by("pk").values_list("name", "value", "holds_from", "recorded_at")
    assert list(found) == [
        (f"fact_{k}", value, first if k % 2 else None, now) for k, value in enumerate(VALUES)
    ]


def test_text_is_text() -> None:
    firm, now = subject(), clock.now()
    texts = ["\\N", "甲\t乙", "甲\n乙", "\\.", "'); --"]
    Name.objects.all().delete()
    insert(
        Name,
        ("subject_id", "text", "from_day", "recorded_at"),
        ((firm.pk, t, date(2012, 1, 1), now) for t in texts),
    )
    assert list(Name.objects.order_by("pk").values_list("text", flat=True)) == texts

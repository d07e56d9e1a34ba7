"""The list of orders: few columns on the page, which fit beside each other, and all of them in a file."""

from __future__ import annotations

import pytest

from zhiwei.platform.services import tables
from zhiwei.platform.services.models import Order

FILE = [
    "number", "offer", "firm", "agency", "division", "price", "invoice", "invoiced", "grade", "subsidy", "province", "city",
    "county", "state", "made_at",
]  # fmt: skip
AWAY = {"invoice", "grade", "province", "city", "county"}


@pytest.mark.parametrize(
    ("address", "away"), [("cases:office-case", AWAY), ("services:agency-order", AWAY | {"agency"})]
)
def test_the_page_shows_what_fits_and_the_file_everything(address: str, away: set[str]) -> None:
    table = tables.orders(Order.objects.none(), address)
    assert [one.slug for one in table.exported] == FILE
    assert [one.slug for one in table.shown] == [name for name in FILE if name not in away]

"""The figures of a firm of the demonstration agree with each other, whatever was drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from zhiwei.platform.demo import histories
from zhiwei.platform.demo.firms import FACTS

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize("number", [1, 47, 4999])
def test_months_are_about_a_twelfth_of_the_years_revenue_and_come_from_the_vat_return(number: int) -> None:
    row = {
        "id": number, "key": UUID(int=number), "revenue": Decimal("3600000.00"), "monthly_sales": Decimal("9000.00"),
        "taxable_income": None, "average_total_assets": None, "total_assets": None, "employees": 20,
        "average_employees": 20,
    }  # fmt: skip
    said = [dict(zip(FACTS, one, strict=True)) for one in histories._later(row, NOW)]
    (year,) = (Decimal(one["value"]) for one in said if (one["name"], one["period"]) == ("revenue", "2026"))
    months = [one for one in said if one["name"] == "monthly_sales"]
    assert [one["period"] for one in months] == [f"2026-{month:02}" for month in range(1, 11)]
    for one in months:
        share = Decimal(one["value"]) * 12 / year
        assert Decimal("0.79") < share < Decimal("1.34")
    assert {(one["source"], one["legal_basis"]) for one in months} == {("tax", "增值税纳税申报")}
    yearly = {one["legal_basis"] for one in said if one["name"] == "revenue" and one["source"] == "tax"}
    assert yearly <= {"企业所得税年度汇算清缴申报"}

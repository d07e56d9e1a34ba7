"""Two days beside each other."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.platform.portal.pages import answer_url, text_of

pytestmark = pytest.mark.django_db


def rows(client: Client, first: str, second: str, **facts: str) -> dict[str, str]:
    """Text of the rows by the sentence they are of."""
    url = answer_url("2012-12-31", "/answer/compare/", **facts) + f"&from={first}&to={second}"
    page = client.get(url).content.decode()
    found: dict[str, str] = {}
    for part in page.split('<tr><th scope="row">')[1:]:
        measure = part.partition('<span class="nw">')[2].partition("<")[0]
        assert "/" not in measure  # the id of a part is no word for readers
        row = " ".join(re.sub(r"<[^>]*>", " ", part.partition("</tr>")[0]).split())
        found[measure] = f"{found.get(measure, '')} {row}"
    return found


def test_the_half_reached_larger_incomes_in_2014(client: Client) -> None:
    """From 2014 half was counted up to 100,000 (财税〔2014〕34号): 10,000 of tax instead of 25,000 on 100,000."""
    found = rows(client, "2013-12-31", "2014-12-31", taxable_income="100000")
    assert "新增 不能享受 可以享受，少交 15,000 元" in found["27.3"]
    assert "财税〔2014〕34号" in found["27.3"]


def test_the_invoice_fee_ended(client: Client) -> None:
    facts = {"employees": "9", "revenue": "400000", "total_assets": "100000", "industry_code": "3511",
             "industry_edition": "2011", "invoice_fee_tariff": "100"}  # fmt: skip
    found = rows(client, "2012-06-30", "2016-06-30", **facts)
    assert "不再享受 可以享受，少交 100 元 不在有效期内" in found["27.8"]


def test_two_days_of_one_law(client: Client) -> None:
    url = answer_url("2012-12-31", "/answer/compare/") + "&from=2012-05-01&to=2012-05-02"
    assert "没有任何变化" in text_of(client.get(url))

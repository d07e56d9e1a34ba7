"""How the books call a basis: in the words of the room that pays on it, as it is where no room knows it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.platform.ledger.world import committed, fund
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit.upwards import records_of
from zhiwei.platform.ledger.upwards import basis_text, case_page

FIRM = "0ce6d5f2-58a7-4e0c-9d0f-3a6f1d2b7c11"


@pytest.mark.parametrize(
    ("kind", "key", "zh", "en"),
    [
        ("tax_year", f"{FIRM}/2012", "2012 年度", "year 2012"),
        ("invoice", f"{FIRM}/00330208", "发票 00330208", "invoice 00330208"),
        ("invoice", f"{FIRM}/A/7", "发票 A/7", "invoice A/7"),
        ("service_order", FIRM, "服务订单", "service order"),
        ("demonstration_base", FIRM, "创业示范基地", "Demonstration base"),
        ("oath", "〔2012〕3号", "oath 〔2012〕3号", "oath 〔2012〕3号"),
        ("", "", "", ""),
    ],
)
def test_a_basis_in_words(kind: str, key: str, zh: str, en: str) -> None:
    assert basis_text(kind, key) == zh
    with translation.override("en"):
        assert basis_text(kind, key) == en


@pytest.mark.django_db
def test_no_page_for_a_case_that_is_not_there() -> None:
    assert [case_page(SYSTEM, key, office=True) for key in ("", "first case", FIRM)] == [None, None, None]


@pytest.mark.django_db
def test_the_audit_asks_once_for_the_names_of_many_commitments(django_assert_num_queries: Any) -> None:
    there = fund(1000)
    made = [committed(there, fen) for fen in (100, 200, 300)]
    with django_assert_num_queries(1):
        told = records_of(("commitment", str(one.pk)) for one in made)
    assert [told["commitment", str(one.pk)].name for one in made] == [
        f"1.00 元，{there}", f"2.00 元，{there}", f"3.00 元，{there}",
    ]  # fmt: skip

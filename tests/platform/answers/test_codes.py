"""The check code: short enough to type, leads to its receipt, and tells no more than a public notice did."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.platform.answers.test_receipt_pages import NAME, kept
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.answers import upwards
from zhiwei.platform.answers.codes import code_of, read
from zhiwei.platform.answers.upwards import Published
from zhiwei.platform.kit import clock

KEY = UUID("00443214-c742-54b6-8000-000000000000")
"""Five bits a sign, counted by hand: 00000 00001 00010 … 01011."""


def test_a_code_is_the_first_sixty_bits_in_three_groups() -> None:
    assert code_of(UUID(int=0)) == "0000-0000-0000"
    assert code_of(UUID(int=2**128 - 1)) == "ZZZZ-ZZZZ-ZZZZ"
    assert code_of(KEY) == "0123-4567-89AB"


def test_a_code_is_read_however_it_is_typed() -> None:
    first, last = UUID(int=KEY.int >> 68 << 68), UUID(int=(KEY.int >> 68 << 68) + 2**68 - 1)
    for typed in ("0123-4567-89AB", " o123 4567 89ab ", "OI234567 89ab".replace("I2", "l2")):
        assert read(typed) == (first, last)
    for wrong in ("0123-4567-89A", "0123-4567-89AU", "", "0123-4567-89AB-C"):
        assert read(wrong) is None


@pytest.mark.django_db
def test_the_check_by_code_tells_what_a_notice_showed_and_no_more(monkeypatch: Any) -> None:
    with clock.stopped(clock.today().replace(year=2012, month=12, day=31)):
        in_effect()
        receipt = kept()
        client, code = Client(), code_of(receipt.pk)
        for typed in (code, code.lower().replace("-", " ")):
            assert client.get("/check/", {"code": typed})["Location"] == f"/check/{receipt.pk}/"
        other = "0000-0000-0000" if not code.startswith("0000") else "ZZZZ-ZZZZ-ZZZZ"
        assert client.get("/check/", {"code": other}).status_code == 404
        assert "核验码是 12 位" in client.get("/check/", {"code": "123"}).content.decode()
        page = client.get(f"/check/{receipt.pk}/").content.decode()
        assert (NAME in page, "1,600" in page, code in page) == (False, False, True)
        assert f'value="{code}"' in page  # the box keeps what people type
        monkeypatch.setattr(upwards, "_publishers", [lambda key: Published("杭州晨光", 1_600_00)])
        page = client.get(f"/check/{receipt.pk}/").content.decode()
        assert ("杭州晨光" in page, "1,600.00" in page) == (True, True)

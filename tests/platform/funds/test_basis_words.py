"""What a guarantee is called where the ledger pays on it."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.platform.funds.guarantee_world import DAY, given, guarantor
from zhiwei.platform.funds.guarantees.facts import BASIS, basis_key
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.upwards import basis_text

pytestmark = pytest.mark.django_db


def test_a_guarantee_is_called_by_its_contract() -> None:
    with clock.stopped(DAY):
        one = given(guarantor(), "保2013-001", lost=0)
    assert basis_text(BASIS, basis_key(one)) == "担保代偿 保2013-001"
    assert basis_text(BASIS, "0ce6d5f2-58a7-4e0c-9d0f-3a6f1d2b7c11") == "担保代偿"
    with translation.override("en"):
        assert basis_text(BASIS, basis_key(one)).endswith(" 保2013-001")

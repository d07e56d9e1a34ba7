"""Opening a fund: all faults at once, once per key."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.ledger.world import HANGZHOU, XIHU, ZHEJIANG, fund, official
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger.services import Refused

pytestmark = pytest.mark.django_db


def test_a_key_opens_one_fund() -> None:
    one = fund(key="F", name="奖励资金")
    assert fund(key="F", name="奖励资金") == one
    with pytest.raises(Refused) as refused:
        fund(key="F", name="另一资金")
    assert refused.value.codes == ["key"]
    with pytest.raises(Refused) as refused:
        fund(key="G", name="奖励资金")
    assert refused.value.codes == ["fund_once"]


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        fund(name=" ", purposes=["27.22", "13.3"], level="city", from_day=date(2013, 1, 1))
    assert refused.value.codes == ["unknown_sentence", "name", "level", "to_day"]
    with pytest.raises(Refused) as refused:
        fund(purposes=[], division="339999", budget_year=2013)
    assert refused.value.codes == ["purposes", "division", "budget_year"]


def test_a_park_may_lie_in_a_county_or_a_city() -> None:
    assert fund(level="park").level == "park"
    assert fund(level="park", division=HANGZHOU).level == "park"
    with pytest.raises(Refused):
        fund(level="park", division=ZHEJIANG)


def test_finance_opens_funds_of_its_own_division_and_others_do_not_see_them() -> None:
    own, other, above = official(), official("330782"), official(HANGZHOU)
    made = fund(100, maker=own)
    with pytest.raises(PermissionDenied):
        fund(maker=other)
    assert [list(queries.visible(v)) for v in (own, other, above)] == [[made], [], [made]]
    (shown,) = queries.public_funds()
    assert (shown.division, shown.appropriated, shown.available, shown.paid, shown.payees) == (
        XIHU,
        100,
        100,
        0,
        0,
    )

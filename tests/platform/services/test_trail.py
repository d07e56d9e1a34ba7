"""From a paid voucher back to what it rests on: facts with source and day, the receipt, both sentences, the one decision."""

from __future__ import annotations

from datetime import date

import pytest

from tests.platform.decisions.papers import in_effect
from tests.platform.services.test_vouchers import World
from tests.platform.services.world import XIHU, YUAN, act, of, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import telling
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.about import lines_of
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.ledger.trail import receipt_of, trail

pytestmark = pytest.mark.django_db
CONFIRMED, SETTLED = date(2012, 11, 6), date(2012, 11, 9)


def test_a_settled_voucher_leads_back_to_its_facts_its_decision_and_its_receipt() -> None:
    world = World()
    in_effect(
        division="330782",
        sentence="15.2",
        document="义政发〔2012〕5号",
        fills={"service_subsidy_share": "0.3"},
    )
    order = world.delivered(world.order())
    with clock.stopped(CONFIRMED):
        order = act(of(world.firm), order, "confirm", grade="5")
    with clock.stopped(SETTLED):
        county = official(Role.COUNTY)
        order = act(county, order, "settle")
    receipt = Receipt.objects.get(pk=order.receipt)
    used = {row.label: row for row in telling.facts(receipt.record, "zh") if row.used}
    source = f"服务单 {order.case.number}：企业确认的服务，发票 00812345"
    assert {(row.source, row.received_on) for row in used.values()} == {(source, "2012-11-06")}
    assert any(row.value.startswith("1,800") for row in used.values())
    one = Commitment.objects.filter(case=str(order.pk), fund__level="county", basis_kind="invoice").get()
    links = [
        (what, name) for what, name, _address in trail(county, one, receipt_of(county, one), office=True)
    ]
    assert links[:4] == [
        ("资金用途", "第 15.1 句"), ("金额的依据", "第 15.2 句"), ("地方决定", "西政发〔2012〕30号"),
        ("判定回执", "2012-11-09 的判定"),
    ]  # fmt: skip
    told = {line.label: line for line in lines_of(county, order.case)}
    assert told["核定的补贴"].address == f"/receipts/{receipt.pk}/"
    assert {line.label: line for line in lines_of(world.owner, order.case)}["核定的补贴"].address == ""
    freed = Commitment.objects.filter(case=str(order.pk), state="released")
    assert {each.why_released for each in freed} == {"按实绩核定，改以发票为凭据"}
    assert (freed.count(), one.fen, XIHU) == (3, 270 * YUAN, order.case.division)

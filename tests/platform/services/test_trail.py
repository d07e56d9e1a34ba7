"""From a paid voucher back to what it rests on: facts with source and day, the receipt, both sentences, the one decision."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from tests.platform.services.test_bulk import hand_in
from tests.platform.services.test_vouchers import World
from tests.platform.services.world import XIHU, YUAN, act, firm, of, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import telling
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit import queries as audit
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases.about import lines_of
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services.bulk import carry_out
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as booking
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.ledger.trail import receipt_of, trail
from zhiwei.platform.services import services

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
        with override("en"):  # what is kept is kept in Chinese, whatever the official reads
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


def drained(world: World) -> None:
    """The county's fund has 100 yuan left."""
    booking.reserve(
        SYSTEM, world.funds["county"], 9_900 * YUAN, basis=booking.Basis("invoice", "x"), sentence="15.1",
        subject=world.agency, key="x",
    )  # fmt: skip


def test_15_1_an_order_that_the_ledger_refuses_is_told_to_the_auditors_though_there_is_no_case(
    client: Client,
) -> None:
    world = World()
    drained(world)
    with pytest.raises(Refused) as refused:
        world.order()
    assert not Case.objects.exists()
    (row,) = audit.narrowed(audit.visible(official(Role.AUDITOR)), {"sort_of": "money"})
    assert (row.kind, row.key, row.actor_id) == ("subject", str(world.firm.pk), world.owner.user_id)
    assert row.detail["why"] == [one.text for one in refused.value.faults]
    client.force_login(people.official(Role.AUDITOR, XIHU))
    shown = client.get(f"/office/audit/{row.seq}/").content.decode()
    for said in ("账本拒绝付款或承诺", "创业服务券", "预约服务", world.firm.name, *row.detail["why"]):
        assert said in shown, said


def test_a_guard_that_refuses_an_order_is_no_refused_money() -> None:
    world = World()
    other = firm(size="large")
    with pytest.raises(Refused, match="服务券只给小型、微型企业"):
        services.order(of(other), other, world.offer, key="k2")
    assert not Act.objects.filter(act="cases.refused_money").exists()


def test_what_the_ledger_refuses_of_a_workbook_that_was_confirmed_is_told_to_the_auditors() -> None:
    world, county = World(), official(Role.COUNTY)
    order = act(world.owner, world.delivered(world.order()), "confirm", grade="5")
    ready = hand_in(county, "settle", "办件编号", order.case.number)
    assert ready.state == "ready"
    Fund.objects.filter(pk=world.funds["county"].pk).update(to_day=date(2012, 11, 4))
    with pytest.raises(Refused, match="有的行现在不能办理"):
        carry_out(county, ready.pk)
    (row,) = audit.narrowed(audit.visible(official(Role.AUDITOR)), {"sort_of": "money"})
    assert (row.key, row.actor_id, row.detail["step"]) == (str(order.pk), county.user_id, "settle")
    ready.refresh_from_db()
    assert row.detail["why"] == [text for _at, text in ready.rows[0]["defects"]]

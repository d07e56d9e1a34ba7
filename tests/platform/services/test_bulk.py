"""An agency hands in the invoices of many orders by one workbook with one proof; the county settles them by another."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.api.test_applications import PNG
from tests.platform.services.test_vouchers import World
from tests.platform.services.world import YUAN, act, official
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.bulk.choices import choice
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Bulk, Case
from zhiwei.platform.cases.services.bulk import carry_out, hand_in_bulk
from zhiwei.platform.kit import uploads
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.services.models import Order

pytestmark = pytest.mark.django_db


def hand_in(viewer: Viewer, step: str, *lines: str, proof: bool = False) -> Bulk:
    """A workbook for a step of vouchers."""
    one = choice(viewer, f"voucher:{step}")
    assert one is not None
    file = SimpleUploadedFile("a.csv", "\n".join(lines).encode("utf-8-sig"))
    papers = {"proof": uploads.check(SimpleUploadedFile("p.png", PNG), {"png"})} if proof else {}
    return hand_in_bulk(viewer, one, file, papers)


def test_15_1_many_orders_are_proved_and_settled_by_workbook() -> None:
    world = World()
    orders = [world.order(key) for key in ("a", "b")]
    numbers = [Case.objects.get(pk=one.pk).number for one in orders]
    head = "办件编号,发票号码,发票金额（元）"
    with pytest.raises(Refused) as refused:
        hand_in(world.clerk, "deliver", head, f"{numbers[0]},1,100")
    assert str(refused.value) == "请提供“服务证明”"
    twice = hand_in(
        world.clerk,
        "deliver",
        head,
        f"{numbers[0]},00812345,1800.00",
        f"{numbers[1]},00812345,9000",
        proof=True,
    )
    said = [text for _at, text in twice.rows[1]["defects"]]
    assert (twice.state, twice.rows[0]["defects"], len(said)) == ("faulty", [], 2)
    assert "同一张发票不能结算两次" in said[0]
    assert not Order.objects.exclude(invoice="").exists()
    good = hand_in(
        world.clerk,
        "deliver",
        head,
        f"{numbers[0]},00812345,1800.00",
        f"{numbers[1]},00812346,1000",
        proof=True,
    )
    carry_out(world.clerk, good.pk)
    assert set(Case.objects.values_list("state", flat=True)) == {"delivered"}
    assert all(case.documents.get().file.name == "p.png" for case in Case.objects.all())
    for one in orders:
        act(world.owner, one, "confirm", grade="5")
    county = official(Role.COUNTY)
    settled = carry_out(county, hand_in(county, "settle", "办件编号", *numbers).pk)
    assert settled.state == "filed"
    # (1,800.00 + 1,000.00) x 50% = 1,400.00: 40% province, 30% city, 30% county
    assert world.at(Place.COMMITTED) == [560 * YUAN, 420 * YUAN, 420 * YUAN]

"""Tax payments out of a file: all rows or none, every fault with its row, the same file again changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.bases.models import TaxPayment
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
HEAD = "企业,缴款日期,缴纳税款（万元）,完税凭证号"
ADDRESS = "/office/bases/taxes/"


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(world.DAY):
        yield


def client_of(role: Role = Role.TAX) -> Client:
    client = Client()
    client.force_login(people.official(role, world.XIHU))
    return client


def sent(client: Client, *rows: str, head: str = HEAD) -> Any:
    file = SimpleUploadedFile("taxes.csv", "\n".join([head, *rows]).encode())
    return client.post(ADDRESS, {"upload": "1", "file": file}, follow=True)


def text(response: Any) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def test_every_row_is_entered_with_its_unit_and_again_nothing_is() -> None:
    first, second = world.firm("云栖1号软件有限公司", True), world.firm("云栖2号软件有限公司", True)
    client = client_of()
    rows = (f"{first.name},2012-04-05,8.6,浙税1", f"{second.name},2012-05-06,0.0000005,浙税 2")
    assert "第 3 行：缴纳税款：金额最小到分" in text(sent(client, *rows))
    assert TaxPayment.objects.count() == 0
    rows = (rows[0], f"{second.name},2012/5/6,1.2,浙税 2")
    assert "登记了 2 笔，0 笔原已登记。" in text(sent(client, *rows))
    held = TaxPayment.objects.order_by("number").values_list("firm", "paid_on", "fen", "number")
    assert list(held) == [
        (first.pk, date(2012, 4, 5), 86_000_00, "浙税1"), (second.pk, date(2012, 5, 6), 12_000_00, "浙税2"),
    ]  # fmt: skip
    assert Act.objects.filter(act="bases.tax").count() == 2
    assert "登记了 0 笔，2 笔原已登记。" in text(sent(client, *rows))
    assert TaxPayment.objects.count() == 2


def test_all_faults_are_told_at_once_and_nothing_is_entered() -> None:
    firm = world.firm("云栖1号软件有限公司", True)
    page = text(
        sent(
            client_of(), f"{firm.name},2012-04-05,1,浙税1", "没有的公司,2012-04-05,1,浙税2",
            f"{firm.name},,x,浙税1", f"{firm.name},2013-01-01,1,",
        )
    )  # fmt: skip
    for said in (
        "第 3 行：名录里没有“没有的公司”", "第 4 行：完税凭证号与第 2 行重复", "第 4 行：缴款日期：请填写日期",
        "第 4 行：缴纳税款：“x”不是金额", "第 5 行：日期不能晚于今天", "第 5 行：请填写完税凭证号",
    ):  # fmt: skip
        assert said in page
    assert TaxPayment.objects.count() == 0
    assert "缺少列：完税凭证号" in text(sent(client_of(), "x,2012-04-05,1", head="企业,缴款日期,缴纳税款"))


def test_a_receipt_that_is_there_with_another_amount_is_refused() -> None:
    firm = world.firm("云栖1号软件有限公司", True)
    client = client_of()
    sent(client, f"{firm.name},2012-04-05,1,浙税1")
    assert "第 2 行：完税凭证 浙税1 已经登记" in text(sent(client, f"{firm.name},2012-04-05,2,浙税1"))
    assert [one.fen for one in TaxPayment.objects.all()] == [10_000_00]


def test_only_the_tax_office_may_hand_it_in() -> None:
    assert sent(client_of(Role.COUNTY)).status_code == 403

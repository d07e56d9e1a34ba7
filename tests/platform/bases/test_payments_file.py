"""Tax payments from a file: tried and shown first, entered whole by the tax office, the same file again changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.audit.models import Act
from zhiwei.platform.bases.models import TaxPayment
from zhiwei.platform.bases.rewards.payments import strike_payment
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload, Subject
from zhiwei.platform.subjects.services import create_subject, list_uploads

pytestmark = pytest.mark.django_db
HEAD = "企业,缴款日期,缴纳税款（万元）,完税凭证号"
FIRST = "云栖1号软件有限公司"


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(world.DAY):
        yield


@pytest.fixture
def firm() -> Subject:
    """A firm that pays."""
    return world.firm(FIRST, True)


def office(role: Role = Role.TAX, division: str = world.XIHU) -> Viewer:
    """A tax office."""
    return world.official(role, division)


def handed(viewer: Viewer, *rows: str, head: str = HEAD, place: str = world.XIHU) -> ListUpload:
    """Handed in."""
    kind = list_file("tax-payments")
    assert kind is not None
    file = SimpleUploadedFile("taxes.csv", "\n".join([head, *rows]).encode())
    return list_uploads.hand_in_list(viewer, kind, place, file)


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    """Number and text of every defect."""
    return [(row["number"], said(one)) for row in upload.rows for one in row["defects"]]


def test_every_row_is_entered_with_its_unit_and_again_nothing_is(firm: Subject) -> None:
    second, viewer = world.firm("云栖2号软件有限公司", True), office()
    rows = (f"{FIRST},2012-04-05,8.6,浙税1", f"{second.name},2012/5/6,1.2,浙税 2")
    upload = handed(viewer, *rows)
    assert (upload.state, TaxPayment.objects.count()) == ("ready", 0)
    list_uploads.enter_list(viewer, upload.pk)
    held = TaxPayment.objects.order_by("number").values_list("firm", "paid_on", "fen", "number")
    assert list(held) == [
        (firm.pk, date(2012, 4, 5), 86_000_00, "浙税1"), (second.pk, date(2012, 5, 6), 12_000_00, "浙税2"),
    ]  # fmt: skip
    assert Act.objects.filter(act="bases.tax").count() == 2
    assert handed(viewer, *rows).state == "same"
    assert handed(viewer, f"{FIRST},2012-04-05,86000,浙税1", head=HEAD.replace("万元", "元")).state == "same"


def test_all_faults_are_told_at_once(firm: Subject) -> None:
    upload = handed(
        office(), f"{FIRST},2012-04-05,1,浙税1", "没有的公司,2012-04-05,1,浙税2", f"{FIRST},,x,浙税1",
        f"{FIRST},2013-01-01,0.0000005,", f"{FIRST},2013-01-01,1,浙税4", f"{FIRST},2012-04-05,1,浙税 1",
    )  # fmt: skip
    assert defects(upload) == [
        (3, "第 1 列“企业”：名录里没有“没有的公司”；请写登记的全称或统一社会信用代码"),
        (4, "第 2 列“缴款日期”：请填写这一格"),
        (4, "第 3 列“缴纳税款（万元）”：“x”不是数字；请只写数字，例如 12000"),
        (4, "第 4 列“完税凭证号”：与第 2 行重复；请删去一行"),
        (5, "第 3 列“缴纳税款（万元）”：金额最小到分：最多两位小数（以元计）"),
        (5, "第 4 列“完税凭证号”：请填写这一格"),
        (6, "第 2 列“缴款日期”：日期不能晚于今天"),
    ]
    with pytest.raises(Refused, match="缺少列：完税凭证号"):
        handed(office(), "x,2012-04-05,1", head="企业,缴款日期,缴纳税款")


def test_a_receipt_that_is_there_otherwise_or_struck_is_refused(firm: Subject) -> None:
    viewer, row = office(), f"{FIRST},2012-04-05,1,浙税1"
    list_uploads.enter_list(viewer, handed(viewer, row).pk)
    words = f"这张凭证已经登记，内容不同：{FIRST}，2012-04-05，10,000 元；请改为一致或删去这一行"
    other = f"{FIRST},2012-04-05,2,浙税1"
    assert defects(handed(viewer, other)) == [(2, f"第 4 列“完税凭证号”：{words}")]
    strike_payment(SYSTEM, TaxPayment.objects.get(), "金额录错")
    assert "已经作废（金额录错）" in defects(handed(viewer, row))[0][1]
    list_uploads.enter_list(viewer, handed(viewer, other).pk)
    assert sorted(TaxPayment.objects.values_list("fen", "struck_why")) == [
        (10_000_00, "金额录错"),
        (20_000_00, ""),
    ]


def test_each_tax_office_enters_its_own_place_only(firm: Subject) -> None:
    create_subject(
        SYSTEM,
        entity="enterprise",
        name="义乌小商品有限公司",
        division="330782",
        received_on=date(2012, 1, 4),
    )
    row = "义乌小商品有限公司,2012-04-05,1,浙税1"
    words = "“义乌小商品有限公司”不在杭州市西湖区，由当地税务机关登记；请删去这一行"
    assert defects(handed(office(), row)) == [(2, f"第 1 列“企业”：{words}")]
    province = office(division=world.ZHEJIANG)
    assert handed(province, row, place=world.ZHEJIANG).state == "ready"
    placed = handed(office(), f"义乌市,{FIRST},2012-04-05,1,浙税1", head=f"地区,{HEAD}")
    assert defects(placed) == [(2, "第 1 列“地区”：这一行是“义乌市”的，不在这份清单里登记；请删去这一行")]
    for viewer, place in ((office(), "330782"), (office(Role.COUNTY), world.XIHU), (office(), "没有的")):
        with pytest.raises(Http404):
            handed(viewer, row, place=place)


def test_the_page_leads_to_the_file_and_what_is_taken_away_comes_back(firm: Subject) -> None:
    viewer = office()
    list_uploads.enter_list(viewer, handed(viewer, f"{FIRST},2012-04-05,1.23,浙税1").pk)
    client = Client()
    client.force_login(people.official(Role.TAX, world.XIHU))
    page, there = "/office/bases/taxes/", f"/lists/tax-payments/of/{world.XIHU}/"
    assert there in client.get(page).content.decode()
    assert page in client.get(there).content.decode()
    for form in ("csv", "xlsx"):
        file = b"".join(client.get(page, {"export": form}).streaming_content)  # type: ignore[attr-defined]
        answer = client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)}, follow=True)
        assert "文件里的内容都已登记" in re.sub(r"<[^>]+>", " ", answer.content.decode())

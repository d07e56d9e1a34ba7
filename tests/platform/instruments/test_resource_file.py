"""The resources of a platform from a file: columns that it lacks change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.instruments.world import YUAN, of, platform
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.instruments import services
from zhiwei.platform.instruments.models import Platform, Resource
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db


def handed(viewer: Any, one: Platform, text: str) -> ListUpload:
    """Handed in."""
    kind = list_file("resources")
    assert kind is not None
    file = SimpleUploadedFile("资源.csv", text.encode("utf-8-sig"))
    return list_uploads.hand_in_list(viewer, kind, str(one.pk), file)


def test_resources_are_opened_changed_and_opened_again() -> None:
    one = platform(public=False, nature="enterprise")
    viewer = of(one.subject, Role.INSTITUTE)
    kept = services.offer(
        viewer, one, kind="instrument", title="扫描电镜（进口）", tariff=800 * YUAN, text="先预约，后\r\n使用"
    )
    shut = services.offer(viewer, one, kind="data", title="材料数据", tariff=0)
    services.withdraw(viewer, shut)
    text = (
        "名称,类别,收费标准（元，每次）,对小微企业的价格（元，每次）\n扫描电镜（进口）,仪器设备,700,500\n"
        "材料数据,data,0,\n文献库,literature,12.34,12.34\n"
    )
    upload = handed(viewer, one, text)
    assert [(row["result"], row["told"], row["defects"]) for row in upload.rows] == [
        ("changed", "收费标准（元，每次）：800 → 700；对小微企业的价格（元，每次）：— → 500", []),
        ("changed", "重新开放", []),
        ("new", "", []),
    ]
    list_uploads.enter_list(viewer, upload.pk)
    kept.refresh_from_db()
    assert (kept.tariff, kept.small_price, kept.text.split()) == (
        700 * YUAN,
        500 * YUAN,
        ["先预约，后", "使用"],
    )
    assert sorted(Resource.objects.values_list("title", "tariff", "small_price", "state")) == [
        ("扫描电镜（进口）", 70_000, 50_000, "listed"),
        ("文献库", 1_234, 1_234, "listed"),
        ("材料数据", 0, None, "listed"),
    ]
    assert handed(viewer, one, text).state == "same"


def test_a_platform_of_public_money_has_no_column_for_another_price() -> None:
    one = platform(public=True)
    viewer = of(one.subject, Role.INSTITUTE)
    upload = handed(
        viewer,
        one,
        "名称,类别,收费标准（万元）,对小微企业的价格（元）,平台\n"
        f"电镜,instrument,0.05,1,{one.subject.name}\n天平,别的,-1,,别家平台\n,instrument,1元,,\n",
    )
    assert upload.unread == ["对小微企业的价格（元）"]
    assert [(row["number"], said(each)) for row in upload.rows for each in row["defects"]] == [
        (3, "第 2 列“类别”：没有“别的”这一项；可填：仪器设备、科学数据、科技文献"),
        (3, "第 3 列“收费标准（万元）”：不能小于 0 元"),
        (3, "第 5 列“平台”：这一行是“别家平台”的，不在这份清单里登记；请删去这一行"),
        (4, "第 1 列“名称”：请填写这一格"),
        (4, "第 3 列“收费标准（万元）”：同一列声明了两个单位：列名写明万元，这里写元；全列统一用万元或元"),
    ]
    assert upload.rows[0]["result"] == "new"
    with pytest.raises(Http404):
        handed(of(platform().subject, Role.INSTITUTE), one, "名称\n")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_page_leads_to_the_file_and_what_is_taken_away_comes_back(form: str) -> None:
    one = platform(public=False, nature="enterprise")
    services.offer(
        of(one.subject, Role.INSTITUTE), one, kind="instrument", title="电镜（进口）", tariff=1, text="甲"
    )
    client = Client()
    client.force_login(people.owner(one.subject.organisation, Role.INSTITUTE))
    there = f"/lists/resources/of/{one.pk}/"
    shown = client.get(there).content.decode()
    page = f"/my/platforms/{one.pk}/"
    assert page in shown
    assert there in client.get(page).content.decode()
    file = b"".join(client.get(page, {"resources-export": form}).streaming_content)  # type: ignore[attr-defined]
    client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)})
    upload = ListUpload.objects.get()
    assert (upload.state, upload.rows[0]["defects"]) == ("same", [])

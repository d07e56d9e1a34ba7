"""The items of a version from a file: new and changed by their code, tried first, entered whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.registration.test_items import FIRST, put
from tests.platform.registration.world import XIHU, YIWU, official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.registration import services
from zhiwei.platform.registration.models import ItemList
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db
HEAD = "事项编码,事项,审批部门,环节数,法定时限,承诺时限,计日方式\n"


def draft(division: str = XIHU) -> ItemList:
    """A version with three items."""
    maker = official(Role.COUNTY, division)
    made = services.draft_list(
        maker, division=division, document="西政办〔2012〕1号", from_day=date(2012, 1, 1)
    )
    for row in FIRST:
        put(maker, made, row)
    return made


def csv(text: str, name: str = "事项.csv") -> SimpleUploadedFile:
    """A file of text."""
    return SimpleUploadedFile(name, text.encode("utf-8-sig"))


def handed(viewer: Any, version: ItemList, text: str) -> ListUpload:
    """Handed in."""
    kind = list_file("approval-items")
    assert kind is not None
    return list_uploads.hand_in_list(viewer, kind, str(version.pk), csv(text))


def test_a_file_enters_what_is_new_and_changes_what_has_a_known_code() -> None:
    version, viewer = draft(), official(Role.COUNTY)
    text = HEAD + (
        "01,餐饮服务许可,食品药品监管局,3,20,8,工作日\n"
        "02,户外广告登记,工商行政管理局,3,7,5,working\n"
        "04,网络市场登记,工商行政管理局,2,5,3,自然日\n"
    )
    upload = handed(viewer, version, text)
    assert [(row["result"], row["told"]) for row in upload.rows] == [
        ("changed", "环节数：5 → 3；承诺时限：15 → 8"), ("same", ""), ("new", ""),
    ]  # fmt: skip
    assert version.items.get(code="01").steps == 5
    before = Act.objects.filter(act="registration.draft_items").count()
    list_uploads.enter_list(viewer, upload.pk)
    assert [(one.code, one.steps, one.promised_days, one.unit) for one in version.items.all()] == [
        ("01", 3, 8, "working"), ("02", 3, 5, "working"), ("03", 4, 15, "calendar"), ("04", 2, 3, "calendar"),
    ]  # fmt: skip
    assert Act.objects.filter(act="registration.draft_items").count() == before + 2
    assert handed(viewer, version, text).state == "same"
    with pytest.raises(Refused, match="清单由您起草或改过"):
        services.publish_list(viewer, version)


def test_every_defect_of_a_file_is_named_at_its_place() -> None:
    version, viewer = draft(), official(Role.COUNTY)
    upload = handed(
        viewer,
        version,
        HEAD.replace("计日方式", "计日方式,地区") + "05,甲,局,0,5,5,工作日,杭州市西湖区\n"
        "06,乙,局,1,5,6,工作日,330106\n"
        "07,丙,局,1.5,天,5,月,西湖区\n"
        "08,丁,局,1,5,5,工作日,义乌市\n"
        "05,戊,,9999,0,0,工作日,\n"
        "09,己,局,10000,5,-1,工作日,\n"
        "10,庚,局,1,0,0,工作日,\n",
    )
    assert [(row["number"], said(one)) for row in upload.rows for one in row["defects"]] == [
        (2, "第 4 列“环节数”：确保该值大于或等于1。"),
        (3, "第 6 列“承诺时限”：承诺时限不能长于法定时限"),
        (4, "第 4 列“环节数”：输入整数。"),
        (4, "第 5 列“法定时限”：输入整数。"),
        (4, "第 7 列“计日方式”：没有“月”这一项；可填：工作日、自然日"),
        (5, "第 8 列“地区”：这一行是“义乌市”的，不在这份清单里登记；请删去这一行"),
        (6, "第 1 列“事项编码”：与第 2 行重复；请删去一行"),
        (6, "第 3 列“审批部门”：请填写这一格"),
        (7, "第 4 列“环节数”：确保该值小于或等于9999。"),
        (7, "第 6 列“承诺时限”：确保该值大于或等于0。"),
    ]
    assert upload.rows[-1]["result"] == "new"
    assert version.items.count() == 3


def test_a_published_version_takes_no_file_and_another_places_neither() -> None:
    version = draft()
    viewer = official(Role.COUNTY)
    row = HEAD + "05,甲,局,1,5,5,工作日\n"
    ready = handed(viewer, version, row)
    with pytest.raises(Http404):
        handed(official(Role.COUNTY, YIWU), version, row)
    services.publish_list(official(Role.COUNTY), version)
    late = handed(viewer, version, row)
    assert [said(one) for one in late.rows[0]["defects"]] == ["已公布的清单不能修改；请起草新的版本"]
    with pytest.raises(Refused, match="情况有变"):
        list_uploads.enter_list(viewer, ready.pk)
    assert version.items.count() == 3


def clerk(role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    """Somebody at a browser."""
    client = Client()
    client.force_login(people.official(role, division))
    return client


def test_the_pages_from_the_list_to_the_list() -> None:
    version = draft()
    page = reverse("registration:office-list", args=[version.pk])
    client = clerk()
    there = reverse("subjects:list-file", args=["approval-items", version.pk])
    assert there in client.get(page).content.decode()
    shown = client.get(there).content.decode()
    assert "列：事项编码、事项、审批部门、环节数、法定时限、承诺时限、计日方式" in shown
    assert client.get(f"{there}template.xlsx")["Content-Type"].endswith("spreadsheetml.sheet")
    answer = client.post(there, {"file": csv(HEAD + "01,餐饮,局,0,5,5,工作日\n")}, follow=True)
    text = answer.content.decode()
    assert "有 1 行不能登记" in text
    assert "第 4 列“环节数”：确保该值大于或等于1。" in text
    answer = client.post(
        there, {"file": csv(HEAD + "01,餐饮服务许可,食品药品监管局,4,20,15,工作日\n")}, follow=True
    )
    assert "环节数：5 → 4" in answer.content.decode()
    upload = answer.redirect_chain[-1][0]
    assert clerk().get(upload).status_code == 404
    answer = client.post(f"{upload}enter/", follow=True)
    assert page in answer.content.decode()
    assert version.items.get(code="01").steps == 4
    assert clerk(division=YIWU).get(there).status_code == 404
    assert Client().get(there).status_code in (302, 403)
    assert client.get(reverse("subjects:list-file", args=["approval-items", "x"])).status_code == 404
    assert client.get(reverse("subjects:list-file", args=["nothing", version.pk])).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_goes_out_and_comes_back_unchanged(language: str, form: str) -> None:
    version, client = draft(), clerk()
    client.cookies["django_language"] = language
    page = reverse("registration:office-list", args=[version.pk])
    file = client.get(page, {"items-export": form})
    name = f"items.{form}"
    sent = SimpleUploadedFile(name, b"".join(file.streaming_content))  # type: ignore[attr-defined]
    client.post(reverse("subjects:list-file", args=["approval-items", version.pk]), {"file": sent})
    upload = ListUpload.objects.get()
    assert (upload.state, [row["result"] for row in upload.rows]) == ("same", ["same"] * 3)

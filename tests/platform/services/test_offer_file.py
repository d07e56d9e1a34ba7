"""The services of an agency from a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.services.world import YUAN, agency, of, offered
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.services import services
from zhiwei.platform.services.models import Offer
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload, Subject
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db


def handed(viewer: Any, body: Subject, text: str) -> ListUpload:
    """Handed in."""
    kind = list_file("offers")
    assert kind is not None
    file = SimpleUploadedFile("服务.csv", text.encode("utf-8-sig"))
    return list_uploads.hand_in_list(viewer, kind, str(body.pk), file)


def test_services_are_listed_changed_and_listed_again() -> None:
    body = agency()
    viewer = of(body, Role.AGENCY)
    services.withdraw(viewer, offered(body))
    text = '服务名称,类别,价格（元）,服务电话\n商业计划书辅导,guidance,"1,500",0571-87110000\n代理记账,guidance,600,\n'
    upload = handed(viewer, body, text)
    assert [(row["result"], row["told"], row["defects"]) for row in upload.rows] == [
        ("changed", "价格（元）：2,000 → 1,500；服务电话：— → 0571-87110000；重新上架", []),
        ("new", "", []),
    ]
    list_uploads.enter_list(viewer, upload.pk)
    assert sorted(Offer.objects.values_list("title", "price", "telephone", "state")) == [
        ("代理记账", 600 * YUAN, "", "listed"),
        ("商业计划书辅导", 1_500 * YUAN, "0571-87110000", "listed"),
    ]
    assert handed(viewer, body, text).state == "same"


def test_every_defect_and_nothing_for_another_agency() -> None:
    body, other = agency(), agency()
    viewer = of(body, Role.AGENCY)
    text = f"服务名称,类别,价格（元）,服务电话,机构\n甲,guidance,0,写错,\n乙,guidance,0.01,写错,{other.name}\n丙,guidance,1,写错,\n"
    upload = handed(viewer, body, text)
    found = [(row["number"], said(each)) for row in upload.rows for each in row["defects"]]
    assert found[:2] == [
        (2, "第 3 列“价格（元）”：不能小于 0.01 元"),
        (3, f"第 5 列“机构”：这一行是“{other.name}”的，不在这份清单里登记；请删去这一行"),
    ]
    assert [number for number, text in found if "第 4 列“服务电话”" in text] == [4]
    for stranger in (of(other, Role.AGENCY), people.viewer(people.official())):
        with pytest.raises(Http404):
            handed(stranger, body, text)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_page_leads_to_the_file_and_what_is_taken_away_comes_back(form: str) -> None:
    body = agency()
    services.offer(
        of(body, Role.AGENCY), body, category="guidance", title="甲（乙）", price=1, text="丙", telephone=""
    )
    client = Client()
    client.force_login(people.owner(body.organisation, Role.AGENCY))
    there = f"/lists/offers/of/{body.pk}/"
    assert there in client.get("/my/services/").content.decode()
    assert "/my/services/" in client.get(there).content.decode()
    file = b"".join(client.get("/my/services/", {"offers-export": form}).streaming_content)  # type: ignore[attr-defined]
    client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)})
    upload = ListUpload.objects.get()
    assert (upload.state, upload.rows[0]["defects"]) == ("same", [])
    assert Offer.objects.get().text == "丙"


def test_a_file_that_would_now_do_something_else_is_shown_again_first() -> None:
    body = agency()
    viewer = of(body, Role.AGENCY)
    head = "服务名称,类别,价格（元）"
    one, two = (handed(viewer, body, f"{head}\n代理记账,guidance,{price}\n") for price in (900, 5))
    assert [upload.rows[0]["result"] for upload in (one, two)] == ["new", "new"]
    list_uploads.enter_list(viewer, one.pk)
    with pytest.raises(Refused) as refused:
        list_uploads.enter_list(viewer, two.pk)
    assert str(refused.value) == (
        "上传以后情况有变，登记的结果和上次看到的不同；什么都没有登记。请重看下表再确认"
    )
    assert Offer.objects.get().price == 900 * YUAN
    two.refresh_from_db()
    assert (two.state, two.rows[0]["result"], two.rows[0]["told"]) == (
        "ready",
        "changed",
        "价格（元）：900 → 5",
    )
    list_uploads.enter_list(viewer, two.pk)
    assert Offer.objects.get().price == 5 * YUAN

"""The sessions of an expert from a file, by himself and by officials of places he serves."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.experts import world
from tests.platform.subjects.files import workbook
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.experts import services
from zhiwei.platform.experts.models import Expert, Session
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db
HEAD = "方式,领域,地区,主题,地点或网上会场,日期,开始,结束,名额,每位时长（分钟）\n"
CLINIC = "“门诊”咨询,融资,杭州市西湖区,贷款问诊,文三路 1 号,2012-11-09,9:00,10：00,,30\n"
SPECIAL = "专场咨询,融资,杭州市西湖区,担保专场,文三路 1 号,2012-11-09,14:00,16:00,40,\n"


def handed(viewer: Any, one: Expert, text: str | bytes, name: str = "场次.csv") -> ListUpload:
    """Handed in."""
    kind = list_file("expert-sessions")
    assert kind is not None
    content = text.encode("utf-8-sig") if isinstance(text, str) else text
    return list_uploads.hand_in_list(viewer, kind, str(one.pk), SimpleUploadedFile(name, content))


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    """Number and text of every defect."""
    return [(row["number"], said(one)) for row in upload.rows for one in row["defects"]]


def test_a_file_opens_sessions_with_their_slots_and_again_changes_nothing() -> None:
    expert = world.expert()
    viewer = world.as_expert(expert)
    upload = handed(viewer, expert, HEAD + CLINIC + SPECIAL)
    assert (upload.state, Session.objects.count()) == ("ready", 0)
    list_uploads.enter_list(viewer, upload.pk)
    clinic, special = Session.objects.order_by("begins")
    assert [str(one) for one in world.slots(clinic)] == ["09:00–09:30", "09:30–10:00"]
    assert (special.channel, special.slots.count(), special.day) == ("special", 40, date(2012, 11, 9))
    assert handed(viewer, expert, HEAD + CLINIC + SPECIAL).state == "same"


def test_times_of_a_workbook_are_read_as_times() -> None:
    expert = world.expert()
    row = (
        "clinic",
        "finance",
        "330106",
        "贷款",
        "文三路",
        date(2012, 11, 9),
        time(9),
        time(10, 30),
        None,
        45,
    )
    head = tuple(HEAD.strip().split(","))
    upload = handed(world.as_expert(expert), expert, workbook([head, row], "场次"), "场次.xlsx")
    assert (upload.state, defects(upload)) == ("ready", [])


def test_a_session_that_is_there_otherwise_cancelled_or_overlaps_is_refused() -> None:
    expert = world.expert()
    viewer = world.as_expert(expert)
    made = world.session(expert, topic="贷款问诊", place="文三路 1 号")
    assert handed(viewer, expert, HEAD + CLINIC).state == "same"
    changed = CLINIC.replace("贷款问诊", "担保问诊").replace(",30", ",20")
    ((_number, text),) = defects(handed(viewer, expert, HEAD + changed))
    assert (
        "内容不同（主题：贷款问诊 → 担保问诊；号源不同）；请改为一致或删去这一行，要改的先取消再安排" in text
    )
    ((_number, text),) = defects(handed(viewer, expert, HEAD + CLINIC.replace("9:00", "9:30")))
    assert text == "第 7 列“开始”：与该专家的另一场“贷款问诊”时间重叠"
    services.cancel_session(viewer, made, "临时出差")
    assert "这一场已经取消（临时出差）" in defects(handed(viewer, expert, HEAD + CLINIC))[0][1]
    assert handed(viewer, expert, HEAD + changed).state == "ready"


def test_a_place_may_be_called_by_its_own_name() -> None:
    expert = world.expert()
    upload = handed(world.as_expert(expert), expert, HEAD + CLINIC.replace("杭州市西湖区", "西湖区"))
    assert upload.state == "ready"
    assert (
        defects(handed(world.as_expert(expert), expert, HEAD + CLINIC.replace("杭州市西湖区", "330106")))
        == []
    )


def test_every_fault_is_told_at_its_place() -> None:
    expert = world.expert()
    bad = "“门诊”咨询,法律和维权,金华市,贷款,文三路,2012-11-01,十点,10:00,,4\n专场咨询,融资,杭州市西湖区,贷款,文三路,2012-11-09,11:00,10:00,,\n"
    told = defects(handed(world.as_expert(expert), expert, HEAD + bad))
    assert [(number, text.partition("：")[0]) for number, text in told] == [
        (2, "第 2 列“领域”"), (2, "第 3 列“地区”"), (2, "第 7 列“开始”"), (2, "第 10 列“每位时长（分钟）”"),
        (3, "第 8 列“结束”"), (3, "第 9 列“名额”"),
    ]  # fmt: skip


def test_he_himself_and_officials_of_places_he_serves_may() -> None:
    expert, other = world.expert(), world.expert(name="甄言")
    assert handed(world.official(), expert, HEAD + CLINIC).state == "ready"
    for viewer in (world.as_expert(other), world.official(division=world.YIWU), world.official(Role.TAX)):
        with pytest.raises(Http404):
            handed(viewer, expert, HEAD + CLINIC)
    placed = handed(world.official(), expert, "专家," + HEAD + "甄言," + CLINIC)
    assert "这一行是“甄言”的" in defects(placed)[0][1]


def test_the_pages_lead_to_the_file_and_what_is_taken_away_comes_back() -> None:
    expert = world.expert()
    world.session(expert)
    world.session(expert, "special", begins=time(14), ends=time(16))
    there = f"/lists/expert-sessions/of/{expert.pk}/"
    official = people.official(Role.COUNTY, world.XIHU)
    for user, page in ((expert.user, "/my/expert/"), (official, f"/office/experts/{expert.pk}/")):
        client = Client()
        client.force_login(user)
        assert there in client.get(page).content.decode()
        assert page in client.get(there).content.decode()
    client = Client()
    client.force_login(expert.user)
    for form in ("csv", "xlsx"):
        file = b"".join(client.get("/my/expert/", {"sessions-export": form}).streaming_content)  # type: ignore[attr-defined]
        answer = client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)}, follow=True)
        assert "文件里的内容都已登记" in answer.content.decode()

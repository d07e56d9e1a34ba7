"""The courses of a commission from a file, by the people of its body."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.accounts import people
from tests.platform.training import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads
from zhiwei.platform.training import services
from zhiwei.platform.training.models import Commission, Course

pytestmark = pytest.mark.django_db
HEAD = "课程名称,领域,授课人及其资格,县（市、区）,地点,开课日期,结束日期,学时,名额\n"
ROW = (
    "小企业财务管理,财务和税收,王一平，高级会计师,杭州市西湖区,文三路100号三楼,2012-11-12,2012-11-13,12,30\n"
)


def handed(viewer: Any, one: Commission, text: str) -> ListUpload:
    """Handed in."""
    kind = list_file("courses")
    assert kind is not None
    file = SimpleUploadedFile("课程.csv", text.encode("utf-8-sig"))
    return list_uploads.hand_in_list(viewer, kind, str(one.pk), file)


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    """Number and text of every defect."""
    return [(row["number"], said(one)) for row in upload.rows for one in row["defects"]]


def test_a_file_publishes_courses_and_again_changes_nothing() -> None:
    body = world.school()
    one, viewer = world.commissioned(body), world.of(body, Role.TRAINER)
    text = HEAD + ROW + ROW.replace("小企业财务管理", "劳动用工").replace("财务和税收", "法律和劳动用工")
    upload = handed(viewer, one, text)
    assert (upload.state, Course.objects.count()) == ("ready", 0)
    list_uploads.enter_list(viewer, upload.pk)
    made = Course.objects.get(title="小企业财务管理")
    assert (made.commission, made.topic, made.division, made.starts_on, made.seats, made.text) == (
        one, "finance", world.XIHU, date(2012, 11, 12), 30, "",
    )  # fmt: skip
    assert Act.objects.filter(act="training.publish").count() == 2
    assert handed(viewer, one, text).state == "same"


def test_organiser_title_and_first_day_are_one_course_and_a_contradiction_is_refused() -> None:
    body = world.school()
    one, viewer = world.commissioned(body), world.of(body, Role.TRAINER)
    course = world.offered(viewer, one)
    rest = "；请改为一致或删去这一行，要更改的在课程页面上更改"
    upload = handed(viewer, one, HEAD + ROW.replace(",30", ",40") + ROW)
    assert defects(upload) == [
        (2, f"第 1 列“课程名称”：这门课程已经发布，内容不同（名额：30 → 40）{rest}"),
        (3, "第 6 列“开课日期”：与第 2 行重复；请删去一行"),
    ]
    assert handed(viewer, one, HEAD + ROW.replace("2012-11-12", "2012-11-13")).rows[0]["result"] == "new"
    second = world.commissioned(body)
    ((_row, text),) = defects(handed(viewer, second, HEAD + ROW))
    assert f"按另一份委托 {one.document} 发布" in text
    services.cancel(viewer, course, "报名太少")
    assert "已经取消（报名太少）" in defects(handed(viewer, one, HEAD + ROW))[0][1]
    assert handed(viewer, second, HEAD + ROW).state == "ready"


def test_every_fault_is_told_at_its_place() -> None:
    body = world.school()
    one, viewer = world.commissioned(body), world.of(body, Role.TRAINER)
    late = ROW.replace("2012-11-12,2012-11-13", "2012-11-01,2012-10-31")
    upload = handed(
        viewer, one, HEAD + late + ROW.replace("杭州市西湖区", "金华市义乌市").replace("财务和税收", "烹饪")
    )
    told = defects(upload)
    assert [(number, text.partition("：")[0]) for number, text in told] == [
        (2, "第 6 列“开课日期”"), (2, "第 7 列“结束日期”"), (3, "第 2 列“领域”"), (3, "第 4 列“县（市、区）”"),
    ]  # fmt: skip
    assert "没有“烹饪”这一项；可填：经营管理、社会责任" in told[2][1]
    assert "没有“金华市义乌市”这一项" in told[3][1]


def test_only_the_body_itself_enters_its_courses() -> None:
    body, other = world.school(), world.school()
    one = world.commissioned(body)
    for viewer in (world.of(other, Role.TRAINER), world.official(), world.of(world.firm())):
        with pytest.raises(Http404):
            handed(viewer, one, HEAD + ROW)
    placed = handed(world.of(body, Role.TRAINER), one, "培训机构," + HEAD + f"{other.name}," + ROW)
    assert f"这一行是“{other.name}”的" in defects(placed)[0][1]


def test_the_page_leads_to_the_file_and_what_is_taken_away_comes_back() -> None:
    body = world.school()
    one = world.commissioned(body)
    world.offered(world.of(body, Role.TRAINER), one, text="资金、成本和税")
    client = Client()
    client.force_login(people.owner(body.organisation, Role.TRAINER))
    page, there = "/my/courses/", f"/lists/courses/of/{one.pk}/"
    assert there in client.get(page).content.decode()
    assert page in client.get(there).content.decode()
    for form in ("csv", "xlsx"):
        file = b"".join(client.get(page, {"courses-export": form}).streaming_content)  # type: ignore[attr-defined]
        answer = client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)}, follow=True)
        assert "文件里的内容都已登记" in answer.content.decode()

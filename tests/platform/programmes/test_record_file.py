"""A register from a file: the documented programme's stands and fairs, tried and shown first, entered whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tests.platform.programmes.documented import World, installed, write
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import keeping
from zhiwei.platform.subjects.list_files import list_file
from zhiwei.platform.subjects.list_files.reading import said
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads

pytestmark = pytest.mark.django_db
HEAD = "合同号,展会,参展企业,参展日期,展位费（元）"


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with installed(write(tmp_path_factory.mktemp("own"))):
        yield


@pytest.fixture
def world() -> World:
    """The county and its people, with a fair of five stands."""
    made = World()
    made.fair(stands=5)
    return made


def handed(viewer: Viewer, *rows: str, head: str = HEAD, register: str = "stands") -> ListUpload:
    """Handed in."""
    kind = list_file("records")
    assert kind is not None
    file = SimpleUploadedFile("stands.csv", "\n".join([head, *rows]).encode())
    return list_uploads.hand_in_list(viewer, kind, f"stands:{register}", file)


def defects(upload: ListUpload) -> list[tuple[int, str]]:
    """Number and text of every defect."""
    return [(row["number"], said(one)) for row in upload.rows for one in row["defects"]]


def stands() -> list[Record]:
    """What stands in the register."""
    return list(Record.objects.filter(register="stands").order_by("title"))


def test_a_file_is_tried_entered_whole_and_again_changes_nothing(world: World) -> None:
    row = f"展-1,西湖消费品展,{world.firms[0].name},2013-03-08,1200"
    upload = handed(world.clerk, row)
    assert (upload.state, stands()) == ("ready", [])
    list_uploads.enter_list(world.clerk, upload.pk)
    (made,) = stands()
    assert (made.title, made.owner, made.numbers.get().value) == ("展-1", world.agency, 1_200_00)
    assert handed(world.clerk, row, row).state == "same"
    english = "contract,fair,firm,day,fee (yuan)"
    assert handed(world.clerk, row, head=english).state == "same"


def test_every_fault_is_told_at_its_place(world: World) -> None:
    upload = handed(world.clerk, "展-2,没有的展会,没有的企业,2013-03-08,1e9", ",西湖消费品展,,昨天,1")
    assert defects(upload) == [
        (2, "第 2 列“展会”：没有找到登记“没有的展会”；请填写登记的名称"),
        (2, "第 3 列“参展企业”：没有找到；请填写完整名称、统一社会信用代码或注册号"),
        (2, "第 5 列“展位费（元）”：“1e9”不是数字；请只写数字，例如 12000"),
        (3, "第 1 列“合同号”：请填写这一格"),
        (3, "第 3 列“参展企业”：请填写这一格"),
        (3, "第 4 列“参展日期”：不是日期；写成 2012-06-30、2012/6/30 或 2012年6月30日"),
    ]


def test_a_row_that_says_otherwise_is_refused_and_so_is_what_was_struck(world: World) -> None:
    first, second = (one.name for one in world.firms[:2])
    row = f"展-1,西湖消费品展,{first},2013-03-08,1200"
    list_uploads.enter_list(world.clerk, handed(world.clerk, row).pk)
    upload = handed(
        world.clerk,
        f"展-1,西湖消费品展,{second},2013-03-08,900",
        f"展-9,西湖消费品展,{first},2013-03-08,1200",
    )
    rest = "；请改为一致或删去这一行，要更正的在登记的页面上更正"
    assert defects(upload) == [
        (2, f"已有登记“展-1”，内容不同（参展企业：{first} → {second}；展位费：1,200 元 → 900 元）{rest}"),
        (3, f"已有登记“展-1”，内容不同（合同号：展-1 → 展-9）{rest}"),
    ]
    (made,) = stands()
    keeping.strike(world.clerk, made.pk, revision=made.revision, note="录错展会")
    assert "现为“已作废”（录错展会）" in defects(handed(world.clerk, row))[0][1]


def test_a_place_full_is_told_at_the_row_that_is_one_too_many(world: World) -> None:
    world.fair(stands=1, name="小展")
    rows = [f"展-{n},小展,{one.name},2013-03-08,1200" for n, one in enumerate(world.firms[:2])]
    ((number, text),) = defects(handed(world.clerk, *rows))
    assert (number, "名额已满：共 1 个" in text) == (3, True)


def test_who_keeps_the_register_enters_it_and_rows_of_others_are_refused(world: World) -> None:
    row = f"展-1,西湖消费品展,{world.firms[0].name},2013-03-08,1200"
    other = handed(world.clerk, f"别家会展有限公司,{row}", head=f"登记主体,{HEAD}")
    assert "这一行是“别家会展有限公司”的" in defects(other)[0][1]
    assert handed(world.clerk, f"{world.agency.name},{row}", head=f"登记主体,{HEAD}").state == "ready"
    for viewer in (world.owners[0], world.county):
        with pytest.raises(PermissionDenied):
            handed(viewer, row)
    with pytest.raises(Http404):
        handed(world.clerk, row, register="nothing")
    fairs = handed(
        world.county, "春季展,2013-04-01,20", head="展会名称,开幕日期,展位数（个）", register="fairs"
    )
    list_uploads.enter_list(world.county, fairs.pk)
    made = Record.objects.get(title="春季展")
    assert (made.owner, made.day, made.division) == (None, date(2013, 4, 1), "330106")


def test_the_page_leads_to_the_file_and_what_is_taken_away_comes_back(world: World) -> None:
    fair = Record.objects.get(register="fairs")
    world.confirmed(world.stand(fair, 0, "展-1"), 0)
    client = Client()
    client.force_login(world.user(world.agency, Role.AGENCY))
    page, there = "/registers/stands/stands/", "/lists/records/of/stands:stands/"
    assert there in client.get(page).content.decode()
    assert page in client.get(there).content.decode()
    assert client.get(f"{there}template.xlsx").status_code == 200
    for form in ("csv", "xlsx"):
        file = b"".join(client.get(page, {"export": form}).streaming_content)  # type: ignore[attr-defined]
        answer = client.post(there, {"file": SimpleUploadedFile(f"a.{form}", file)}, follow=True)
        assert "文件里的内容都已登记" in answer.content.decode()

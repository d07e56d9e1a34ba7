"""Many cases by workbook: every defect at its row and column, everything or nothing, once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from tests.platform.accounts import people
from tests.platform.cases import trial
from tests.platform.cases.trial import XIHU
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.bulk import layout
from zhiwei.platform.cases.bulk.choices import Choice, choice, choices
from zhiwei.platform.cases.bulk.reading import MOST
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.registry import load
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Bulk, Case
from zhiwei.platform.cases.services.bulk import cancel_bulk, carry_out, hand_in_bulk
from zhiwei.population.readers import READERS

pytestmark = pytest.mark.django_db
NAMES = ("杭州晨光五金制品有限公司", "杭州古荡纸品有限公司", "杭州留下机械有限公司")


class World:
    """An official of 西湖区 and three firms."""

    def __init__(self) -> None:
        self.user = people.official(Role.COUNTY, XIHU)
        self.viewer = people.viewer(self.user)
        self.firms = [trial.firm(name) for name in NAMES]

    def choice(self, key: str = "trial:open") -> Choice:
        """What is to be done."""
        found = choice(self.viewer, key)
        assert found is not None
        return found

    def hand_in(
        self, *lines: str, head: str = "主体名称,用途,申报金额（元）", key: str = "trial:open"
    ) -> Bulk:
        """A file of these lines."""
        content = "\n".join((head, *lines)).encode("utf-8-sig")
        return hand_in_bulk(self.viewer, self.choice(key), SimpleUploadedFile("申请.csv", content))


@pytest.fixture
def world() -> World:
    """The county."""
    return World()


def defects(bulk: Bulk) -> list[tuple[int, str, str]]:
    """Row, column and text of everything wrong."""
    return [(row["number"], at, text) for row in bulk.rows for at, text in row["defects"]]


def test_many_applications_are_tried_then_filed_at_once_and_only_once(world: World) -> None:
    bulk = world.hand_in(*(f"{name},设备,1.2万" for name in NAMES))
    assert (bulk.state, defects(bulk)) == ("ready", [])
    assert not Case.objects.exists()  # a trial leaves nothing
    assert not Act.objects.filter(act="cases.open").exists()
    for _again in range(2):
        carry_out(world.viewer, bulk.pk)
    made = Case.objects.order_by("subject__name")
    assert sorted(case.subject.name for case in made) == sorted(NAMES)
    assert {(case.origin, case.content["declared"]) for case in made} == {("counter", "12000.00")}
    assert Act.objects.filter(act="cases.open").count() == 3
    assert Act.objects.filter(act="cases.bulk_filed", key=str(bulk.pk)).count() == 1
    with pytest.raises(Refused):
        cancel_bulk(world.viewer, bulk.pk)


def test_a_row_twice_in_a_workbook_or_one_under_way_is_refused(world: World) -> None:
    twice = world.hand_in(f"{NAMES[0]},设备,1.2万", f"{NAMES[0]},设备,1.3万", f"{NAMES[0]},设备,12000")
    assert (twice.state, defects(twice)) == ("faulty", [(4, "主体名称", "与第 2 行重复")])
    carry_out(world.viewer, world.hand_in(f"{NAMES[0]},设备,1.2万").pk)
    case = Case.objects.get()
    later = world.hand_in(f"{NAMES[0]},设备,1.2万", f"{NAMES[1]},设备,1.2万")
    said = f"内容完全相同的申请 {case.number} 正在办理中，不用再交。"
    assert (later.state, defects(later)) == ("faulty", [(2, "主体名称", said)])
    assert Case.objects.count() == 1


def test_every_defect_is_marked_in_its_row_and_column_and_nothing_is_done(
    world: World, tmp_path: Path
) -> None:
    bulk = world.hand_in(
        f"{NAMES[0]},设备,100", "杭州没有的公司,设备,100", f"{NAMES[1]},,很多", f"{NAMES[2]},装修,1.005"
    )
    assert bulk.state == "faulty"
    assert defects(bulk) == [
        (3, "主体名称", "没有这个主体，或不由您办理"),
        (4, "用途", "请填写“用途”"),
        (4, "申报金额", "申报金额：“很多”不是金额；请写数字，例如 12000 或 1.2万"),
        (5, "申报金额", "申报金额：金额最小到分：最多两位小数（以元计）"),
    ]
    with pytest.raises(Refused):
        carry_out(world.viewer, bulk.pk)
    assert not Case.objects.exists()
    path = tmp_path / "marked.xlsx"
    path.write_bytes(layout.marked(bulk))
    table = READERS[".xlsx"](path, None)
    assert list(table.headings) == ["主体名称", "用途", "申报金额（元）", "错误"]
    told = {row.number: str(row.cells[3] or "") for row in table.rows() if len(row.cells) > 3}
    assert told.get(2, "") == ""
    assert told[3] == "主体名称：没有这个主体，或不由您办理"
    assert told[4].startswith("用途：请填写“用途”；申报金额：")


def test_what_is_wrong_with_a_file_or_a_day_is_told_in_the_readers_language(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = trial.raw()
    data["open"]["form"].append({"name": "day", "zh": "日期", "en": "day", "kind": "date", "required": False})
    path = tmp_path / "trial.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    found = dict(load([path]))
    monkeypatch.setattr(registry, "all_types", lambda: found)
    for lang, day, file in (
        ("zh-hans", "没有这一天", "没有列名行"),
        ("en", "there is no such day", "no heading row"),
    ):
        with override(lang):
            bulk = world.hand_in(f"{NAMES[0]},设备,2012-13-01", head="主体名称,用途,日期")
            assert [text for _row, _at, text in defects(bulk)] == [day]
            with pytest.raises(Refused) as refused:
                hand_in_bulk(world.viewer, world.choice(), SimpleUploadedFile("申请.csv", b"\n"))
            assert str(refused.value) == file


def test_a_step_is_taken_in_many_cases_under_the_rules_of_each(world: World) -> None:
    carry_out(world.viewer, world.hand_in(*(f"{name},设备," for name in NAMES)).pk)
    world.viewer = people.viewer(
        people.official(Role.COUNTY, XIHU)
    )  # who filed them at the counter decides none
    numbers = [case.number for case in Case.objects.order_by("opened_at", "pk")]
    refusing = world.hand_in(
        *(f"{number},材料不实" for number in numbers), head="办件编号,理由", key="trial:refuse"
    )
    assert refusing.state == "ready"
    case = Case.objects.order_by("opened_at", "pk")[1]
    cases.act(world.viewer, case.pk, "return", revision=case.revision, defects=["缺执照"])  # meanwhile
    with pytest.raises(Refused) as refused:
        carry_out(world.viewer, refusing.pk)
    assert "什么都没有办" in str(refused.value)
    refusing.refresh_from_db()
    assert [(row, at) for row, at, _text in defects(refusing)] == [(3, "办件编号")]
    assert not Case.objects.filter(state="refused").exists()
    again = world.hand_in(
        *(f"{number},材料不实" for number in (numbers[0], numbers[1], numbers[0], "x")),
        head="办件编号,理由", key="trial:refuse",
    )  # fmt: skip
    assert [(row, text) for row, _at, text in defects(again)] == [
        (3, "没有这个编号的办件，或它现在不能办理“不予办理”"), (4, "与第 2 行重复"),
        (5, "没有这个编号的办件，或它现在不能办理“不予办理”"),
    ]  # fmt: skip


def test_a_file_that_is_no_such_table_is_refused_whole(world: World) -> None:
    for lines, head, said in (
        ((), "主体名称,用途", "文件里没有内容"),
        (("a,b",), "主体名称,别的", "缺少列：用途"),
        (tuple(f"甲{n},设备" for n in range(MOST + 1)), "主体名称,用途", f"一个文件最多 {MOST} 行"),
    ):
        with pytest.raises(Refused) as refused:
            world.hand_in(*lines, head=head)
        assert said in str(refused.value)
    assert not Bulk.objects.exists()


def test_everybody_does_by_workbook_what_he_may_do_and_his_own_only(world: World) -> None:
    assert {one.key for one in choices(world.viewer)} >= {"trial:open", "trial:check", "trial:refuse"}
    owner = trial.owner_of(world.firms[0])
    assert {one.key for one in choices(owner)} == {
        "trial:open",
        "trial:resubmit",
        "trial:withdraw",
    }  # amending would ask the documents of one application anew for all
    assert choice(owner, "trial:amend") is None
    with pytest.raises(PermissionDenied):
        hand_in_bulk(owner, world.choice("trial:check"), SimpleUploadedFile("a.csv", b"x"))
    mine = choice(owner, "trial:open")
    assert mine is not None
    content = f"主体名称,用途\n{NAMES[0]},设备\n{NAMES[1]},设备\n".encode()
    bulk = hand_in_bulk(owner, mine, SimpleUploadedFile("a.csv", content))
    assert defects(bulk) == [(3, "主体名称", "没有这个主体，或不由您办理")]
    ready = world.hand_in(f"{NAMES[0]},设备,")
    with pytest.raises(PermissionDenied):
        carry_out(owner, ready.pk)


def test_the_pages_lead_from_the_template_to_the_filed_cases(world: World, client: Client) -> None:
    client.force_login(world.user)
    assert "trial:open" in client.get("/cases/bulk/").content.decode()
    blank: Any = client.get("/cases/bulk/new/trial:open/template.xlsx")
    assert blank.status_code == 200
    assert b"".join(blank) if blank.streaming else blank.content[:2] == b"PK"
    sent = io.BytesIO(f"主体名称,用途\n{NAMES[0]},设备\n".encode())
    sent.name = "a.csv"
    page = client.post("/cases/bulk/new/trial:open/", {"file": sent})
    bulk = Bulk.objects.get()
    assert page["Location"] == f"/cases/bulk/{bulk.pk}/"
    assert "确认，全部办理" in client.get(page["Location"]).content.decode()
    client.post(f"/cases/bulk/{bulk.pk}/do/")
    assert Case.objects.get().number in client.get(page["Location"]).content.decode()
    steps: Any = client.get("/cases/bulk/new/trial:refuse/template.xlsx")
    assert steps.status_code == 200
    other = Client()
    other.force_login(people.official(Role.COUNTY, "330782"))
    for path in (f"/cases/bulk/{bulk.pk}/", f"/cases/bulk/{bulk.pk}/marked.xlsx"):
        assert other.get(path).status_code == 404
    assert other.post(f"/cases/bulk/{bulk.pk}/do/").status_code == 404
    assert client.get("/cases/bulk/new/trial:nothing/").status_code == 404
    faulty = io.BytesIO("主体名称,用途\n没有的,设备\n".encode())
    faulty.name = "b.csv"
    where = client.post("/cases/bulk/new/trial:open/", {"file": faulty})["Location"]
    assert "下载标出错误的文件" in client.get(where).content.decode()
    assert client.get(f"{where}marked.xlsx").status_code == 200

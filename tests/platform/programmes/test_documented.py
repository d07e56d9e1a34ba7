"""The documented programme: two files out of the docs, no line of Python, from the first record to the booked yuan."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.platform.accounts import people
from tests.platform.api.calls import get as call
from tests.platform.api.test_grants import token
from tests.platform.demo.test_crawl import closed
from tests.platform.funds.world import officer
from tests.platform.programmes.documented import World, blocks, installed, subject, write
from tests.platform.programmes.world import act, pay
from zhiwei.engine.trace import explain
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import receipts
from zhiwei.platform.audit.models import Act, ReadItem
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.projects import OWN
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import BankAccount, Commitment
from zhiwei.platform.programmes import queries
from zhiwei.platform.programmes.files import get
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import counting, keeping, rights
from zhiwei.platform.programmes.registers.faults import Refused

pytestmark = pytest.mark.django_db
YUAN = 100


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with installed(write(tmp_path_factory.mktemp("own"))):
        yield


@pytest.fixture
def world() -> World:
    """The county and its people."""
    return World()


def said(act: Any) -> str:
    """What a refusal says."""
    with pytest.raises((Refused, CaseRefused)) as refused:
        act()
    return str(refused.value)


def test_the_example_is_two_files_and_no_python() -> None:
    assert sorted(blocks()) == ["case_types/stand_subsidy.yaml", "programmes/stands.yaml"]
    assert get("stands").cases == ("stand_subsidy",)


def test_the_demonstration_runs_the_same_files() -> None:
    assert {path: (OWN / path).read_text(encoding="utf-8") for path in blocks()} == blocks()


def test_from_the_first_record_to_the_booked_yuan(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    fair = world.fair(stands=2)
    first = world.stand(fair, 0, "展 2013-1", "1200.00")
    second = world.stand(fair, 1, "展 2013-2", "800.50")
    world.confirmed(first, 0)
    programme = get("stands")
    assert counting.value(programme, programme.counts["stands"]) == 1
    world.confirmed(second, 1)
    numbers = [(one.count.id, one.number) for one in counting.progress(programme)]
    assert numbers == [("stands", 2), ("fees", 2_000_50), ("firms", 2)]
    case = world.applied()
    case = act(world.county, case, "settle")
    assert case.data["amount"] == 1_000_25
    answer = receipts.rerun(case.receipt)
    step = explain(answer)["steps"]["confirmed_value"]
    assert "登记册“展位”：企业确认的展位费，2013 年，2013-06-03 计算" in str(step)
    case = act(world.finance, case, "approve")
    held = Commitment.objects.get()
    assert (held.fen, held.sentence, held.basis_kind) == (1_000_25, "15.2", "stand_subsidy")
    assert held.basis_key == f"{world.agency.pk}/2013"
    ledger.propose_account(
        officer(Role.FINANCE), world.agency, holder=world.agency.name, bank="中国工商银行杭州分行",
        number="1202020219900012345",
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        ledger.confirm_account(world.clerk, BankAccount.objects.get(subject=world.agency))
    assert Case.objects.get(pk=case.pk).state == "ready"
    pay(world.fund)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.ended) == ("paid", True)
    assert books.balance(world.fund, Place.PAID) == 1_000_25
    assert books.verify(world.fund) == []
    assert [(one.level, one.paid) for one in queries.money(programme)] == [("县级", 1_000_25)]
    acts = set(Act.objects.filter(kind="record").values_list("act", flat=True))
    assert acts == {"programmes.enter", "programmes.move"}


def test_an_account_confirmed_before_is_used_again(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    ledger.give_account(
        SYSTEM,
        world.agency,
        holder=world.agency.name,
        bank="中国工商银行杭州分行",
        number="1202020219900012345",
    )
    world.confirmed(world.stand(world.fair(), 0, "1"), 0)
    case = act(world.county, world.applied(), "settle")
    with django_capture_on_commit_callbacks(execute=True):
        case = act(world.finance, case, "approve")
    assert case.state == "approved"
    assert Case.objects.get(pk=case.pk).state == "ready"
    assert books.balance(world.fund, Place.COMMITTED) == 600_00


def test_no_figure_that_is_counted_can_be_typed_in(world: World) -> None:
    assert "这一步没有“confirmed_value”这一项" in said(lambda: world.applied(confirmed_value="99999.00"))
    case = world.applied()
    assert "判定是“不能享受”" in said(lambda: act(world.county, case, "settle"))  # nothing confirmed
    fair = world.fair()
    world.stand(fair, 0, "1")
    assert "判定是“不能享受”" in said(lambda: act(world.county, case, "settle"))  # not confirmed by the firm


def test_a_fair_has_as_many_stands_as_the_county_said(world: World) -> None:
    fair = world.fair(stands=2)
    first = world.stand(fair, 0, "1")
    world.stand(fair, 1, "2")
    assert said(lambda: world.stand(fair, 2, "3")) == "名额已满：共 2 个"
    world.confirmed(first, 0, "dispute")  # a disputed stand gives its place back
    third = world.stand(fair, 2, "3")
    assert sorted(Record.objects.filter(live=True, register="stands").values_list("place", flat=True)) == [
        1,
        2,
    ]
    assert third.place == 1


def test_nothing_is_entered_twice(world: World) -> None:
    fair = world.fair(stands=5)
    one = world.stand(fair, 0, "展 1")
    assert said(lambda: world.stand(fair, 1, " 展1 ")) == "与 2013-03-08 的登记“展 1”重复，只能登记一次"
    assert said(lambda: world.stand(fair, 0, "展 2")) == "与 2013-03-08 的登记“展 1”重复，只能登记一次"
    keeping.strike(world.clerk, one.pk, revision=one.revision, note="合同作废")
    again = world.stand(fair, 0, "展 1")
    assert again.live
    assert "只能登记一次" in said(world.fair)
    case = world.applied()
    assert said(world.applied) == f"这一项已由办件 {case.number} 占用，只能办一次"
    act(world.clerk, case, "withdraw")
    world.applied()


def test_who_may_do_what(world: World) -> None:
    fair = world.fair(stands=5)
    one = world.stand(fair, 0, "1")
    other = subject("agency", "杭州另一家服务有限公司")
    stranger = people.viewer(world.user(other, Role.AGENCY))
    yiwu = officer(Role.COUNTY, "330782")
    with pytest.raises(PermissionDenied):
        world.fair(name="义乌展", by=yiwu)
    with pytest.raises(PermissionDenied):
        world.fair(name="机构自办展", by=world.clerk)
    with pytest.raises(PermissionDenied):
        world.stand(fair, 1, "2", by=stranger)
    with pytest.raises(PermissionDenied):
        world.stand(fair, 1, "2", by=world.county)
    for viewer in (world.clerk, world.owners[1], world.county):
        with pytest.raises(PermissionDenied):
            keeping.move(viewer, one.pk, "confirm", revision=one.revision)
    seen = {
        name: set(rights.visible(viewer, "stands", "stands").values_list("title", flat=True))
        for name, viewer in (
            ("clerk", world.clerk), ("firm", world.owners[0]), ("another firm", world.owners[1]),
            ("stranger", stranger), ("county", world.county), ("yiwu", yiwu),
        )
    }  # fmt: skip
    assert seen == {
        "clerk": {"1"}, "firm": {"1"}, "another firm": set(), "stranger": set(), "county": {"1"}, "yiwu": set(),
    }  # fmt: skip
    world.confirmed(one, 0)
    case = world.applied()
    for viewer in (world.clerk, yiwu, world.finance):
        with pytest.raises(PermissionDenied):
            act(viewer, case, "settle")
    act(world.county, case, "settle")
    with pytest.raises(PermissionDenied):
        act(world.county, case, "approve")


def test_a_record_that_was_moved_on_is_not_changed_any_more(world: World) -> None:
    fair = world.fair(stands=5)
    one = world.stand(fair, 0, "1", "1200.00")
    values = {**one.values, "fee": "1000.00"}
    one = keeping.revise(world.clerk, one.pk, values, revision=one.revision)
    assert one.numbers.get(field="fee").value == 1_000_00
    assert "刚被他人办理过" in said(lambda: keeping.revise(world.clerk, one.pk, values, revision=1))
    one = world.confirmed(one, 0)
    assert "已经办理，不能更正" in said(
        lambda: keeping.revise(world.clerk, one.pk, {**values, "fee": "9.00"}, revision=one.revision)
    )
    assert "登记现为“企业已确认”" in said(lambda: world.confirmed(one, 0, "dispute"))
    assert [version.state for version in one.history.order_by("pk")] == ["entered", "entered", "confirmed"]


def client(user: User) -> Client:
    """Somebody's browser."""
    made = Client()
    made.force_login(user)
    return made


def text(response: Any) -> str:
    """A page."""
    return str(response.content.decode())


def test_the_pages_by_who_looks(world: World) -> None:
    fair = world.fair(stands=5)
    world.stand(fair, 0, "展-0081")
    page = text(Client().get("/projects/stands/"))
    assert "小微企业参展服务补贴" in page
    assert "登录后申请" in page
    assert world.agency.name not in page
    assert "展-0081" not in page
    assert "小微企业参展服务补贴" in text(Client().get("/projects/"))
    assert "/projects/" in text(Client().get("/"))
    assert Client().get("/projects/none/").status_code == 404
    clerk = client(world.user(world.agency, Role.AGENCY))
    own = text(clerk.get("/my/projects/"))
    assert f"/my/cases/new/stand_subsidy/{world.agency.pk}/" in own
    assert "/my/projects/" in text(clerk.get(f"/my/{world.agency.pk}/"))
    listed = text(clerk.get("/registers/stands/stands/"))
    assert "展-0081" in listed
    assert "新登记" in listed
    given = {
        "contract": "展-0082", "fair": str(fair.pk), "firm": world.firms[1].name, "held_on": "2013-03-09",
        "fee": "900", "owner": str(world.agency.pk),
    }  # fmt: skip
    refused = clerk.post("/registers/stands/stands/new/", {**given, "firm": "晨光"})
    assert (refused.status_code, "没有找到；请填写完整名称" in text(refused)) == (422, True)
    made = clerk.post("/registers/stands/stands/new/", given, follow=True)
    assert "已登记。" in text(made)
    assert "西湖消费品展" in text(made)
    owner = client(world.user(world.firms[1]))
    record = Record.objects.get(title="展-0082")
    shown = text(owner.get(f"/records/{record.pk}/"))
    assert "确认参展" in shown
    assert "更正" not in shown.split("<h2>")[0]
    done = owner.post(
        f"/records/{record.pk}/do/confirm/", {"revision": record.revision, "note": "收到"}, follow=True
    )
    assert "企业已确认" in text(done)
    assert client(world.user(world.firms[2])).get(f"/records/{record.pk}/").status_code == 404


def test_the_pages_of_offices_and_their_exports(world: World) -> None:
    fair = world.fair(stands=5)
    one = world.stand(fair, 0, "展-0081")
    world.stand(fair, 1, "展-0082", "900.00")
    yiwu = client(people.official(Role.COUNTY, "330782"))
    assert yiwu.get(f"/records/{one.pk}/").status_code == 404
    assert yiwu.get("/office/projects/stands/").status_code == 404
    assert "展-0081" not in text(yiwu.get("/registers/stands/stands/"))
    county = client(people.official(Role.COUNTY, "330106"))
    office = text(county.get("/office/projects/stands/"))
    assert "企业确认的展位" in office
    assert "/office/projects/" in text(county.get("/office/"))
    assert "小微企业参展服务补贴" in text(county.get("/office/projects/"))
    exported = county.get("/registers/stands/stands/?export=csv")
    rows = list(csv.reader(io.StringIO(b"".join(exported.streaming_content).decode("utf-8-sig"))))
    assert rows[0][:6] == ["合同号", "登记主体", "展会", "参展企业", "参展日期", "展位费（元）"]
    assert {row[0]: row[5] for row in rows[1:]} == {"展-0081": "1200.00", "展-0082": "900.00"}
    workbook = county.get("/registers/stands/stands/?export=xlsx")
    assert workbook["Content-Type"].endswith("sheet")
    closed(workbook)
    assert rows[1:] != list(_csv(yiwu.get("/registers/stands/stands/?export=csv")))
    assert ReadItem.objects.filter(key=str(world.agency.pk), reading__content__contains="records").exists()
    english = text(Client(headers={"accept-language": "en"}).get("/projects/stands/"))
    assert "Subsidy for stands of small firms at fairs" in english


def _csv(response: Any) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))


def test_its_cases_are_in_the_api(world: World) -> None:
    found = call("/common-grants/opportunities", "opportunities")
    mine = next(o for o in found["items"] if o["customFields"]["matter"]["value"] == "stand_subsidy")
    assert mine["title"] == "参展服务补贴"
    case = world.applied()
    county = people.official(Role.COUNTY, "330106")
    (one,) = call("/common-grants/applications", "applications", token=token(county))["items"]
    assert one["id"] == str(case.pk)
    yiwu = people.official(Role.COUNTY, "330782")
    assert call("/common-grants/applications", "applications", token=token(yiwu))["items"] == []


def test_2_1_every_indicator_is_listed_and_narrowed_by_the_four_difficulties(world: World) -> None:
    """Programmes' counts stand under the difficulty that the file names, beside what the reports of rooms count."""
    fair = world.fair(stands=2)
    for number in (0, 1):
        world.confirmed(world.stand(fair, number, f"展 2013-{number}", "1200.00"), number)
    desk = client(people.official(Role.COUNTY, "330106"))
    enquiries = text(desk.get("/office/enquiries/"))
    assert 'href="/office/indicators/"' in enquiries
    address = "/office/indicators/?year=2013"
    every = list(_csv(desk.get(f"{address}&export=csv")))
    assert every[0] == ["指标", "出自", "属于哪一难", "数值", "计量单位"]
    assert ["参展企业", "小微企业参展服务补贴", "盈利难", "2", ""] in every
    assert ["企业确认的展位", "小微企业参展服务补贴", "", "2", ""] in every
    assert {row[2] for row in every[1:]} == {"融资难", "盈利难", "提升发展难", "成功创业难", ""}
    for name in ("finance", "profit", "upgrade", "start_up"):
        narrowed = list(_csv(desk.get(f"{address}&difficulty={name}&export=csv")))
        label = {"finance": "融资难", "profit": "盈利难", "upgrade": "提升发展难", "start_up": "成功创业难"}[
            name
        ]
        assert narrowed[1:] == [row for row in every[1:] if row[2] == label]
    page = text(desk.get(f"{address}&difficulty=profit"))
    assert "参展企业" in page
    assert "新增担保金额" not in page
    counted = len([row for row in every if row[2] == "盈利难"])
    assert f'<a href="?difficulty=profit&amp;year=2013">{counted}</a>' in page
    elsewhere = client(people.official(Role.COUNTY, "330782"))
    assert ["参展企业", "小微企业参展服务补贴", "盈利难", "0", ""] in list(
        _csv(elsewhere.get(f"{address}&export=csv"))
    )
    assert client(people.owner()).get("/office/indicators/").status_code == 403
    assert "参展企业 · 盈利难" in text(Client().get("/projects/stands/"))

"""The room's pages: what each role sees, forms with their faults, the sheet out and in, nothing of others' and no person."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.training.test_courses import World
from tests.platform.training.world import (
    AFTER,
    DAY,
    ENDS,
    XIHU,
    YIWU,
    YUAN,
    ZHEJIANG,
    announced,
    commissioned,
    firm,
    fund,
    of,
    offered,
    school,
)
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.training import services
from zhiwei.platform.training.models import Commission, Course, Enrolment, Year
from zhiwei.platform.wheel.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """The county and its people."""
    return World()


def logged_in(viewer: Viewer) -> Client:
    """A client of a viewer."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    return client


def office(role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    """A client of an official."""
    client = Client()
    client.force_login(people.official(role, division))
    return client


def text(client: Client, name: str, *args: object, **query: str) -> str:
    """A page's text; it is there."""
    answer = client.get(reverse(f"training:{name}", args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def body(answer: Any) -> bytes:
    """A file's content."""
    return b"".join(answer) if answer.streaming else answer.content


def test_the_calendar_is_public_narrowed_a_file_and_speaks_english(client: Client, world: World) -> None:
    assert "小企业财务管理" in text(
        client, "calendar", division=XIHU, topic="finance", month="2012-11", free="on"
    )
    for query in ({"division": YIWU}, {"topic": "law"}, {"q": "没有"}, {"kind": "16.3"}):
        assert "小企业财务管理" not in text(client, "calendar", **query)
    file = client.get(reverse("training:calendar"), {"export": "csv"})
    assert "小企业财务管理,2012-11-12,财务和税收,短期培训,杭州市西湖区" in body(file).decode()
    english = client.get(reverse("training:calendar"), headers={"accept-language": "en"}).content.decode()
    assert "Training of owners and managers" in english
    assert "Finance and tax" in english
    assert "请用企业主的账号登录" in text(client, "course", world.course.pk)
    assert world.school.name in text(client, "bodies")
    assert "有办学许可证" in text(client, "body", world.school.pk)


def test_no_person_and_no_firm_stands_on_a_public_page(client: Client, world: World) -> None:
    one = world.proved(world.enrolled())
    name = str(User.objects.get(pk=one.person_id))
    pages = [
        text(client, "calendar"), text(client, "course", world.course.pk), text(client, "bodies"), text(client, "report"),
        text(client, "body", world.school.pk), text(client, "certificate", one.pk), text(client, "places"),
    ]  # fmt: skip
    for page in pages:
        assert name not in page
        assert world.firm.name not in page
        assert world.course.code not in page
    assert "证书有效" in pages[5]
    assert client.get(reverse("training:certificate", args=[world.course.pk])).status_code == 404


def test_an_owner_chooses_confirms_rates_and_takes_his_certificate(world: World) -> None:
    owner = logged_in(world.owner)
    assert "我要参加" in text(owner, "course", world.course.pk)
    owner.post(reverse("training:enrol", args=[world.course.pk]), {"firm": str(world.firm.pk)})
    one = Enrolment.objects.get()
    assert "退出这门课程" in text(owner, "own")
    with clock.stopped(ENDS):
        owner = logged_in(world.owner)  # sessions do not last so long
        assert "签到码（教室里公布的六位数字）" in text(owner, "own")
        owner.post(reverse("training:confirm", args=[one.pk]), {"code": "xxxxxx"})
        assert Enrolment.objects.get().confirmed_at is None
        services.mark(world.trainer, world.course, {one.pk: True})
        assert "我参加了" in text(owner, "own")
        owner.post(reverse("training:confirm", args=[one.pk]))
    owner = logged_in(world.owner)
    page = text(owner, "own")
    assert "参训有证明，计入人次" in page
    assert (
        f"/answers/{Enrolment.objects.get().receipt}" in page or str(Enrolment.objects.get().receipt) in page
    )
    owner.post(reverse("training:rate", args=[one.pk]), {"grade": "5", "remark": "很好"})
    assert Enrolment.objects.get().grade == 5
    paper = owner.get(reverse("training:own-certificate", args=[one.pk]))
    assert body(paper).startswith(b"%PDF")
    other = logged_in(of(firm()))
    for name in ("own-certificate",):
        assert other.get(reverse(f"training:{name}", args=[one.pk])).status_code == 404
    for name in ("confirm", "withdraw", "rate"):
        assert other.post(reverse(f"training:{name}", args=[one.pk]), {"grade": "1"}).status_code == 404


def test_16_2_nobody_enrols_somebody_else_by_a_form(world: World) -> None:
    address = reverse("training:enrol", args=[world.course.pk])
    form = {
        "firm": str(world.firm.pk),
        "person": str(world.owner.user_id),
        "chosen_by": str(world.owner.user_id),
    }
    for other in (
        logged_in(world.trainer), office(), office(Role.PROVINCE, ZHEJIANG), logged_in(of(world.firm, Role.ACCOUNTANT)),
    ):  # fmt: skip
        assert other.post(address, form).status_code == 403
    assert logged_in(of(firm())).post(address, form).status_code == 422  # a firm of somebody else
    assert not Enrolment.objects.exists()


def test_a_refusal_says_why_beside_the_form(world: World) -> None:
    course = offered(world.trainer, world.commission, seats=1, title="电子商务")
    first = firm()
    services.enrol(of(first), course, first)
    answer = logged_in(world.owner).post(
        reverse("training:enrol", args=[course.pk]), {"firm": str(world.firm.pk)}
    )
    assert (answer.status_code, "名额已满（1 人）" in answer.content.decode()) == (422, True)


def test_a_trainer_offers_changes_and_cancels_its_own_courses(world: World) -> None:
    trainer, other = logged_in(world.trainer), logged_in(of(school(), Role.TRAINER))
    form = {
        "commission": str(world.commission.pk), "title": "商标和专利", "topic": "technology", "text": "", "teacher": "李工",
        "division": XIHU, "place": "古墩路1号", "starts_on": "2012-11-20", "ends_on": "2012-11-19", "hours": "6",
        "seats": "20",
    }  # fmt: skip
    answer = trainer.post(reverse("training:new-course"), form)
    assert (answer.status_code, "结束日期早于开课日期" in answer.content.decode()) == (422, True)
    trainer.post(reverse("training:new-course"), {**form, "ends_on": "2012-11-20"})
    made = Course.objects.get(title="商标和专利")
    assert other.post(reverse("training:new-course"), {**form, "ends_on": "2012-11-20"}).status_code == 422
    for name in ("sheet", "edit-course", "sheet-file"):
        assert other.get(reverse(f"training:{name}", args=[made.pk])).status_code == 404
    for name in ("cancel-course", "mark", "sheet-upload"):
        assert other.post(reverse(f"training:{name}", args=[made.pk])).status_code == 404
    trainer.post(
        reverse("training:edit-course", args=[made.pk]), {**form, "ends_on": "2012-11-20", "seats": "25"}
    )
    made.refresh_from_db()
    assert made.seats == 25
    trainer.post(reverse("training:cancel-course", args=[made.pk]), {"why": "场地维修"})
    assert "场地维修" in text(Client(), "course", made.pk)
    assert "商标和专利" in text(trainer, "courses")
    assert "商标和专利" not in text(other, "courses")


def handed(rows: list[list[str]]) -> SimpleUploadedFile:
    """A workbook with these rows below the headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "姓名", "企业", "到课（是或否）", "本人已签到"])
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("签到表.xlsx", target.getvalue())


def rows_of(content: bytes) -> list[list[Any]]:
    """The cells of a workbook's first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_sign_in_sheet_goes_out_and_comes_back_with_its_defects_marked(world: World) -> None:
    one, second = world.enrolled(), firm()
    with clock.stopped(DAY + timedelta(days=1)):
        two = services.enrol(of(second), world.course, second)
    out, back = (
        reverse(f"training:{name}", args=[world.course.pk]) for name in ("sheet-file", "sheet-upload")
    )
    with clock.stopped(ENDS):
        trainer = logged_in(world.trainer)
        head, *people_rows = rows_of(body(trainer.get(out)))
        assert [row[0] for row in people_rows] == [one.number, two.number]
        bad = [
            [one.number, str(one.person), "", "对", ""], [two.number, "别人", "", "是", ""], ["ABC", "", "", "是", ""],
        ]  # fmt: skip
        trainer.post(back, {"file": handed(bad)})
        page = text(trainer, "sheet", world.course.pk)
        assert "第 2 行，到课（是或否）：只能写“是”或“否”，不能写“对”" in page
        assert "不能添人：课程由学员自己选择" in page
        assert Enrolment.objects.filter(present=None).count() == 2  # nothing of it was taken
        made = world.course.sheets.get()
        marked = rows_of(body(trainer.get(reverse("training:sheet-marked", args=[world.course.pk, made.pk]))))
        assert marked[0][-1] == "错误"
        assert f"姓名：编号 {two.number} 的学员是" in marked[2][-1]
        good = [[one.number, str(one.person), "", "是", ""], [two.number, "", "", "否", ""]]
        trainer.post(back, {"file": handed(good)})
    assert head == ["编号", "姓名", "企业", "到课（是或否）", "本人已签到"]
    assert {e.pk: e.present for e in Enrolment.objects.all()} == {one.pk: True, two.pk: False}


def test_the_trainer_ticks_the_list_on_the_page(world: World) -> None:
    one = world.enrolled()
    with clock.stopped(ENDS):
        trainer = logged_in(world.trainer)
        assert world.course.code in text(trainer, "sheet", world.course.pk)
        trainer.post(reverse("training:mark", args=[world.course.pk]), {f"present-{one.pk}": "yes"})
    assert Enrolment.objects.get().present is True
    assert ReadItem.objects.filter(kind="subject", key=str(world.firm.pk)).exists()


def test_officials_see_their_divisions_and_settle_their_own_commissions(world: World) -> None:
    there = fund("16.2", XIHU, "county")
    world.proved(world.enrolled())
    other = office(division=YIWU)
    assert "小企业财务管理" not in text(other, "office", year="2012")
    assert other.get(reverse("training:office-course", args=[world.course.pk])).status_code == 404
    assert other.get(reverse("training:one-commission", args=[world.commission.pk])).status_code == 404
    export = other.get(reverse("training:office"), {"courses-export": "csv", "year": "2012"})
    assert "小企业财务管理" not in body(export).decode()
    with clock.stopped(AFTER):
        county, other = office(), office(division=YIWU)
        assert "待核定费用" in text(county, "office")
        page = text(county, "office-course", world.course.pk)
        assert "1 人次 × 80.00 元 = 80.00 元" in page
        before = page.partition("收款方")[2].partition("核定费用")[0]  # what stands above the button
        shown = (
            world.commission.body.name,
            str(there),
            "这项资金现在可用",
            "办理后可用",
            "复核清单的人是两位",
        )
        assert [one for one in shown if one not in before] == []
        assert world.firm.name in page
        assert other.post(reverse("training:settle", args=[world.course.pk])).status_code == 404
        county.post(reverse("training:settle", args=[world.course.pk]), {"fen": "1", "amount": "1"})
        assert Commitment.objects.get().fen == 80 * YUAN
    file = office().get(reverse("training:office"), {"counties-export": "csv", "year": "2012"})
    assert "杭州市西湖区,1,0%,1,1,1,0,0,0" in body(file).decode()
    assert logged_in(world.owner).get(reverse("training:office")).status_code == 403


def test_a_county_commissions_a_body_and_ends_it(world: World) -> None:
    other = school()
    form = {
        "body": str(other.pk), "kind": "16.2", "division": XIHU, "document": "西经信〔2012〕77号", "conditions": "有许可证",
        "fee": "", "from_day": "2012-11-05", "to_day": "2012-11-01",
    }  # fmt: skip
    county = office()
    answer = county.post(reverse("training:commission"), form)
    assert (answer.status_code, "终止日早于起始日" in answer.content.decode()) == (422, True)
    assert county.post(reverse("training:commission"), {**form, "division": YIWU}).status_code == 422
    county.post(reverse("training:commission"), {**form, "to_day": "2013-06-30"})
    made = Commission.objects.get(document="西经信〔2012〕77号")
    assert made.fee is None
    county.post(reverse("training:one-commission", args=[made.pk]), {"on": "2012-12-01", "why": "许可证到期"})
    assert "许可证到期" in text(county, "one-commission", made.pk)
    assert office(Role.TAX).get(reverse("training:commission")).status_code == 403


def test_16_2_the_report_counts_and_is_public(client: Client, world: World) -> None:
    world.proved(world.enrolled())
    page = text(client, "report", year="2012")
    assert "1 人次，目标 100000 人次" in page
    assert "还差 99999 人次" in page
    file = client.get(reverse("training:report"), {"counties-export": "xlsx", "year": "2012"})
    first, *rest = rows_of(body(file))
    assert (first[0], len(rest) >= 89) == ("县（市、区）", True)


def test_an_owner_applies_for_a_place_and_the_province_announces_and_fills(
    client: Client, world: World
) -> None:
    province = office(Role.PROVINCE, ZHEJIANG)
    form = {
        "year": "2012", "document": "浙中小企〔2012〕20号", "criteria": "有发展计划", "amount": "", "opens_on": "2012-05-01",
        "closes_on": "2012-12-20", "places": "5",
    }  # fmt: skip
    assert office().post(reverse("training:office-places"), form).status_code == 403
    province.post(reverse("training:office-places"), form)
    assert Year.objects.get().places == 1_000  # the law's number, whatever a form says
    assert "已占 0 名，共 1000 名" in text(client, "places")
    owner = logged_in(world.owner)
    given = {"firm": str(world.firm.pk), "key": "click", "plan": "扩大产能"}
    for _ in range(2):
        answer = owner.post(reverse("training:apply"), given)
        assert answer["Location"] == reverse("cases:own-case", args=[Case.objects.get().pk])
    answer = owner.post(reverse("training:apply"), {**given, "key": "another"})
    assert (answer.status_code, "同一企业主一年只资助一次" in answer.content.decode()) == (422, True)
    accountant = logged_in(of(world.firm, Role.ACCOUNTANT))
    assert accountant.post(reverse("training:apply"), given).status_code == 403
    assert Case.objects.get().number in text(province, "office-places")
    assert "1 件待评审" in text(province, "office-places", year="2012")
    assert "待评审" in text(owner, "own")
    assert office().post(reverse("training:fill", args=[2012])).status_code == 403
    assert province.post(reverse("training:fill", args=[2012])).status_code == 302


def test_errands_lead_owner_and_trainer_on(world: World) -> None:
    announced()
    commissioned(world.school, None, "16.3", XIHU)
    one = world.enrolled()
    with clock.stopped(ENDS):
        assert "登记到课" in logged_in(world.trainer).get(f"/my/{world.school.pk}/").content.decode()
        services.mark(world.trainer, world.course, {one.pk: True})
        assert "确认您参加了培训" in logged_in(world.owner).get(f"/my/{world.firm.pk}/").content.decode()


def test_16_2_the_province_publishes_the_year_on_its_page() -> None:
    """Person-times and, since the year was announced, funded owners; a county has no such form."""
    announced()
    address = reverse("training:publish")
    assert address not in text(office(), "office")
    with clock.stopped(date(2013, 1, 8)):
        province = office(Role.PROVINCE, ZHEJIANG)
        assert address in text(province, "office")
        told = province.post(address, {"year": "2013", "document": "浙经信〔2013〕1号"}, follow=True)
        assert "请选择已经结束的年度，填写公布文号。" in told.content.decode()
        told = province.post(address, {"year": "2012", "document": "浙经信〔2013〕1号"}, follow=True)
        assert "年度培训结果已公布。" in told.content.decode()
    assert set(Entry.objects.values_list("duty", "year", "summary")) == {
        ("short_training", 2012, "有证明的短期培训 0 人次，目标 100000 人次"),
        ("funded_training", 2012, "资助 0 名企业主，名额 1000 名"),
    }

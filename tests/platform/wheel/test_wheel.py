"""The year wheel: which duties there are, whose they are, when they are due, and what was said to have been done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.accounts.people import official, owner, viewer
from zhiwei.engine.errors import LoadError
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.wheel import duties, queries, services
from zhiwei.platform.wheel.models import Entry, Kind
from zhiwei.platform.wheel.states import State

ZHEJIANG, XIHU, YIWU, HANGZHOU = "330000", "330106", "330782", "330100"
DAY = date(2013, 3, 1)


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        yield


def named(name: str) -> duties.Duty:
    found = duties.duty(name)
    assert found is not None
    return found


def state(name: str, year: int, division: str = ZHEJIANG) -> State:
    found = queries.one(named(name), year, division)
    assert found is not None
    return found.state


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_yearly_sentences_are_all_there() -> None:
    """Sentences that say 每年 or 年度, or name the year 2012 alone, and four that say 定期 or rest on a yearly round."""
    said = {one.id for one in load_opinions() if one.operative and ("每年" in one.text or "年度" in one.text)}
    assert said == {"14.5", "16.2", "16.3", "18.4", "28.1", "29.8", "36.2"}
    regular = {one.id for one in load_opinions() if one.operative and "定期" in one.text}
    assert regular == {"19.2", "34.3", "35.1"}
    assert {one.sentence for one in duties.duties()} == said | regular | {"21.2", "31.4", "36.1"}


@pytest.mark.parametrize(
    ("name", "year", "count"),
    [
        ("burden_report", 2012, 1),
        ("credit_pilot", 2012, 1),
        ("credit_pilot", 2013, 0),
        ("procurement_reserve", 2012, 102),  # the province, 11 cities, 90 counties
        ("land_for_bases", 2012, 101),
        ("procurement_reserve", 2025, 102),
        ("burden_report", 2011, 0),
    ],
)
def test_who_owes_what_in_which_year(name: str, year: int, count: int) -> None:
    one = named(name)
    assert len(one.owed_by(year) if one.in_year(year) else ()) == count


def test_a_county_that_was_merged_owes_no_more() -> None:
    """下城区 went into 拱墅区 in 2021."""
    owed = named("procurement_reserve").owed_by
    assert "330103" in owed(2020)
    assert "330103" not in owed(2021)
    assert "330105" in owed(2021)


@pytest.mark.django_db
def test_due_done_published() -> None:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    assert queries.one(named("burden_report"), 2012, ZHEJIANG).due == date(2012, 12, 31)  # type: ignore[union-attr]
    assert state("burden_report", 2012) == State.OVERDUE
    assert state("burden_report", 2013) == State.OPEN
    services.enter(
        desk,
        named("burden_report"),
        2013,
        ZHEJIANG,
        Kind.DONE,
        {"day": DAY, "document": "浙减负办〔2013〕2号"},
    )
    assert state("burden_report", 2013) == State.UNPUBLISHED
    services.enter(
        desk,
        named("burden_report"),
        2013,
        ZHEJIANG,
        Kind.PUBLISHED,
        {"day": DAY, "address": "https://jfb.example/2013"},
    )
    assert state("burden_report", 2013) == State.PUBLISHED
    services.enter(
        desk,
        named("inspection"),
        2012,
        ZHEJIANG,
        Kind.DONE,
        {"day": date(2012, 11, 20), "document": "通报1号"},
    )
    assert state("inspection", 2012) == State.DONE
    assert [act.detail["kind"] for act in Act.objects.filter(act="wheel.enter").order_by("seq")] == [
        "done", "published", "done",
    ]  # fmt: skip


@pytest.mark.django_db
def test_29_8_the_day_of_publication_is_fixed_in_advance() -> None:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    report = named("burden_report")
    with pytest.raises(services.Refused, match="计划日期须事先确定，不能早于今天"):
        services.enter(desk, report, 2013, ZHEJIANG, Kind.PLANNED, {"day": date(2013, 2, 28)})
    services.enter(desk, report, 2013, ZHEJIANG, Kind.PLANNED, {"day": date(2013, 12, 10)})
    assert "2013-12-10" in Client().get(f"/wheel/burden_report/2013/{ZHEJIANG}/").content.decode()


@pytest.mark.django_db
def test_34_3_meetings_missing_in_the_interval_are_listed() -> None:
    """Of a city and a county of 2012, the one that met is not listed among the overdue."""
    meeting = named("coordination_meeting")
    services.enter(
        viewer(official(Role.COUNTY, XIHU)),
        meeting,
        2012,
        XIHU,
        Kind.DONE,
        {"day": date(2012, 9, 3), "document": "纪要1号"},
    )
    missing = {s.division for s in queries.wheel(2012, chosen=[meeting]) if s.state == State.OVERDUE}
    assert (XIHU in missing, YIWU in missing, HANGZHOU in missing, len(missing)) == (False, True, True, 100)
    address = "/wheel/?year=2012&city=330100&state=overdue&export=csv"
    listed = b"".join(Client().get(address).streaming_content).decode()  # type: ignore[attr-defined]
    assert "领导小组会议,34.3,杭州市上城区" in listed
    assert "领导小组会议,34.3,杭州市西湖区" not in listed


@pytest.mark.django_db
def test_a_planned_day_stands_beside_the_deadline_and_does_not_move_it() -> None:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    for entered, day in ((DAY, date(2013, 6, 30)), (date(2013, 7, 1), date(2014, 3, 31))):
        with clock.stopped(entered):
            services.enter(desk, named("burden_report"), 2013, ZHEJIANG, Kind.PLANNED, {"day": day})
        found = queries.one(named("burden_report"), 2013, ZHEJIANG)
        assert found is not None
        assert (found.due, found.planned) == (date(2013, 12, 31), day)
    with clock.stopped(date(2013, 12, 31)):
        assert state("burden_report", 2013) == State.OPEN
    with clock.stopped(date(2014, 1, 1)):
        assert state("burden_report", 2013) == State.OVERDUE


@pytest.mark.django_db
def test_what_is_overdue_stays_so_when_somebody_plans_it() -> None:
    """On 2013-03-01 a duty of 2012 is late; a plan for the summer neither opens it again nor takes it from the desk."""
    person = official(Role.COUNTY, YIWU)
    desk, client = viewer(person), as_person(person)
    late = {one.duty.id for one in queries.own_left_open(desk)}
    assert "platform_review" in late
    address = f"/office/wheel/platform_review/2012/{YIWU}/"
    sent = client.post(address, {"kind": "planned", "day": "2013-06-30"}, follow=True)
    page = sent.content.decode()
    assert "逾期" in page
    assert '<dt>期限</dt><dd class="nw">2012-12-31</dd>' in page
    assert '<dt>计划日期</dt><dd class="nw">2013-06-30</dd>' in page
    assert {one.duty.id for one in queries.own_left_open(desk)} == late
    listed = client.get("/office/wheel/?late-export=csv")
    rows = b"".join(listed.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert rows[0].lstrip("\ufeff") == "年度事项,年度,句,地区,期限,计划日期,逾期"
    assert "科技创新服务平台绩效考核,2012,19.2,金华市义乌市,2012-12-31,2013-06-30,已逾期 60 天" in rows


@pytest.mark.django_db
def test_the_form_says_what_a_duty_that_is_done_needs() -> None:
    client = as_person(official(Role.COUNTY, XIHU))
    page = client.get(f"/office/wheel/procurement_reserve/2013/{XIHU}/").content.decode()
    assert "登记“已完成”时，文号和证明材料至少填一项" in page
    assert "计划日期不改变期限" in page
    assert "承办单位登记的计划日期列在旁边，不改变期限。" in page


@pytest.mark.django_db
def test_a_year_to_which_it_does_not_apply_needs_a_reason() -> None:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    duty = named("design_base_matching")
    with pytest.raises(services.Refused, match="请写明当年不适用的理由"):
        services.enter(desk, duty, 2012, ZHEJIANG, Kind.NOT_APPLICABLE, {"day": DAY})
    services.enter(
        desk, duty, 2012, ZHEJIANG, Kind.NOT_APPLICABLE, {"day": DAY, "summary": "首批基地2013年认定"}
    )
    assert state("design_base_matching", 2012) == State.NOT_APPLICABLE


@pytest.mark.django_db
def test_what_cannot_be_is_refused_with_all_faults() -> None:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    with pytest.raises(services.Refused) as refused:
        services.enter(desk, named("credit_pilot"), 2013, ZHEJIANG, Kind.DONE, {"day": date(2013, 3, 2)})
    assert [text for _field, text in refused.value.faults] == [
        "2013 年该地区没有这项年度事项",
        "日期不能晚于今天",
        "请填写文号或上传证明材料",
    ]
    with pytest.raises(services.Refused, match="日期不能早于该年度"):
        services.enter(
            desk, named("inspection"), 2013, ZHEJIANG, Kind.DONE, {"day": date(2012, 12, 31), "document": "1"}
        )
    with pytest.raises(services.Refused, match="公布网址"):
        services.enter(desk, named("burden_report"), 2012, ZHEJIANG, Kind.PUBLISHED, {"day": DAY})
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_only_the_place_itself_or_one_above_enters_it() -> None:
    reserve = named("procurement_reserve")
    content = {"day": DAY, "document": "西财〔2013〕1号"}
    for stranger in (official(Role.COUNTY, YIWU), official(Role.AUDITOR, XIHU), owner()):
        with pytest.raises(PermissionDenied, match="您只能登记本地区的年度事项"):
            services.enter(viewer(stranger), reserve, 2013, XIHU, Kind.DONE, content)
    services.enter(viewer(official(Role.FINANCE, XIHU)), reserve, 2013, XIHU, Kind.DONE, content)
    assert (state("procurement_reserve", 2013, XIHU), state("procurement_reserve", 2013, YIWU)) == (
        State.DONE, State.OPEN,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_entry_made_by_mistake_is_revoked_once_and_stays_in_sight() -> None:
    desk = viewer(official(Role.COUNTY, XIHU))
    made = services.enter(
        desk, named("procurement_reserve"), 2013, XIHU, Kind.DONE, {"day": DAY, "document": "西财〔2013〕1号"}
    )
    with pytest.raises(services.Refused, match="请写明撤销理由"):
        services.revoke(desk, made.pk, " ")
    services.revoke(desk, made.pk, "登错年度")
    assert state("procurement_reserve", 2013, XIHU) == State.OPEN
    with pytest.raises(services.Refused, match="已经撤销"):
        services.revoke(desk, made.pk, "再撤一次")
    page = Client().get(f"/wheel/procurement_reserve/2013/{XIHU}/").content.decode()
    assert "西财〔2013〕1号" in page
    assert "登错年度" in page


@pytest.mark.django_db
def test_open_duties_by_year() -> None:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    services.enter(
        desk, named("inspection"), 2012, ZHEJIANG, Kind.DONE, {"day": date(2012, 12, 1), "document": "1"}
    )
    found = {one.year: one for one in queries.by_year({ZHEJIANG})}
    assert list(found) == [2013, 2012]
    # of the province: 16.2 16.3 18.4 19.2 21.2 28.1 29.8 31.4 35.1 36.1 36.2
    assert (found[2012].total, found[2012].open, found[2012].counts[State.OVERDUE]) == (11, 10, 10)
    assert (found[2013].total, found[2013].open, found[2013].counts[State.OPEN]) == (10, 10, 10)


@pytest.mark.django_db
def test_what_is_overdue_stays_in_sight_whatever_the_year() -> None:
    """On 2013-03-01 the province's duties of 2012 are two months late; those of its counties are not its own."""
    client = as_person(official(Role.PROVINCE, ZHEJIANG))
    late = queries.own_left_open(viewer(official(Role.PROVINCE, ZHEJIANG)))
    assert {(one.year, one.division, one.state) for one in late} == {(2012, ZHEJIANG, State.OVERDUE)}
    assert "burden_report" in {one.duty.id for one in late}
    for year in ("", "?year=2013", "?year=2012"):
        page = client.get(f"/office/wheel/{year}").content.decode()
        assert "已逾期 60 天" in page  # 2012-12-31 to 2013-03-01
        assert page.index("逾期未办结，不论年度") < page.index("已逾期 60 天")
    services.enter(
        viewer(official(Role.PROVINCE, ZHEJIANG)), named("burden_report"), 2012, ZHEJIANG, Kind.NOT_APPLICABLE,
        {"day": DAY, "summary": "当年没有任务"},
    )  # fmt: skip
    left = {one.duty.id for one in queries.own_left_open(viewer(official(Role.PROVINCE, ZHEJIANG)))}
    assert left == {one.duty.id for one in late} - {"burden_report"}


@pytest.mark.django_db
def test_everybody_reads_the_wheel_and_takes_it_away(client: Client) -> None:
    page = client.get("/wheel/?year=2012&state=overdue").content.decode()
    assert "小微企业负担监测评估报告" in page
    assert "逾期" in page
    assert "按当年最后一日计" in page
    lines = (
        b"".join(client.get("/wheel/?year=2012&city=all&export=csv").streaming_content).decode().splitlines()
    )  # type: ignore[attr-defined]
    # 9 of the province alone, 3 levels: 19.2 28.1 (102 each), 2 levels: 14.5 34.3 (101 each), and the head
    assert len(lines) == 1 + 9 + 2 * 102 + 2 * 101
    sheet = b"".join(client.get("/wheel/?years-export=xlsx").streaming_content)  # type: ignore[attr-defined]
    assert sheet.startswith(b"PK")
    assert client.get("/wheel/credit_pilot/2013/330000/").status_code == 404
    assert client.get("/wheel/none/2013/330000/").status_code == 404
    assert client.get("/wheel/inspection/2013/330106/").status_code == 404


@pytest.mark.django_db
def test_an_official_enters_with_a_paper_and_everybody_sees_it(client: Client) -> None:
    desk = as_person(official(Role.COUNTY, XIHU))
    listed = desk.get("/office/wheel/").content.decode()
    address = f"/office/wheel/procurement_reserve/2013/{XIHU}/"
    assert address in listed
    assert f"/2013/{YIWU}/" not in listed
    paper = SimpleUploadedFile(
        "预算.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "application/pdf"
    )
    sent = {"kind": "done", "day": "2013-03-01", "document": "", "summary": "预留 21%", "proof": paper}
    response = desk.post(address, sent, follow=True)
    assert "已登记并公开" in response.content.decode()
    entry = Entry.objects.get()
    page = client.get(f"/wheel/procurement_reserve/2013/{XIHU}/").content.decode()
    assert "预留 21%" in page
    shown = b"".join(client.get(f"/wheel/proof/{entry.pk}/").streaming_content)  # type: ignore[attr-defined]
    assert shown.startswith(b"%PDF-")
    refused = desk.post(address, {"kind": "done", "day": "2013-03-02"})
    assert refused.status_code == 422
    assert "日期不能晚于今天" in refused.content.decode()
    desk.post(f"/office/wheel/entries/{entry.pk}/revoke/", {"reason": "重复"})
    assert Entry.objects.filter(revokes=entry).exists()
    for other in (as_person(official(Role.COUNTY, YIWU)), as_person(owner())):
        assert other.get(address).status_code in (403, 404)
        assert other.post(f"/office/wheel/entries/{entry.pk}/revoke/", {"reason": "x"}).status_code in (
            403,
            404,
        )


def test_a_broken_file_of_duties_is_refused_with_every_defect() -> None:
    good = {
        "id": "a",
        "sentence": "29.8",
        "quote": "每年向社会公布",
        "zh": "甲",
        "en": "a",
        "owed_by": ["province"],
        "from": 2012,
    }
    raw = {
        "duties": [
            good,
            good,
            {**good, "id": "b", "sentence": "99.9"},
            {**good, "id": "c", "quote": "每季公布", "owed_by": ["town"], "to": 2011, "colour": "red"},
            {"id": "d"},
        ]
    }  # fmt: skip
    with pytest.raises(LoadError) as refused:
        duties.read(raw, load_opinions())
    told = [f"{one.where} {one.what}" for one in refused.value.defects]
    assert told == [
        "duties.yaml: a stands there twice",
        "duties.yaml: b there is no sentence 99.9",
        "duties.yaml: c unknown keys colour",
        "duties.yaml: c 每季公布 does not stand in 29.8",
        "duties.yaml: c unknown levels town",
        "duties.yaml: c ends before it begins",
        "duties.yaml: d lacks sentence, quote, zh, en, owed_by, from",
        "duties.yaml: d there is no sentence None",
    ]

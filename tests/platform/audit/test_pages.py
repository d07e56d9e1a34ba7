"""Pages of the audit: what auditors see, what firms see, and that refusals are written down."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import unquote
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.platform.accounts.people import member, official, organisation, owner, person, viewer
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit import guards, log, owned, reads, upwards
from zhiwei.platform.audit.models import Act, Reading
from zhiwei.platform.audit.tables import fields_of
from zhiwei.platform.audit.views import access
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.services import create_subject

pytestmark = pytest.mark.django_db


def administrator() -> User:
    """An audit administrator."""
    user = person("审计员")
    member(user, Role.AUDIT_ADMIN)
    return user


def test_an_auditor_sees_the_acts_of_his_divisions(client: Client) -> None:
    who = viewer(official(name="王珂"))
    log.record(who, "decisions.draft", kind="filing", key="near", division="330106")
    far = log.record(who, "decisions.draft", kind="filing", key="far", division="330203")
    client.force_login(official(Role.AUDITOR, "330100"))
    page = client.get("/office/audit/").content.decode()
    assert "起草地方决定" in page
    assert "杭州市西湖区" in page
    assert "宁波市海曙区" not in page
    assert client.get(f"/office/audit/{far.seq}/").status_code == 404


def test_the_audit_administrator_sees_all_and_each_look_is_written_down(client: Client) -> None:
    act = log.record(
        viewer(official(name="王珂")), "decisions.draft", kind="filing", key="1", detail={"no": "〔2026〕1号"}
    )
    client.force_login(administrator())
    assert "〔2026〕1号" in client.get(f"/office/audit/{act.seq}/").content.decode()
    assert Reading.objects.get().items == [
        {"kind": "audit", "key": f"act {act.seq}", "fields": ["detail"], "why": ""}
    ]
    told = client.get("/office/audit/reads/").content.decode()
    assert f"行为记录 {act.seq}" in told
    assert f"act {act.seq}" not in told


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=王珂", 1),
        ("act=起草", 1),
        ("act=decisions.draft", 1),
        ("key=k1", 1),
        ("key=k", 0),
        ("kind=filing", 1),
        ("kind=case", 0),
        ("sort_of=effects", 1),
        ("sort_of=log_ins", 0),
        ("to_day=2012-01-01", 0),
    ],
)
def test_acts_are_found(client: Client, query: str, found: int) -> None:
    log.record(viewer(official(name="王珂")), "decisions.draft", kind="filing", key="k1", division="330106")
    client.force_login(administrator())
    assert client.get(f"/office/audit/?{query}").content.decode().count("杭州市西湖区") == found


def _lines(client: Client, address: str) -> list[list[str]]:
    """Number, name and act of each line of a list's file, the latest first."""
    raw = b"".join(client.get(address)).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(raw)))
    return [[row["序号"], row["姓名"], row["行为"]] for row in rows]


def test_an_auditors_list_has_no_gap_in_its_numbers(client: Client) -> None:
    """Log-ins and refusals of people of his divisions, and a line that says why for what he may not see."""
    here, there = official(name="王珂"), official(division="330203", name="甬江")
    log.record(viewer(here), "decisions.draft", kind="filing", key="1", division="330106")
    log.record(viewer(there), "decisions.draft", kind="filing", key="2", division="330203")
    log.record(viewer(there), "refused", kind="page", key="/x/", detail={"method": "GET"})
    log.record(viewer(here), "refused", kind="page", key="/accounts/users/", detail={"method": "GET"})
    log.record(viewer(owner(organisation("甲公司", division="330106"))), "not_found", kind="page", key="/y/")
    client.force_login(official(Role.AUDITOR, "330100", "申正"))
    hidden = "条不在您的查看范围：其他地区的，或平台管理人员的"
    told = _lines(client, "/office/audit/?export=csv")
    assert [(seq, act) for seq, _name, act in told] == [
        ("7", "导出审计记录"), ("6", "登录"), ("5", "未找到（404）"), ("4", "被拒绝（403）"), ("2—3", f"2 {hidden}"),
        ("1", "起草地方决定"),
    ]  # fmt: skip
    assert [name for _seq, name, _act in told][1:4:2] == ["申正", "王珂"]
    page = client.get("/office/audit/").content.decode()
    assert f"2 {hidden}" in page
    assert "甬江" not in page
    refused = client.get("/office/audit/?sort_of=refusals").content.decode()
    assert "/accounts/users/" in refused
    assert "/x/" not in refused
    assert hidden not in refused
    assert "清除筛选，序号就连续" in refused


def test_the_pages_of_a_list_join_without_a_gap(client: Client) -> None:
    near, far = viewer(official()), viewer(official(division="330203"))
    for number in range(120):
        at, who = ("330106", near) if number % 40 == 0 or number > 60 else ("330203", far)
        log.record(who, "decisions.draft", kind="filing", key=str(number), division=at)
    client.force_login(official(Role.AUDITOR, "330106"))
    seen: list[int] = []
    for page in (1, 2):
        text = client.get(f"/office/audit/?page={page}").content.decode()
        for said in re.findall(r'<th scope="row">(?:<a[^>]*>)?([0-9—]+)', text):
            first, _dash, last = said.partition("—")
            seen += range(int(last or first), int(first) - 1, -1)
    assert seen == list(range(121, 0, -1))


def test_twenty_gaps_of_a_page_are_asked_for_like_one(client: Client) -> None:
    near, far = viewer(official()), viewer(official(division="330203"))
    client.force_login(official(Role.AUDITOR, "330106"))
    client.get("/office/audit/")
    asked = []
    for pairs in (1, 19):
        for number in range(pairs):
            log.record(far, "decisions.draft", kind="filing", key=str(number), division="330203")
            log.record(near, "decisions.draft", kind="filing", key=str(number), division="330106")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/office/audit/").content.decode()
        asked.append((page.count("1 条不在您的查看范围"), len(queries)))
    (few, once), (many, still) = asked
    assert (few, many) == (1, 20)
    assert still == once


def test_a_row_that_is_gone_is_no_row_that_may_not_be_seen(client: Client) -> None:
    for number in range(3):
        log.record(
            viewer(official(division="330106")),
            "decisions.draft",
            kind="filing",
            key=str(number),
            division="330106",
        )
    client.force_login(official(Role.AUDITOR, "330106"))
    guards.take_down(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_act WHERE seq = 2")
    page = client.get("/office/audit/").content.decode()
    assert "缺少 1 条记录，请验证审计链" in page
    assert "不在您的查看范围" not in page


def test_an_auditor_lists_the_readings_by_people_of_his_divisions(client: Client) -> None:
    firm = create_subject(
        SYSTEM, entity="enterprise", name="杭州晨光五金制品有限公司", division="330106", legal_form="limited_company",
        industry="3311", industry_edition="2011", founded_on=date(2005, 3, 1), received_on=date(2005, 3, 1),
    )  # fmt: skip
    here, there = viewer(official(name="王珂")), viewer(official(division="330203", name="甬江"))
    reads.reveal(here, kind="subject", key=str(firm.pk), fields=["phone"], why="电话核实")
    reads.reveal(there, kind="subject", key=str(firm.pk), fields=["phone"])
    reads.reveal(here, kind="user", key=str(uuid4()), fields=["name"])
    client.force_login(official(Role.AUDITOR, "330106"))
    for query, mine in (
        ("", True),
        ("kind=subject", True),
        ("key=晨光五金", True),
        ("kind=case", False),
        ("who=李", False),
    ):
        page = client.get(f"/office/audit/reads/?{query}").content.decode()
        assert ("主体 杭州晨光五金制品有限公司" in page) is mine, query
        assert "甬江" not in page
    whole = client.get("/office/audit/reads/").content.decode()
    assert "条不在您的查看范围" in whole
    first = client.get("/office/audit/reads/1/").content.decode()
    assert f'<a href="/office/subjects/{firm.pk}/">杭州晨光五金制品有限公司</a>' in first
    assert "电话核实" in first
    assert client.get("/office/audit/reads/2/").status_code == 404
    workbook = client.get("/office/audit/reads/?export=xlsx")
    assert b"".join(workbook).startswith(b"PK")  # type: ignore[arg-type]
    workbook.close()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("20140303-DB107E", True),
        ("db107e", True),
        ("20140303-DB107F", False),
        ("西政办〔2012〕30号", True),
        ("晨光五金", True),
        ("晨光食品", False),
    ],
)
def test_acts_are_found_by_what_pages_call_their_records(client: Client, asked: str, found: bool) -> None:
    """A case's number is made of its key; a name leads to the key; a document's number stands in the particulars."""
    firm = create_subject(
        SYSTEM, entity="enterprise", name="杭州晨光五金制品有限公司", division="330106", legal_form="limited_company",
        industry="3311", industry_edition="2011", founded_on=date(2005, 3, 1), received_on=date(2005, 3, 1),
    )  # fmt: skip
    detail = {"subject": str(firm.pk), "document": "西政办〔2012〕30号"}
    key = "db107e00-0000-4000-8000-000000000001"
    log.record(viewer(official()), "cases.act", kind="case", key=key, division="330106", detail=detail)
    log.record(viewer(official()), "ledger.commit", kind="commitment", key=str(uuid4()), detail={"case": key})
    client.force_login(administrator())
    page = client.get("/office/audit/", {"key": asked, "act": "办理办件"}).content.decode()
    assert (page.count('<td data-l="行为">办理办件</td>') == 1) is found
    following = client.get("/office/audit/", {"key": asked, "act": "承诺资金"}).content.decode()
    assert ('<td data-l="行为">承诺资金</td>' in following) is (found and asked.upper().endswith("DB107E"))


def test_a_file_tells_particulars_in_words_and_is_named_by_its_filters(client: Client) -> None:
    detail = {"fen": 960_000, "reason": "重复支付", "state": "submitted"}
    log.record(viewer(official(name="王珂")), "ledger.release", kind="commitment", key="k1", detail=detail)
    client.force_login(administrator())
    answer = client.get("/office/audit/?export=xlsx&who=王珂&from_day=2012-01-01")
    name = unquote(answer["Content-Disposition"].partition("UTF-8''")[2])
    assert re.fullmatch(r"审计_行为记录_王珂_自2012-01-01_\d{8}\.xlsx", name)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]
    assert book.sheetnames == ["审计_行为记录"]
    answer.close()
    head, *rows = book.active.iter_rows(values_only=True)  # type: ignore[union-attr]
    told = dict(zip(head, rows[-1], strict=True))
    assert told["内容"] == "金额（元）：9,600.00；理由：重复支付；状态：待复核"


def test_a_line_of_the_readings_names_some_fields_and_a_file_all(client: Client) -> None:
    """A whole answer is a hundred facts."""
    row = SimpleNamespace(items=[{"fields": [f"revenue@{year}" for year in range(2000, 2020)]}])
    every = fields_of(row).split("、")
    assert len(every) == 20
    assert fields_of(row, 12) == "、".join(every[:12]) + "，另有 8 项"
    assert fields_of(row, 20) == fields_of(row)


def test_an_export_is_an_act(client: Client) -> None:
    log.record(viewer(official(name="=cmd()")), "decisions.draft", kind="filing", key="1")
    client.force_login(administrator())
    answer = client.get("/office/audit/?export=csv&who=cmd")
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "decisions.draft" not in text.splitlines()[0]
    assert ",=cmd()" not in text, "no cell of a file is a formula"
    last = Act.objects.order_by("-seq")[0]
    assert (last.act, last.detail) == ("audit.export", {"who": "cmd"})


@pytest.mark.django_db(transaction=True)
def test_the_chains_are_checked_on_the_page(client: Client) -> None:
    client.force_login(administrator())
    assert "两条链完整" not in client.get("/office/audit/").content.decode()
    assert "两条链完整" in client.post("/office/audit/verify/", follow=True).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_act SET name = 'x' WHERE seq = 1")
    assert "acts 1: 内容已被改动" in client.post("/office/audit/verify/", follow=True).content.decode()
    page = client.get("/office/audit/").content.decode()
    assert "行为记录第 1 至 1 条、查阅记录第 1 至 0 条，共 1 条" in page
    told = Act.objects.filter(act="audit.verify").order_by("seq")
    assert [act.detail["fault"][:6] for act in told] == ["", "acts 1"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.AUDIT_ADMIN}))
def test_nobody_else_sees_the_audit(client: Client, role: Role) -> None:
    user = person()
    member(user, role, "330106")
    client.force_login(user)
    assert [client.get(f"/office/audit/{rest}").status_code for rest in ("", "reads/", "1/")] == [403] * 3
    assert client.post("/office/audit/verify/").status_code == 403


def test_a_firm_sees_who_looked_by_office_and_not_by_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = organisation("甲公司")
    boss, colleague = owner(firm), owner(firm, Role.ACCOUNTANT)

    def of(asking: Viewer) -> list[tuple[str, str]]:
        return [("subject", "s1")] if firm.pk in asking.organisation_ids else []

    monkeypatch.setattr(owned, "_finders", [])
    owned.register(of)
    reads.reveal(
        viewer(official(name="王珂")), kind="subject", key="s1", fields=["phone", "employees"], why="电话核实"
    )
    reads.reveal(viewer(colleague), kind="subject", key="s1", fields=["phone"])
    reads.reveal(viewer(official(Role.TAX, name="李青")), kind="subject", key="s2", fields=["phone"])
    client.force_login(boss)
    page = client.get("/my/access/").content.decode()
    assert "县级经办330106（县级经办）" in page
    assert "从业人员" in page
    assert "电话核实" in page
    assert "王珂" not in page
    assert "税务" not in page
    assert "会计" not in page
    client.force_login(owner(organisation("乙公司")))
    assert "电话核实" not in client.get("/my/access/").content.decode()


def test_who_left_a_firm_or_had_not_yet_come_looked_as_a_stranger(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = organisation("甲公司")
    boss, left, came = owner(firm), official(Role.TAX, name="李青"), official(name="王珂")
    member(left, Role.ACCOUNTANT, organisation=firm, from_day=date(2013, 1, 1), to_day=date(2014, 3, 3))
    member(came, Role.ACCOUNTANT, organisation=firm, from_day=date(2014, 3, 5))
    monkeypatch.setattr(owned, "_finders", [lambda _viewer: [("subject", "s1")]])
    for who, day, hour in ((left, 3, 23), (left, 4, 0), (came, 4, 23), (came, 5, 0)):
        at = datetime(2014, 3, day, hour, 30, tzinfo=clock.ZONE)
        with clock.stopped(at):
            reads.reveal(viewer(who), kind="subject", key="s1", fields=["phone"], why=f"{who} {at:%d}")
    client.force_login(boss)
    page = client.get("/my/access/").content.decode()
    assert [said in page for said in ("李青 03", "李青 04", "王珂 04", "王珂 05")] == [
        False,
        True,
        True,
        False,
    ]


def test_looks_of_a_day_for_one_reason_are_one_line_with_their_count(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left out: the line counts them and names all that was shown, the file has each."""
    monkeypatch.setattr(owned, "_finders", [lambda _viewer: [("subject", "s1")]])
    county, tax = viewer(official()), viewer(official(Role.TAX))

    def look(of: Viewer, at: datetime, *fields: str, why: str = "电话核实") -> None:
        with clock.stopped(at):
            reads.reveal(of, kind="subject", key="s1", fields=fields, why=why)

    day = datetime(2014, 3, 3, 9, 12, tzinfo=clock.ZONE)
    look(county, day, "phone")
    look(tax, day + timedelta(hours=1), "phone")
    look(county, day + timedelta(hours=2), "employees")
    look(county, day + timedelta(hours=3), "phone", why="实地检查")
    look(county, day + timedelta(hours=7), "phone")
    look(county, day + timedelta(days=1), "phone")
    client.force_login(owner(organisation("甲公司")))
    page = client.get("/my/access/").content.decode()
    rows = [
        re.sub(r"<[^>]+>|\s+", " ", row).split() for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    ]
    told = [(row[0], row[1], row[2], row[-2]) for row in rows]
    assert told == [
        ("2014-03-04", "09:12", "1", "电话核实"),
        ("2014-03-03", "09:12–16:12", "3", "电话核实"),
        ("2014-03-03", "12:12", "1", "实地检查"),
        ("2014-03-03", "10:12", "1", "电话核实"),
    ]
    assert "从业人员" in " ".join(rows[1])
    assert "电话" in rows[1][4]
    assert "共查看 6 次" in page
    file = b"".join(client.get("/my/access/?export=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert len(file.splitlines()) == 1 + 6
    monkeypatch.setattr(access, "MOST", 4)
    page = client.get("/my/access/").content.decode()
    assert "共查看 6 次" in page
    assert "最近的 4 次" in page


def test_a_firm_reads_why_in_words_and_finds_its_case(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An auditor audits whatever the page is for; a bare case number and the interface are told in words."""
    firm, case = organisation("甲公司"), "8f14e45f-ceea-4e7a-9c3b-1234567890ab"
    monkeypatch.setattr(owned, "_finders", [lambda _viewer: [("subject", "s1"), ("case", case)]])
    told = {("case", case): upwards.Record("20140301-8F14E4", "/office/c/", "/my/c/")}
    monkeypatch.setattr(upwards, "records_of", lambda wanted: {one: told[one] for one in wanted})
    county = viewer(official())
    reads.reveal(viewer(official(Role.AUDITOR)), kind="subject", key="s1", fields=["payments"])
    reads.reveal(county, kind="subject", key="s1", fields=["cases"], why="20140301-8F14E4")
    reads.reveal(county, kind="subject", key="s1", fields=["amount"], why="20130102-ABCDEF")
    reads.reveal(county, kind="subject", key="s1", fields=["name"], why="API")
    client.force_login(owner(firm))
    page = client.get("/my/access/").content.decode()
    assert page.count("审计检查") == 1
    assert "办理付款" not in page
    assert re.search(r'办理或查看办件</td>\s*<td[^>]*><a href="/my/c/">20140301-8F14E4</a>', page)
    assert "/office/c/" not in page
    assert "办理办件 20130102-ABCDEF" in page
    assert "通过程序接口查看" in page
    assert '<a href="/my/enquiries/">提出投诉</a>' in page


def test_refusals_and_what_is_not_there_are_acts(client: Client) -> None:
    user = official()
    client.force_login(user)
    page = client.get("/accounts/users/")
    assert page.status_code == 403
    assert "您没有权限做这件事" in page.content.decode()
    client.get("/accounts/leave/00000000-0000-0000-0000-000000000000/")
    told = Act.objects.filter(actor=user).exclude(act="login").order_by("seq")
    assert [(act.act, act.key) for act in told] == [
        ("refused", "/accounts/users/"),
        ("not_found", "/accounts/leave/00000000-0000-0000-0000-000000000000/"),
    ]


def test_strangers_write_no_acts(client: Client) -> None:
    client.get("/accounts/demo/")
    client.get("/nowhere/")
    assert not Act.objects.exists()


def test_an_act_is_told_in_words_with_links(client: Client) -> None:
    firm = create_subject(
        SYSTEM, entity="enterprise", name="杭州晨光五金制品有限公司", division="330106", legal_form="limited_company",
        industry="3311", industry_edition="2011", founded_on=date(2005, 3, 1), received_on=date(2005, 3, 1),
    )  # fmt: skip
    detail = {
        "subject": str(firm.pk), "fen": 960_000, "state": "submitted", "document": "西政办〔2012〕30号", "case": "",
        "content": {"reason": "数据更正"},
    }  # fmt: skip
    act = log.record(
        viewer(official(name="王珂")), "decisions.submit", kind="decision", key=str(uuid4()),
        division="330106", detail=detail,
    )  # fmt: skip
    client.force_login(official(Role.AUDITOR, "330106"))
    page = client.get(f"/office/audit/{act.seq}/").content.decode()
    assert f'<a href="/office/subjects/{firm.pk}/">杭州晨光五金制品有限公司</a>' in page
    for label, text in (
        ("金额（元）", "9,600.00"),
        ("状态", "待复核"),
        ("文号", "西政办〔2012〕30号"),
        ("填写的内容", "理由：数据更正"),
        ("办件", "—"),
    ):
        assert re.search(f'<th scope="row">{label}</th><td data-l="值">{text}</td>', page), label
    assert str(firm.pk) not in re.sub('href="[^"]*"', "", page)
    english = client.get(f"/office/audit/{act.seq}/", headers={"accept-language": "en"}).content.decode()
    assert "（县级经办）" in page
    assert "（县级经办）" not in english
    with override("en"):
        assert f" ({Role.COUNTY.label})" in english


def test_the_desk_leads_auditors_to_the_audit(client: Client) -> None:
    client.force_login(official(Role.AUDITOR, "330100"))
    assert 'href="/office/audit/"' in client.get("/office/").content.decode()
    client.force_login(official(Role.COUNTY, "330106"))
    assert "<b>审计</b>" not in client.get("/office/").content.decode()

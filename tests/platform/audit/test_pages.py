"""Pages of the audit: what auditors see, what firms see, and that refusals are written down."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils.translation import override

from tests.platform.accounts.people import member, official, organisation, owner, person, viewer
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit import log, owned, reads
from zhiwei.platform.audit.models import Act, Reading
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
    assert client.get("/office/audit/reads/").status_code == 404


def test_the_audit_administrator_sees_all_and_each_look_is_written_down(client: Client) -> None:
    act = log.record(
        viewer(official(name="王珂")), "decisions.draft", kind="filing", key="1", detail={"no": "〔2026〕1号"}
    )
    client.force_login(administrator())
    assert "〔2026〕1号" in client.get(f"/office/audit/{act.seq}/").content.decode()
    assert Reading.objects.get().items == [
        {"kind": "audit", "key": f"act {act.seq}", "fields": ["detail"], "why": ""}
    ]
    assert client.get("/office/audit/reads/").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=王珂", 1),
        ("act=起草", 1),
        ("act=decisions.draft", 1),
        ("key=k1", 1),
        ("key=k", 0),
        ("to_day=2012-01-01", 0),
    ],
)
def test_acts_are_found(client: Client, query: str, found: int) -> None:
    log.record(viewer(official(name="王珂")), "decisions.draft", kind="filing", key="k1", division="330106")
    client.force_login(administrator())
    assert client.get(f"/office/audit/?{query}").content.decode().count("杭州市西湖区") == found


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

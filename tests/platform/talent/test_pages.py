"""The room's pages by role and scope: what each side sees and does, names masked and shown for a reason, files, English."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.talent.world import (
    DAY,
    XIHU,
    World,
    act,
    firm,
    institute,
)
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.talent.models import (
    EquityAward,
    Researcher,
    Secondment,
    SpareTime,
    Split,
    TechnologyShare,
    TitleApplication,
)

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0005fe02fe"
    "a72d1b580000000049454e44ae426082"
)
NAME = "柯研之"


def client_of(body: Organisation | None, role: Role) -> Client:
    """A client of somebody who acts for an organisation."""
    client = Client()
    client.force_login(people.owner(body, role))
    return client


def office(role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    """A client of an official."""
    client = Client()
    client.force_login(people.official(role, division))
    return client


def text(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def file(response: Any) -> str:
    """A csv file as text."""
    return b"".join(response).decode()


def test_the_public_page_counts_by_city_and_names_nobody(client: Client, world: World) -> None:
    world.at_firm()
    page = text(client.get(reverse("talent:programme"), {"year": "2012"}))
    assert "其人事关系5年内可保留在原单位" in page
    assert "杭州市" in page
    assert all(hidden not in page for hidden in (NAME, "柯", world.unit.name, world.firm.name))
    rows = file(client.get(reverse("talent:programme"), {"year": "2012", "report-export": "csv"}))
    assert rows.splitlines()[1] == "杭州市,1,1,0,0,0,0,0"
    english = text(client.get(reverse("talent:programme"), headers={"accept-language": "en"}))
    assert "Incentives for talent" in english
    assert "Move to a small firm" in english


def test_counts_by_year_from_the_records(client: Client, world: World) -> None:
    one = world.at_firm()
    with clock.stopped(date(2014, 2, 1)):
        act(world.clerk, one, "come_back", returned_on="2014-01-15")
        rows = {
            year: file(client.get(reverse("talent:programme"), {"year": str(year), "report-export": "csv"}))
            for year in (2012, 2013, 2014)
        }
    assert rows[2012].splitlines()[1] == "杭州市,1,1,0,0,0,0,0"
    assert rows[2013].splitlines()[1] == "杭州市,0,1,0,0,0,0,0"
    assert len(rows[2014].splitlines()) == 1


def test_from_asking_to_the_title_by_pages(world: World) -> None:
    expert = client_of(world.expert.organisation, Role.RESEARCHER)
    clerk, boss = (
        client_of(world.unit.organisation, Role.INSTITUTE),
        client_of(world.firm.organisation, Role.OWNER),
    )
    home = text(expert.get(reverse("talent:mine")))
    assert "申请到小微企业工作" in home
    form = {
        "key": "k", "researcher": str(world.expert.pk), "firm": world.firm.name, "starts_on": "2012-11-01",
        "work": "research", "task": "研发",
    }  # fmt: skip
    wrong = expert.post(reverse("talent:move"), form | {"firm": "没有这家"})
    assert wrong.status_code == 422
    assert "名录里没有" in text(wrong)
    for _ in range(2):
        sent = expert.post(reverse("talent:move"), form)
    one = Secondment.objects.get()
    page = reverse("talent:record", args=[one.pk])
    assert sent["Location"] == page
    assert "待原单位同意" in text(expert.get(page))
    waiting = text(clerk.get(reverse("talent:mine")))
    assert "单位同意" in waiting
    assert NAME in waiting
    assert "单位同意" in text(clerk.get(f"/my/{world.unit.pk}/"))
    assert "请您办理" not in text(boss.get(page))
    clerk.post(
        reverse("talent:step", args=[one.pk, "consent"]), {"revision": "2", "consent_document": "院人5号"}
    )
    assert "企业接收" in text(boss.get(page))
    boss.post(reverse("talent:step", args=[one.pk, "accept"]), {"revision": "3", "post": "总工"})
    hr = office()
    assert "请按下" not in text(hr.get(reverse("talent:office")))
    case = reverse("cases:office-case", args=[one.case_id])
    shown = text(hr.get(case))
    assert world.firm.name in shown
    assert reverse("talent:office-record", args=[one.pk]) in shown
    assert NAME not in shown
    hr.post(
        reverse("cases:office-step", args=[one.case_id, "file"]), {"revision": "4", "filing_number": "备1"}
    )
    one.refresh_from_db()
    assert one.kept_until == date(2017, 11, 1)
    assert "2017-11-01" in text(expert.get(page))
    clerk.post(page, {"act": "insurance", "insurance-through": "2012-11-05"})
    assert one.insurance.count() == 1
    assert (
        expert.post(page, {"act": "work", "work-title": "", "work-done_on": "2012-11-02"}).status_code == 422
    )
    expert.post(page, {"act": "work", "work-title": "样机", "work-done_on": "2012-11-02", "work-text": ""})
    work = one.works.get()
    assert clerk.post(reverse("talent:confirm-work", args=[one.pk, work.pk])).status_code == 403
    boss.post(reverse("talent:confirm-work", args=[one.pk, work.pk]))
    expert.post(page, {"act": "title", "title-title": "正高级工程师", "title-works": [str(work.pk)]})
    asked = TitleApplication.objects.get()
    assert list(asked.works.all()) == [work]
    clerk.post(
        reverse("talent:decide-title", args=[one.pk, asked.pk]), {"granted": "yes", "document": "院职1号"}
    )
    assert "评审通过" in text(expert.get(page))
    assert Researcher.objects.get(pk=world.expert.pk).title == "正高级工程师"


def test_a_case_does_not_begin_beside_the_room(world: World) -> None:
    one = world.moving()
    expert = client_of(world.expert.organisation, Role.RESEARCHER)
    said = {"starts_on": "2012-11-01", "work": "research", "task": "x"}
    assert expert.post(f"/my/cases/new/secondment/{one.pk}/", {"key": "x", **said}).status_code == 404
    with pytest.raises(CaseRefused, match="请在“人才激励”页提出"):
        cases.open_case(world.selves[0], "secondment", one.subject, key="x", origin="applicant", content=said)
    assert Case.objects.count() == Secondment.objects.count() == 1


def test_a_unit_enters_its_researchers(world: World) -> None:
    clerk = client_of(world.unit.organisation, Role.INSTITUTE)
    form = {"unit": str(world.unit.pk), "name": "赵新", "number": "0002", "high_level": "on"}
    sent = clerk.post(reverse("talent:new-researcher"), form)
    assert sent.status_code == 422
    assert "工号 0002 已经登记" in text(sent)
    assert "请写明认定为高层次人才的依据" in text(sent)
    clerk.post(reverse("talent:new-researcher"), form | {"number": "0009", "high_level_basis": "省千人计划"})
    made = Researcher.objects.get(number="0009")
    assert made.organisation.name == f"{world.unit.name}科技人员0009号"
    assert "赵新" in text(clerk.get(reverse("talent:mine")))
    clerk.post(reverse("talent:researcher", args=[made.pk]), {"on": "2012-11-01"})
    made.refresh_from_db()
    assert made.left_on == date(2012, 11, 1)
    rival = client_of(institute().organisation, Role.INSTITUTE)
    assert rival.get(reverse("talent:researcher", args=[made.pk])).status_code == 404
    assert (
        client_of(world.firm.organisation, Role.OWNER).get(reverse("talent:new-researcher")).status_code
        == 403
    )


def test_a_split_by_pages(world: World) -> None:
    clerk = client_of(world.unit.organisation, Role.INSTITUTE)
    form = {
        "key": "s", "unit": str(world.unit.pk), "achievement": "焊接工艺", "contract": "技转7", "voucher": "银收1",
        "received_on": "2012-10-01", "proceeds": "100", "ratio": "60%", "ratio_document": "院发9号",
        "members": "0001 1/3\n0002 1/3\n0009 x\n0003",
    }  # fmt: skip
    sent = text(clerk.post(reverse("talent:split"), form))
    assert "第 3 行：本单位没有工号 0009" in sent
    assert "第 3 行：份额请写成 50% 或 1/2" in sent
    assert "第 4 行：请写工号和份额" in sent
    form["members"] = "0001 1/3\n0002，1/3\n0003 1/3"
    clerk.post(reverse("talent:split"), form)
    one = Split.objects.get()
    page = reverse("talent:record", args=[one.pk])
    assert "定案时由规则算出" in text(clerk.get(page))
    for at, person in enumerate(world.people):
        member = client_of(person.organisation, Role.RESEARCHER)
        assert "同意我的份额" in text(member.get(reverse("talent:mine")))
        member.post(reverse("talent:step", args=[one.pk, "agree"]), {"revision": str(at + 2)})
    clerk.post(reverse("talent:step", args=[one.pk, "fix"]), {"revision": "5"})
    assert "60.00 + 40.00 = 100.00 元" in text(clerk.get(page))
    for number, part in enumerate(one.members.all()):
        clerk.post(
            reverse("talent:pay", args=[one.pk, part.pk]), {"on": "2012-11-05", "voucher": f"付{number}"}
        )
    assert "已发放完毕" in text(clerk.get(page))
    rows = file(clerk.get(page, {"members-export": "csv"})).splitlines()
    assert rows[1].startswith("柯研之（0001）,")
    assert "20.00" in rows[1]
    masked = file(office().get(reverse("talent:office-record", args=[one.pk]), {"members-export": "csv"}))
    assert "柯**（0001）" in masked
    assert NAME not in masked
    county = text(office().get(reverse("talent:office"), {"year": "2012"}))
    assert "60.00" in county


def test_a_conversion_by_pages(world: World) -> None:
    body = firm(technology=True)
    owner = client_of(body.organisation, Role.OWNER)

    def form(value: str) -> dict[str, Any]:
        return {
            "key": "t", "firm": str(body.pk), "asset": "轴承", "kind": "patent", "valuer": "示例评估", "report": "评18",
            "valued_on": "2012-09-30", "asset_value": "1000000", "share_value": value, "capital": "1000000",
            "other_non_monetary": "0", "votes_for": "80", "votes_all": "100", "resolution": "股东会",
            "appraisal_file": SimpleUploadedFile("a.png", PNG), "resolution_file": SimpleUploadedFile("b.png", PNG),
        }  # fmt: skip

    over = owner.post(reverse("talent:share"), form("700000.01"))
    assert over.status_code == 422
    page = text(over)
    assert "判定是“不允许”" in page
    assert "可以折算多少" in page
    assert page.count("700,000.00") >= 3  # highest by asset, by capital, and what 17.3 leaves
    owner.post(reverse("talent:share"), form("700000"))
    one = TechnologyShare.objects.get()
    assert "采用" in text(owner.get(reverse("talent:record", args=[one.pk])))
    register = office(Role.REGISTRATION)
    assert body.name in text(register.get(reverse("talent:office")))
    register.post(
        reverse("cases:office-step", args=[one.case_id, "accept"]), {"revision": "2", "register_number": "1"}
    )
    one.refresh_from_db()
    assert (one.accepted_on, one.highest) == (DAY, 700_000_00)
    assert office(Role.TAX).get(reverse("talent:office-record", args=[one.pk])).status_code == 404


def test_declaration_and_award_by_pages(world: World) -> None:
    person = client_of(world.people[1].organisation, Role.RESEARCHER)
    clerk = client_of(world.unit.organisation, Role.INSTITUTE)
    form = {
        "key": "d", "researcher": str(world.people[1].pk), "firm": world.firm.name, "year": "2012", "duties": "完成",
    }  # fmt: skip
    sent = person.post(reverse("talent:declare"), form)
    assert sent.status_code == 422
    assert "声明须写明已完成本职工作" in text(sent)
    person.post(reverse("talent:declare"), form | {"own_work_done": "on"})
    one = SpareTime.objects.get()
    clerk.get(reverse("talent:record", args=[one.pk]))
    clerk.post(reverse("talent:step", args=[one.pk, "confirm"]), {"revision": "2", "confirmation": "考核"})
    assert "本年度在职创业的收入归个人所有" in text(person.get(reverse("talent:record", args=[one.pk])))
    award = {
        "key": "a", "researcher": str(world.expert.pk), "company": world.firm.name, "result": "工艺", "contract": "院决3",
        "form": "shares", "obtained_on": "2012-10-20", "value": "200000",
    }  # fmt: skip
    clerk.post(reverse("talent:award"), award)
    given = EquityAward.objects.get()
    tax = office(Role.TAX)
    tax.post(
        reverse("cases:office-step", args=[given.case_id, "record"]),
        {"revision": "2", "deferral_number": "1"},
    )
    expert = client_of(world.expert.organisation, Role.RESEARCHER)
    assert "0 元" in text(expert.get(reverse("talent:record", args=[given.pk])))
    page = text(tax.get(reverse("talent:office")))
    assert "200,000.00" in page
    assert "离岗到企业工作" not in page
    rows = file(tax.get(reverse("talent:office"), {"equity-award-export": "csv"}))
    assert "柯**（0001）" in rows
    expert.post(
        reverse("talent:step", args=[given.pk, "report"]),
        {"revision": "3", "event": "dividend", "event_on": "2012-11-01", "income": "5000"},
    )
    tax.post(
        reverse("cases:office-step", args=[given.case_id, "take_up"]),
        {"revision": "4", "assessed": "1000", "assessment": "税票1"},
    )
    given.refresh_from_db()
    assert (given.taken_up_on, given.assessed) == (DAY, 1_000_00)

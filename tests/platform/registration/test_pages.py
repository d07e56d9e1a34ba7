"""The room's pages: what each side sees and does, files, faults at their boxes, and nothing of others."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.registration.test_items import two
from tests.platform.registration.world import (
    XIHU,
    YIWU,
    drafted,
    enterprise,
    founded,
    founder,
    number,
    official,
    picture,
    step,
    submitted,
)
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.registration import papers, services
from zhiwei.platform.registration.models import Filing, Paper, PilotArea

pytestmark = pytest.mark.django_db


def client_of(viewer: Viewer) -> Client:
    """A client logged in as a viewer's user."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id))
    return client


def clerk(role: Role = Role.REGISTRATION, division: str = XIHU) -> Client:
    """A client of an official."""
    client = Client()
    client.force_login(people.official(role, division))
    return client


def text(client: Client, address: str, **query: str) -> str:
    """A page that must be there."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_applicant_fills_in_a_founding_and_hands_it_in() -> None:
    viewer = founder()
    client = client_of(viewer)
    home = reverse("registration:home")
    assert client.post(home, {"kind": "change", "key": "k1"}).status_code == 422
    answer = client.post(home, {"kind": "establishment", "division": XIHU, "key": "k2"})
    filing = Filing.objects.get()
    own = reverse("registration:own", args=[filing.pk])
    assert answer["Location"] == own
    entry = reverse("registration:entry", args=[filing.pk, 1])
    said = {"entry1-name": "杭州晨光五金制品有限公司", "entry1-legal_form": "limited_company", "entry1-address": "文三路 90 号",
            "entry1-industry": "9999", "entry1-employees": "12"}  # fmt: skip
    answer = client.post(entry, said)
    assert (answer.status_code, "没有行业代码 9999" in answer.content.decode()) == (422, True)
    client.post(entry, said | {"entry1-industry": "3399"})
    add = reverse("registration:contribute", args=[filing.pk, 1])
    client.post(add, {"c1-contributor": "沈余", "c1-kind": "money", "c1-fen": "10万", "c1-at_founding": "on"})
    client.post(add, {"c1-contributor": "沈余", "c1-kind": "money", "c1-fen": "900000"})
    page = text(client, own)
    assert "首次出资 100,000 元，低于 200,000 元" in page
    assert "缺少材料：公司章程" in page
    assert "收费标准 800.00 元，已免" in page
    assert "2014-11-05" in page  # the last day of payment, from the rule
    png = uploads.path_of(picture()).read_bytes()
    client.post(
        reverse("registration:paper", args=[filing.pk]),
        {"name": "charter", "file": SimpleUploadedFile("章程.png", png)},
    )
    assert "缺少材料：公司章程" not in text(client, own)
    client.post(reverse("registration:submit", args=[filing.pk]))
    filing.refresh_from_db()
    assert filing.case is None  # what is missing is said before, not only by the authority's return
    page = text(client, own)
    assert "还没有提交：下面列着还缺的" in page
    assert 'name="anyway"' in page
    client.post(reverse("registration:submit", args=[filing.pk]), {"anyway": "1"})
    filing.refresh_from_db()
    assert filing.case is not None
    page = text(client, own)
    assert "已提交，待受理" in page
    assert reverse("registration:submit", args=[filing.pk]) not in page
    assert client.post(add, {"c1-contributor": "沈余", "c1-kind": "money", "c1-fen": "1"}).status_code == 403
    assert str(filing.get_kind_display()) in text(client, home)
    assert "企业登记" in text(client, "/my/cases/")
    assert text(client, f"/my/cases/{filing.case.pk}/")


def test_the_authority_names_everything_once_and_decides() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer), complete=False)
    desk = clerk()
    page = text(desk, reverse("registration:office"))
    assert "杭州晨光五金制品有限公司" in page
    back = reverse("registration:office-filing", args=[filing.pk])
    tell = reverse("registration:office-step", args=[filing.pk, "tell_missing"])
    page = text(desk, tell)
    assert "缺少材料：公司章程" in page  # stands in the box already
    named = "缺少材料：公司章程\n出资人没有签字"
    answer = desk.post(tell, {"revision": "2", "defects": named})
    assert (answer.status_code, answer["Location"]) == (302, back)
    own = text(client_of(viewer), reverse("registration:own", args=[filing.pk]))
    assert "出资人没有签字" in own
    assert "已补齐，再次提交" in own
    assert "补正登记申请" not in text(
        client_of(viewer), "/my/"
    )  # he has no enterprise yet; his filings lead there
    assert ReadItem.objects.filter(kind="subject", key=str(filing.subject_id)).exists()


def test_papers_can_be_added_until_the_authority_takes_the_filing_up() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer), complete=False)
    client, paper = client_of(viewer), reverse("registration:paper", args=[filing.pk])

    def given() -> dict[str, object]:
        png = uploads.path_of(picture()).read_bytes()
        return {"name": "charter", "file": SimpleUploadedFile("章程.png", png)}

    form = f'action="{paper}"'
    assert form in text(client, reverse("registration:own", args=[filing.pk]))
    assert client.post(paper, given()).status_code == 302
    assert Paper.objects.get(filing=filing).name == "charter"
    step(official(), filing, "accept")
    assert "章程.png" in (page := text(client, reverse("registration:own", args=[filing.pk])))
    assert form not in page
    assert client.post(paper, given()).status_code == 403
    assert filing.papers.count() == 1


def test_what_was_missing_is_printed_and_nothing_is_returned_twice() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer), complete=False)
    desk, client = clerk(), client_of(viewer)
    told = reverse("registration:told", args=[filing.pk])
    assert desk.get(told).status_code == 404
    tell = reverse("registration:office-step", args=[filing.pk, "tell_missing"])
    page = reverse("registration:office-filing", args=[filing.pk])
    assert tell in text(desk, page)
    desk.post(tell, {"revision": "2", "defects": "缺少材料：公司章程\n出资人没有签字"})
    for reader in (desk, client):
        notice = text(reader, told)
        assert "<li>缺少材料：公司章程</li><li>出资人没有签字</li>" in notice
    assert client_of(founder()).get(told).status_code == 404
    own = text(client, reverse("registration:own", args=[filing.pk]))
    assert told in own
    assert "请到“我的登记”里修改" not in own
    for name in papers.missing(filing, clock.today()):
        services.hand_in(viewer, filing, name, picture())
    step(viewer, filing, "complete")
    shown = text(desk, page)
    assert tell not in shown
    assert "已经一次性告知过，法律不许再次退回" in shown
    assert desk.get(tell)["Location"] == page


def test_the_case_page_shows_what_is_filed_with_its_papers() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    assert filing.case is not None
    shown = text(clerk(), f"/office/cases/{filing.case.pk}/")
    for one in (
        "杭州晨光五金制品有限公司", "文三路 90 号", "1,000,000.00", "材料：公司章程", "还没有受理",
        reverse("registration:office-filing", args=[filing.pk]),
        reverse("registration:document", args=[filing.pk, filing.papers.get(name="charter").pk]),
    ):  # fmt: skip
        assert one in shown


def test_the_page_of_a_filing_with_a_case_has_no_empty_rows() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    page = text(clerk(), reverse("registration:office-filing", args=[filing.pk]))
    assert "<dt>编号</dt>" in page
    assert "<dt></dt>" not in page


def test_the_number_of_a_new_enterprise_is_asked_for_and_its_fault_told_in_words() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    address, desk = reverse("registration:office-step", args=[filing.pk, "approve_now"]), clerk()
    assert "选填" not in text(desk, address)
    right = number()
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    page = desk.post(address, {"revision": "2", "licence": wrong}).content.decode()
    assert f"号码 {wrong}：校验码不符" in page
    assert "registration_number" not in page


def test_a_step_of_the_authority_and_the_licence() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    address = reverse("registration:office-step", args=[filing.pk, "approve_now"])
    answer = clerk().post(address, {"revision": "2", "licence": number()})
    filing.refresh_from_db()
    assert (answer.status_code, filing.outcome) == (302, "registered")
    firm = filing.entries.get().subject
    assert firm is not None
    page = text(client_of(viewer), reverse("registration:firm", args=[firm.pk]))
    assert "1,000,000.00" in page
    assert "2014-11-05" in page
    assert (
        client_of(viewer).get("/my/")["Location"] == f"/my/{firm.pk}/"
    )  # the filing is none of his organisations
    assert f'href="/my/{firm.pk}/registration/"' in text(client_of(viewer), f"/my/{firm.pk}/")
    csv = client_of(viewer).get(reverse("registration:firm", args=[firm.pk]), {"schedule-export": "csv"})
    assert "800000.00" in b"".join(csv).decode()  # type: ignore[arg-type]


def test_others_get_nothing_of_a_filing() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    draft = drafted(viewer, "杭州初阳餐饮有限公司")
    stranger, elsewhere = client_of(founder()), clerk(division=YIWU)
    paper = Paper.objects.filter(filing=filing).first()
    assert paper is not None
    for address in (
        reverse("registration:own", args=[filing.pk]),
        reverse("registration:own-step", args=[filing.pk, "withdraw"]),
        reverse("registration:document", args=[filing.pk, paper.pk]),
    ):
        assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("registration:submit", args=[draft.pk])).status_code == 404
    assert elsewhere.get(reverse("registration:office-filing", args=[filing.pk])).status_code == 404
    assert elsewhere.get(reverse("registration:office-step", args=[filing.pk, "accept"])).status_code == 404
    assert "晨光" not in text(elsewhere, reverse("registration:office"))
    file = elsewhere.get(reverse("registration:office"), {"filings-export": "csv"})
    assert "晨光" not in b"".join(file).decode()  # type: ignore[arg-type]
    assert (
        clerk().get(reverse("registration:office-filing", args=[draft.pk])).status_code == 404
    )  # still a draft
    assert Client().get(reverse("registration:own", args=[filing.pk])).status_code == 302


def test_the_risk_list_is_for_officials_and_every_look_is_recorded() -> None:
    firm = founded(founder())
    address = reverse("registration:risks")
    with clock.stopped(date(2014, 11, 6)):
        page = text(clerk(), address)
        assert firm.name in page
        assert "800,000.00" in page
        file = clerk().get(address, {"risks-export": "xlsx"})
        assert b"".join(file).startswith(b"PK")  # type: ignore[arg-type]
        assert firm.name not in text(clerk(division=YIWU), address)
        assert client_of(founder()).get(address).status_code == 403
    assert ReadItem.objects.filter(kind="subject", key=str(firm.pk)).count() >= 1


def test_17_4_the_public_sees_medians_and_no_name() -> None:
    viewer = founder()
    filing = submitted(viewer, drafted(viewer))
    step(official(), filing, "approve_now", licence=number())
    page = text(Client(), reverse("registration:public"))
    assert "杭州市西湖区" in page
    assert "100%" in page
    assert "晨光" not in page
    file = Client().get(reverse("registration:public"), {"statistics-export": "csv"})
    assert "2012-11,1,1" in b"".join(file).decode()  # type: ignore[arg-type]
    assert "在 7 日（日历日）内办结" in page
    english = Client().get(reverse("registration:public"), headers={"accept-language": "en"}).content.decode()
    assert "decided on the spot" in english
    assert "Registration" in english


def test_versions_of_the_item_list_are_public_with_what_was_saved() -> None:
    older, newer = two()
    page = text(Client(), reverse("registration:list", args=[newer.pk]))
    assert "与西政办〔2012〕1号（2012-01-01）相比" in page
    assert "户外广告登记" in page  # removed
    file = Client().get(reverse("registration:list", args=[newer.pk]), {"changes-export": "csv"})
    assert "01,餐饮服务许可,5,3,2,15,8,7" in b"".join(file).decode()  # type: ignore[arg-type]
    assert "西政办〔2013〕2号" in text(Client(), reverse("registration:lists"))
    assert text(Client(), reverse("registration:list", args=[older.pk]))


def test_a_list_is_drafted_and_published_on_its_pages() -> None:
    maker, other = clerk(Role.COUNTY), clerk(Role.COUNTY)
    made = maker.post(
        reverse("registration:office-lists"),
        {"division": XIHU, "document": "西政办〔2012〕1号", "from_day": "2012-01-01"},
    )
    item = {"code": "01", "title": "餐饮", "authority": "药监局", "steps": "3", "statutory_days": "5", "promised_days": "9",
            "unit": "working"}  # fmt: skip
    answer = maker.post(made["Location"], item)
    assert (answer.status_code, "承诺时限不能长于法定时限" in answer.content.decode()) == (422, True)
    maker.post(made["Location"], item | {"promised_days": "4"})
    page = maker.post(f"{made['Location']}publish/", follow=True).content.decode()
    assert "须由没有经手的另一人公布" in page
    assert Client().get(reverse("registration:lists")).content.decode().count("西政办") == 0
    page = other.post(f"{made['Location']}publish/", follow=True).content.decode()
    assert "清单已公布" in page
    assert clerk(Role.COUNTY, YIWU).get(made["Location"]).status_code == 404
    assert client_of(founder()).get(reverse("registration:office-lists")).status_code == 403


def test_pilot_areas_are_filed_and_public() -> None:
    desk = clerk(Role.COUNTY)
    form = {
        "division": XIHU,
        "document": "西海渔〔2012〕1号",
        "from_day": "2012-06-01",
        "to_day": "2012-01-01",
    }
    assert desk.post(reverse("registration:office-pilots"), form).status_code == 422
    desk.post(reverse("registration:office-pilots"), form | {"to_day": ""})
    assert PilotArea.objects.get().document == "西海渔〔2012〕1号"
    assert "西海渔〔2012〕1号" in text(Client(), reverse("registration:pilots"))


def test_the_counter_takes_down_what_somebody_brings() -> None:
    firm = enterprise("杭州望湖五金有限公司")
    desk = clerk()
    form = {"kind": "annual_inspection", "enterprise": firm.name, "division": "", "key": "c1"}
    made = desk.post(reverse("registration:office-new"), form)
    filing = Filing.objects.get()
    assert made["Location"] == reverse("registration:office-filing", args=[filing.pk])
    assert "缺少材料：年检报告书" in text(desk, made["Location"])
    desk.post(reverse("registration:submit", args=[filing.pk]), {"anyway": "1"})
    filing.refresh_from_db()
    assert filing.case is not None
    assert filing.case.origin == "counter"


def test_merging_and_dividing_on_the_page() -> None:
    first = founder()
    one, other = founded(first, name="杭州望湖五金有限公司"), enterprise("杭州听雨五金有限公司")
    client = client_of(first)
    client.post(reverse("registration:home"), {"kind": "merger", "enterprise": str(one.pk), "key": "m"})
    merger = Filing.objects.get(kind="merger")
    client.post(reverse("registration:party", args=[merger.pk]), {"firm": other.name})
    answer = client.post(reverse("registration:party", args=[merger.pk]), {"firm": "没有这家"})
    assert (answer.status_code, "名录里没有这个企业" in answer.content.decode()) == (422, True)
    assert other.name in text(client, reverse("registration:own", args=[merger.pk]))
    client.post(reverse("registration:entries", args=[merger.pk]), {"act": "new"})
    assert merger.entries.get().anew
    client.post(reverse("registration:home"), {"kind": "division", "enterprise": str(one.pk), "key": "d"})
    division = Filing.objects.get(kind="division")
    for act in ("goes_on", "new", "new", "3"):
        client.post(reverse("registration:entries", args=[division.pk]), {"act": act})
    assert [entry.anew for entry in division.entries.all()] == [False, True]


def test_a_payment_on_the_page() -> None:
    viewer = founder()
    firm = founded(viewer)
    client = client_of(viewer)
    client.post(reverse("registration:home"), {"kind": "payment", "enterprise": str(firm.pk), "key": "p"})
    filing = Filing.objects.get(kind="payment")
    rest = firm.contributions.get(paid_on=None)
    address = reverse("registration:paid", args=[filing.pk])
    form = {"contribution": str(rest.pk), "paid_on": "2012-11-05", "proof": ""}
    assert client.post(address, form).status_code == 422
    client.post(address, form | {"proof": "浙验〔2012〕8号"})
    assert "浙验〔2012〕8号" in text(client, reverse("registration:own", args=[filing.pk]))


def test_a_company_without_a_registered_capital_on_record_is_not_shown_as_having_none() -> None:
    firm = enterprise("杭州晨星机械有限公司")
    client = client_of(people.viewer(people.owner(firm.organisation)))
    page = text(client, reverse("registration:firm", args=[firm.pk]))
    assert "平台没有这家企业注册资本的记录。" in page
    assert "0.00" not in page


def test_an_owner_is_told_of_an_instalment_that_comes_due() -> None:
    viewer = founder()
    firm = founded(viewer)
    with clock.stopped(date(2014, 10, 1)):
        assert "2014-11-05 前缴付出资 800,000 元" in text(client_of(viewer), f"/my/{firm.pk}/")
        assert "办理登记" in text(client_of(viewer), reverse("registration:firm", args=[firm.pk]))
    page = text(clerk(), reverse("registration:office-firm", args=[firm.pk]))
    assert "设立登记" in page
    assert clerk(division=YIWU).get(reverse("registration:office-firm", args=[firm.pk])).status_code == 404


def test_whoever_acts_for_several_units_says_for_which_he_founds_something() -> None:
    one, other = enterprise("杭州甲有限公司"), enterprise("杭州乙有限公司")
    accountant = people.owner(one.organisation, Role.ACCOUNTANT)
    people.member(accountant, Role.ACCOUNTANT, organisation=other.organisation)
    client, home = client_of(people.viewer(accountant)), reverse("registration:home")
    assert "办理单位" in text(client, home)
    given = {"kind": "establishment", "division": XIHU, "key": "k1", "enterprise": "", "organisation": ""}
    answer = client.post(home, given)
    assert answer.status_code == 422
    assert "您为几个单位办事，请选择这次以哪个单位办理" in answer.content.decode()
    stranger = enterprise("杭州丙有限公司").organisation
    assert client.post(home, {**given, "organisation": str(stranger.pk)}).status_code == 422
    answer = client.post(home, {**given, "kind": "change"})
    assert answer.status_code == 422
    assert "请选择企业" in answer.content.decode()
    assert "请选择这次以哪个单位办理" not in answer.content.decode()
    assert not Filing.objects.exists()
    for number_, firm in enumerate((one, other)):
        client.post(home, {**given, "key": f"k{number_}", "organisation": str(firm.organisation.pk)})
    assert {f.organisation_id for f in Filing.objects.all()} == {one.organisation_id, other.organisation_id}
    client.post(home, {**given, "kind": "change", "key": "k3", "enterprise": str(other.pk), "division": ""})
    assert Filing.objects.get(enterprise=other).organisation_id == other.organisation_id


def test_with_one_unit_there_is_nothing_to_choose() -> None:
    viewer = founder()
    client, home = client_of(viewer), reverse("registration:home")
    assert "办理单位" not in text(client, home)
    client.post(home, {"kind": "establishment", "division": XIHU, "key": "k1", "enterprise": ""})
    assert Filing.objects.get().organisation_id in viewer.organisation_ids

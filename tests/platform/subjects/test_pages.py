"""The officials' pages, the firm's own pages, the public list: what they show and to whom."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.subjects.files import workbook
from tests.platform.subjects.people import HANGZHOU, XIHU, YIWU, ZHEJIANG, subject, uscc, user
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.audit.models import Act, ReadItem
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Contact, Enquiry, FactRecord, ImportBatch, Subject
from zhiwei.platform.subjects.services import add_fact, ask, relate

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Subject:
    organisation = Organisation.objects.create(kind="enterprise", name="晨光五金", division=XIHU)
    found = subject(identifiers={"uscc": uscc(1)}, organisation=organisation, industry="3351")
    Contact.objects.create(
        subject=found, person="陈某某", phone="13800001111", id_number="330106197001010011"
    )
    add_fact(SYSTEM, found, "employees", 46, source="statistics", received_on=date(2012, 3, 1))
    add_fact(SYSTEM, found, "employees", 50, source="tax", received_on=date(2012, 3, 2))
    return found


@pytest.fixture
def elsewhere() -> Subject:
    found = subject("义乌丙饰品有限公司", YIWU, identifiers={"uscc": uscc(3)})
    Contact.objects.create(subject=found, person="金某", phone="13900002222")
    return found


def official(client: Client, role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    client.force_login(user(role, division))
    return client


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_the_list_holds_the_own_division_only(client: Client, firm: Subject, elsewhere: Subject) -> None:
    page = text(official(client).get("/office/subjects/"))
    assert firm.name in page
    assert elsewhere.name not in page
    assert "共 1 条" in page


@pytest.mark.parametrize(
    "asked",
    [
        "晨光", "chenguang", "cgwj", "hangzhou 五金", "杭州 晨光", "division=330106", "industry=33",
        "entity=enterprise", "legal_form=limited_company", uscc(1),
    ],
)  # fmt: skip
def test_filters_find_it(client: Client, firm: Subject, asked: str) -> None:
    subject("杭州别家贸易有限公司", XIHU, industry="51", legal_form="")
    query = asked if "=" in asked else f"text={asked}"
    page = text(official(client).get(f"/office/subjects/?{query}"))
    assert firm.name in page
    if not query.startswith(("division", "entity")):
        assert "别家" not in page


def test_a_county_officer_reaches_no_other_county(client: Client, firm: Subject, elsewhere: Subject) -> None:
    """By URL, form, export, search, division filter; what he may not see is not there."""
    own = official(client)
    pages = [f"/office/subjects/{elsewhere.pk}/", f"/office/subjects/{elsewhere.pk}/facts/"]
    assert [own.get(page).status_code for page in pages] == [404, 404]
    assert own.post(f"/office/subjects/{elsewhere.pk}/contact/", {"why": "核实"}).status_code == 404
    stated = {
        "fact": "employees",
        "value": "1",
        "status": "known",
        "source": "tax",
        "received_on": "2012-03-01",
    }
    assert own.post(f"/office/subjects/{elsewhere.pk}/facts/", stated).status_code == 404
    assert not FactRecord.objects.filter(subject=elsewhere).exists()
    for query in (
        "text=义乌",
        f"text={uscc(3)}",
        "text=ywb",
        f"division={YIWU}",
        "export=csv",
        "export=xlsx",
    ):
        answered = own.get(f"/office/subjects/?{query}")
        body = b"".join(answered.streaming_content) if answered.streaming else answered.content
        assert elsewhere.name.encode() not in body, query
    new = {"entity": "enterprise", "name": "义乌丁有限公司", "division": YIWU}
    assert own.post("/office/subjects/new/", new).status_code == 422
    batch = ImportBatch.objects.create(
        file_id=_file(own, "330106").file_id, source="tax", received_on=date(2012, 7, 1), division=YIWU
    )
    for page in ("", "marked/", "file/"):
        assert own.get(f"/office/imports/{batch.pk}/{page}").status_code == 404
    for page in ("commit/", "cancel/", "again/"):
        assert own.post(f"/office/imports/{batch.pk}/{page}").status_code == 404
    enquiry = Enquiry.objects.create(division=YIWU, title="外县的诉求", text="…")
    assert own.get(f"/office/enquiries/{enquiry.pk}/").status_code == 404
    assert own.post(f"/office/enquiries/{enquiry.pk}/", {"answer": "x"}).status_code == 404
    assert "外县的诉求" not in text(own.get("/office/enquiries/"))
    assert not ReadItem.objects.filter(key=str(elsewhere.pk)).exists()


def _file(client: Client, division: str) -> ImportBatch:
    data = workbook([["名称", "从业人员"], ["没有这家", 1]])
    given = {
        "file": SimpleUploadedFile("a.xlsx", data), "source": "tax", "division": division,
        "entity": "enterprise", "received_on": "2012-07-01",
    }  # fmt: skip
    answered = client.post("/office/imports/new/", given)
    assert answered.status_code == 302, text(answered)
    return ImportBatch.objects.latest("made_at")


@pytest.mark.parametrize("role", [Role.OWNER, Role.BANK, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_who_is_no_official_has_no_office(client: Client, firm: Subject, role: Role) -> None:
    client.force_login(user(role))
    for page in (
        "/office/subjects/",
        f"/office/subjects/{firm.pk}/",
        "/office/imports/",
        "/office/enquiries/",
    ):
        assert client.get(page).status_code == 403
    assert Client().get("/office/subjects/").status_code == 302


def test_an_auditor_sees_and_changes_nothing(client: Client, firm: Subject) -> None:
    auditor = official(client, Role.AUDITOR, HANGZHOU)
    assert auditor.get(f"/office/subjects/{firm.pk}/").status_code == 200
    assert auditor.get(f"/office/subjects/{firm.pk}/facts/").status_code == 403
    assert auditor.post(f"/office/subjects/{firm.pk}/contact/", {"why": "x"}).status_code == 404
    assert auditor.get("/office/imports/").status_code == 403


def test_a_tax_officer_speaks_for_the_tax_authority_only(client: Client, firm: Subject) -> None:
    tax = official(client, Role.TAX)
    page = text(tax.get(f"/office/subjects/{firm.pk}/facts/?fact=revenue"))
    assert re.findall(r'<option value="(\w+)"[^>]*>税务机关', page) == ["tax"]
    assert "统计部门" not in page
    given = {
        "fact": "revenue",
        "period": "2011",
        "value": "120万元",
        "status": "known",
        "received_on": "2012-05-31",
    }
    assert tax.post(f"/office/subjects/{firm.pk}/facts/", given | {"source": "statistics"}).status_code == 422
    assert tax.post(f"/office/subjects/{firm.pk}/facts/", given | {"source": "tax"}).status_code == 302
    assert FactRecord.objects.get(name="revenue").value == "1200000.00"


def test_one_subject_with_sources_and_conflict(client: Client, firm: Subject) -> None:
    page = text(official(client).get(f"/office/subjects/{firm.pk}/?as_of=2012-12-31"))
    for said in (
        "从业人员",
        "46 人",
        "统计部门",
        "税务机关：50 人",
        "不一致",
        "划型用的年末数按统计口径",
        uscc(1),
    ):
        assert said in page, said
    earlier = text(
        official(client, Role.CITY, HANGZHOU).get(f"/office/subjects/{firm.pk}/?known_on=2012-02-29")
    )
    assert "46 人" not in earlier.split('id="past"')[0]


def test_contact_data_are_shown_on_asking_only_and_the_look_is_recorded(
    client: Client, firm: Subject
) -> None:
    own = official(client)
    page = text(own.get(f"/office/subjects/{firm.pk}/"))
    assert "13800001111" not in page
    assert "陈某某" not in page
    assert own.get(f"/office/subjects/{firm.pk}/contact/").status_code == 405
    assert own.post(f"/office/subjects/{firm.pk}/contact/", {"why": ""}).status_code == 302
    assert not _looks(firm, "phone")
    shown = text(own.post(f"/office/subjects/{firm.pk}/contact/", {"why": "核实补贴"}))
    assert "13800001111" in shown
    assert [item["why"] for item in _looks(firm, "phone")] == ["核实补贴"]


def _looks(firm: Subject, field: str) -> list[dict[str, object]]:
    readings = {item.reading for item in ReadItem.objects.filter(key=str(firm.pk)).select_related("reading")}
    return [i for r in readings for i in r.items if i["key"] == str(firm.pk) and field in i["fields"]]


def test_lists_and_exports_are_recorded_as_looks(client: Client, firm: Subject) -> None:
    own = official(client)
    own.get("/office/subjects/")
    answered = own.get("/office/subjects/?export=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answered.streaming_content).decode("utf-8-sig"))))
    assert rows[0]["名称"] == firm.name
    assert rows[0]["编号"] == str(firm.pk)
    assert [item["why"] for item in _looks(firm, "size_class")] == ["", "导出主体名单"]


def test_the_public_list_has_nothing_personal(client: Client, firm: Subject) -> None:
    person = subject("周树人", XIHU, legal_form="individual_business")
    assert person.personal_name
    page = text(client.get("/subjects/"))
    assert firm.name in page
    assert "个体工商户（名称为个人姓名，不公开）" in page
    export = b"".join(client.get("/subjects/?export=csv").streaming_content).decode()
    for body in (page, export, text(client.get("/subjects/?text=周树人"))):
        for private in (
            "周树人</",
            "周树人,",
            "陈某某",
            "13800001111",
            "330106197001010011",
            uscc(1),
            str(firm.pk),
        ):
            assert private not in body, private
    assert "没有符合条件" in text(client.get("/subjects/?text=zhoushuren"))
    assert client.get(f"/office/subjects/{firm.pk}/").status_code == 302


def test_register_a_subject(client: Client) -> None:
    own = official(client)
    given = {
        "entity": "enterprise", "name": "杭州新开有限公司", "division": XIHU, "legal_form": "limited_company",
        "uscc": uscc(8)[:-1] + "?", "founded_on": "2012-03-01",
    }  # fmt: skip
    wrong = own.post("/office/subjects/new/", given)
    assert wrong.status_code == 422
    assert "不使用字符 ?" in text(wrong)
    assert own.post("/office/subjects/new/", given | {"uscc": uscc(8)}).status_code == 302
    again = own.post("/office/subjects/new/", given | {"uscc": uscc(8), "name": "另一家"})
    assert "该号码已登记在另一主体名下" in text(again)
    assert Act.objects.filter(act="subjects.create").count() == 1


def test_the_firms_own_page(client: Client, firm: Subject, elsewhere: Subject) -> None:
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    assert client.get("/my/").url == f"/my/{firm.pk}/"
    page = text(client.get(f"/my/{firm.pk}/"))
    assert "46 人" in page
    assert "?fact=employees" in page
    for address in (
        f"/my/{elsewhere.pk}/",
        f"/my/{elsewhere.pk}/declare/",
        f"/my/{elsewhere.pk}/correct/?fact=employees",
    ):
        assert client.get(address).status_code == 404
    declared = {"fact": "total_assets", "value": "800万", "status": "known", "period": ""}
    assert client.post(f"/my/{firm.pk}/declare/", declared).status_code == 302
    record = FactRecord.objects.get(name="total_assets")
    assert (record.source, record.value) == ("self", "8000000.00")
    registered = {"fact": "legal_form", "value": "joint_stock_company", "status": "known", "period": ""}
    assert client.post(f"/my/{firm.pk}/declare/", registered).status_code == 422


def test_a_proposed_correction_goes_to_the_division(client: Client, firm: Subject) -> None:
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    given = {"fact": "employees", "proposed": "46", "text": "税务登记的人数是去年的"}
    assert client.post(f"/my/{firm.pk}/correct/", given).status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.division, enquiry.fact, enquiry.title) == (
        "correction", XIHU, "employees", "更正：从业人员",
    )  # fmt: skip
    official(client)
    assert client.get(f"/my/enquiries/{enquiry.pk}/").status_code == 404
    assert enquiry.title not in text(client.get("/my/enquiries/"))
    page = text(client.get(f"/office/enquiries/{enquiry.pk}/"))
    assert "应为：46" in page
    answered = client.post(
        f"/office/enquiries/{enquiry.pk}/", {"answer": "已更正", "difficulty": "", "close": "on"}
    )
    assert answered.status_code == 302
    client.force_login(user(Role.ACCOUNTANT, organisation=firm.organisation, name="kuaiji"))
    assert "已更正" in text(client.get(f"/my/enquiries/{enquiry.pk}/"))


def test_enquiries_are_counted_by_difficulty_and_division(client: Client, firm: Subject) -> None:
    """2.1: found and counted by each of the four difficulties."""
    from zhiwei.platform.subjects.queries import by_difficulty, by_difficulty_and_division

    for tag, division in [("finance", XIHU), ("finance", YIWU), ("profit", XIHU), ("", XIHU)]:
        ask(SYSTEM, title="贷款", text="…", difficulty=tag, division=division)
    assert by_difficulty(Enquiry.objects.all()) == {"finance": 2, "profit": 1, "upgrade": 0, "start_up": 0}
    lines = [
        (c.division, c.by["finance"], c.by[""], c.total)
        for c in by_difficulty_and_division(Enquiry.objects.all())
    ]
    assert lines == [(XIHU, 1, 1, 3), (YIWU, 1, 0, 1)]
    page = text(official(client).get("/office/enquiries/"))
    assert "杭州市西湖区" in page
    assert "义乌市" not in page
    both = text(official(client, Role.PROVINCE, ZHEJIANG).get("/office/enquiries/?difficulty=finance"))
    assert both.count(">贷款</a>") == 2
    export = client.get("/office/enquiries/?counts-export=csv")
    assert "融资难" in b"".join(export.streaming_content).decode()


def test_a_firm_asks(client: Client, firm: Subject) -> None:
    """2.1: a need bears one of the four difficulties."""
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    given = {"kind": "need", "difficulty": "finance", "title": "需要流动资金", "text": "50万元，一年"}
    assert client.post(f"/my/{firm.pk}/ask/", given).status_code == 302
    assert "需要流动资金" in text(client.get("/my/enquiries/"))
    office = official(Client(), Role.PROVINCE, ZHEJIANG)
    assert "需要流动资金" in text(office.get("/office/enquiries/?difficulty=finance"))
    assert "需要流动资金" not in text(office.get("/office/enquiries/?difficulty=profit"))
    assert client.post(f"/my/{firm.pk}/ask/", given | {"kind": "correction"}).status_code == 422
    assert Act.objects.filter(act="enquiries.ask", division=XIHU).count() == 1


def test_an_enquiry_says_to_both_sides_for_how_many_days_it_waits(client: Client, firm: Subject) -> None:
    """No sentence sets a time for an answer, so none is named."""
    day = date(2013, 6, 3)
    with clock.stopped(day):
        old = ask(SYSTEM, title="先问的", text="…", subject=firm)
    with clock.stopped(day + timedelta(days=10)):
        ask(SYSTEM, title="后问的", text="…", subject=firm)
    with clock.stopped(day + timedelta(days=12)):
        client.force_login(user(Role.OWNER, organisation=firm.organisation))
        clerk = official(Client())
        said = "还没有答复，已等 12 天。《意见》没有规定答复的期限。"
        for page in (client.get(f"/my/enquiries/{old.pk}/"), clerk.get(f"/office/enquiries/{old.pk}/")):
            assert said in text(page)
        own = text(client.get("/my/enquiries/?sort=-waited"))
        assert own.index("已等 12 天") < own.index("已等 2 天")
        assert '已等<span class="sign" aria-hidden="true">▼</span>' in own
        clerk.post(f"/office/enquiries/{old.pk}/", {"answer": "可以", "difficulty": ""})
        assert "已等" not in text(client.get(f"/my/enquiries/{old.pk}/"))
        assert "已等 12 天" not in text(clerk.get("/office/enquiries/"))


def test_relations_name_those_one_may_not_open_without_address(client: Client, firm: Subject) -> None:
    """17.5: the new firm's file shows the old business with its dates."""
    shop = subject("义乌老店", YIWU, legal_form="individual_business", founded_on=date(2001, 2, 3))
    relate(SYSTEM, firm, shop, "conversion", on_day=date(2012, 6, 1), received_on=date(2012, 6, 1))
    page = text(official(client).get(f"/office/subjects/{firm.pk}/"))
    assert "由个体工商户转来：义乌老店" in page
    assert str(shop.pk) not in page
    assert "2001-02-03" in page
    assert "2012-06-01" in page


def test_english(client: Client, firm: Subject) -> None:
    page = text(official(client).get(f"/office/subjects/{firm.pk}/", headers={"Accept-Language": "en"}))
    assert "statistics authority" in page
    assert "limited company" in page.lower() or "limited liability" in page.lower()


def test_facts_of_long_past_years_stand_folded_behind_those_of_now(client: Client, firm: Subject) -> None:
    for year, staff in ((2010, "11"), (2011, "12"), (2012, "13"), (2013, "14")):
        add_fact(
            SYSTEM,
            firm,
            "revenue",
            f"{staff}00000",
            period=str(year),
            source="tax",
            received_on=date(year + 1, 3, 1),
        )
    page = text(official(client).get(f"/office/subjects/{firm.pk}/", {"as_of": "2013-12-31"}))
    now, older = page.split("更早期间的 2 项")
    assert ("1,300,000 元" in now, "1,400,000 元" in now) == (True, True)
    assert "1,100,000 元" not in now
    assert "1,100,000 元" in older.split('id="numbers"')[0]


def test_a_firms_own_page_folds_its_facts_until_a_day_is_picked(client: Client, firm: Subject) -> None:
    add_fact(SYSTEM, firm, "revenue", "1300000", period="2026", source="tax", received_on=date(2026, 2, 1))
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    page = client.get(f"/my/{firm.pk}/").content.decode()
    before, _summary, after = page.partition("项事实</summary>")
    assert before.rpartition("<details")[1] == "<details"
    assert " open" not in before.rpartition("<details")[2]
    assert "1,300,000 元" not in before
    assert "1,300,000 元" in after
    picked = client.get(f"/my/{firm.pk}/", {"as_of": "2026-12-31"}).content.decode()
    assert "项事实</summary>" not in picked
    assert "1,300,000 元" in picked
    assert "项事实</summary>" not in official(client).get(f"/office/subjects/{firm.pk}/").content.decode()


def test_terms_that_few_know_are_said_in_plain_words(client: Client, firm: Subject) -> None:
    add_fact(SYSTEM, firm, "tax_industry", "other", source="tax", received_on=date(2012, 2, 1))
    page = text(official(client).get(f"/office/subjects/{firm.pk}/"))
    assert "缴企业所得税时算工业还是其他行业" in page
    for term in ("税法行业类别", "适用日", "按声明的先后"):
        assert term not in page


def test_a_firm_that_is_several_things_stands_once_on_its_home(client: Client, firm: Subject) -> None:
    """Named once, each of what it is in the register leads to its page, the enterprise first."""
    agency = subject(firm.name, XIHU, entity="agency", organisation=firm.organisation)
    other = subject("晨光孵化器", XIHU, entity="incubator", organisation=firm.organisation)
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    page = text(client.get("/my/")).partition("<main")[2].partition("</main>")[0]
    assert page.count(firm.name) == page.count(other.name) == 1
    assert re.findall(r'href="/my/([0-9a-f-]{36})/"', page) == [
        str(each.pk) for each in (other, firm, agency)
    ]


def test_a_firm_sees_which_office_looked_at_what(client: Client, firm: Subject, elsewhere: Subject) -> None:
    """By role, with fields and reason in words; its own people's looks and those at other firms are left out."""
    asked = ask(SYSTEM, subject=firm, kind="need", title="缺流动资金", text="担保费太高")
    officer = official(client)
    officer.get(f"/office/subjects/{firm.pk}/")
    officer.post(f"/office/subjects/{firm.pk}/contact/", {"why": "电话核实从业人员"})
    officer.get(f"/office/enquiries/{asked.pk}/")
    official(client, Role.COUNTY, YIWU).get(f"/office/subjects/{elsewhere.pk}/")
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    page = text(client.get("/my/access/"))
    assert page.count("（县级经办）") == 3
    assert ("电话核实从业人员" in page, "身份证件号码" in page, "咨询与诉求" in page) == (True, True, True)
    # where nobody asks for a reason, the page looked at is one
    assert ("查看登记的信息" in page, "答复咨询与诉求" in page) == (True, True)
    other = Organisation.objects.create(kind="enterprise", name="别家", division=XIHU)
    client.force_login(user(Role.OWNER, organisation=other))
    assert "（县级经办）" not in text(client.get("/my/access/"))


def test_a_subjects_facts_are_taken_away_with_their_sources(client: Client, firm: Subject) -> None:
    """By officials, which is a read, and by the firm; those of another day for another day."""
    add_fact(SYSTEM, firm, "employees", 61, source="statistics", received_on=date(2013, 3, 1))

    def rows(address: str) -> dict[str, dict[str, str]]:
        body = b"".join(client.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        return {row["事实"]: row for row in csv.DictReader(io.StringIO(body))}

    official(client)
    office = f"/office/subjects/{firm.pk}/"
    assert "facts-export=xlsx" in text(client.get(office))
    now = rows(f"{office}?facts-export=csv")["从业人员"]
    assert (now["值"][:2], now["收到日期"], now["来源不一致"]) == ("61", "2013-03-01", "是")
    assert "50" in now["其他来源"]
    then = rows(f"{office}?as_of=2012-12-31&known_on=2012-12-31&facts-export=csv")["从业人员"]
    assert (then["值"][:2], then["收到日期"]) == ("46", "2012-03-01")
    assert ReadItem.objects.filter(kind="subject", key=str(firm.pk)).count() == 3
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    assert rows(f"/my/{firm.pk}/?facts-export=csv")["从业人员"]["值"] == now["值"]
    client.force_login(user(Role.OWNER))
    assert client.get(f"/my/{firm.pk}/?facts-export=csv").status_code == 404

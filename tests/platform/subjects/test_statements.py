"""Declaring and recording one fact: the boxes that fit it, its period, and what is said of what is wrong."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

import pytest
from django.test import Client

from tests.platform.subjects.people import XIHU, subject, user
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import FactRecord, Subject
from zhiwei.platform.subjects.services import Refused, add_fact

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def firm() -> Subject:
    organisation = Organisation.objects.create(kind="enterprise", name="晨光五金", division=XIHU)
    return subject(organisation=organisation, industry="3351", industry_edition="2011")


@pytest.fixture
def owner(client: Client, firm: Subject) -> Client:
    client.force_login(user(Role.OWNER, organisation=firm.organisation))
    return client


def page_of(client: Client, firm: Subject, **query: str) -> str:
    return client.get(f"/my/{firm.pk}/declare/", query).content.decode()


def faults(client: Client, firm: Subject, headers: dict[str, str] | None = None, **given: str) -> list[str]:
    """What the head of the form says after a declaration that is refused."""
    answered = client.post(f"/my/{firm.pk}/declare/", {"status": "known", **given}, headers=headers)
    assert answered.status_code == 422
    assert not FactRecord.objects.filter(source="self").exists()
    head = re.search(r'id="errors">.*?<ul>(.*?)</ul>', answered.content.decode(), re.DOTALL)
    assert head is not None
    return [html.unescape(re.sub("<.*?>", "", one)) for one in re.findall("<li>(.*?)</li>", head[1])]


def test_first_the_fact_is_chosen_then_the_boxes_fit_it(owner: Client, firm: Subject) -> None:
    first = page_of(owner, firm)
    assert '<select name="fact"' in first
    assert 'name="value"' not in first
    assert "“legal_form”" not in first
    assert 'value="legal_form"' not in first
    money = page_of(owner, firm, fact="revenue")
    assert 'name="period"' in money
    assert "年度" in money
    assert re.findall(r'<option value="(.*?)"', money)[:2] == ["元", "万元"]
    assert "选填" not in re.search(r'<label for="id_value">(.*?)</label>', money)[1]  # type: ignore[index]
    assert 'name="holds_from"' not in money
    choice = page_of(owner, firm, fact="collection_method")
    assert re.search(r'<select name="value".*?查账征收.*?核定征收.*?</select>', choice, re.DOTALL)
    assert 'name="period"' not in choice
    flag = page_of(owner, firm, fact="technology_based")
    assert re.search(r'name="value".*?value="true">是</option>.*?value="false">否</option>', flag, re.DOTALL)
    assert "从业人员（人）" in page_of(owner, firm, fact="employees")
    assert 'name="value"' not in page_of(owner, firm, fact="division")


def test_an_industry_is_looked_for_as_in_the_questions(owner: Client, firm: Subject) -> None:
    page = page_of(owner, firm, fact="industry_code", q="小卖部")
    assert re.findall(r'type="radio" name="value" value="(\d+)"', page) == ["5211", "5212", "5219"]  # of 2011
    assert "没有找到“造火箭的”" in page_of(owner, firm, fact="industry_code", q="造火箭的")
    declared = {"fact": "industry_code", "q": "小卖部", "value": "5211", "status": "known"}
    assert owner.post(f"/my/{firm.pk}/declare/", declared).status_code == 302
    record = FactRecord.objects.get(name="industry_code", source="self")
    assert record.value == "5211"


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (
            {"fact": "revenue", "value": "abc", "period": "2025"},
            "营业收入：“abc”不是金额；请写数字，例如 12000 或 1.2万",
            "operating revenue: “abc” is no amount; write a number such as 12000 or 1.2万",
        ),
        (
            {"fact": "revenue", "value": "900000", "period": "去年"},
            "年度：期间“去年”不对（写成 2011）",
            "Year: bad period '去年' (write it as 2011)",
        ),
        (
            {"fact": "revenue", "value": "900000", "period": ""},
            "年度：这个字段是必填项。",
            "Year: This field is required.",
        ),
        (
            {"fact": "revenue", "value": "900000", "period": "2031"},
            "年度：“2031”还没有到，最晚填 2026",
            "Year: “2031” has not begun; give 2026 at the latest",
        ),
        (
            {"fact": "industry_code", "value": "服装"},
            "行业代码：没有行业代码“服装”；请先查找再选择，或填写代码，例如 5211",
            "industry code: There is no industry code “服装”; look for it and choose, or write the code, such as 5211",
        ),
        (
            {"fact": "collection_method", "value": "查账"},
            "征收方式：选择一个有效的选项。 查账 不在可用的选项中。",
            "",
        ),
        (
            {"fact": "employees", "value": "十"},
            "从业人员（人）：“十”不是数字（请填写数字）",
            "employees (persons): '十' is not a number (give a number)",
        ),
        (
            {"fact": "employees", "value": "无"},
            "从业人员（人）：没有数值的，请在“状态”中选择“不适用”或“拒绝提供”",
            "",
        ),
        ({"fact": "employees", "value": ""}, "从业人员（人）：这个字段是必填项。", ""),
    ],
)
def test_faults_name_the_fact_as_people_do(
    owner: Client, firm: Subject, given: dict[str, str], zh: str, en: str
) -> None:
    with clock.stopped(datetime(2026, 11, 20, 9, tzinfo=clock.ZONE)):
        assert faults(owner, firm, **given) == [zh]
        if en:
            assert faults(owner, firm, ENGLISH, **given) == [en]


@pytest.mark.parametrize(
    ("fact", "value", "unit", "period", "kept"),
    [
        ("revenue", "90", "万元", "2025", "900000.00"),
        ("revenue", "900000", "", "2025", "900000.00"),
        ("revenue", "90万", "元", "2025", "900000.00"),
        ("revenue", "1", "元", "2026", "1.00"),  # the year that runs
        ("employees", "12", "", "", 12),
        ("technology_based", "false", "", "", False),
        ("collection_method", "audited", "", "", "audited"),
    ],
)
def test_what_is_declared_is_kept(
    owner: Client, firm: Subject, fact: str, value: str, unit: str, period: str, kept: object
) -> None:
    given = {"fact": fact, "value": value, "status": "known", "period": period} | (
        {"unit": unit} if unit else {}
    )
    with clock.stopped(datetime(2026, 11, 20, 9, tzinfo=clock.ZONE)):
        answered = owner.post(f"/my/{firm.pk}/declare/", given)
    assert answered.status_code == 302, answered.content.decode()
    record = FactRecord.objects.get(name=fact, source="self")
    assert (record.period, record.value) == (period, kept)


def test_no_value_is_asked_for_where_the_status_says_there_is_none(owner: Client, firm: Subject) -> None:
    given = {"fact": "revenue", "value": "", "status": "refused", "period": "2025"}
    assert owner.post(f"/my/{firm.pk}/declare/", given).status_code == 302
    assert FactRecord.objects.get(name="revenue").status == "refused"


def test_what_was_said_without_a_year_can_be_withdrawn(owner: Client, firm: Subject) -> None:
    FactRecord.objects.create(
        subject=firm, name="revenue", period="", status="known", value="900000.00", source="self",
        received_on=date(2026, 1, 5), known_from=date(2026, 1, 5),
    )  # fmt: skip
    given = {"fact": "revenue", "value": "", "status": "withdrawn", "period": ""}
    assert owner.post(f"/my/{firm.pk}/declare/", given).status_code == 302
    assert FactRecord.objects.filter(name="revenue", status="withdrawn", period="").count() == 1


def test_the_service_takes_no_period_that_has_not_begun(firm: Subject) -> None:
    with clock.stopped(datetime(2026, 11, 20, 9, tzinfo=clock.ZONE)):
        with pytest.raises(Refused) as refused:
            add_fact(SYSTEM, firm, "revenue", "900000", source="tax", period="2031")
        assert refused.value.texts("zh") == ["revenue@2031：期间“2031”还没有到（最晚填 2026）"]
        assert refused.value.texts("en") == [
            "revenue@2031: the period 2031 has not begun (give 2026 at the latest)"
        ]
        assert not FactRecord.objects.filter(name="revenue").exists()
        assert add_fact(SYSTEM, firm, "revenue", "900000", source="tax", period="2026").period == "2026"


def test_an_official_records_in_the_same_boxes(client: Client, firm: Subject) -> None:
    client.force_login(user(Role.TAX, XIHU))
    address = f"/office/subjects/{firm.pk}/facts/"
    assert 'name="fact"' in client.get(address).content.decode()
    given = {"fact": "revenue", "value": "90", "unit": "万元", "status": "known", "source": "tax",
             "received_on": "2013-03-01"}  # fmt: skip
    without = client.post(address, given)
    assert without.status_code == 422
    assert "年度：这个字段是必填项。" in re.sub("<.*?>", "", without.content.decode())
    assert client.post(address, given | {"period": "2012"}).status_code == 302
    record = FactRecord.objects.get(name="revenue", period="2012")
    assert (record.source, record.value) == ("tax", "900000.00")
    late = client.post(address, given | {"period": "2012", "received_on": "2031-01-01"})
    assert "收到日期：收到日期晚于今天（核对日期）" in re.sub("<.*?>", "", late.content.decode())


def test_a_fault_of_several_facts_together_names_none_by_its_internal_name(
    client: Client, firm: Subject
) -> None:
    client.force_login(user(Role.COUNTY, XIHU))
    given = {"fact": "outdated_capacity_criterion", "value": "state_council_2010", "status": "known",
             "source": "government", "received_on": "2013-03-01"}  # fmt: skip
    address = f"/office/subjects/{firm.pk}/facts/"
    assert client.post(address, given).status_code == 302
    both = given | {"fact": "conforms_to_industrial_policy", "value": "true"}
    for headers, said in (
        (None, "不成立：有产能列入国家落后产能目录的企业不能填“符合产业政策”（请核对这几项）"),
        (ENGLISH, "does not hold: a firm whose capacity a national list calls outdated does not conform"),
    ):
        page = client.post(address, both, headers=headers)
        assert page.status_code == 422
        head = re.search(r'id="errors">.*?<ul>(.*?)</ul>', page.content.decode(), re.DOTALL)
        assert head is not None
        assert said in head[1]
        assert "outdated_capacity_criterion" not in re.sub("<.*?>", "", head[1])

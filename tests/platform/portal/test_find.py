"""The questions: only those that matter, in plain words, kept in the visitor's browser only."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from django.core import signing
from django.test import Client

from tests.platform.portal.pages import asked_next, begin, reply, text_of
from zhiwei import rulebook
from zhiwei.platform.kit import clock
from zhiwei.platform.portal import keeping

pytestmark = pytest.mark.django_db

OWNER = {
    "legal_form": "limited_company", "division": "330106", "founded_on": "2011-03-01", "industry_code": "5211",
    "employees": "9", "revenue": "2000000", "revenue@2011": "2000000", "total_assets": "800000", "taxable_income": "60000",
    "tax_industry": "other", "average_employees": "9", "average_total_assets": "800000",
    "restricted_or_prohibited_industry": "false", "collection_method": "audited", "high_tech_certified": "false",
    "conforms_to_industrial_policy": "true", "invoice_fee_tariff": "100", "industry_edition": "2011",
    "predecessor_founded_on": "n/a", "monthly_sales": "15000", "vat_taxpayer_kind": "small_scale",
    "transaction_sales": "400", "technology_based": "false",
}  # fmt: skip
"""A shop of 西湖区, whatever it may be asked for."""


def walk(client: Client, known: dict[str, str]) -> list[str]:
    """Answer until nothing is asked any more; what was asked, in order."""
    asked = []
    while (fact := asked_next(client)) is not None:
        assert fact not in asked, f"{fact} is asked twice"
        asked.append(fact)
        assert client.get("/find/ask/", {"fact": fact}).status_code == 200
        assert reply(client, fact, known.get(fact)).status_code == 302
        assert len(asked) < 60
    return asked


def test_only_what_matters_is_asked(client: Client) -> None:
    begin(client, "2012-12-31")
    asked = walk(client, OWNER)
    assert asked[:2] == ["division", "industry_code"]  # where and what one is, before anything else
    assert "industry_edition" not in asked
    facts = {name: OWNER[name] for name in asked}
    answer = rulebook().answer({**facts, "industry_edition": "2011"}, as_of="2012-12-31")
    assert all(outcome.missing == () for outcome in answer.measures.values())
    for name in asked[
        1:
    ]:  # each of them mattered when it was asked; the place, to those whose decision is waited for
        before = {n: v for n, v in facts.items() if asked.index(n) < asked.index(name)}
        if "industry_code" in before:
            before["industry_edition"] = "2011"
        earlier = rulebook().answer(before, as_of="2012-12-31")
        assert any(name in outcome.missing for outcome in earlier.measures.values()), name


def test_not_to_know_never_blocks(client: Client) -> None:
    begin(client, "2012-12-31")
    asked = walk(client, {})
    assert len(asked) >= 10
    text = text_of(client.get("/answer/"))
    assert "补充以下事实后可能享受" in text
    assert "还有" not in text.partition("小结")[0]


def test_a_company_is_not_asked_what_only_persons_are(client: Client) -> None:
    begin(client, "2012-12-31")
    asked = walk(client, {"legal_form": "limited_company"})
    assert "monthly_sales" not in asked
    assert "transaction_sales" not in asked


def test_an_individual_is_asked_for_its_sales(client: Client) -> None:
    begin(client, "2012-06-30")
    assert "monthly_sales" in walk(client, {"legal_form": "individual_business"})


def test_money_is_taken_in_yuan_and_in_ten_thousands(client: Client) -> None:
    begin(client, "2012-12-31")
    for value, unit in (("60000", "元"), ("6", "万元"), ("6万", "元"), ("６０，０００", "元")):
        reply(client, "taxable_income", value, unit=unit)
        assert "应纳税所得额 60,000 元" in text_of(client.get("/find/ask/", {"fact": "tax_industry"}))


def money_box(client: Client, fact: str) -> tuple[str, str]:
    """What stands in the box of an amount, and the unit chosen beside it."""
    page = client.get("/find/ask/", {"fact": fact}).content.decode()
    box = page.partition('<input id="value"')[2].partition(">")[0]
    return box.partition('value="')[2].partition('"')[0], page.partition("<option selected>")[2].partition(
        "<"
    )[0]


def test_amounts_of_a_year_are_asked_for_in_ten_thousands(client: Client) -> None:
    begin(client, "2012-12-31")
    assert money_box(client, "taxable_income") == ("", "万元")
    assert money_box(client, "total_assets") == ("", "万元")
    reply(client, "taxable_income", "82,000", unit="元")
    assert money_box(client, "taxable_income") == ("8.2", "万元")
    assert money_box(client, "monthly_sales") == ("", "元")


@pytest.mark.parametrize(
    ("value", "unit", "asked", "kept"),
    [
        ("20", "元", "您填的是 20 元，请核对：如果是 20 万元", "20 元"),
        ("-999.99元", "万元", "您填的是 -999.99 元，请核对：如果是 -999.99 万元", "-999.99 元"),
        ("60000", "万元", "您填的是 60,000 万元（600,000,000 元），请核对单位", "600,000,000 元"),
    ],
)
def test_an_amount_that_looks_like_a_slip_of_the_unit_is_asked_about_once(
    client: Client, value: str, unit: str, asked: str, kept: str
) -> None:
    begin(client, "2012-12-31")
    back = reply(client, "taxable_income", value, unit=unit)
    assert back.status_code == 422
    assert asked in text_of(back)
    sure = back.content.decode().partition('name="sure" value="')[2].partition('"')[0]
    other = reply(client, "taxable_income", "30", unit="元", sure=sure)
    assert other.status_code == 422  # the yes was for another amount
    assert reply(client, "taxable_income", value, unit=unit, sure=sure).status_code == 302
    assert f"应纳税所得额 {kept}" in text_of(client.get("/find/ask/", {"fact": "tax_industry"}))


def test_likely_amounts_are_taken_at_once(client: Client) -> None:
    begin(client, "2012-12-31")
    for value, unit in (("0", "元"), ("1000", "元"), ("9999.99", "万元"), ("-3", "万元")):
        assert reply(client, "taxable_income", value, unit=unit).status_code == 302
    assert reply(client, "monthly_sales", "500", unit="元").status_code == 302
    assert reply(client, "taxable_income", "20").status_code == 302  # no form, no unit to slip with


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("taxable_income", "六万左右", "“六万左右”不是金额；请写数字"),
        ("taxable_income", "0.001", "金额最小到分"),
        ("revenue", "-1", "营业收入为 -1.00，应不小于 0.00"),
        ("employees", "3.5", "“3.5”不是整数"),
        ("employees", "-3", "从业人员为 -3，应不小于 0"),
        ("employees", "99999999", "人数太大，请核对"),
        ("founded_on", "2012-02-30", "没有“2012-02-30”这一天"),
        ("founded_on", "0201-02-03", "年份不对"),
        ("legal_form", "公司", "公司"),
        ("division", "999999", "没有这个代码"),
        ("industry_code", "软件", "没有这个代码"),
        ("high_tech_certified", "也许", "不是“是”或“否”"),
        ("employees", "", "还没有回答"),
        ("employees", "9" * 61, "太长了"),
    ],
)
def test_nonsense_is_refused_in_plain_words(client: Client, fact: str, value: str, words: str) -> None:
    begin(client, "2012-12-31")
    response = reply(client, fact, value)
    assert response.status_code == 422
    assert words in text_of(response)
    assert 'role="alert"' in response.content.decode()


def test_facts_that_contradict_each_other_are_refused(client: Client) -> None:
    begin(client, "2012-06-30", "capital_filing")
    assert reply(client, "registered_capital", "1000000").status_code == 302
    response = reply(client, "first_instalment", "2000000")
    assert response.status_code == 422
    assert "不成立：首次出资额不超过注册资本" in text_of(response)


def test_the_way_back_and_any_answer_can_be_changed(client: Client) -> None:
    begin(client, "2012-12-31")
    first = asked_next(client)
    assert first is not None
    reply(client, first, OWNER[first])
    second = asked_next(client)
    page = client.get("/find/ask/", {"fact": second}).content.decode()
    assert f'<a href="/find/ask/?fact={first}">← 上一题</a>' in page
    again = client.get("/find/ask/", {"fact": first}).content.decode()
    assert re.search(rf'value="{OWNER[first]}" (?:checked|selected)|value="{OWNER[first]}" checked', again)
    reply(client, first, None)
    assert "不知道" in text_of(client.get("/find/ask/", {"fact": second}))


def test_the_side_tells_how_it_stands(client: Client) -> None:
    begin(client, "2012-12-31")
    for fact in ("legal_form", "taxable_income", "tax_industry", "average_employees", "average_total_assets",
                 "restricted_or_prohibited_industry", "collection_method", "high_tech_certified"):  # fmt: skip
        reply(client, fact, OWNER[fact])
    fact = asked_next(client)
    text = text_of(client.get("/find/ask/", {"fact": fact}))
    assert "已回答 8 题" in text
    assert "已确定可以享受 1 项 小型微利企业所得税优惠" in text
    left = re.search(r"最多还有 (\d+) 题", text)
    assert left is not None
    assert int(left[1]) >= 1
    assert f"最多还有 {left[1]} 题没有回答" in text_of(client.get("/answer/"))  # the result counts the same


def test_progress_counts_down_to_the_answer(client: Client) -> None:
    begin(client, "2012-12-31")
    most = []
    while (fact := asked_next(client)) is not None:
        found = re.search(r"最多还有 (\d+) 题", text_of(client.get("/find/ask/", {"fact": fact})))
        most.append(int(found[1]) if found else 0)
        reply(client, fact, OWNER[fact])
    assert most[-1] == 0
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(most))


def test_counties_stand_under_their_city_as_of_the_day(client: Client) -> None:
    begin(client, "2012-06-30")
    page = client.get("/find/ask/", {"fact": "division"}).content.decode()
    hangzhou = page.partition('<optgroup label="杭州市">')[2].partition("</optgroup>")[0]
    assert "下城区" in hangzhou
    assert "西湖区" in hangzhou
    assert page.count("<optgroup") == 11
    begin(client, "2026-06-30")
    page = client.get("/find/ask/", {"fact": "division"}).content.decode()
    hangzhou = page.partition('<optgroup label="杭州市">')[2].partition("</optgroup>")[0]
    assert "下城区" not in hangzhou
    assert "临平区" in hangzhou


def test_another_day_begins_with_the_same_answers(client: Client) -> None:
    begin(client, "2012-12-31")
    reply(client, "legal_form", "limited_company")
    client.post("/find/day/", {"as_of": "2026-06-30"})
    text = text_of(client.get("/find/ask/", {"fact": "taxable_income"}))
    assert "有限责任公司" in text
    assert "按 2026-06-30 的规定" in text
    assert "2026 年" in text


def test_a_figure_of_a_year_that_is_not_over_is_asked_for_as_foreseen(client: Client) -> None:
    with clock.stopped(date(2026, 11, 27)):
        begin(client, "2026-11-27")
        text = text_of(client.get("/find/ask/", {"fact": "taxable_income"}))
        assert "应纳税所得额是多少（预计 2026 年全年）？" in text
        assert "2026 年还没有过完，请按预计填写，以后以实际数为准。" in text
        last = text_of(client.get("/find/ask/", {"fact": "taxable_income@2025"}))
        assert "应纳税所得额是多少（2025 年）？" in last
        assert "预计" not in last
        reply(client, "taxable_income", "60000")
        assert "应纳税所得额（预计 2026 年全年） 60,000 元" in text_of(client.get("/answer/"))
        assert "预计" not in text_of(client.get("/find/ask/", {"fact": "employees"})).partition("已回答")[0]
        begin(client, "2012-06-30")  # over by now, whatever the day asked for
        assert "预计" not in text_of(client.get("/find/ask/", {"fact": "taxable_income"}))


def test_what_a_meaning_of_small_still_needs_leads_to_its_questions(client: Client) -> None:
    page = client.get("/answer/?industry_code=3511&as_of=2012-12-31").content.decode()
    row = page.partition("划型标准的小微企业")[2].partition("</tr>")[0]
    assert "还差 2 项" in row  # industry is measured by staff and revenue
    for fact in ("employees", "revenue"):
        assert re.search(rf'href="/find/ask/\?[^"]*industry_code=3511[^"]*fact={fact}"', row)
    bid = page.partition("小微企业供应商")[2].partition("</tr>")[0]
    assert re.search(r'<a href="/find/\?entity=bid">还差 \d+ 项</a>', bid)


def test_beginning_anew_forgets(client: Client) -> None:
    begin(client, "2012-12-31")
    reply(client, "legal_form", "limited_company")
    client.post("/find/restart/")
    assert client.cookies[keeping.COOKIE].value == ""
    assert "还没有可以计算的事实" in text_of(client.get("/answer/"))


def test_answers_stay_in_a_signed_cookie_of_the_browser_only(
    client: Client, django_assert_num_queries: object, caplog: pytest.LogCaptureFixture
) -> None:
    begin(client, "2012-12-31")
    reply(client, "taxable_income", "123456.78")
    cookie = client.cookies[keeping.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert signing.loads(cookie.value, salt=keeping.SALT)["f"] == {"taxable_income": "123456.78"}
    assert "sessionid" not in client.cookies
    assert "123456" not in caplog.text
    client.cookies[keeping.COOKIE] = cookie.value[:-3] + "abc"  # not ours any more
    assert "还没有可以计算的事实" in text_of(client.get("/answer/"))


def test_a_page_of_answers_is_never_kept_by_the_browser(client: Client) -> None:
    begin(client, "2012-12-31")
    for path in ("/find/", "/find/ask/?fact=legal_form", "/answer/?legal_form=limited_company"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_every_fact_of_every_kind_of_subject_can_be_asked_for(client: Client) -> None:
    for entity, kind in rulebook().entities.items():
        begin(client, "2012-06-30", entity)
        for name, variable in kind.facts.items():
            response = client.get("/find/ask/", {"fact": name})
            assert (response.status_code == 200) is (variable.type.kind != "text"), f"{entity} {name}"


def test_one_measure_alone_asks_only_its_own(client: Client) -> None:
    client.post("/find/begin/", {"entity": "enterprise", "as_of": "2012-12-31", "measure": "27.4"})
    assert set(walk(client, {"legal_form": "limited_company"})) <= {
        "legal_form", "high_tech_certified", "taxable_income", "collection_method", "tax_industry",
        "average_employees", "average_total_assets", "restricted_or_prohibited_industry",
    }  # fmt: skip
    assert date.fromisoformat("2012-12-31")


def test_the_unit_of_an_amount_is_no_organisation_in_english(client: Client) -> None:
    begin(client, "2012-06-30")
    page = client.get("/find/ask/", {"fact": "revenue"}, headers={"accept-language": "en"}).content.decode()
    assert '<label for="unit" class="unseen">Unit of the amount</label>' in page
    assert "Organisation" not in page

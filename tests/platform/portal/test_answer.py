"""The answer page: verdicts, amounts, clauses, reasons, days. Figures are those of the tax law, computed by hand."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote, urlencode

import pytest
from django.test import Client

from tests.platform.decisions.papers import in_effect
from tests.platform.portal.pages import FIRM, answer_url, begin, group_of, reply, row_of, text_of
from zhiwei import rulebook
from zhiwei.platform.kit import clock
from zhiwei.platform.portal.behind import change_days

pytestmark = pytest.mark.django_db


def test_tax_at_sixty_thousand(client: Client) -> None:
    """27.3: half of 60,000 at 20 % is 6,000; at 25 % it would be 15,000: 9,000 are saved."""
    row = row_of(client.get(answer_url("2012-12-31")), "27.3")
    assert "小型微利企业所得税优惠 可以享受 少交 9,000 元" in row
    assert "有效期：2012-01-01 至 2013-12-31" in row
    assert "按小型微利企业应纳所得税 6,000.00 元" in row
    assert "临界提醒： 应纳税所得额从 60,000 元到 60,000.01 元" in row
    assert "按小型微利企业应纳所得税由 6,000 元变为 12,000 元" in row


def test_an_amount_says_how_it_was_computed(client: Client) -> None:
    row = row_of(client.get(answer_url("2012-12-31")), "27.3")
    lines = (
        "怎么算的：",
        "小型微利企业减免所得税额 9,000.00 元 = 按法定税率应纳所得税（15,000.00 元） − 按小型微利企业应纳所得税（6,000.00 元）",
        "按法定税率应纳所得税 15,000.00 元 = 应纳税所得额（60,000.00 元） × 企业所得税税率（25%）",
        "按小型微利企业应纳所得税 6,000.00 元 = 应纳税所得额（60,000.00 元） × 小型微利企业实际税率（10%）",
        "小型微利企业实际税率 10% = 所得计入应纳税所得额的比例（50%） × 小型微利企业税率（20%）",
    )
    places = [row.index(line) for line in lines]
    assert places == sorted(places)
    refused = row_of(client.get(answer_url("2012-12-31", taxable_income="60000.01")), "27.3")
    assert "怎么算的" not in refused


def test_tax_one_fen_above(client: Client) -> None:
    response = client.get(answer_url("2012-12-31", taxable_income="60000.01"))
    row = row_of(response, "27.3")
    assert group_of(response, "27.3") == "refused"
    assert "怎样才会改变： 应纳税所得额不超过 60,000.00 元（现为 60,000.01 元）" in row
    assert "不能享受" in row
    assert "12,000.00 元" not in row  # what the tax would be is no part of a refusal


def test_tax_in_2026(client: Client) -> None:
    """A quarter of 3,000,000 at 20 % is 150,000, instead of 750,000."""
    row = row_of(client.get(answer_url("2026-06-30", taxable_income="3000000")), "27.3")
    assert "可以享受 少交 600,000 元" in row
    assert "由 150,000 元变为 750,000 元" in row


def test_a_loss_fits_and_saves_nothing_and_says_why(client: Client) -> None:
    """Without taxable income both taxes are 0: the conditions are met, and nothing is there to be saved."""
    response = client.get(answer_url("2026-06-30", taxable_income="-5000"))
    assert group_of(response, "27.3") == "nothing"
    row = row_of(response, "27.3")
    assert "条件符合 应纳税所得额为 -5,000.00 元，算下来没有可少交的钱" in row
    assert "可以享受" not in row
    text = text_of(response)
    assert "条件符合，但算下来没有数额 1 项" in text
    begin(client, "2026-06-30")
    for fact, value in {**FIRM, "taxable_income": "0"}.items():
        reply(client, fact, value)
    side = text_of(client.get("/find/ask/", {"fact": "employees"}))
    assert "已确定可以享受 0 项" in side


def test_a_refusal_whose_law_is_not_known_does_not_contradict_itself(client: Client) -> None:
    """A firm of 2003 is past the first five years of 27.5; whether the fund is levied in 2026 no text says."""
    facts = {"founded_on": "2003-05-01", "employees": "50", "revenue": "4000000", "total_assets": "8000000",
             "industry_code": "3311", "predecessor_founded_on": "n/a", "conforms_to_industrial_policy": "true"}  # fmt: skip
    response = client.get(answer_url("2026-06-30", **facts))
    row = row_of(response, "27.5")
    assert group_of(response, "27.5") == "refused"
    assert (
        "“地方水利建设基金开征”最近的文件是浙江省延续停征地方水利建设基金的通知(2021)，2026-01-01 起没有查到新的规定；"
        "即使仍在施行，也因上述原因不能享受。"
    ) in row
    assert "现行规定不明" not in row.partition("为什么：条文和推导")[0]
    assert "未见终止日期" not in row


def test_2028_is_unknown_law_and_no_number(client: Client) -> None:
    response = client.get(answer_url("2028-06-30"))
    assert "现行规定不明" in row_of(response, "27.3")
    assert group_of(response, "27.3") == "ended"


def test_every_measure_stands_in_exactly_one_group(client: Client) -> None:
    page = client.get(answer_url("2012-12-31")).content.decode()
    own = [m.id for m in rulebook().measures.values() if m.entity == "enterprise"]
    assert page.count('<article class="measure"') == len(own)
    for measure in own:
        assert page.count(f'id="m-{measure.replace("/", "-").replace(".", "-")}"') == 1


def test_the_clause_is_quoted_and_one_click_away(client: Client) -> None:
    page = client.get(answer_url("2012-12-31")).content.decode()
    row = page.partition('id="m-27-3"')[2].partition("</article>")[0]
    assert '<a href="/law/27.3">(二十七) 第3句</a>' in row
    assert "其所得减按50%计入应纳税所得额，按20%的税率征收企业所得税" in row
    assert "你填写的" in row
    assert "没有写明是哪一期，按所选日子所在的那一期计" in row
    assert '<a href="/parameters/slp_rate/">' in row.partition('<ol class="trail">')[2]
    assert "&lt;a" not in page


def test_what_is_missing_is_named_with_a_way_to_say_it(client: Client) -> None:
    page = client.get(answer_url("2012-12-31")).content.decode()
    row = page.partition('id="m-27-8"')[2].partition("</article>")[0]
    for fact in ("employees", "industry_code", "revenue", "total_assets", "invoice_fee_tariff"):
        assert re.search(rf'href="/find/ask/\?[^"]*as_of=2012-12-31&amp;fact={fact}"', row)
    link = re.search(r'href="(/find/ask/[^"]*fact=employees)"', row)
    assert link is not None
    asked = client.get(link[1].replace("&amp;", "&"))
    assert "应纳税所得额 60,000 元" in text_of(asked)  # the question goes on from the facts of the address
    reply(client, "employees", "25")
    assert "从业人员 25 人" in text_of(client.get("/answer/"))


def test_a_locality_that_has_not_decided_and_one_that_has(client: Client) -> None:
    """Of 100,000 the part above 60,000 is 40,000; tax on it 8,000 at 20 %; the local 40 % of that is 3,200; half: 1,600."""
    url = answer_url("2012-12-31", taxable_income="100000")
    before = client.get(url)
    assert group_of(before, "27.2") == "locality"
    assert "最高可得 3,200 元" in row_of(before, "27.2")
    assert "当地还没有确定：" in row_of(before, "27.2")
    in_effect()
    after = client.get(url)
    assert group_of(after, "27.2") == "granted"
    assert "可以享受 可得 1,600 元" in row_of(after, "27.2")
    assert "地方决定： 西政发〔2012〕18号" in row_of(after, "27.2")
    elsewhere = client.get(answer_url("2012-12-31", taxable_income="100000", division="330782"))
    assert group_of(elsewhere, "27.2") == "locality"


def test_what_ended_says_when_and_by_what_and_what_holds_instead(client: Client) -> None:
    response = client.get(answer_url("2020-06-30", taxable_income="100000"))
    row = row_of(response, "27.2")
    assert group_of(response, "27.2") == "ended"
    assert "施行至 2015-12-31，终止依据：浙政发〔2012〕47号" in row
    assert "当日适用的后续文件：" in row_of(response, "27.8") or "施行至 2014-12-31" in row_of(
        response, "27.8"
    )


def test_a_company_gets_no_vat_threshold_and_is_told_why(client: Client) -> None:
    row = row_of(client.get(answer_url("2012-06-30", monthly_sales="15000")), "27.6")
    assert "不属于适用对象" in row
    assert "起初只有个人（个体工商户和其他个人）有起征点" in row


@pytest.mark.parametrize(("sales", "group"), [("19999.99", "granted"), ("20000", "refused")])
def test_an_individual_business_at_the_threshold(client: Client, sales: str, group: str) -> None:
    url = "/answer/?" + urlencode(
        {"legal_form": "individual_business", "monthly_sales": sales, "as_of": "2012-06-30"}
    )
    assert group_of(client.get(url), "27.6") == group


def test_meanings_of_small_stand_side_by_side(client: Client) -> None:
    facts = {"employees": "25", "revenue": "4000000", "industry_code": "3511", "industry_edition": "2011"}
    text = text_of(client.get(answer_url("2012-12-31", **facts)))
    rows = text.partition("“小微”的几种含义")[2]
    # 25 staff and 4 million of revenue: industry, small
    assert "划型标准的小微企业 是 企业规模（小型） 属于 小型、微型：成立" in rows
    assert "小型微利企业 是" in rows
    assert "起征点适用的个人 否 组织形式（有限责任公司） 属于 个体工商户、其他个人：不成立" in rows
    assert "注册资本在限额内的小微企业 还不能确定 还差 2 项" in rows
    assert "小微企业供应商 还不能确定 还差 3 项" in rows
    assert "科技型中小企业（浙江省） 还不能确定" in rows
    assert "科技型中小企业（国家评价） 不在有效期内" in rows  # since 2017
    assert "银行的小微企业借款人 是 小微企业：是" in rows


def test_the_meanings_are_for_enterprises(client: Client) -> None:
    text = text_of(client.get("/answer/?entity=bid&bid_price=1&as_of=2012-12-31"))
    assert "“小微”的几种含义" not in text


def test_the_slider_and_the_list_hold_the_days_on_which_the_law_changed(client: Client) -> None:
    today = date(2026, 6, 30)
    with clock.stopped(today):
        page = client.get(answer_url("2012-12-31")).content.decode()
        days = [one.day for one in change_days("enterprise", today)]
        last = client.get(
            answer_url("2012-12-31") + f"&d={len(days) + 1}"
        )  # the day shown, and today, are stops too
        second = client.get(answer_url("2012-12-31") + "&d=1")
    assert date(2012, 12, 31) not in days
    assert f'min="0" max="{len(days) + 1}"' in page
    assert '<option value="2012-12-31" selected>2012-12-31 现在看的这一天</option>' in page
    for day in (date(2012, 1, 1), date(2014, 1, 1), date(2019, 1, 1)):
        assert day in days
        assert f'<option value="{day}"' in page
    assert last["Location"].endswith("as_of=2026-06-30")
    assert second["Location"].endswith(f"as_of={days[1]}")
    assert "taxable_income=60000" in second["Location"]


def test_the_share_link_asks_the_same_and_names_nobody(client: Client) -> None:
    url = answer_url("2012-12-31", name="杭州某某五金厂")
    page = client.get(url)
    assert "地址里有不认识的事实，没有采用：name" in text_of(page)
    link = page.content.decode().partition('<a href="/answer/?t=')[2].partition('"')[0].replace("&amp;", "&")
    shared = client.get(f"/answer/?t={link}")
    assert "可以享受 少交 9,000 元" in row_of(shared, "27.3")
    assert "某某" not in shared.content.decode()
    broken = client.get(f"/answer/?t={link[:20]}")
    assert broken.status_code == 400
    assert "这个分享链接不完整" in text_of(broken)


def test_print_view_opens_derivations_only_where_asked(client: Client) -> None:
    page = client.get(answer_url("2012-12-31") + "&view=print").content.decode()
    assert page.count('<details class="why"') > 5
    assert '<details class="why" open>' not in page
    assert rulebook().hash[:16] in page
    link = re.search(r'<a href="([^"]*)">连同条文和推导</a>', page)
    assert link is not None
    opened = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert opened.count('<details class="why" open>') == opened.count('<details class="why"') > 5


def test_a_log_in_from_the_answer_or_its_sheet_comes_back_to_the_answer(client: Client) -> None:
    url = answer_url("2012-12-31")
    for view in ("", "&view=print"):
        link = re.search(r'href="/accounts/login/\?next=([^"]*)"', client.get(url + view).content.decode())
        assert link is not None
        back = unquote(link[1])
        assert back.startswith("/answer/?")
        assert "view=" not in back
        assert "可以享受 少交 9,000 元" in row_of(client.get(back), "27.3")


def test_pdf(client: Client) -> None:
    response = client.get(answer_url("2012-12-31", "/answer/pdf/"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert len(response.content) > 20_000
    assert "zhiwei-2012-12-31.pdf" in response["Content-Disposition"]


def test_bad_facts_are_refused_with_every_defect(client: Client) -> None:
    response = client.get(answer_url("2012-12-31", taxable_income="many", founded_on="2012-13-01"))
    text = text_of(response)
    assert response.status_code == 422
    assert "“many”不是数字" in text
    assert "“2012-13-01”" in text


def test_the_day_asked_for_prevails_over_the_kept_one(client: Client) -> None:
    begin(client, "2012-12-31")
    for fact, value in FIRM.items():
        reply(client, fact, value)
    assert "按 2012-12-31 有效的规定" in text_of(client.get("/answer/"))
    assert "按 2026-06-30 有效的规定" in text_of(client.get("/answer/?as_of=2026-06-30"))


def test_the_day_of_the_page_goes_with_the_visitor_through_questions_and_comparison(client: Client) -> None:
    """The answers are kept for 2026; the page looks at a day of 2012, and every way on from it stays at that day."""
    begin(client, "2026-06-30")
    reply(client, "legal_form", "limited_company")
    page = client.get("/answer/?as_of=2012-06-30").content.decode()
    assert 'href="/find/next/?as_of=2012-06-30"' in page
    assert 'href="/find/ask/?as_of=2012-06-30&amp;fact=taxable_income"' in page
    assert 'href="/answer/compare/?as_of=2012-06-30"' in page
    compared = client.get("/answer/compare/?as_of=2012-06-30").content.decode()
    assert 'name="from" type="date" value="2012-06-30"' in compared
    assert 'href="/answer/?as_of=2012-06-30"' in compared
    following = client.get("/find/next/?as_of=2012-06-30")["Location"]
    assert following.startswith("/find/ask/?as_of=2012-06-30&fact=")
    assert "按 2012-06-30 的规定" in text_of(client.get(following))
    assert "按 2012-06-30 有效的规定" in text_of(client.get("/answer/"))
    client.get("/find/ask/?as_of=2014-06-30&fact=taxable_income")
    reply(client, "taxable_income", "60000")
    assert "按 2014-06-30 有效的规定" in text_of(client.get("/answer/"))
    printed = client.get("/answer/?as_of=2012-06-30&view=print").content.decode()
    assert '<a href="/answer/?as_of=2012-06-30">' in printed


def test_facts_of_an_address_can_be_taken_over_and_changed(client: Client) -> None:
    client.post("/answer/take/", {**FIRM, "as_of": "2012-12-31"})
    reply(client, "taxable_income", "60000.01")
    assert group_of(client.get("/answer/?as_of=2012-12-31"), "27.3") == "refused"


def test_in_english(client: Client) -> None:
    response = client.get(answer_url("2012-12-31"), headers={"accept-language": "en"})
    row = row_of(response, "27.3")
    assert "income tax of small low-profit enterprises on part of their income entitled" in row
    assert "(27) sentence 3" in row
    assert "CNY 6,000.00" in row


def test_facts_that_contradict_each_other_stand_above_the_results(client: Client) -> None:
    said = "成立日期在适用日之后，那一天企业还没有成立（成立日期：2013-03-01）"
    for path, view in (("/answer/", {}), ("/answer/", {"view": "print"})):
        page = text_of(client.get(answer_url("2012-12-31", path, founded_on="2013-03-01", **view)))
        assert "下列事实互相矛盾，或与适用日不符。结果仍按所填的计算，请先核对：" in page
        assert said in page
        assert page.index(said) < page.index("小型微利企业所得税优惠")
    assert "互相矛盾" not in text_of(client.get(answer_url("2012-12-31")))
    client.cookies["django_language"] = "en"
    page = text_of(client.get(answer_url("2012-12-31", founded_on="2013-03-01")))
    assert "the enterprise is founded after the day asked for (date of founding: 2013-03-01)" in page


def test_the_place_is_named_beside_its_code(client: Client) -> None:
    assert "所在行政区划 杭州市西湖区（330106）" in row_of(client.get(answer_url("2012-12-31")), "27.2")
    client.cookies["django_language"] = "en"
    assert "Xihu, Hangzhou (330106)" in row_of(client.get(answer_url("2012-12-31")), "27.2")

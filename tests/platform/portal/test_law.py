"""The pages of the Opinions: every sentence, its numbers, what runs it, what became of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.platform.decisions.papers import in_effect
from tests.platform.portal.pages import rows_of, text_of
from zhiwei.law.citations import parse_citation
from zhiwei.law.reasons import load_reasons
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.portal.citation_links import document_url
from zhiwei.platform.portal.lawbook import lawbook

pytestmark = pytest.mark.django_db


def test_the_whole_text_stands_on_the_page_in_order(client: Client) -> None:
    page = client.get("/law/").content.decode()
    places = [page.index(f'href="/law/{one.id}"') for one in load_opinions().counted()]
    assert len(places) == 170
    assert places == sorted(places)


@pytest.mark.parametrize("sentence", [one.id for one in load_opinions().counted()])
def test_each_sentence_has_a_page_with_its_exact_text(client: Client, sentence: str) -> None:
    response = client.get(f"/law/{sentence}")
    assert response.status_code == 200
    shown = re.search(
        r'<blockquote class="clause"[^>]*>(.*?)</blockquote>', response.content.decode(), re.DOTALL
    )
    assert shown is not None
    bare = re.sub(r"<[^>]*>|\s", "", shown[1])
    assert bare == re.sub(r"\s", "", load_opinions()[sentence].text)


def test_numbers_lead_to_their_parameters(client: Client) -> None:
    page = client.get("/law/27.3").content.decode()
    assert page.count("<mark>6万元</mark>") == 2
    for number, parameter in (("50%", "slp_half_inclusion"), ("20%", "slp_rate")):
        link = page.partition(f"<mark>{number}</mark>")[0].rpartition("<a ")[2]
        assert f'href="/parameters/{parameter}/"' in link


def test_a_number_that_is_no_norm_says_why(client: Client) -> None:
    row = next(row for row in lawbook().coverage.tokens if row.reason and row.token.family != "heading")
    page = client.get(f"/law/{row.token.sentence}").content.decode()
    assert row.reason is not None
    assert f'<span class="not-norm" title="{row.reason.zh}">{row.token.text}</span>' in page


def test_the_rule_of_small_low_profit_firms_is_told_in_words(client: Client) -> None:
    text = text_of(client.get("/law/27.3"))
    assert "同时符合： 企业所得税纳税人" in text.replace("结果＝", "")
    assert "应纳税所得额 ≤ 小型微利企业年应纳税所得额上限" in text
    assert "结果＝应纳税所得额 × 小型微利企业实际税率" in text


def test_what_became_of_the_reward(client: Client) -> None:
    text = text_of(client.get("/law/27.2"))
    assert "2012-01-01 2015-12-31" in text
    assert "终止于： 浙政发〔2012〕47号" in text
    assert "由政府或采购人决定" in text


def test_later_texts_are_named_oldest_first(client: Client) -> None:
    text = text_of(client.get("/law/27.3"))
    later = text.partition("后来的文件：")[2]
    assert later.index("财税〔2014〕34号") < later.index("财税〔2017〕43号") < later.index("财税〔2019〕13号")


def test_decisions_on_a_sentence_are_counted_live(client: Client) -> None:
    assert "还没有登记对这一句的地方决定" in text_of(client.get("/law/27.2"))
    in_effect()
    text = text_of(client.get("/law/27.2"))
    assert "西政发〔2012〕18号 关于扶持小微企业的实施意见" in text
    assert "现行有效 0 份，决定不实施 0 份" in text  # it ended with 2015
    assert "1 份地方决定" in text_of(client.get("/law/27/"))


def test_a_pending_sentence_says_what_it_waits_for(client: Client) -> None:
    pending, reason = next(iter(load_reasons().pending.items()))
    assert reason.zh in text_of(client.get(f"/law/{pending}"))
    assert "说明或指导性文字" in text_of(client.get("/law/1.1"))


@pytest.mark.parametrize(
    "sentence", [one.id for one in load_opinions().sentences() if one.kind == "guidance"]
)
def test_a_sentence_of_guidance_says_so(client: Client, sentence: str) -> None:
    text = text_of(client.get(f"/law/{sentence}"))
    assert "这一句是说明或指导性文字，不直接决定任何事项。" in text
    assert "规则：" not in text


def test_guidance_names_what_later_texts_made_of_it(client: Client) -> None:
    text = text_of(client.get("/law/4.1"))
    assert (
        "后来的文件据此形成了可以计算的认定： 认定为创新型中小企业 认定为专精特新“小巨人”企业 认定为专精特新中小企业"
        in text
    )
    assert "后来的文件据此" not in text_of(client.get("/law/4.2"))


def test_the_formula_of_the_deposits_is_shown(client: Client) -> None:
    text = text_of(client.get("/law/30.8"))
    assert "结果＝本次存放的财政性资金 × （支持小微企业信贷业绩得分 ÷ 全部机构得分之和）" in text
    assert "如果：得分名次 ≤ 多存一分的名次数" in text


def test_the_clauses_of_the_check_are_shown_with_their_state(client: Client) -> None:
    assert "通过 毕业率30.0%合格，29.9%不合格" in text_of(client.get("/law/14.7"))
    assert "passed 30.0% qualifies, 29.9% does not" in text_of(
        client.get("/law/14.7", headers={"accept-language": "en"})
    )
    assert "待建 给非小微企业的贷款不能记入该债券 等待资金账（融资）" in text_of(client.get("/law/30.5"))
    assert "waits for a ledger (finance)" in text_of(
        client.get("/law/30.5", headers={"accept-language": "en"})
    )


def test_coverage_accounts_for_all(client: Client) -> None:
    text = text_of(client.get("/law/coverage/"))
    assert "每一句、每一个数字都有着落。" in text
    assert "有着落的句 170/170" in text


def test_coverage_is_taken_away_as_files(client: Client) -> None:
    page = client.get("/law/coverage/").content.decode()
    assert all(
        f"{name}-export={kind}" in page for name in ("sentences", "numbers") for kind in ("xlsx", "csv")
    )
    rows = rows_of(client.get("/law/coverage/?sentences-export=csv"))
    assert rows[0] == ["句", "原文", "状态", "由什么执行，或者为什么没有"]
    assert {row[0] for row in rows[1:]} == {one.id for one in load_opinions().sentences()} | {"0.1", "0.2"}
    assert all(row[1] for row in rows[1:])
    assert "27.2" in next(row[3] for row in rows if row[0] == "27.2")
    numbers = rows_of(client.get("/law/coverage/?numbers-export=csv"))
    assert numbers[0] == ["句", "数字", "状态", "参数或理由"]
    assert len(numbers) - 1 == len(
        [one for one in lawbook().coverage.tokens if one.token.family != "heading"]
    )
    assert all(row[3] for row in numbers[1:])
    workbook = client.get("/law/coverage/?sentences-export=xlsx")
    assert b"".join(workbook.streaming_content)[:2] == b"PK"


def test_headings_lead_to_their_article_and_unknown_ids_nowhere(client: Client) -> None:
    assert client.get("/law/27.0")["Location"] == "/law/27/"
    assert client.get("/law/27.99").status_code == 404
    assert client.get("/law/37/").status_code == 404
    assert "（二十七）" in text_of(client.get("/law/27/"))


def test_in_english_the_gloss_stands_beside_the_text(client: Client) -> None:
    page = client.get("/law/27.3", headers={"accept-language": "en"})
    text = text_of(page)
    assert "Small low-profit enterprises with taxable income up to 60,000: half of the income counts" in text
    assert "对年应纳税所得额低于" in text
    assert "taxable income ≤ taxable income up to which an enterprise is small low-profit" in text


def test_0_2_the_four_sources_are_nodes_that_resolve(client: Client) -> None:
    """0.2: two meetings of the State Council and two documents, each with a page that the preamble leads to."""
    preamble = load_opinions()["0.2"]
    assert [parse_citation(ref).document for ref in preamble.refs] == list(preamble.refs)
    sources = [lawbook().register.find(ref) for ref in preamble.refs]
    assert [one.number for one in sources] == [
        "国务院常务会议2011-10-12", "国务院常务会议2012-02-01", "国办发〔2011〕58号", "浙委〔2011〕119号",
    ]  # fmt: skip
    page = client.get("/law/0.2").content.decode()
    for source in sources:
        response = client.get(document_url(source.number))
        assert response.status_code == 200
        assert source.title in text_of(response)
        assert document_url(source.number) in page

"""Pages of parameters and documents."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.platform.portal.pages import rows_of, text_of
from tests.policy.test_plain_words import words
from zhiwei import rulebook
from zhiwei.law.documents import load_documents
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def test_every_parameter_has_a_page_and_stands_in_the_list(client: Client) -> None:
    listed = client.get("/parameters/").content.decode()
    for name in rulebook().data.parameters:
        assert f'href="/parameters/{name}/"' in listed
        assert client.get(f"/parameters/{name}/").status_code == 200, name


def test_values_by_day_with_source_and_boundary(client: Client) -> None:
    text = text_of(client.get("/parameters/vat_threshold_month/"))
    assert "不含本数" in text
    assert "2011-11-01 2014-09-30 20,000.00 元" in text
    assert "财政部令第65号 第一条" in text
    assert "终止于： 财税〔2014〕71号" in text


def test_the_list_is_taken_away_as_it_is_narrowed(client: Client) -> None:
    page = client.get("/parameters/?q=vat_threshold_month&as_of=2012-06-30").content.decode()
    assert "export=xlsx" in page
    every = rows_of(client.get("/parameters/?export=csv"))
    assert every[0] == ["参数编号", "参数", "取值", "来源", "证据等级", "句"]
    assert {row[0] for row in every[1:]} == set(rulebook().data.parameters)
    one = rows_of(client.get("/parameters/?q=vat_threshold_month&as_of=2012-06-30&export=csv"))[1:]
    assert all("vat_threshold_month" in row[0] for row in one)
    assert ["vat_threshold_month", "增值税起征点（月）", "20,000.00 元"] in [row[:3] for row in one]


def test_the_list_is_of_the_day_asked_for(client: Client) -> None:
    def threshold(day: str) -> str:
        return text_of(client.get(f"/parameters/?q=vat_threshold_month&as_of={day}"))

    assert "增值税起征点（月） 20,000.00 元" in threshold("2012-06-30")
    assert "增值税起征点（月） 20,000.00 元" not in threshold("2020-06-30")


def test_recalled_values_are_marked(client: Client) -> None:
    text = text_of(client.get("/parameters/local_tax_share/"))
    assert "尚未核对原文 部分取值没有见到原文" in text
    assert "尚未核对" not in text_of(client.get("/parameters/reward_window/"))


def test_readings_name_their_options_and_the_reason(client: Client) -> None:
    text = text_of(client.get("/parameters/water_fund_year_counting/"))
    assert "按周年 默认" in text
    assert "按日历年度" in text
    assert "满一周年为一年" in text


def test_a_chart_tells_its_steps_in_its_description(client: Client) -> None:
    with clock.stopped(date(2026, 6, 30)):
        page = client.get("/parameters/slp_income_limit/").content.decode()
    assert "<svg" in page
    assert "2008-01-01 300,000.00 元；2017-01-01 500,000.00 元；2018-01-01 1,000,000.00 元" in page


def test_every_document_has_a_page(client: Client) -> None:
    listed = client.get("/documents/").content.decode()
    register = load_documents()
    assert listed.count('<tr><th scope="row"') == len(register)
    for one in register:
        assert client.get(f"/documents/{one.number}/").status_code == 200, one.number


def test_a_document_says_what_it_set_and_what_ended_it(client: Client) -> None:
    text = text_of(client.get("/documents/财税〔2011〕117号/"))
    assert "终止于： 财税〔2014〕34号" in text
    assert "60,000.00 元 2012-01-01" in text
    assert client.get("/documents/财税[2011]117号/").status_code == 200  # brackets as people type them
    assert client.get("/documents/无此文件/").status_code == 404


def test_parameter_pages_are_in_the_readers_language(client: Client) -> None:
    """Notes and units too; only the name of the parameter is the one programs use."""
    wrong = []
    for name in rulebook().data.parameters:
        page = client.get(f"/parameters/{name}/").content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        bare = re.sub(r'(?s)<code>.*?</code>|<svg.*?</svg>|<(\w+)[^>]*lang="en"[^>]*>.*?</\1>', "", main)
        wrong += [(name, one) for one in words(re.sub(r"<[^>]*>", " ", bare))]
    assert wrong == []


def test_notes_and_units_in_both_languages(client: Client) -> None:
    chinese = text_of(client.get("/parameters/vat_threshold_occasion/"))
    assert "单位 元/次" in chinese
    assert "有报道称2026年为1000元，未核实" in chinese
    english = text_of(client.get("/parameters/vat_threshold_occasion/", headers={"accept-language": "en"}))
    assert "CNY/occasion" in english
    assert "1,000 is reported for 2026 but not verified" in english

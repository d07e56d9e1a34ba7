"""Finding an industry."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.platform.portal.pages import begin, reply, text_of
from zhiwei.law.industries import load_industries
from zhiwei.platform.portal import industry_search

OLD, NEW = date(2012, 6, 30), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("word", "day", "code"),
    [
        ("稻谷种植", OLD, "0111"),
        ("0111", OLD, "0111"),
        ("daoguzhongzhi", OLD, "0111"),
        ("dgzz", OLD, "0111"),
        ("超市", OLD, "5212"),
        ("餐馆", NEW, "6210"),
        ("软件开发", OLD, "6510"),
        ("软件", NEW, "6513"),
    ],
)
def test_names_letters_codes_and_what_people_say(word: str, day: date, code: str) -> None:
    found = industry_search.industries(word, day)
    assert code in [one.code for one in found[:6]]


def test_what_people_say_leads_to_names_of_the_classification() -> None:
    for edition in ("2011", "2017"):
        names = [one.name for one in load_industries().edition(edition).entries.values()]
        for said, name in industry_search.ALIASES.items():
            assert any(name in known for known in names), (
                f"{edition}: {said} leads to {name}, which it has not"
            )


def test_the_edition_is_that_of_the_day() -> None:
    assert industry_search.edition_on(date(2017, 9, 30)) == "2011"
    assert industry_search.edition_on(date(2017, 10, 1)) == "2017"


def test_a_class_of_the_same_name_as_its_group_stands_once() -> None:
    found = [one.code for one in industry_search.industries("正餐服务", NEW)]
    assert "6210" in found
    assert "621" not in found


@pytest.mark.django_db
def test_choosing_an_industry_settles_the_edition_too(client: Client) -> None:
    begin(client, "2012-06-30")
    page = client.get("/find/ask/", {"fact": "industry_code", "q": "超市"}).content.decode()
    assert 'name="value" value="5212"' in page
    assert reply(client, "industry_code", "5212").status_code == 302
    text = text_of(client.get("/find/ask/", {"fact": "employees"}))
    assert "5212 超级市场零售" in text
    assert "GB/T 4754-2011" in text


@pytest.mark.django_db
def test_the_list_can_be_gone_down(client: Client) -> None:
    begin(client, "2012-06-30")
    page = client.get("/find/ask/", {"fact": "industry_code"}).content.decode()
    assert "in=A" in page
    assert "农、林、牧、渔业" in page
    page = client.get("/find/ask/", {"fact": "industry_code", "in": "A"}).content.decode()
    assert "in=01" in page
    assert 'value="01"' in page
    page = client.get("/find/ask/", {"fact": "industry_code", "in": "011"}).content.decode()
    assert 'value="0111"' in page
    assert "没有找到“造火箭的”" in text_of(
        client.get("/find/ask/", {"fact": "industry_code", "q": "造火箭的"})
    )

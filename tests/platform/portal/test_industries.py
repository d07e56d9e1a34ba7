"""Finding an industry."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import signing
from django.test import Client

from tests.platform.portal.pages import begin, reply, row_of, text_of
from zhiwei.law.industries import load_industries
from zhiwei.platform.portal import keeping
from zhiwei.platform.portal.editions import edition_of, with_editions
from zhiwei.platform.subjects import industry_search
from zhiwei.platform.subjects.industry_words import words

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
        ("五金加工", OLD, "3311"),
        ("五金加工", NEW, "33"),
        ("wujin", NEW, "5281"),
        ("五金批发", NEW, "5174"),
        ("开小吃店", NEW, "6291"),
        ("汽配厂", NEW, "3670"),
        ("做家具", NEW, "2110"),
        ("卖手机", NEW, "5274"),
        ("门窗金属", OLD, "3312"),
        ("毛巾厂", OLD, "1772"),
    ],
)
def test_names_letters_codes_and_what_people_say(word: str, day: date, code: str) -> None:
    found = industry_search.industries(word, day)
    assert code in [one.code for one in found[:6]]


def test_what_people_say_leads_to_names_of_the_classification() -> None:
    names = {
        edition: [
            one.name for one in load_industries().edition(edition).entries.values() if one.code.isdigit()
        ]
        for edition in ("2011", "2017")
    }
    for said, parts in {**words().trades, **words().general}.items():
        for edition, known in names.items():
            assert any(part in name for part in parts for name in known), f"{edition}: {said} leads nowhere"
        for part in parts:
            assert any(part in name for known in names.values() for name in known), (
                f"{said}: {part} is nowhere"
            )


def test_what_is_made_goes_before_what_is_sold_where_making_is_typed() -> None:
    found = [one.name for one in industry_search.industries("五金加工", NEW)]
    assert "金属制品业" in found[:6]
    assert "五金零售" not in found[:20]
    assert industry_search.industries("五金店", NEW)[0].name == "五金零售"


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
    assert "已回答 1 题" in text
    assert "GB/T 4754" not in text
    kept = signing.loads(client.cookies[keeping.COOKIE].value, salt=keeping.SALT)
    assert kept["f"] == {"industry_code": "5212", "industry_edition": "2011"}


@pytest.mark.parametrize(
    ("code", "day", "edition"),
    [
        ("3660", OLD, "2011"),  # 汽车零部件及配件制造 then
        ("3670", NEW, "2017"),  # and now
        ("5211", OLD, "2011"),  # both have the code: the edition of the day
        ("6513", OLD, "2017"),  # only the later edition has it
        ("9999", OLD, "2011"),  # neither has it: the reading of the facts says so
    ],
)
def test_the_edition_follows_from_the_code_and_the_day(code: str, day: date, edition: str) -> None:
    assert edition_of(code, day) == edition
    facts = with_editions({"bidder.industry_code": code}, day)
    assert facts == {"bidder.industry_code": code, "bidder.industry_edition": edition}
    assert (
        with_editions(facts | {"bidder.industry_edition": "said"}, day)["bidder.industry_edition"] == "said"
    )


@pytest.mark.django_db
def test_the_edition_is_never_asked_for_nor_missed(client: Client) -> None:
    page = client.get("/answer/?legal_form=limited_company&as_of=2012-12-31").content.decode()
    assert "fact=industry_code" in page
    assert "industry_edition" not in page
    facts = "employees=9&revenue=400000&total_assets=100000&industry_code=3511&invoice_fee_tariff=100"
    row = row_of(client.get(f"/answer/?{facts}&as_of=2012-12-31"), "27.8")
    assert "可以享受 少交 100 元" in row


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


GENERAL = {
    "2011": ["百货零售", "超级市场零售", "其他综合零售"],
    "2017": ["百货零售", "便利店零售", "超级市场零售", "其他综合零售"],
}


@pytest.mark.parametrize(
    "word", ["小卖部", "小商店", "商店", "小店", "夫妻店", "开小店", "我开了一家小商店", "xiaomaibu"]
)
def test_a_shop_of_any_kind_is_general_retail_and_nothing_else(word: str) -> None:
    for edition, names in GENERAL.items():
        assert [one.name for one in industry_search.industries_of(word, edition)] == names


@pytest.mark.parametrize(
    ("word", "old", "new"),
    [
        ("小超市", "5212", "5213 5212"),
        ("早餐店", "6291", "6291"),
        ("小饭馆", "6291", "6291"),
        ("面馆", "6291", "6291"),
        ("奶茶店", "6239", "6239"),
        ("理发店", "7940", "8040"),
        ("美容院", "7940", "8040"),
        ("洗衣店", "7930", "8030"),
        ("修车铺", "8011", "8111"),
        ("五金店", "5281", "5281"),
        ("文具店", "5241", "5241"),
        ("水果店", "5223", "5223"),
        ("水果小店", "5223", "5223"),
        ("菜店", "5223", "5223"),
        ("药店", "5251", "5251 5252"),
        ("网店", "5294", "5292"),
        ("开网店", "5294", "5292"),
        ("快递点", "6020", "6020"),
        ("打印店", "7294", "7293"),
        ("裁缝铺", "1810 8099", "1819 8199"),
        ("花店", "5239", "5239"),
        ("书店", "5243", "5243"),
        ("手机店", "5274", "5274"),
        ("眼镜店", "5235", "5236"),
        ("服装店", "5232", "5232"),
        ("烟酒店", "5226 5227", "5226 5227"),
        ("建材店", "5284", "5284"),
        ("装修队", "5010", "5012 5011"),
        ("搬家公司", "5810", "5438"),
        ("家政", "7910", "8010"),
        ("保洁", "8111", "8211"),
        ("幼儿园", "8210", "8310"),
        ("托管班", "7920 8294", "8020 8394"),
        ("培训班", "8291 8293", "8391 8393"),
        ("民宿", "6120 6190", "6130"),
        ("农家乐", "6210 6190", "6130 6210"),
        ("小旅馆", "6120", "6129"),
        ("酒店", "6110", "6110"),
        ("货运", "5430", "5431"),
        ("跑运输", "5430", "5431"),
    ],
)
def test_everyday_words_of_small_trades_come_first_in_both_editions(word: str, old: str, new: str) -> None:
    for edition, codes in (("2011", old), ("2017", new)):
        first = [one.code for one in industry_search.industries_of(word, edition)[:4]]
        assert set(codes.split()) <= set(first), f"{edition}: {word} finds {first}"


def test_in_a_shop_retail_goes_before_wholesale_and_making() -> None:
    assert [one.name for one in industry_search.industries_of("服装店", "2017")][:2] == [
        "服装零售",
        "纺织、服装及日用品专门零售",
    ]
    assert industry_search.industries_of("眼镜店", "2011")[0].name == "钟表、眼镜零售"
    assert industry_search.industries_of("水果批发", "2017")[0].name == "果品、蔬菜批发"

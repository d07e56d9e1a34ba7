"""Names: the parts in their order, fitting the firm."""

from __future__ import annotations

import polars as pl
import pytest

ENDINGS = {
    "limited_company": ("有限公司", "有限责任公司"),
    "one_person_company": ("有限公司",),
    "joint_stock_company": ("股份有限公司",),
    "farmer_cooperative": ("专业合作社",),
    "partnership": ("(普通合伙)", "(有限合伙)"),
}


@pytest.mark.parametrize("form", ENDINGS)
def test_a_name_ends_in_its_legal_form(subjects: pl.DataFrame, form: str) -> None:
    own = subjects.filter(pl.col("legal_form") == form)["name"]
    assert len(own) > 100
    assert all(name.endswith(ENDINGS[form]) for name in own)


def test_no_individual_calls_himself_a_company(subjects: pl.DataFrame) -> None:
    own = subjects.filter(pl.col("legal_form").is_in(["individual_business", "sole_proprietorship"]))["name"]
    assert not own.str.contains("公司").any()


def test_a_name_begins_with_its_place(subjects: pl.DataFrame) -> None:
    own = subjects.filter(pl.col("division").cast(pl.String) == "330782")["name"]
    assert own.str.contains("^(义乌|金华|浙江)|\\(义乌\\)").all()


def test_the_trade_stands_in_the_name(subjects: pl.DataFrame) -> None:
    socks = pl.col("industry_code").cast(pl.String).str.starts_with("18") & (
        pl.col("legal_form") == "limited_company"
    )
    assert subjects.filter(socks)["name"].str.contains("服饰|针织|制衣|袜业|服装|帽业").all()


TRADES = {  # of a class or group of 2011: words one of which a company of it has, and words of other classes of the division
    "132": ("饲料", "水产食品|粮油"),
    "213": ("金属家具|钢制家具|椅业", "红木"),
    "3525": ("模具", "缝纫机|环保"),
    "3553": ("缝纫机", "模具"),
    "4042": ("眼镜", "仪表"),
    "4119": ("日用品|伞业|打火机|钮扣", ""),
    "419": ("制品|工贸", "钮扣|打火机|伞业"),
    "5172": ("汽车贸易", "纺织|金属"),
    "5131": ("纺织品", "金属材料"),
}


@pytest.mark.parametrize("prefix", TRADES)
def test_the_trade_is_that_of_the_class_where_the_division_has_several(
    subjects: pl.DataFrame, prefix: str
) -> None:
    own = pl.col("industry_code").cast(pl.String).str.starts_with(prefix)
    company = pl.col("legal_form").is_in(["limited_company", "one_person_company", "joint_stock_company"])
    names = subjects.filter(own & company)["name"]
    with_one, without = TRADES[prefix]
    if with_one:
        assert len(names) > 0
        assert names.str.contains(with_one).all()
    if without:
        assert not names.str.contains(without).any()


SHOPS = {
    "6231": "茶馆",
    "794": "理发店|美容店",
    "5281": "五金店",
    "5232": "服装店",
    "6292": "小吃店|面馆",
    "03": "养殖场",
}


@pytest.mark.parametrize("prefix", SHOPS)
def test_the_ending_of_an_individual_is_that_of_the_class(subjects: pl.DataFrame, prefix: str) -> None:
    own = pl.col("industry_code").cast(pl.String).str.starts_with(prefix)
    names = subjects.filter(own & (pl.col("legal_form") == "individual_business"))["name"]
    assert len(names) > 0
    assert names.str.contains(f"({SHOPS[prefix]})$").all()


def test_names_are_many_and_short(subjects: pl.DataFrame) -> None:
    assert subjects["name"].n_unique() > 0.8 * len(subjects)
    assert subjects["name"].str.len_chars().max() <= 30  # type: ignore[operator]
    assert subjects["name"].null_count() == 0

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
    assert subjects.filter(socks)["name"].str.contains("服饰|针织|制衣|袜业|童装").all()


def test_names_are_many_and_short(subjects: pl.DataFrame) -> None:
    assert subjects["name"].n_unique() > 0.8 * len(subjects)
    assert subjects["name"].str.len_chars().max() <= 30  # type: ignore[operator]
    assert subjects["name"].null_count() == 0

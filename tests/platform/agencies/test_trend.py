"""The chart of research intensity (6.1): a reader's own county is drawn, and one year alone is no trend."""

from __future__ import annotations

from zhiwei.platform.agencies.intensity import Share
from zhiwei.platform.agencies.views.public import _trend


def shares(year: int, *counties: tuple[str, int]) -> list[Share]:
    return [Share(code, year, firms, 3_00, 100_00, 0) for code, firms in counties]


FIVE = [("330106", 3), ("330105", 9), ("330108", 8), ("330109", 7), ("330110", 6)]


def test_the_own_county_is_drawn_though_others_have_more_firms() -> None:
    by_year = {year: shares(year, *FIVE) for year in (2012, 2013)}
    assert "西湖区" not in str(_trend(by_year, ()))
    drawn = str(_trend(by_year, {"330106"}))
    assert "西湖区" in drawn
    assert "余杭区" not in drawn  # the smallest of the others gives its place


def test_one_place_over_two_years_is_a_trend_and_one_year_is_none() -> None:
    alone = {year: shares(year, ("330106", 3)) for year in (2012, 2013)}
    assert "西湖区" in str(_trend(alone, {"330106"}))
    assert _trend({2012: shares(2012, *FIVE)}, ()) is None

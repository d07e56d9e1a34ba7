"""A value over time as an SVG."""

from __future__ import annotations

from datetime import date

from zhiwei.platform.portal.step_chart import Step, step_chart

TODAY = date(2020, 1, 1)


def test_steps_meet_where_one_follows_the_other_and_not_over_a_gap() -> None:
    joined = [Step(date(2010, 1, 1), date(2011, 12, 31), 1, "1"), Step(date(2012, 1, 1), None, 2, "2")]
    apart = [Step(date(2010, 1, 1), date(2010, 12, 31), 1, "1"), Step(date(2012, 1, 1), None, 2, "2")]
    assert step_chart(joined, "x", TODAY).count('class="step"') == 3  # two levels and the rise
    assert step_chart(apart, "x", TODAY).count('class="step"') == 2


def test_it_is_told_in_words_and_harmless() -> None:
    chart = step_chart(
        [Step(date(2010, 1, 1), None, 0, "<0>"), Step(date(2012, 1, 1), None, 0, "0")], "<b>", TODAY
    )
    assert 'role="img"' in chart
    assert "<title>&lt;b&gt;</title>" in chart
    assert "<desc>2010-01-01 &lt;0&gt;；2012-01-01 0</desc>" in chart
    assert "style=" not in chart


def test_a_higher_value_stands_higher_and_a_later_one_further_right() -> None:
    chart = step_chart(
        [Step(date(2010, 1, 1), date(2011, 12, 31), 10, "a"), Step(date(2012, 1, 1), None, 20, "b")],
        "x",
        TODAY,
    )
    first, second, rise = chart.split('class="step"')[1:]
    assert 'y1="' in first
    low, high = (float(part.partition('y1="')[2].partition('"')[0]) for part in (first, second))
    left, right = (float(part.partition('x1="')[2].partition('"')[0]) for part in (first, second))
    assert high < low
    assert left < right
    assert rise

"""Charts and PDF pages."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils import translation

from zhiwei.platform.kit import charts, clock, money, pdf
from zhiwei.platform.kit.charts.scale import ticks
from zhiwei.platform.kit.charts.tiles import PLACES

CITIES = {"330100": 74, "330200": 0, "330900": None}


def svg(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn[drawn.index("<svg") : drawn.index("</svg>") + 6])


def texts(drawn: str) -> list[str]:
    return [each.text or "" for each in svg(drawn).iter("text")]


def cells(drawn: str) -> list[tuple[str, ...]]:
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", drawn)
    return [(name, *re.findall(r">([^<]*)</td>", rest)) for name, rest in rows]


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([0, 97], [0, 20, 40, 60, 80, 100]),
        ([-3, 4], [-4, -2, 0, 2, 4]),
        ([], [0, 1]),
        ([0], [0, 1]),
        ([-10], [-10, -8, -6, -4, -2, 0]),
        ([1_000_000], [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]),
    ],
)
def test_marks_are_round_and_reach_beyond(values: list[int], marks: list[float]) -> None:
    assert ticks(values) == marks


def test_bars_have_their_numbers_a_description_and_a_table() -> None:
    drawn = charts.bars([("融资难", 30), ("盈利难", 60), ("<不明>", None)], title="困难", unit="件")
    root = svg(drawn)
    assert root.get("role") == "img"
    assert root.find("title").text == "困难"  # type: ignore[union-attr]
    assert root.find("desc").text == "2 项；最大：盈利难 60件；最小：融资难 30件。"  # type: ignore[union-attr]
    assert root.get("aria-labelledby") == f"{root.find('title').get('id')} {root.find('desc').get('id')}"  # type: ignore[union-attr]
    widths = [float(each.get("width") or 0) for each in root.iter("rect") if each.get("class") == "s0"]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)
    assert cells(drawn) == [("融资难", "30"), ("盈利难", "60"), ("&lt;不明&gt;", "—")]


def test_bars_fall_below_zero() -> None:
    root = svg(charts.bars([("得", 100), ("失", -50)], title="差"))
    up, down = (each for each in root.iter("rect") if each.get("class") in ("s0", "s1"))
    assert float(down.get("x") or 0) + float(down.get("width") or 0) == pytest.approx(
        float(up.get("x") or 0), abs=0.2
    )
    assert float(up.get("width") or 0) == pytest.approx(2 * float(down.get("width") or 0), abs=0.2)


def test_bars_of_money_are_in_the_unit_asked_for() -> None:
    assert cells(charts.bars([("甲", 1_200_000)], title="额", shown=money.wan)) == [("甲", "1.2")]


@pytest.mark.parametrize("values", [[], [("a", None)], [("a", 0)]])
def test_bars_of_nothing_are_drawn(values: list[tuple[str, int | None]]) -> None:
    assert "NaN" not in charts.bars(values, title="无")


def test_the_unit_in_a_drawings_table_stands_in_the_brackets_of_the_page() -> None:
    def heads() -> list[str]:
        drawn = (
            charts.bars([("a", 1)], title="t", unit="u"),
            charts.lines(["x"], {"a": [1]}, title="t", unit="u"),
        )
        return [re.findall(r"[^<>]*u[)）]", svg)[0] for svg in drawn]

    assert heads() == ["数量（u）", "a（u）"]
    with translation.override("en"):
        assert heads() == ["Number (u)", "a (u)"]


def test_lines_break_where_nothing_is_known_and_hold_where_asked() -> None:
    series = {"税率": [Fraction(1, 5), None, Fraction(1, 4), Fraction(1, 4)]}
    plain = svg(charts.lines(["2012", "2013", "2014", "2015"], series, title="税率"))
    lines = [each.get("d") or "" for each in plain.iter("path") if each.get("class") == "line s0"]
    assert [line.count("L") for line in lines] == [1, 0, 1]  # the sign beside the name, one point, two points
    stepped = svg(charts.lines(["1", "2", "3"], {"a": [1, 2, 2]}, title="步", steps=True))
    line = [each.get("d") or "" for each in stepped.iter("path") if each.get("class") == "line s0"][-1]
    points = [tuple(map(float, point.split())) for point in line[1:].split("L")]
    assert [y for _x, y in points[:2]] == [points[0][1]] * 2
    assert points[1][0] == points[2][0]


def test_lines_that_cannot_be_told_apart_or_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="5 lines cannot be told apart; at most 4"):
        charts.lines(["1"], {str(number): [1] for number in range(5)}, title="x")
    with pytest.raises(ValueError, match="series a: 1 values for 2 labels"):
        charts.lines(["1", "2"], {"a": [1]}, title="x")


def test_the_map_has_every_city_once_where_it_lies() -> None:
    drawn = charts.tile_map(CITIES, title="户数", unit="户")
    assert len(PLACES) == len(set(PLACES.values())) == 11
    assert texts(drawn)[:4] == ["湖州", "—", "嘉兴", "—"]
    assert ("杭州", "74") in cells(drawn)
    assert ("舟山", "—") in cells(drawn)
    assert "方格示意图，不作为行政区划界线依据。" in drawn
    tiles = [each.get("class") for each in svg(drawn).iter("rect")]
    assert tiles.count("t4") == 1
    assert tiles.count("t0") == 1
    assert tiles.count("none") == 9


def test_the_map_speaks_english_and_leads_on() -> None:
    with translation.override("en"):
        drawn = charts.tile_map(CITIES, title="x", link=lambda code: f"/c/{code}/")
    assert "Hangzhou" in texts(drawn)
    assert '<a href="/c/330100/">' in drawn


def test_a_code_that_is_no_city_is_refused() -> None:
    with pytest.raises(KeyError, match="330106: no city of Zhejiang"):
        charts.tile_map({"330106": 1}, title="x")


BLOCKS = [
    {"kind": "result", "label": "划型", "value": "小型企业", "tag": "ok", "text": "理由"},
    {"kind": "heading", "text": "标题"},
    {"kind": "heading", "text": "小标题", "level": 3},
    {"kind": "paragraph", "text": "#panic(\"x\") *不是标记* $x$ \\ 𠮷"},
    {"kind": "hint", "text": "提示"},
    {"kind": "facts", "pairs": [["人数", "46"]]},
    {"kind": "list", "items": ["一"]},
    {"kind": "steps", "items": ["甲"]},
    {"kind": "quote", "text": "引文"},
    {"kind": "table", "heads": ["名", "额"], "rows": [["甲", {"text": "适用", "tag": "ok"}]], "numeric": [1], "widths": [2, 1]},
    {"kind": "break"},
    {"kind": "paragraph", "text": "第二页"},
]  # fmt: skip


def test_a_document_of_every_block_is_set() -> None:
    made = pdf.render("kit/document.typ", {"title": "某某公司", "lead": date(2012, 6, 30), "blocks": BLOCKS})
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert b"NotoSansSC" in made  # the font of the package, embedded as a subset
    assert len(made) < 400_000


def test_the_same_moment_makes_the_same_file() -> None:
    with clock.stopped(date(2012, 6, 30)):
        one, two = (pdf.render("kit/document.typ", {"title": "甲", "blocks": []}) for _time in range(2))
    with clock.stopped(date(2012, 7, 1)):
        other = pdf.render("kit/document.typ", {"title": "甲", "blocks": []})
    assert one == two != other


def test_a_template_that_is_not_there_or_data_that_do_not_fit_are_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no template kit/nothing\.typ"):
        pdf.render("kit/nothing.typ", {})
    with pytest.raises(RuntimeError, match="no block of kind dance"):
        pdf.render("kit/document.typ", {"title": "甲", "blocks": [{"kind": "dance"}]})

"""The bare text and its passages."""

import hashlib

import pytest

from zhiwei.law.text import Passage, read_text, rebuild, split

SEAL = "596b533bd13661057af650c1d18d7531644390bebc1272c85b10b2b27de330b1"


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return split(read_text())


def test_the_text_carried_is_the_sealed_one() -> None:
    raw = read_text().encode()
    assert len(raw) == 29806
    assert hashlib.sha256(raw).hexdigest() == SEAL


def test_the_passages_rebuild_the_text_byte_by_byte(passages: tuple[Passage, ...]) -> None:
    assert hashlib.sha256(rebuild(passages).encode()).hexdigest() == SEAL


def test_there_are_10_chapters_36_articles_168_sentences_and_2_parts_of_preamble(
    passages: tuple[Passage, ...],
) -> None:
    headings = [one for one in passages if one.heading]
    assert [one.id for one in headings if one.article is None] == [f"c{n}" for n in range(1, 11)]
    assert [one.id for one in headings if one.article] == [f"{n}.0" for n in range(1, 37)]
    assert len(passages) - len(headings) == 170
    assert [one.id for one in passages[:2]] == ["0.1", "0.2"]


@pytest.mark.parametrize(
    ("key", "chapter", "article", "title", "start", "end"),
    [
        ("0.2", 0, 0, "（导语）", "为贯彻落实2011年", "如下意见："),
        ("c8", 8, None, "加大财税扶持力度", "八、加大", "扶持力度"),
        ("1.8", 1, 1, "重要意义", "但与发达国家", "没有完全形成。"),
        ("27.0", 8, 27, "加大税收政策扶持力度", "（二十七）加大", "力度。"),
        ("27.3", 8, 27, "加大税收政策扶持力度", "对年应纳税所得额低于6万元", "企业所得税。"),
        ("36.2", 10, 36, "强化考核督查", "省促进中小企业", "进行通报。"),
    ],
)
def test_a_passage_knows_where_it_stands(
    passages: tuple[Passage, ...],
    key: str,
    chapter: int,
    article: int | None,
    title: str,
    start: str,
    end: str,
) -> None:
    (found,) = (one for one in passages if one.id == key)
    assert (found.chapter, found.article, found.title) == (chapter, article, title)
    assert found.text.startswith(start)
    assert found.text.endswith(end)


def test_a_second_paragraph_of_an_article_opens_a_line_of_its_own(passages: tuple[Passage, ...]) -> None:
    opening = {one.id: one.paragraph for one in passages if one.article == 1 and one.paragraph is not None}
    assert opening == {"1.0": 3, "1.8": 4}


def test_a_sentence_without_a_stop_at_the_end_is_still_a_sentence() -> None:
    assert [one.text for one in split("\u3000\u3000（一）题。甲；乙。丙")] == [
        "（一）题。",
        "甲；",
        "乙。",
        "丙",
    ]

"""Words joined, and marks between values, in the language of the page."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from zhiwei.platform.kit.language import aside, commas, listed, semicolons, titled

TEXT = (
    "{% load kit %}{{ a|listed }}{% punct '；' %}{{ a|semicolons }}{% punct '，' %}x{% punct '：' %}y"
    "{% punct '（' %}z{% punct '）' %}{% punct '、' %}{% punct '。' %}"
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ("甲、乙", "甲；乙", "甲：乙", "甲（乙）", "甲", "甲，乙")),
        ("en", ("甲, 乙", "甲; 乙", "甲: 乙", "甲 (乙)", "甲", "甲, 乙")),
    ],
)
def test_words_are_joined_as_the_language_joins_them(language: str, said: tuple[str, ...]) -> None:
    with override(language):
        joined = listed("甲乙"), semicolons("甲乙"), titled("甲", "乙")
        found = (*joined, aside("甲", "乙"), aside("甲", ""), commas("甲乙"))
    assert found == said


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh-hans", "p、q；p；q，x：y（z）、。"), ("en", "p, q; p; q, x: y (z), . ")],
)
def test_a_template_writes_its_marks_in_the_language_of_the_page(language: str, text: str) -> None:
    with override(language):
        assert Template(TEXT).render(Context({"a": ["p", "q"]})) == text


def test_what_is_put_in_a_row_is_escaped() -> None:
    shown = Template("{% load kit %}{{ a|listed }}").render(Context({"a": ["<b>"]}))
    assert shown == "&lt;b&gt;"


def test_another_mark_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="none of"):
        Template("{% load kit %}{% punct '!' %}").render(Context())

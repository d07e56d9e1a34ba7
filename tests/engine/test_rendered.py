"""Explanations as text and HTML, from plain data alone."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.engine import meadowland, mills
from tests.engine.mills import AS_OF, DECIDED
from zhiwei.engine.render_html import render_html
from zhiwei.engine.render_text import render_text

DATA = Path(__file__).parent / "data"
SCRIPT = '<script>alert("x")</script>'
FACTS: dict[str, Any] = {
    "income": {"value": "5000", "source": "return of 2005"}, "hands": 12, "wind_only": False, "grain": "rye",
}  # fmt: skip


def answer(facts: dict[str, Any], **options: Any) -> dict[str, Any]:
    """The explanation after a trip through JSON: nothing of the engine is left in it."""
    found = meadowland.book().answer(facts, as_of=AS_OF, entity="mill", division="111", **options).to_json()
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "facts", "decisions"),
    [
        ("refused", FACTS, [DECIDED]),
        ("granted", FACTS | {"hands": 9}, [DECIDED]),
        ("waiting", {"income": 5000, "grain": "拒绝"}, [DECIDED]),
    ],
)
def test_the_whole_text(name: str, facts: dict[str, Any], decisions: list[Any], lang: str) -> None:
    assert render_text(answer(facts, decisions=decisions), lang) == (
        DATA / f"answer_{name}_{lang}.txt"
    ).read_text("utf-8")


class _Balance(HTMLParser):
    """Collects tags that were opened and not closed, and the text between."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data + "\n"


def html(explanation: dict[str, Any], lang: str = "en") -> _Balance:
    """The fragment, read back."""
    reader = _Balance()
    reader.feed(render_html(explanation, lang))
    assert reader.open == []
    return reader


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_is_balanced_and_says_the_same(lang: str) -> None:
    for facts in (FACTS, FACTS | {"hands": 9}, {}):
        explanation = answer(facts, decisions=[DECIDED])
        found = html(explanation, lang)
        (measure,) = explanation["measures"]
        assert measure[f"verdict_{lang}"] in found.words
        assert set(found.seen) <= {
            "div", "section", "h3", "p", "strong", "ul", "ol", "li", "cite", "q", "details", "summary", "small",
        }  # fmt: skip
        for line in render_text(explanation, lang).splitlines():
            if line.startswith("    [") and " = " in line:
                assert line.partition("] ")[2].partition("  (")[0] in found.words


def test_html_escapes_everything() -> None:
    book = mills.book(criteria=("few_hands",), en=SCRIPT, zh=SCRIPT)
    facts = {"hands": {"value": 12, "source": SCRIPT, "legal_basis": SCRIPT}}
    decision = DECIDED | {"document": SCRIPT}
    explanation = book.answer(facts, as_of=AS_OF, entity="mill", decisions=[decision]).to_json()
    for lang in ("zh", "en"):
        fragment = render_html(explanation, lang)
        assert "<script" not in fragment
        assert "&lt;script&gt;" in fragment
        assert "script" not in html(explanation, lang).seen


def test_measures_have_an_anchor() -> None:
    found = meadowland.book().answer({}, as_of=AS_OF, entity="cart").html("zh")
    assert 'id="measure-8.1-cart"' in found
    assert found.startswith('<div class="zw-answer" lang="zh-CN" data-as-of="2005-06-30">')

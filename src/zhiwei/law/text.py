"""The bare text of the Opinions, cut into passages with their ids; nothing here reads the annotations.

A passage ends after every 。 and every ；. The heading of an article, up to its first 。, is ``27.0``, its sentences
``27.1`` and on; chapter headings are ``c1`` … ``c10``; addressees and preamble are ``0.1`` and ``0.2``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhiwei.law.loading import DATA
from zhiwei.law.numerals import chinese_to_int

INDENT = "\u3000\u3000"
_NUMERAL = "[一二三四五六七八九十]+"
_CHAPTER = re.compile(rf"({_NUMERAL})、(.+)")
_ARTICLE = re.compile(rf"（({_NUMERAL})）(.+?)。")
_SENTENCE = re.compile(r"[^。；]*[。；]|[^。；]+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text and where it stands. ``article`` is None for chapter headings; ``paragraph`` is the line
    (from 0) that the passage opens, None where it continues one."""

    id: str
    chapter: int
    article: int | None
    title: str
    text: str
    paragraph: int | None

    @property
    def heading(self) -> bool:
        """Whether it is the heading of a chapter or of an article."""
        return self.article is None or (self.article > 0 and self.id.endswith(".0"))


def read_text(folder: Path = DATA) -> str:
    """Return the text of the Opinions exactly as carried, white space included."""
    return (folder / "opinions.txt").read_bytes().decode()


def split(text: str) -> tuple[Passage, ...]:
    """Return all passages in order; together they are the text (see ``rebuild``)."""
    return tuple(_passages(text))


def _passages(text: str) -> Iterator[Passage]:
    chapter, article, count, title = 0, 0, 0, "（导语）"
    for line, content in enumerate(text.split("\n")):
        body = content.removeprefix(INDENT)
        if not body:
            continue
        opens: int | None = line
        if head := _CHAPTER.fullmatch(body):
            chapter, title = chinese_to_int(head[1]), head[2]
            yield Passage(f"c{chapter}", chapter, None, title, body, line)
            continue
        if head := _ARTICLE.match(body):
            article, count, title = chinese_to_int(head[1]), 0, head[2]
            yield Passage(f"{article}.0", chapter, article, title, head[0], line)
            body, opens = body[head.end() :], None
        for sentence in _SENTENCE.findall(body):
            count += 1
            yield Passage(f"{article}.{count}", chapter, article, title, sentence, opens)
            opens = None


def rebuild(passages: Iterable[Passage]) -> str:
    """Return the whole text from its passages, white space included."""
    text, line = "", 0
    for passage in passages:
        if passage.paragraph is not None:
            text += "\n" * (passage.paragraph - line) + (INDENT if passage.paragraph else "")
            line = passage.paragraph
        text += passage.text
    return text

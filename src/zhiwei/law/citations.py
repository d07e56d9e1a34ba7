"""Citations (引用): a sentence id of the Opinions (``27.3``) or ``document number#article``, and how they read."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from zhiwei.engine.errors import suggest
from zhiwei.law.documents import OPINIONS, Register
from zhiwei.law.numerals import chinese_to_int, int_to_chinese

_SENTENCE = re.compile(r"(\d+)\.(\d+)|c(\d+)")
_NUMERAL = re.compile("[一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names: a sentence of the Opinions, or a document and (perhaps) its article."""

    sentence: str = ""
    document: str = ""
    article: str = ""


def parse_citation(cite: str) -> Citation:
    """Return the parts of a citation; nothing is looked up."""
    if _SENTENCE.fullmatch(cite):
        return Citation(sentence=cite)
    document, _, article = cite.partition("#")
    return Citation(document=document, article="" if article == "-" else article)


def citation_defect(cite: str, sentences: Collection[str], register: Register) -> tuple[str, str] | None:
    """Return what is wrong with a citation and the remedy, None if its sentence or document is known."""
    citation = parse_citation(cite)
    if citation.sentence:
        if citation.sentence in sentences:
            return None
        return f"cites unknown sentence {cite}", suggest(cite, sentences)
    if citation.document in register:
        return None
    remedy = register.suggestion(citation.document) or "add it to data/documents"
    return f"cites unknown document {citation.document!r}", remedy


def citation_label(cite: str, lang: str = "zh") -> str:
    """Return a citation as people read it: ``(二十七) 第3句``, ``财税〔2011〕117号 第一条``; English for lang ``en``."""
    citation = parse_citation(cite)
    if citation.sentence:
        return _sentence_label(citation.sentence, lang)
    if not citation.article:
        return citation.document
    if citation.document == OPINIONS and (number := _article_number(citation.article)):
        return f"{citation.document} {_opinions_article(number, lang)}"
    return f"{citation.document} {_article_label(citation.article, lang)}"


def _sentence_label(sentence: str, lang: str) -> str:
    if sentence.startswith("c"):
        number = int(sentence[1:])
        return f"chapter {number}" if lang == "en" else f"第{int_to_chinese(number)}章"
    article, place = map(int, sentence.split("."))
    if article == 0:
        return f"preamble, part {place}" if lang == "en" else f"导语 第{place}部分"
    head = _opinions_article(article, lang)
    if place == 0:
        return f"{head} heading" if lang == "en" else f"{head} 标题"
    return f"{head} sentence {place}" if lang == "en" else f"{head} 第{place}句"


def _opinions_article(number: int, lang: str) -> str:
    return f"({number})" if lang == "en" else f"({int_to_chinese(number)})"


def _article_number(article: str) -> int | None:
    if article.isascii() and article.isdigit():
        return int(article)
    return chinese_to_int(article) if _NUMERAL.fullmatch(article) else None


def _article_label(article: str, lang: str) -> str:
    number = _article_number(article)
    if lang == "en":
        return f"article {number or article}"
    return f"第{article}条" if number or article[0].isdigit() else article

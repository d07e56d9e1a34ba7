"""Facts by the labels people know, for lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.words import period_words, pick


def listed(book: Rulebook, entity: str, names: Iterable[str], lang: str) -> str:
    """The labels of facts, in one line; ``bidder.revenue@2011`` is 投标人的营业收入（2011年）."""
    return ("、" if lang == "zh" else ", ").join(_label(book, entity, name, lang) for name in names)


def _label(book: Rulebook, entity: str, name: str, lang: str) -> str:
    path, _, period = name.partition("@")
    *links, fact = path.split(".")
    owners = ""
    for part in links:
        link = book.entities[entity].links[part]
        owners += f"{_brief(link.zh)}的" if lang == "zh" else f"{_brief(link.en)}'s "
        entity = link.to
    variable = book.entities[entity].facts[fact]
    when = pick(period_words(period), lang) if period else ""
    return owners + (variable.zh if lang == "zh" else variable.en) + when


def _brief(label: str) -> str:
    """A link's label without its explanation: 投标人, bidder."""
    return label.partition("（")[0].partition(";")[0]

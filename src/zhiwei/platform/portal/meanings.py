"""The meanings of 小微 side by side: no two laws mean the same, and none follows from another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiwei.engine.errors import InputError
from zhiwei.engine.words import held_words
from zhiwei.engine.words import pick as of_pair
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.portal.asked import Asked, nested
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.editions import with_editions, without_followers
from zhiwei.platform.portal.flow import day_of
from zhiwei.platform.portal.language import semicolons
from zhiwei.platform.portal.lawbook import lawbook
from zhiwei.platform.portal.question import fact_label
from zhiwei.policy.small_meanings import Found, compare


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning: what it is called, what it is for, what it comes to and why, by which text.

    ``asks`` are the missing facts of the enterprise by name and label, ``url`` leads to the questions of another matter.
    """

    title: str
    use: str
    value: str
    known: bool
    why: str
    missing: int
    asks: tuple[tuple[str, str], ...]
    texts: tuple[Link, ...]
    url: str = ""


def meanings(asked: Asked, lang: str) -> tuple[Meaning, ...]:
    """Each meaning for an enterprise; empty for another kind of subject, or where the facts cannot be read."""
    if asked.entity != "enterprise":
        return ()
    book, day = current(), day_of(asked)
    facts, _links = nested(with_editions(asked.facts, day))
    try:
        found = compare(book, law(day), facts)
    except InputError:
        return ()
    asks = {measure.entity for measure in book.measures.values()}
    return tuple(
        _shown(one, lang, day, one.meaning.link != "" and one.meaning.entity in asks) for one in found
    )


def _shown(one: Found, lang: str, day: date, elsewhere: bool) -> Meaning:
    register = lawbook().register
    missing = without_followers([m["name"] for m in one.missing])
    return Meaning(
        title=one.meaning.zh if lang == "zh" else one.meaning.en,
        use=one.meaning.use_zh if lang == "zh" else one.meaning.use_en,
        value=one.shown[lang],
        known=one.status == "known",
        why=semicolons(r[lang] + of_pair(held_words(r), lang) for r in one.reasons),
        missing=len(missing),
        asks=()
        if one.meaning.link
        else tuple((name, fact_label(one.meaning.entity, name, lang, day)) for name in missing),
        texts=tuple(citation_link(c, register, lang) for c in one.cites[:2]),
        url=f"/find/?entity={one.meaning.entity}" if elsewhere and one.missing else "",
    )

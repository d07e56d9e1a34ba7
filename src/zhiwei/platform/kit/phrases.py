"""Sentences of the platform that are kept as text beside records, told again in the reader's language.

They are kept in Chinese (:func:`kept`). What people wrote themselves has no other language and is told as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from zhiwei.platform.kit.language import lang

COLON = "："
VALUES = {"s": ".*?", "d": r"\d+"}
"""What may stand for a value of a phrase, by its form."""
_catalogue = gettext
"""Under a name of its own, since what it is asked for stands in other rooms' catalogues."""
Words = Callable[[], Mapping[str, str]]
_words: list[Words] = []
_phrases: dict[str, re.Pattern[str]] = {}


def kept(text: str | Promise) -> str:
    """A text to be kept: of a text to be translated its Chinese, whatever the reader's language."""
    with override("zh-hans"):
        return str(text)


def add_words(words: Words) -> None:
    """Hand in the English of Chinese texts that stand in files and in no catalogue, in a room's ``AppConfig.ready``."""
    _words.append(words)


def add_phrase(phrase: str) -> str:
    """A text of a catalogue with values in it (``应得 %(fen)s 元``), from now on recognised with any values; the phrase itself.

    A module that keeps such texts names them once: ``MORE = add_phrase(gettext_noop("…"))``, and writes ``MORE % values``.
    """
    parts = re.split(r"%\((\w+)\)([sd])", phrase)
    pattern = "".join(
        re.escape(parts[n]) + (f"(?P<{parts[n + 1]}>{VALUES[parts[n + 2]]})" if n + 2 < len(parts) else "")
        for n in range(0, len(parts), 3)
    )
    _phrases[phrase] = re.compile(pattern, re.DOTALL)
    return phrase


def retold(text: str) -> str:
    """A kept text in the reader's language; of ``title：rest`` each part for itself, what nobody knows as it is."""
    if not text or lang() == "zh":
        return text
    if (told := _known(text)) is not None:
        return told
    head, colon, rest = text.partition(COLON)
    return f"{_known(head) or head}: {retold(rest)}" if colon and _known(head) else text


def _known(text: str) -> str | None:
    told = _catalogue(text) if text else text
    if told != text:
        return told
    for words in _words:
        if english := words().get(text):
            return english
    for phrase, pattern in _phrases.items():
        if found := pattern.fullmatch(text):
            values = found.groupdict()
            return _catalogue(phrase) % {name: int(v) if v.isdecimal() else v for name, v in values.items()}
    return None

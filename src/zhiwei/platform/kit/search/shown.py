"""What was found, with the words of the question marked."""

from __future__ import annotations

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from zhiwei.platform.kit.search.asked import widened
from zhiwei.platform.kit.search.split import fold, is_han, pairs, runs

WIDTH = 90
"""Characters of an excerpt."""


def marked(text: str, question: str) -> SafeString:
    """The text, escaped, with every place in ``<mark>`` that has two neighbours or a word of the question."""
    shown, end = [], 0
    for start, stop in places(text, question):
        shown += [conditional_escape(text[end:start]), format_html("<mark>{}</mark>", text[start:stop])]
        end = stop
    return mark_safe("".join([*shown, conditional_escape(text[end:])]))


def excerpt(text: str, question: str, width: int = WIDTH) -> SafeString:
    """The stretch of the text with most of the question, marked; dots where it goes on."""
    if len(text) <= width:
        return marked(text, question)
    spots = places(text, question)
    begins = [max(0, min(start - width // 6, len(text) - width)) for start, _stop in spots] or [0]
    begin = max(
        begins,
        key=lambda at: sum(stop - start for start, stop in spots if at <= start and stop <= at + width),
    )
    cut = marked(text[begin : begin + width], question)
    return format_html("{}{}{}", "…" if begin else "", cut, "…" if begin + width < len(text) else "")


def places(text: str, question: str) -> list[tuple[int, int]]:
    """Where the question's words stand, joined where they touch; nothing where folding changes the text's length."""
    plain = fold(text)
    words = {
        word
        for part in widened(question)
        for run in runs(part)
        for word in (pairs(run) if is_han(run) and len(run) > 1 else [run])
    }
    if len(plain) != len(text) or not words:
        return []
    pattern = re.compile(
        f"(?=({'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))}))"
    )
    joined: list[tuple[int, int]] = []
    for match in pattern.finditer(plain):
        start, stop = match.start(), match.start() + len(match[1])
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined

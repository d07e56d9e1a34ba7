"""The particulars of acts as people read them: labels for names, names for keys, words for codes, yuan for fen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.audit import choices, upwards, words
from zhiwei.platform.audit.labels import FEN, KEYS, LABELS, LEVELS, NAMES
from zhiwei.platform.audit.models import Act
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.kit.phrases import retold

Called = Mapping[tuple[str, str], Record]
"""Records by kind and key."""


@dataclass(frozen=True, slots=True)
class Particular:
    """A line: what it is, its value in words, the page of the record it names ('' for none)."""

    label: str
    text: str
    address: str = ""


def particulars(act: Act, called: Called) -> Iterator[Particular]:
    """The lines of an act's detail, in the order of their labels' names; a key without a record stays a key.

    ``called`` are the records that it names (:func:`named`), asked for together with those of other acts where there are.
    """
    said = upwards.words_of(act.kind, act.detail)
    for name, value in sorted(act.detail.items()):
        label = label_of(name)
        found = called.get((KEYS.get(name, ""), str(value or "")))
        if found is not None:
            yield Particular(label, found.name, found.address)
        elif name in said:
            yield Particular(label, said[name])
        else:
            yield Particular(label, shown(value, name))


def named(act: Act) -> Iterator[tuple[str, str]]:
    """Kind and key of the records that an act is about or names."""
    yield act.kind, act.key
    for name, value in act.detail.items():
        if name in KEYS and isinstance(value, str) and value:
            yield KEYS[name], value


def told(act: Act, called: Called) -> str:
    """All particulars in one line, for a cell of a file."""
    return semicolons(
        _("%(label)s：%(value)s") % {"label": one.label, "value": one.text}
        for one in particulars(act, called)
    )


def label_of(key: str, within: str = "") -> str:
    """What a name is called, within a value that of ``within``; shares are by level of government."""
    found = LEVELS.get(key) if within == "shares" else LABELS.get(key)
    return str(found if found is not None else words.field(key))


def shown(value: Any, name: str = "") -> str:
    """Any stored value as text, its names with their labels; a dash for nothing. ``name`` is that of its field."""
    if value in (None, "", [], {}):
        return "—"
    match value:
        case bool():
            return _("是") if value else _("否")
        case int() if name.endswith("fen") or name in FEN:
            return money.yuan(value)
        case list():
            return semicolons(shown(one, name) for one in value)
        case dict():
            return semicolons(
                _("%(label)s：%(value)s") % {"label": label_of(key, name), "value": shown(one, key)}
                for key, one in sorted(value.items())
            )
    text = str(value)
    if name in NAMES:
        return words.field(text)
    return choices.word(name, text) or words.value(name, retold(text))

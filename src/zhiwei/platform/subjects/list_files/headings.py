"""Which column of a file is which: by the headings of the list in either language, whatever a program made of their brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.kit.tables.marked import ERRORS
from zhiwei.platform.subjects.list_files.kinds import ListFile, Words
from zhiwei.population.text import key, plain

FILE = "file"
"""The field of the form that takes a file."""
LANGUAGES = ("zh-hans", "en")
UNITS = {
    "元": "元", "yuan": "元", "万元": "万元", "10,000_yuan": "万元", "亿元": "亿元", "100,000,000_yuan": "亿元",
}  # fmt: skip
"""Units of amounts, as headings write them, folded."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands; ``units`` are those of amounts that the headings name, ``owners`` what rows may say there."""

    places: Mapping[str, int]
    units: Mapping[str, str]
    owners: Mapping[int, frozenset[str]]
    unread: Sequence[str]


def heading_of(text: str) -> str:
    """``金额（元）``, ``金额(元)`` and ``金额`` are one column."""
    return key(plain(text).partition("(")[0])


def columns(
    kind: ListFile, viewer: Viewer, target: object, written: Sequence[str], marks: Sequence[str]
) -> tuple[Columns, list[Fault]]:
    """Where the columns of a list stand in a file, and what is wrong with its headings."""
    fields = kind.fields(viewer, target)
    known = _known(kind, fields)
    owned = {each: allowed for words, allowed in kind.owners(target).items() for each in _spelt(words)}
    places: dict[str, int] = {}
    units: dict[str, str] = {}
    owners: dict[int, frozenset[str]] = {}
    unread, faults = [], []
    for at, heading in enumerate(written):
        folded = heading_of(heading)
        name = known.get(folded)
        if name is None:
            if folded in owned:
                owners[at] = frozenset(map(key, owned[folded]))
            elif folded and folded != key(ERRORS):
                unread.append(heading.strip())
            continue
        if name in places:
            said = _("%(one)s 列和 %(two)s 列都是“%(name)s”；请只留一列")
            faults.append(said % {"one": marks[places[name]], "two": marks[at], "name": heading.strip()})
            continue
        places[name] = at
        if isinstance(fields[name], FenFormField):
            unit, strange = _unit(heading)
            if strange:
                said = _("%(mark)s 列“%(name)s”的单位不认识；请写（元）、（万元）或（亿元）")
                faults.append(said % {"mark": marks[at], "name": heading.strip()})
            elif unit:
                units[name] = unit
    if not places and not owners:
        said = _(
            "第一行（空行不算）写的是“%(text)s”，不是列名；请删去列名上面的标题和说明，把要登记的放在第一张工作表"
        )
        return Columns({}, {}, {}, ()), [Fault(FILE, said % {"text": listed(unread)[:40]})]
    missing = [kind.heading(name, one) for name, one in fields.items() if one.required and name not in places]
    if missing:
        faults.append(_("缺少列：%(names)s；请用下载的模板填写") % {"names": listed(missing)})
    return Columns(places, units, owners, unread), [Fault(FILE, one) for one in faults]


def _known(kind: ListFile, fields: Mapping[str, forms.Field]) -> dict[str, str]:
    """Every name of every column; a heading of the template goes before a further name of another column."""
    found: dict[str, str] = {}
    for name, field in fields.items():
        for words in (kind.heads.get(name), field.label, name, *kind.names.get(name, ())):
            for each in _spelt(words):
                found.setdefault(each, name)
    return found


def _spelt(words: Words | None) -> list[str]:
    """Words in every language, folded."""
    found = []
    for language in LANGUAGES if words else ():
        with override(language):
            found.append(heading_of(str(words)))
    return found


def _unit(heading: str) -> tuple[str, bool]:
    """The unit of an amount in one of the brackets of a heading, and whether there is one that nobody knows."""
    strange = False
    for bracket in map(key, re.findall(r"\(([^()]*)\)", plain(heading))):
        for unit, known in UNITS.items():
            if bracket == unit or bracket.startswith(f"{unit},"):
                return known, False
        strange |= bracket.endswith(("元", "yuan"))
    return "", strange

"""A register's rows out of a workbook or a csv file: read whole, entered whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.uploads import Checked, on_disk
from zhiwei.platform.programmes.files.model import RECORD, Programme, Register
from zhiwei.platform.programmes.forms import RecordForm
from zhiwei.platform.programmes.registers import keeping, rights
from zhiwei.platform.programmes.registers.faults import Fault, Refused
from zhiwei.population.defects import InputDefects
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain
from zhiwei.population.words import as_text

FILE, OWNER = "file", "owner"
NOWHERE = str(UUID(int=0))
"""The key of a record that is not there."""
MOST = 2_000
"""Rows of one file."""


def headings(register: Register) -> list[str]:
    """The columns that a file has to have, as people call them; the owner may be left out by whoever keeps for one only."""
    return [str(one.words) for one in register.fields.values()]


def enter(viewer: Viewer, programme: Programme, register: Register, file: Checked) -> int:
    """Enter every row or none; gives how many. Raises Refused with every fault of every row, each with its number."""
    with on_disk(file) as path:
        rows = list(_read(register, path, file.kind))
    if len(rows) > MOST:
        raise Refused([Fault(FILE, _("一个文件最多 %(n)d 行，请分成几个") % {"n": MOST})])
    faults: list[Fault] = []
    titles = _titles(viewer, programme, register)
    with transaction.atomic():
        for number, cells in rows:
            faults += [
                Fault(FILE, _("第 %(row)d 行：%(text)s") % {"row": number, "text": text})
                for text in _enter(viewer, programme, register, cells, titles)
            ]
        if faults:
            raise Refused(faults)
    return len(rows)


def _read(register: Register, path: Path, kind: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells of each row that holds anything. Raises Refused where it is no such table."""
    try:
        table = READERS[f".{kind}"](path, None)
    except InputDefects as wrong:
        raise Refused([Fault(FILE, one.problem.zh) for one in wrong.defects]) from wrong
    places = _places(register, table.headings)
    missing = [
        str(one.words) for one in register.fields.values() if one.name not in places and one.field.required
    ]
    if missing:
        raise Refused([Fault(FILE, _("缺少列：%(names)s") % {"names": "、".join(missing)})])
    found = False
    for row in table.rows():
        cells = {
            name: as_text(row.cells[at]).strip() if at < len(row.cells) and row.cells[at] is not None else ""
            for name, at in places.items()
        }
        if any(cells.values()):
            found = True
            yield row.number, cells
    if not found:
        raise Refused([Fault(FILE, _("文件里没有登记"))])


def _places(register: Register, found: Sequence[str]) -> dict[str, int]:
    """Where each field stands: its name in either language, a unit in brackets behind it."""
    names: dict[str, str] = {}
    for one in register.fields.values():
        names |= {one.name: one.name, one.words.zh: one.name, one.words.en: one.name}
    names |= {str(_("登记主体")): OWNER, "登记主体": OWNER}
    texts = [plain(one).replace("(", "（").partition("（")[0].strip() for one in found]
    return {names[text]: at for at, text in enumerate(texts) if text in names}


def _titles(viewer: Viewer, programme: Programme, register: Register) -> dict[str, dict[str, str]]:
    """For each link to records their keys by what they are called."""
    found = {}
    for one in register.links(RECORD):
        rows: Any = rights.visible(viewer, programme.id, one.target).filter(live=True)
        found[one.name] = {title: str(key) for title, key in rows.values_list("title", "pk")}
    return found


def _enter(
    viewer: Viewer, programme: Programme, register: Register, cells: Mapping[str, str],
    titles: Mapping[str, Mapping[str, str]],
) -> list[str]:  # fmt: skip
    """Enter one row; gives what is wrong with it."""
    data = {
        name: titles[name].get(text, NOWHERE) if name in titles and text else text
        for name, text in cells.items()
    }
    if register.owner:
        data[OWNER] = _owner(viewer, programme, register, cells.get(OWNER, ""))
    form = RecordForm(viewer, programme, register, None, data)
    if not form.is_valid():
        return [f"{form.fields[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
    try:
        keeping.enter(
            viewer, programme.id, register.id, form.values(), owner=form.cleaned_data.get(OWNER),
            division=rights.place_of(viewer),
        )  # fmt: skip
    except Refused as refused:
        return [one.text for one in refused.faults]
    return []


def _owner(viewer: Viewer, programme: Programme, register: Register, name: str) -> str:
    """The key of an owner by its name; of the only one where a file names none."""
    owners = rights.owners(viewer, programme, register)
    found = list((owners.filter(name=name) if name else owners)[:2])
    return str(found[0].pk) if len(found) == 1 else ""

"""A facts file handed in on a page: JSON or YAML as `zhiwei answer` reads it, or one row of a table."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from zhiwei.engine.facts import KNOWN, NOT_APPLICABLE, Fact
from zhiwei.engine.raw import shown
from zhiwei.platform.answers.questions import variable_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import uploads
from zhiwei.platform.portal.asked import NOT_APPLICABLE as WRITTEN_NOT_APPLICABLE
from zhiwei.platform.portal.asked import Asked, flat

KINDS = ("json", "yaml", "xlsx", "csv")
LIMIT = 2 * 1024 * 1024
"""Bytes: the facts of one subject are a few kilobytes, a table of some thousand rows below this."""


class NoRow(ValueError):
    """The table has no row of the number asked for; ``count`` is how many it has."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def read_upload(file: Any, row: int, entity: str) -> Asked:
    """What a file asks. Names and other texts in it are not taken over.

    Raises ``kit.uploads.Refused`` for a file of another kind, ``population.defects.InputDefects`` with every fault of
    what it holds, :class:`NoRow` for a row that is not there.
    """
    checked = uploads.check(file, KINDS, LIMIT)
    if checked.kind in ("json", "yaml"):
        return _of_text(checked, entity)
    return _of_table(checked, row, entity)


def _of_text(checked: uploads.Checked, entity: str) -> Asked:
    # Readers of files bring large libraries, which no other public page needs.
    from zhiwei.population.facts_file import read_facts
    from zhiwei.population.text_files import read_text

    content = read_text(checked.text().encode(), checked.name)
    named = isinstance(content, Mapping) and "entity" in content and "facts" in content
    found = read_facts(content, current(), None if named else entity, checked.name)
    return _asked(found.entity, dict(flat(found.facts, found.links)))


def _of_table(checked: uploads.Checked, row: int, entity: str) -> Asked:
    from zhiwei.population.defects import InputDefects
    from zhiwei.population.lists import code_lists
    from zhiwei.population.readers import open_table
    from zhiwei.population.subjects import Subjects

    with tempfile.TemporaryDirectory(prefix="zhiwei-facts-") as folder:
        path = Path(folder) / checked.name
        checked.file.seek(0)
        with path.open("wb") as target:
            shutil.copyfileobj(checked.file, target)
        subjects = Subjects(open_table(path), current().entities[entity], code_lists(current()))
        wrong = [defect for defect in subjects.defects if defect.is_error]
        if wrong:
            raise InputDefects(wrong)
        found = list(islice(subjects, row))
        if len(found) < row:
            raise NoRow(len(found))
        subject = found[-1]
        if subject.defects:
            raise InputDefects(subject.defects)
    return _asked(entity, subject.facts)


def _asked(entity: str, facts: Mapping[str, Fact]) -> Asked:
    """Facts as they are written in addresses; texts, which no rule reads and which may name somebody, left out."""
    book = current()
    written: dict[str, str] = {}
    for name, fact in facts.items():
        variable = variable_of(book, entity, name)
        if variable is None or variable.type.kind == "text":
            continue
        named = f"{name}@{fact.period}" if fact.period and "@" not in name else name
        if fact.state == KNOWN:
            written[named] = shown(variable.type, fact.value)
        elif fact.state == NOT_APPLICABLE:
            written[named] = WRITTEN_NOT_APPLICABLE
    return Asked(entity=entity, facts=written, order=tuple(written))

"""The programmes of all installed rooms and of the installation's own folder, read and checked once in a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.law.divisions import load_divisions
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.programmes.files.checking import Known, defects
from zhiwei.platform.programmes.files.model import Programme
from zhiwei.platform.programmes.files.reading import ProgrammeReader
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Difficulty

FOLDER = "programmes"


@cache
def all_programmes() -> Mapping[str, Programme]:
    """Every programme by its id. Raises LoadError with every defect of every file."""
    return load(paths())


def get(name: str) -> Programme:
    """A programme. Raises KeyError for an unknown one."""
    return all_programmes()[name]


def paths() -> list[Path]:
    """The files: ``programmes/*.yaml`` beside each room and in the installation's folder."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    if own := settings.PROGRAMMES_FOLDER:
        folders.append(Path(own))
    return [path for folder in folders for path in sorted(Path(folder, FOLDER).glob("*.yaml"))]


def load(files: list[Path], known: Known | None = None) -> dict[str, Programme]:
    """The programmes of some files. Raises LoadError with every defect."""
    known = known or names(registry.all_types())
    found: dict[str, Programme] = {}
    wrong: list[Defect] = []
    for path in files:
        reader = ProgrammeReader(f"{path.parents[1].name}/{FOLDER}/{path.name}")
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            wrong.append(Defect(reader.file, f"is no YAML: {error}", "", f"不是 YAML：{error}"))
            continue
        one = reader.programme(raw)
        wrong += reader.defects
        if one is None:
            continue
        wrong += defects(one, known)
        if one.id in found:
            what = f"{one.id} is the programme of {found[one.id].file} too"
            wrong.append(Defect(f"{one.file}: id", what, "", f"{one.id} 已是 {found[one.id].file} 的项目"))
        found[one.id] = one
    if wrong:
        raise LoadError(wrong)
    return found


def names(cases: Mapping[str, CaseType]) -> Known:
    """The names that the law, the rulebook and the cases know."""
    book = current()
    return Known(
        sentences={one.id for one in load_opinions().sentences()},
        entities=set(entities.kinds()),
        parameters=set(book.data.parameters),
        divisions={one.code for one in load_divisions()},
        cases=cases,
        facts={name: set(one.facts) for name, one in book.entities.items()},
        measures={name: one.entity for name, one in book.measures.items()},
        difficulties=list(Difficulty.values),
    )


def defects_of_all() -> list[Defect]:
    """What is wrong with case types and programmes together; with broken case types the programmes are not looked at."""
    try:
        registry.all_types()
        all_programmes()
    except LoadError as error:
        return list(error.defects)
    return []

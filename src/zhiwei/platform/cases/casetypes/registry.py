"""The case types of all installed rooms, and of the installation's own folder: ``case_types/*.yaml`` in each, read and
checked once in a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases import acts
from zhiwei.platform.cases.casetypes.checking import Known, defects
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.casetypes.reading import Reader
from zhiwei.platform.subjects import entities

FOLDER = "case_types"


@cache
def all_types() -> Mapping[str, CaseType]:
    """Every case type by its id. Raises LoadError with every defect of every file."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    if own := settings.PROGRAMMES_FOLDER:
        folders.append(Path(own))
    return load([path for folder in folders for path in sorted(Path(folder, FOLDER).glob("*.yaml"))])


def get(name: str) -> CaseType:
    """A case type. Raises KeyError for an unknown one."""
    return all_types()[name]


def load(paths: list[Path], known: Known | None = None) -> dict[str, CaseType]:
    """The case types of some files. Raises LoadError with every defect."""
    known = known or names()
    found: dict[str, CaseType] = {}
    wrong: list[Defect] = []
    for path in paths:
        reader = Reader(f"{path.parents[1].name}/{FOLDER}/{path.name}")
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            wrong.append(Defect(reader.file, f"is no YAML: {error}", "", f"不是 YAML：{error}"))
            continue
        one = reader.read(raw)
        wrong += reader.defects
        if one is None:
            continue
        wrong += defects(one, known)
        if one.id in found:
            what = f"{one.id} is the type of {found[one.id].file} too"
            wrong.append(Defect(f"{one.file}: id", what, "", f"{one.id} 已是 {found[one.id].file} 的事项"))
        found[one.id] = one
    if wrong:
        raise LoadError(wrong)
    return found


def names() -> Known:
    """The names that the law, the rulebook and the rooms know."""
    return Known(
        sentences={one.id for one in load_opinions().sentences()},
        entities=set(entities.kinds()),
        measures={name: one.entity for name, one in current().measures.items()},
        guards=acts.declared(acts.guards()),
        effects=acts.declared(acts.effects()),
        figures=acts.declared(acts.figures_named()),
        answerers=acts.declared(acts.answerers()),
        binding=acts.binding(),
    )

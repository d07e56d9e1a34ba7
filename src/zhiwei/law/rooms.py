"""Rooms of the platform that carry sentences out, by sentence."""

from collections.abc import Mapping
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.labels import Label, read_labels
from zhiwei.law.loading import DATA, Record, read_yaml


def load_rooms(folder: Path = DATA) -> Mapping[str, tuple[Label, ...]]:
    """Return ``rooms.yaml`` as sentence id to rooms; the key of a label is the room's name.

    Nothing where the folder holds no such file. Raises LoadError with all defects.
    """
    path = folder / "rooms.yaml"
    if not path.exists():
        return {}
    defects: list[Defect] = []
    content = read_yaml(path, defects)
    file = Record(content if isinstance(content, dict) else {}, path.name, "file", defects)
    file.only("rooms", "sentences")
    rooms = read_labels(file, "rooms")
    found: dict[str, tuple[Label, ...]] = {}
    listed = file.inner(file.fields.get("sentences"), "sentences")
    for sentence, names in listed.fields.items():
        given = names if isinstance(names, list) else [names]
        for name in given:
            if name not in rooms:
                defects.append(Defect(path.name, f"{sentence}: no room {name!r}", suggest(str(name), rooms)))
        found[sentence] = tuple(rooms[name] for name in given if name in rooms)
    if defects:
        raise LoadError(defects)
    return found

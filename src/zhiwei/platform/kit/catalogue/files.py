"""The .po and .mo files of the rooms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polib

from zhiwei.platform.kit.catalogue.extract import Message, messages_of

ROOMS = Path(__file__).parents[2]
PO = Path("locale", "en", "LC_MESSAGES", "django.po")
HEAD = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def rooms() -> list[Path]:
    """The folders of all rooms."""
    return sorted(path.parent for path in ROOMS.glob("*/apps.py"))


def catalogue_of(room: Path) -> polib.POFile:
    """A room's catalogue; an empty one where it has none."""
    path = room / PO
    found = polib.pofile(str(path)) if path.exists() else polib.POFile(wrapwidth=100)
    found.metadata, found.wrapwidth = dict(HEAD), 100
    return found


def in_step(room: Path, known: dict[tuple[str, str, str], polib.POEntry]) -> polib.POFile:
    """The room's catalogue with the texts of its code, in their order: translations kept, those of other rooms taken
    for texts that are new here, texts no longer used left out."""
    own = {key_of(entry): entry for entry in catalogue_of(room)}
    made = polib.POFile(wrapwidth=100)
    made.metadata = dict(HEAD)
    for message in messages_of(room):
        entry = own.get(message.key) or known.get(message.key)
        made.append(_entry(message, entry))
    return made


def _entry(message: Message, kept: polib.POEntry | None) -> polib.POEntry:
    plural = {0: "", 1: ""} if message.plural else {}
    return polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgctxt=message.context or None,
        msgstr=kept.msgstr if kept else "",
        msgstr_plural={int(number): text for number, text in kept.msgstr_plural.items()} if kept else plural,
        occurrences=[(message.place.rpartition(":")[0], "")],
        flags=["python-format"] if "%(" in message.text else [],
    )


def key_of(entry: polib.POEntry) -> tuple[str, str, str]:
    """What makes an entry one text."""
    return entry.msgid, entry.msgid_plural, entry.msgctxt or ""


def translated(catalogues: Iterable[polib.POFile]) -> dict[tuple[str, str, str], polib.POEntry]:
    """All translations there are, by text."""
    return {key_of(entry): entry for catalogue in catalogues for entry in catalogue if entry.translated()}


def write(room: Path, catalogue: polib.POFile) -> None:
    """Keep both files of a room; none for a room without texts."""
    if not len(catalogue):
        return
    path = room / PO
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def faults(room: Path) -> list[str]:
    """What is wrong with a room's catalogue, each with its remedy: texts missing, untranslated or with other blanks
    than the Chinese, files out of step."""
    name, catalogue = room.name, catalogue_of(room)
    there = {key_of(entry): entry for entry in catalogue}
    wanted = {message.key: message for message in messages_of(room)}
    found = [
        f"{name}/{message.place}: {message.text!r} has no English text"
        for key, message in wanted.items()
        if key not in there or not there[key].translated()
    ]
    found += [f"{name}: {key[0]!r} is used no more" for key in there if key not in wanted]
    found += [
        f"{name}: {entry.msgid!r} and its English text differ in their blanks"
        for entry in catalogue
        if entry.translated() and not _same_blanks(entry)
    ]
    mo = (room / PO).with_suffix(".mo")
    if len(catalogue) and (not mo.exists() or mo.read_bytes() != catalogue.to_binary()):
        found.append(f"{name}: {PO.with_suffix('.mo')} is not made from its .po")
    return found


def _same_blanks(entry: polib.POEntry) -> bool:
    texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
    return all(_blanks(text) <= _blanks(entry.msgid) | _blanks(entry.msgid_plural) for text in texts)


def _blanks(text: str) -> set[str]:
    return {part.partition(")")[0] for part in text.split("%(")[1:]}

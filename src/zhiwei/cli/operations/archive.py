"""The file of a backup: a zip of rows, files and a manifest with the hash of each; read whole before it is believed."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
PORTION = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What reading a damaged archive may end in."""


class Damaged(ValueError):
    """A backup that is not whole; says in Chinese and English where."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass
class Writer:
    """Fills an archive and remembers the hash of every member."""

    archive: zipfile.ZipFile
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def put(self, name: str, portions: Iterable[bytes], *, packed: bool = True) -> None:
        """One member from its portions."""
        digest, size = hashlib.sha256(), 0
        told = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        told.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        told.external_attr = 0o600 << 16
        with self.archive.open(told, "w", force_zip64=True) as file:
            for portion in portions:
                file.write(portion)
                digest.update(portion)
                size += len(portion)
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}

    def seal(self, about: dict[str, Any]) -> dict[str, Any]:
        """Write the manifest, and its own hash beside it."""
        manifest = {"format": FORMAT, "program": "zhiwei", **about, "members": self.members}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
        self.archive.writestr(MANIFEST, text)
        self.archive.writestr(SEAL, hashlib.sha256(text).hexdigest())
        return manifest


def portions(file: IO[bytes]) -> Iterator[bytes]:
    """A file a megabyte at a time."""
    while portion := file.read(PORTION):
        yield portion


def opened(path: Path) -> zipfile.ZipFile:
    """The archive of a path. Raises :class:`Damaged`."""
    try:
        return zipfile.ZipFile(path)
    except BROKEN as error:
        raise Damaged(
            f"{path.name} 不是备份文件，或没有写完（{error}）",
            f"{path.name} is no backup, or its end is missing ({error})",
        ) from error


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest. Raises :class:`Damaged` where it is missing, altered or of a form that is not known."""
    try:
        text, seal = archive.read(MANIFEST), archive.read(SEAL)
    except KeyError as error:
        raise Damaged("缺少清单 manifest.json", "the manifest is missing") from error
    except BROKEN as error:
        raise _damaged(MANIFEST) from error
    if hashlib.sha256(text).hexdigest().encode() != seal:
        raise _damaged(MANIFEST)
    manifest: dict[str, Any] = json.loads(text)
    if manifest.get("format") != FORMAT:
        raise Damaged(
            f"备份格式为 {manifest.get('format')}，这一版本只认识 {FORMAT}",
            f"the backup's format is {manifest.get('format')}, this version knows {FORMAT}",
        )
    return manifest


def verify(path: Path) -> dict[str, Any]:
    """Read every byte and compare; the manifest if all is well. Raises :class:`Damaged` naming the first bad member."""
    with opened(path) as archive:
        manifest = manifest_of(archive)
        there = set(archive.namelist()) - {MANIFEST, SEAL}
        for name in sorted(manifest["members"].keys() ^ there):
            missing = name in manifest["members"]
            raise Damaged(
                f"{name}：{'缺失' if missing else '不在清单中'}",
                f"{name} {'is missing' if missing else 'is not in the manifest'}",
            )
        for name, told in sorted(manifest["members"].items()):
            if _unsafe(name):
                raise Damaged(f"{name}：路径不安全", f"{name}: an unsafe path")
            digest = hashlib.sha256()
            try:
                with archive.open(name) as file:
                    for portion in portions(file):
                        digest.update(portion)
            except BROKEN as error:
                raise _damaged(name) from error
            if digest.hexdigest() != told["sha256"]:
                raise _damaged(name)
    return manifest


def _damaged(name: str) -> Damaged:
    return Damaged(f"{name}：内容已损坏", f"{name}: the content is damaged")


def _unsafe(name: str) -> bool:
    path = Path(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name

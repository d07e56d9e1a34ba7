"""Stored rulebooks on disk: the checked one of today's sources, and those that receipts name."""

import hashlib
import os
import tempfile
from pathlib import Path

import zhiwei
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.store import content_hash

_ROOT = Path(zhiwei.__file__).parent
_SOURCES = ("engine", "law", "policy")


def cache_folder() -> Path:
    """Where checked rulebooks are kept between runs: ``ZHIWEI_CACHE``, else ``zhiwei`` in the user's cache folder."""
    given = os.environ.get("ZHIWEI_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhiwei"


def sources_hash() -> str:
    """SHA-256 over every file that rules, law data and the engine are made of."""
    total = hashlib.sha256()
    for room in _SOURCES:
        for path in sorted((_ROOT / room).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv", ".txt"):
                total.update(f"{path.relative_to(_ROOT)}\0".encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def cached(key: str) -> bytes | None:
    """The stored rulebook that these sources gave before, None if there is none or it is damaged."""
    try:
        seal, _, stored = (cache_folder() / f"{key}.json").read_bytes().partition(b"\n")
    except OSError:
        return None
    return stored if seal.decode(errors="replace") == content_hash(stored) else None


def keep_cached(key: str, stored: bytes) -> None:
    """Keep a stored rulebook for the next start; a folder that cannot be written is no error."""
    try:
        _write(cache_folder() / f"{key}.json", content_hash(stored).encode() + b"\n" + stored)
    except OSError:
        return


def keep(book: Rulebook, folder: Path) -> Path:
    """Store a rulebook under its content hash, for the receipts that name it; its path."""
    path = folder / f"{book.hash}.json"
    if not path.exists():
        _write(path, book.stored)
    return path


def find(wanted: str, folders: list[Path]) -> Rulebook:
    """The rulebook of a content hash; raises LoadError if no folder has it or its file was changed."""
    for folder in folders:
        path = folder / f"{wanted}.json"
        if path.is_file():
            stored = path.read_bytes()
            if content_hash(stored) != wanted:
                raise LoadError(
                    [Defect(str(path), "does not have the content its name states", "restore the file")]
                )
            return Rulebook.from_stored(stored)
    listed = ", ".join(map(str, folders)) or "no folder given"
    raise LoadError([Defect("rulebook", f"{wanted} is not in {listed}", "name its folder with --rulebooks")])


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)

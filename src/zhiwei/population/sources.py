"""What a table comes from: a file, or a table of a database named by an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def is_database(source: Path | str) -> bool:
    """Whether a source is an address such as ``sqlite:///firms.db?table=firms``."""
    return "://" in str(source)


def same_file(source: Path | str, path: Path) -> bool:
    """Whether a path names the very file that is read."""
    return not is_database(source) and path.exists() and path.samefile(source)


def identity(source: Path | str) -> dict[str, Any] | None:
    """What tells a file apart from its earlier and later states; None for a database, whose rows have no fixed order."""
    if is_database(source):
        return None
    path = Path(source)
    found = path.stat()
    return {"path": str(path.resolve()), "size": found.st_size, "changed": found.st_mtime_ns}

"""The repository as its health tests see it: its root, its tracked files, its Python sources."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zhiwei"
GENERATED = {".git", ".venv", "__pycache__", "out", "dist", "build"}


def tracked_files() -> list[Path]:
    """Every file under version control; without git, every file that is not generated."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        found = (path for path in ROOT.rglob("*") if not GENERATED & set(path.relative_to(ROOT).parts))
        return sorted(path for path in found if path.is_file())
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def sources(*rooms: str) -> list[Path]:
    """The Python files of the named rooms of the product; of all of it without a name. Migrations, which are written
    by a program, stay out."""
    roots = [SOURCE / room for room in rooms] or [SOURCE]
    return sorted(path for root in roots for path in root.rglob("*.py") if path.parent.name != "migrations")


def name_of(path: Path) -> str:
    """The path as people write it, from the root."""
    return path.relative_to(ROOT).as_posix()


def with_source_on_path() -> dict[str, str]:
    """The environment of a child process that must find the product's own source."""
    paths = [str(SOURCE.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}

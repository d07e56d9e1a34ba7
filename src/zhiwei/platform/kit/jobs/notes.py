"""Notes between a job and those who watch it, as small files in the data folder.

They pass beside the database: a job that writes in one transaction could neither tell how far it is nor hear that it
should stop.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings


def folder() -> Path:
    """Where the notes lie; made where it is not there."""
    place = Path(settings.MEDIA_ROOT) / "jobs"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def write(job: str, note: dict[str, Any]) -> None:
    """Say how far a job is; a reader sees the note before or this one, never a half."""
    target = folder() / f"{job}.json"
    new = target.with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    new.replace(target)


def read(job: str) -> dict[str, Any]:
    """What a job last said; nothing where it has not spoken."""
    try:
        found = json.loads((folder() / f"{job}.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def age(job: str) -> float | None:
    """Seconds since a job last gave a sign of life; None where it never did."""
    try:
        return max(0.0, time.time() - (folder() / f"{job}.json").stat().st_mtime)
    except FileNotFoundError:
        return None


def touch(job: str) -> None:
    """A sign of life without a word."""
    (folder() / f"{job}.json").touch()


def ask_to_stop(job: str) -> None:
    """Leave word that a job should end."""
    (folder() / f"{job}.stop").touch()


def should_stop(job: str) -> bool:
    """Whether somebody left word."""
    return (folder() / f"{job}.stop").exists()


def sweep(job: str) -> None:
    """Take the notes of a job away that is over."""
    for ending in ("json", "stop"):
        (folder() / f"{job}.{ending}").unlink(missing_ok=True)

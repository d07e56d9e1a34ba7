"""Where files lie: in the data folder by their hash, readable by the platform alone; equal contents once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.uploads.check import PIECE, Checked


def keep(checked: Checked, uploaded_by: Any = None) -> StoredFile:
    """Keep a checked file; ``uploaded_by`` is a user or a user's key. On the disk before the record says so."""
    target = _place(checked.sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix="new-")  # 0600
        try:
            with os.fdopen(handle, "wb") as out:
                checked.file.seek(0)
                while piece := checked.file.read(PIECE):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return StoredFile.objects.create(
        sha256=checked.sha256,
        name=checked.name,
        size=checked.size,
        kind=checked.kind,
        uploaded_by_id=getattr(uploaded_by, "pk", uploaded_by),
    )


@contextmanager
def on_disk(checked: Checked) -> Iterator[Path]:
    """A checked file that is not kept, for as long as something reads it by its path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{checked.kind}"
        checked.file.seek(0)
        path.write_bytes(checked.file.read())
        yield path


def path_of(stored: StoredFile) -> Path:
    """Where the content lies; to be read, never to be changed."""
    return _place(stored.sha256)


def opened(stored: StoredFile) -> IO[bytes]:
    """The content. Raises FileNotFoundError where the data folder has lost it."""
    return path_of(stored).open("rb")


def discard(stored: StoredFile) -> None:
    """Forget a file that nothing speaks of any more; the content goes with the last record of it."""
    digest = stored.sha256
    stored.delete()

    def sweep() -> None:
        if not StoredFile.objects.filter(sha256=digest).exists():
            _place(digest).unlink(missing_ok=True)

    transaction.on_commit(sweep)


def _place(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest

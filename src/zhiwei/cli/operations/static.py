"""Static files laid out for serving, again whenever they or the version changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAMP = "zhiwei-stamp"


def lay_out() -> bool:
    """Collect, hash and compress all static files into the data folder; False where that was done before."""
    from django.conf import settings
    from django.core.management import call_command

    target = Path(settings.STATIC_ROOT)
    stamp, wanted = target / STAMP, _fingerprint()
    with _alone(target.parent):
        if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
            return False
        if target.is_dir():
            shutil.rmtree(target)
        call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
        target.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted, encoding="ascii")
        return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time; a second waits and finds the work done."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _fingerprint() -> str:
    """The version, and path, size and time of every file that would be collected."""
    from django.contrib.staticfiles.finders import get_finders

    from zhiwei import __version__

    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()

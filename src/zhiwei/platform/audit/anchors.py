"""The head of each chain, written outside the database, so that a rewritten or shortened chain is found.

In the anchors' folder each chain has two files, named by its identity: ``….head`` holds the newest row, ``….jsonl`` the
first row committed on each day and is to be copied elsewhere (printed, sent to the archive). Every line is signed with a key
derived from the installation's secret.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from zhiwei.platform.audit import canonical


@dataclass(frozen=True)
class Anchor:
    """A row that was there: chain, identity, number, hash, moment (UTC)."""

    chain: str
    identity: str
    seq: int
    hash: str
    at: str

    def line(self) -> str:
        """One line of JSON with its signature."""
        return canonical.text(asdict(self) | {"signature": self.signature()}) + "\n"

    def signature(self) -> str:
        """A keyed SHA-256 over the anchor."""
        return salted_hmac(
            "zhiwei.audit.anchor", canonical.text(asdict(self)), algorithm="sha256"
        ).hexdigest()


class Forged(ValueError):
    """An anchor whose signature is not ours, or a line that is none."""


def read(line: str) -> Anchor:
    """An anchor from its line. Raises :class:`Forged`."""
    try:
        said = json.loads(line)
        signature = said.pop("signature")
        anchor = Anchor(**said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Forged(f"not an anchor: {line[:80]!r}") from error
    if not constant_time_compare(signature, anchor.signature()):
        raise Forged(f"signature of anchor {anchor.chain} {anchor.seq} does not fit")
    return anchor


def paths(chain: str, identity: str) -> tuple[Path, Path]:
    """The files of a chain: the newest row, and one row a day."""
    stem = Path(settings.AUDIT_ANCHORS) / f"{chain}-{identity}"
    return stem.with_suffix(".head"), stem.with_suffix(".jsonl")


def note(rows: Sequence[Anchor]) -> None:
    """Write down rows of one chain committed together, in their order: the last as the newest, unless a later one is, and
    each that is the first of its day as the day's."""
    newest, daily = paths(rows[0].chain, rows[0].identity)
    newest.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(newest):
        last = _newest(newest)
        later = [one for one in rows if last is None or one.seq > last.seq]
        for one in later:
            if last is None or last.at[:10] != one.at[:10]:
                with daily.open("a", encoding="utf-8") as file:
                    file.write(one.line())
            last = one
        if later:
            fresh = newest.with_suffix(".new")
            fresh.write_text(later[-1].line(), encoding="utf-8")
            fresh.chmod(0o600)
            fresh.replace(newest)


def known(chain: str, identity: str) -> Iterator[Anchor]:
    """All anchors of a chain, in the order written. Raises :class:`Forged` for a line that is none of ours."""
    newest, daily = paths(chain, identity)
    for path in (daily, newest):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield read(line)


def _newest(path: Path) -> Anchor | None:
    try:
        return read(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, Forged):
        return None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

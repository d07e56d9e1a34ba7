"""Which records are about a viewer's own organisations; rooms above say so, and the page 谁看过我 asks.

owned.register(lambda viewer: [("subject", str(one.pk)) for one in subjects_of(viewer)])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zhiwei.platform.accounts.rights import Viewer

Finder = Callable[[Viewer], Iterable[tuple[str, str]]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Ask a function for records (kind, key) of a viewer's organisations from now on; usable as a decorator."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def records(viewer: Viewer) -> list[tuple[str, str]]:
    """All records about the viewer's organisations, the organisations themselves included."""
    own = [("organisation", str(one)) for one in sorted(viewer.organisation_ids)]
    return own + sorted({(kind, str(key)) for finder in _finders for kind, key in finder(viewer)})

"""What rooms above have to say on a subject's page: links to their pages, and what waits for the subject's people.

Those rooms hand it in when they start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.tables import Table
from zhiwei.platform.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Page:
    """A link on a subject's page; ``address`` gives None for a subject that has no such page."""

    label: str | Promise
    address: Callable[[Subject], str | None]
    office: bool
    """Whether it stands on the officials' page, or on the firm's own."""


_pages: list[Page] = []


def add_page(label: str | Promise, address: Callable[[Subject], str | None], *, office: bool) -> None:
    """Hand in a page, in a room's ``AppConfig.ready``."""
    _pages.append(Page(label, address, office))


def links_of(subject: Subject, *, office: bool) -> list[tuple[str | Promise, str]]:
    """Label and address of every page there is for a subject."""
    found = ((page.label, page.address(subject)) for page in _pages if page.office == office)
    return [(label, address) for label, address in found if address]


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that only the subject's own people can do next: what it is, what it is about, where it is done."""

    text: str
    about: str
    address: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of people who act for no subject, such as experts; ``whose`` tells if a viewer is one of them."""

    label: str | Promise
    address: str
    whose: Callable[[Viewer], bool]


_desks: list[Desk] = []


def add_desk(label: str | Promise, address: str, whose: Callable[[Viewer], bool]) -> None:
    """Hand in a desk, in a room's ``AppConfig.ready``."""
    _desks.append(Desk(label, address, whose))


def desks_of(viewer: Viewer) -> list[Desk]:
    """The desks of a viewer, in the order of the rooms."""
    return [desk for desk in _desks if desk.whose(viewer)]


Errands = Callable[[Viewer, Subject], Iterable[Errand]]
_errands: list[Errands] = []


def add_errands(find: Errands) -> None:
    """Hand in a finder of errands, in a room's ``AppConfig.ready``."""
    _errands.append(find)


def errands_of(viewer: Viewer, subject: Subject) -> list[Errand]:
    """What waits for the viewer on a subject of his own, in the order of the rooms."""
    return [errand for find in _errands for errand in find(viewer, subject)]


@dataclass(frozen=True, slots=True)
class Voice:
    """What people say in a room above, told beside their enquiries: its heading, where one begins, what a viewer has said."""

    label: str | Promise
    begin: str | Promise
    address: str
    said: Callable[[Viewer], Table]


_voices: list[Voice] = []


def add_voice(voice: Voice) -> None:
    """Hand in a way to be heard, in a room's ``AppConfig.ready``."""
    _voices.append(voice)


def voices() -> list[Voice]:
    """The ways to be heard, in the order of the rooms."""
    return list(_voices)

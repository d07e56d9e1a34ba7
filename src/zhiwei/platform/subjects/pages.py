"""Pages of rooms above that speak of one subject, as links on its page; those rooms hand them in when they start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

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
